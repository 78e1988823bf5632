import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { rememberVisit, sinceVisit } from "../../dashboard/browser/parts/visits.mjs";

const TEXTS = {
  blocked: "blocked",
  first: "first",
  same: "same {day} {edition} {as_of}",
  touched: "touched {now_as_of}",
  newer: "newer {day} {edition} {as_of} {now} {now_as_of}",
};
const OLD = { day: "2026-06-02", edition: "1.0.0", as_of: "2026-05-31", stamp: "a" };
const NOW = { day: "2026-11-27", edition: "1.1.0", as_of: "2026-10-02", stamp: "b" };

beforeEach(() => {
  const kept = new Map();
  globalThis.localStorage = {
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, text) => kept.set(name, text),
  };
});

test("visits of one day are one, and the next day tells of it", () => {
  assert.equal(rememberVisit(OLD), null);
  assert.equal(rememberVisit({ ...OLD, stamp: "later" }), null);
  assert.deepEqual(rememberVisit(NOW), OLD);
  assert.deepEqual(rememberVisit(NOW), OLD);
});

test("a browser that keeps nothing, or something else, is told apart from a first visit", () => {
  localStorage.setItem("ess-visits", "{broken");
  assert.equal(rememberVisit(NOW), undefined);
  localStorage.setItem("ess-visits", "null");
  assert.equal(rememberVisit(NOW), null);
  globalThis.localStorage = undefined;
  assert.equal(rememberVisit(NOW), undefined);
  assert.equal(sinceVisit(undefined, NOW, TEXTS).text, "blocked");
  assert.equal(sinceVisit(null, NOW, TEXTS).text, "first");
});

test("what is new is said and offered, and nothing where nothing is", () => {
  const newer = sinceVisit(OLD, NOW, TEXTS);
  assert.equal(newer.text, "newer 2 June 2026 1.0.0 31 May 2026 1.1.0 2 October 2026");
  assert.deepEqual([newer.edition, newer.day], ["1.0.0", "2026-05-31"]);
  const same = sinceVisit({ ...NOW, day: "2026-11-20" }, NOW, TEXTS);
  assert.deepEqual(same, { text: "same 20 November 2026 1.1.0 2 October 2026", edition: "", day: "" });
  assert.equal(sinceVisit({ ...NOW, stamp: "c" }, NOW, TEXTS).text, "touched 2 October 2026");
});
