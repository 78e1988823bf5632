import assert from "node:assert/strict";
import { test } from "node:test";
import { tipLines } from "../../dashboard/browser/parts/tip.mjs";
import { View } from "../../dashboard/browser/parts/view.mjs";
import { bundle, STEPS } from "./example.mjs";

const [NOTICE, EXIT] = STEPS;
const MINES = { id: "a", name: "New mines", known: NOTICE + 10, until: NOTICE + 20, window: "in 2026", bar: null };
const LATER = { ...MINES, id: "b", known: NOTICE + 20, until: 0, window: "in 2027" };

function linesOn(day, iso3 = "EST") {
  const own = bundle({
    due: [[NOTICE, EXIT, "EST", "leaves", 1, 0]],
    programmes: [{ iso3: "EST", versions: [MINES, LATER] }],
    ui: {
      contested: "{label}, contested",
      named: "{name}: {label}",
      tip_since: "{label}, since {day}",
      tip_open: "{label}, since before",
      tip_next: "Next: {day}, {text}",
      tip_announced: "Announced {day}: {name}, {window}",
    },
  });
  return tipLines(Object.assign(new View(), { bundle: own, day }), iso3);
}

test("a class held since before the record has no day", () => {
  assert.deepEqual(linesOn(NOTICE - 1), ["Estonia: State Party"]);
});

test("what comes next is told from the day that settles it, until it has come", () => {
  assert.deepEqual(linesOn(NOTICE), [
    "Estonia: withdrawal deposited, since 27 June 2025",
    "Next: 27 December 2025, Estonia leaves",
  ]);
  assert.deepEqual(linesOn(EXIT, "LVA"), ["Latvia: withdrawn, since 27 December 2025"]);
  assert.ok(!linesOn(EXIT).some((line) => line.startsWith("Next")));
});

test("an announcement is told from the day it was known, in the version of the day", () => {
  assert.ok(!linesOn(NOTICE + 9).some((line) => line.startsWith("Announced")));
  assert.equal(linesOn(NOTICE + 10).at(-1), "Announced 7 July 2025: New mines, in 2026");
  assert.equal(linesOn(NOTICE + 20).at(-1), "Announced 17 July 2025: New mines, in 2027");
});
