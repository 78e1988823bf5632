import assert from "node:assert/strict";
import { test } from "node:test";
import { StateNames } from "../../dashboard/browser/parts/find_names.mjs";
import { search } from "../../dashboard/browser/parts/find_search.mjs";

const STATES = {
  IRL: ["Ireland", "IRL", "IE", "Éire"],
  ISL: ["Iceland", "ISL", "IS", "Island"],
  GBR: ["United Kingdom", "GBR", "GB", "UK", "Britain"],
  USA: ["United States", "USA", "US"],
  UKR: ["Ukraine", "UKR", "UA"],
  TUR: ["Türkiye", "TUR", "TR", "Turkey"],
  AUT: ["Austria", "AUT", "AT", "Österreich"],
};
const NAMES = new StateNames({ states: STATES, elsewhere: ["Australia", "AUS", "Iran"] });
const BUNDLE = {
  states: STATES,
  elsewhere: [],
  treaties: [["ccm", "Convention on Cluster Munitions", ["CCM", "cluster bombs"], 1]],
  happenings: [
    ["Ukraine notifies suspension", "2025-07-18", ["UKR"], ["apmbc"]],
    ["A seminar on cluster bombs", "2025-01-02", [], []],
  ],
  instrument: "apmbc",
};
const TEXTS = { treaty: "treaty", page: "page" };
const PAGES = [["matrix", "Matrix"]];

test("a whole name or code finds its State, whatever its case, accents and articles", () => {
  const found = {
    UK: "GBR",
    "u.k.": "GBR",
    "the  BRITAIN": "GBR",
    turkiye: "TUR",
    is: "ISL",
    "Republic of Ireland": "IRL",
  };
  for (const [text, iso3] of Object.entries(found)) assert.equal(NAMES.find(text), iso3, text);
  for (const text of ["", "  ", "Ire", "land", "Iran", "AUS", "x".repeat(99)])
    assert.equal(NAMES.find(text), null, text);
});

test("only the name on screen counts as whole", () => {
  assert.equal(NAMES.whole("turkiye "), "TUR");
  for (const text of ["Turkey", "TUR", "Turk", ""]) assert.equal(NAMES.whole(text), null, text);
});

test("Enter takes a whole name, else the only beginning, and never one of several or of a place elsewhere", () => {
  const meant = { uk: "GBR", ire: "IRL", austri: "AUT", öster: "AUT", kingdom: "GBR" };
  for (const [text, iso3] of Object.entries(meant)) assert.equal(NAMES.meant(text), iso3, text);
  for (const text of ["united", "u", "au", "aus", "land", "Atlantis"]) assert.equal(NAMES.meant(text), null, text);
});

test("a typing error has its nearest States, a place elsewhere has none", () => {
  const near = { Ireand: ["IRL"], Ukrane: ["UKR"], Autsria: ["AUT"] };
  for (const [text, iso3s] of Object.entries(near)) assert.deepEqual(NAMES.near(text), iso3s, text);
  for (const text of ["Iran", "Australia", "Atlantis", "", "Irn"]) assert.deepEqual(NAMES.near(text), [], text);
});

test("hits are States by the nearness of their names, then treaties, pages and happenings", () => {
  const of = (text) => search(BUNDLE, NAMES, PAGES, text, TEXTS).map(({ name, note }) => [name, note]);
  assert.deepEqual(of("uk"), [
    ["United Kingdom", "UK"],
    ["Ukraine", ""],
  ]);
  assert.deepEqual(of("ukr"), [
    ["Ukraine", ""],
    ["Ukraine notifies suspension", "18 July 2025"],
  ]);
  assert.deepEqual(of("cluster bombs"), [
    ["Convention on Cluster Munitions", "treaty"],
    ["A seminar on cluster bombs", "2 January 2025"],
  ]);
  assert.deepEqual(of("matr"), [["Matrix", "page"]]);
  assert.deepEqual(of("atlantis"), []);
});

test("a happening leads to its day, State and treaties", () => {
  const [, { report }] = search(BUNDLE, NAMES, PAGES, "ukraine", TEXTS);
  assert.deepEqual(report, { as_of: "2025-07-18", focus: "UKR", instruments: ["apmbc"] });
});
