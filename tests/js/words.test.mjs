import assert from "node:assert/strict";
import { test } from "node:test";
import { Store } from "../../dashboard/browser/parts/store.mjs";
import {
  addMonths,
  dayOf,
  fill,
  fillCount,
  headline,
  isoDay,
  lastLine,
  listed,
  nextLine,
  sayDay,
  sayStep,
  valueText,
} from "../../dashboard/browser/parts/words.mjs";
import { bundle, STEPS } from "./example.mjs";

const storeOn = (day, more) => Object.assign(new Store(() => {}), { bundle: bundle(more), day });

test("a day is a whole number of days, before and after 1970", () => {
  assert.equal(dayOf("1970-01-01"), 0);
  assert.equal(dayOf("1949-04-04"), -7577);
  for (const iso of ["1949-04-04", "2000-02-29", "2026-12-31"]) assert.equal(isoDay(dayOf(iso)), iso);
});

test("a day is said in British English, whatever the zone of the reader", () => {
  assert.equal(sayDay(dayOf("2026-03-01")), "1 March 2026");
  assert.equal(sayDay(dayOf("1949-09-04")), "4 September 1949");
});

test("a month on keeps the day, or ends with a shorter month", () => {
  for (const [from, months, to] of [
    ["2025-01-31", 1, "2025-02-28"],
    ["2024-01-31", 1, "2024-02-29"],
    ["2025-03-31", -1, "2025-02-28"],
    ["2024-02-29", 12, "2025-02-28"],
    ["2025-12-15", 1, "2026-01-15"],
    ["2025-01-15", -1, "2024-12-15"],
  ]) {
    assert.equal(isoDay(addMonths(dayOf(from), months)), to, `${from} ${months}`);
  }
});

test("names are listed with commas and an and", () => {
  assert.deepEqual([[], ["A"], ["A", "B"], ["A", "B", "C"]].map(listed), ["", "A", "A and B", "A, B and C"]);
});

test("a headline says what happens on the day, or what last happened", () => {
  assert.equal(headline(storeOn(STEPS[1])), "On 27 December 2025: Estonia and Latvia leave");
  assert.equal(headline(storeOn(STEPS[1] + 1)), "Since 27 December 2025: Estonia and Latvia have to leave");
  assert.equal(headline(storeOn(STEPS[0] - 1)), "26 June 2025: before any change");
});

test("an inexact day is said beside the name, a milestone before the States", () => {
  assert.equal(headline(storeOn(STEPS[0])), "On 27 June 2025: Estonia and Latvia (by then) deposit");
  assert.equal(headline(storeOn(STEPS[2])), "On 10 January 2026: the treaty opens; Finland leaves");
});

test("more States than the book names are counted, in words as far as it has them", () => {
  const made = bundle();
  assert.equal(sayStep(made, made.steps[1], "now", 1), "two States leave");
  const many = Array.from({ length: 4 }, () => ["EST", "leaves", 1]);
  assert.equal(sayStep(made, [0, many, []], "now"), "4 States leave");
  assert.equal(sayStep(made, made.steps[1], "past"), "two States did leave");
  assert.equal(sayStep(made, made.steps[2], "past"), "the treaty opened; one State did leave");
});

test("the lines below the answer say what happened last and what comes next", () => {
  const store = storeOn(STEPS[0] - 1);
  assert.equal(lastLine(store), "");
  assert.equal(nextLine(store), "", "nothing is foreseen");
  assert.equal(nextLine(storeOn(STEPS[0])), "Next, 27 December 2025: Estonia and Latvia leave");
  assert.equal(lastLine(storeOn(STEPS[0])), "This day: Estonia and Latvia (by then) deposit");
  assert.equal(lastLine(storeOn(STEPS[0] + 1)), "Last, 27 June 2025: Estonia and Latvia (by then) deposit");
  assert.equal(nextLine(storeOn(STEPS[2])), "");
});

test("a line below the answer counts where names would be long", () => {
  const store = storeOn(STEPS[0] + 1);
  store.bundle.book.brief_over = 40;
  assert.equal(lastLine(store), "Last, 27 June 2025: two States deposit");
});

test("the slider says the day and what happened, shortly", () => {
  assert.equal(valueText(storeOn(STEPS[0] - 1)), "26 June 2025: before any change");
  assert.equal(valueText(storeOn(STEPS[1])), "27 December 2025: two States did leave");
  assert.equal(valueText(storeOn(STEPS[1] + 3)), "30 December 2025, since 27 December 2025");
});

test("a pattern is filled in by name, a count chooses its form", () => {
  assert.equal(fill("{a} and {b}, {a}", { a: "x", b: 2 }), "x and 2, x");
  const forms = { one: "{n} State of {all}", many: "{n} States of {all}" };
  assert.deepEqual(
    [0, 1, 2].map((n) => fillCount(forms, n, { all: 9 })),
    ["0 States of 9", "1 State of 9", "2 States of 9"],
  );
});
