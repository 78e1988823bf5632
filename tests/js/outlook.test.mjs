import assert from "node:assert/strict";
import { test } from "node:test";
import {
  announcedNext,
  fixedByLaw,
  programmesOf,
  statesInMotion,
  statesInRows,
} from "../../dashboard/browser/parts/outlook.mjs";
import { View } from "../../dashboard/browser/parts/view.mjs";
import { bundle, STEPS, TODAY } from "./example.mjs";

const [NOTICE, EXIT] = STEPS;
const LATER = TODAY + 100;
const bar = (start, end, more = {}) => ({ start, end, from: true, to: true, opacity: 1, ...more });
const version = (id, known, until, own) => ({ id, name: id, known, until, window: "some day", bar: own });

function viewOn(day, selected = null) {
  const due = [
    [NOTICE, EXIT, "EST", "leaves", 1, 0],
    [NOTICE, EXIT, "LVA", "leaves", 1, 0],
    [NOTICE, LATER, "FIN", "leaves", 1, EXIT],
  ];
  const programmes = [
    {
      iso3: "FIN",
      versions: [version("a", NOTICE, EXIT, bar(EXIT, LATER)), version("b", EXIT, 0, bar(LATER, LATER + 9))],
    },
    { iso3: "LVA", versions: [version("c", EXIT, 0, bar(EXIT, LATER, { to: false }))] },
  ];
  const view = Object.assign(new View(), { bundle: bundle({ due, programmes }), day });
  view.select(selected);
  return view;
}

test("a change is fixed from the day of the act that fixed it to the day before it comes", () => {
  const on = (day) => fixedByLaw(viewOn(day)).map(([at, moves]) => [at, moves.map(([iso3]) => iso3)]);
  assert.deepEqual(on(NOTICE - 1), []);
  assert.deepEqual(on(NOTICE), [
    [EXIT, ["EST", "LVA"]],
    [LATER, ["FIN"]],
  ]);
  assert.deepEqual(on(EXIT - 1).length, 2);
  assert.deepEqual(on(EXIT), [], "one came, the other was dropped");
});

test("what is fixed concerns the selection alone", () => {
  assert.deepEqual(
    fixedByLaw(viewOn(NOTICE, ["LVA"])).map(([, moves]) => moves),
    [[["LVA", "leaves", 1]]],
  );
});

test("a version stands from the day it was known until a later one is", () => {
  const ids = (day) => programmesOf(viewOn(day), "FIN").map(({ id }) => id);
  assert.deepEqual(ids(NOTICE - 1), []);
  assert.deepEqual(ids(NOTICE), ["a"]);
  assert.deepEqual(ids(EXIT - 1), ["a"]);
  assert.deepEqual(ids(EXIT), ["b"]);
});

test("the next announced day is the first of a window, then its last, and none where the end is open", () => {
  const next = (day) => announcedNext(viewOn(day)).map(({ version: { id }, on }) => [id, on]);
  assert.deepEqual(next(NOTICE), [["a", EXIT]]);
  assert.deepEqual(next(EXIT), [["b", LATER]]);
  assert.deepEqual(next(LATER), [["b", LATER + 9]]);
  assert.deepEqual(next(LATER + 9), []);
});

test("States are in motion from their first step or statement, in that order", () => {
  assert.deepEqual(
    statesInMotion(viewOn(TODAY)).map(({ iso3, since }) => [iso3, since]),
    [
      ["EST", NOTICE],
      ["FIN", NOTICE],
      ["LVA", NOTICE],
    ],
  );
  assert.deepEqual(
    statesInMotion(viewOn(TODAY, ["FIN"])).map(({ iso3 }) => iso3),
    ["FIN"],
  );
});

test("under a measure every State with a figure has a row, the greatest of the last period first, on every day", () => {
  const view = viewOn(TODAY);
  const { states } = view.bundle;
  assert.deepEqual(statesInRows(view), statesInMotion(view));
  const first = (iso3) => states[iso3].rows[0][0];
  const last = (iso3) => view.at(iso3, view.bundle.today).since;
  states.EST.figures = { [first("EST")]: ["9.00", "", 9], [last("EST")]: ["2.00", "", 2] };
  states.FIN.figures = { [last("FIN")]: ["10.00", "", 10] };
  states.LVA.figures = { [first("LVA")]: ["5.00", "", 5] };
  const rows = () => statesInRows(view).map(({ iso3, since }) => [iso3, since]);
  const ranked = [
    ["FIN", last("FIN")],
    ["EST", first("EST")],
    ["LVA", first("LVA")],
  ];
  assert.deepEqual(rows(), ranked);
  view.day = NOTICE;
  assert.deepEqual(rows(), ranked);
  view.selected = new Set(["LVA"]);
  assert.deepEqual(rows(), [["LVA", first("LVA")]]);
});

test("where the answer is about no one class, States are in motion from their first change between known classes", () => {
  const view = viewOn(TODAY);
  const { bundle: own } = view;
  own.book.answer.main = "";
  own.programmes = [];
  own.styles = Object.fromEntries(own.classes.map(({ id }) => [id, { base: id, hatch: null }]));
  own.styles["exit-deposited"].hatch = { kind: "dots" };
  const since = Object.fromEntries(statesInMotion(view).map((one) => [one.iso3, one.since]));
  assert.deepEqual(since, { FIN: STEPS[2] });
});
