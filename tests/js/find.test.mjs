import assert from "node:assert/strict";
import { test } from "node:test";
import { stateOf } from "../../dashboard/browser/parts/find.mjs";

const STATES = {
  IRL: { name: "Ireland" },
  ISL: { name: "Iceland" },
  GBR: { name: "United Kingdom" },
  TUR: { name: "Türkiye" },
  NLD: { name: "Netherlands" },
};

test("while it is typed only a whole name is taken, whatever its case and accents", () => {
  assert.equal(stateOf(STATES, "  TURKIYE ", false), "TUR");
  for (const text of ["", "  ", "Ire", "IRL", "land"]) assert.equal(stateOf(STATES, text, false), null, text);
});

test("with Enter a code is taken before a beginning, a beginning before a part", () => {
  const found = { irl: "IRL", ire: "IRL", land: "IRL", nether: "NLD", kingdom: "GBR", türk: "TUR" };
  for (const [text, iso3] of Object.entries(found)) assert.equal(stateOf(STATES, text, true), iso3, text);
  assert.equal(stateOf(STATES, "Atlantis", true), null);
  assert.equal(stateOf({ ...STATES, IRE: { name: "Elsewhere" } }, "ire", true), "IRE");
});
