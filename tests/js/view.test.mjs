import assert from "node:assert/strict";
import { test } from "node:test";
import { lastNotAfter, View } from "../../dashboard/browser/parts/view.mjs";
import { bundle, STEPS, TODAY } from "./example.mjs";

function viewOn(day = TODAY, selected = null) {
  const view = Object.assign(new View(), { bundle: bundle(), day });
  view.select(selected);
  return view;
}

test("the row that holds on a day is the last one not after it", () => {
  const rows = [[3], [5], [5], [9]];
  assert.deepEqual(
    [2, 3, 4, 5, 8, 9, 99].map((day) => lastNotAfter(rows, day)),
    [-1, 0, 0, 2, 2, 3, 3],
  );
  assert.equal(lastNotAfter([], 1), -1);
});

test("what holds for a State changes on the day itself, not the day before", () => {
  const view = viewOn();
  assert.equal(view.at("EST", STEPS[1] - 1).cls.id, "exit-deposited");
  assert.equal(view.at("EST", STEPS[1]).cls.id, "withdrawn");
  const cls = view.bundle.classes[2];
  assert.deepEqual(view.at("FIN"), { since: STEPS[2], cls, contested: true, figure: "", words: "", value: null });
});

test("a State whose notice was taken back is a party since it became one", () => {
  const view = viewOn();
  const { EST } = view.bundle.states;
  assert.equal(view.heldSince("EST"), view.at("EST").since);
  const [begun] = EST.rows[0];
  EST.rows.push([STEPS[2], EST.rows[0][1], 0]);
  EST.rows.splice(2, 1);
  view.day = STEPS[2];
  assert.deepEqual([view.at("EST").since, view.heldSince("EST")], [STEPS[2], begun]);
  view.day = STEPS[2] - 1;
  assert.equal(view.heldSince("EST"), view.at("EST").since);
});

test("a State is named with its class, and with what is contested about it", () => {
  const view = viewOn();
  assert.equal(view.namedLabel("EST"), "Estonia: withdrawn");
  assert.equal(view.namedLabel("FIN"), "Finland: withdrawn, contested");
});

test("a figure is told with its class, and what stands beside the class from its day on", () => {
  const view = viewOn();
  const { FIN } = view.bundle.states;
  FIN.figures = { [STEPS[2]]: ["2.30", "2.30 % of GDP in 2026", 2.3] };
  FIN.remarks = [[STEPS[1], ["applies it provisionally"]]];
  assert.equal(view.at("FIN").figure, "2.30");
  assert.equal(view.namedLabel("FIN"), "Finland: withdrawn: 2.30 % of GDP in 2026, contested");
  assert.deepEqual(view.remarks("FIN"), ["applies it provisionally"]);
  view.day = STEPS[1] - 1;
  assert.deepEqual(view.remarks("FIN"), []);
});

test("States are counted among the selection, whoever is leaving as bound, areas apart", () => {
  const view = viewOn();
  assert.deepEqual(view.summary(), {
    counts: { bound: 0, withdrawn: 3 },
    byClass: { "state-party": 0, "exit-deposited": 0, withdrawn: 3, "no-own-status": 1 },
    states: ["EST", "LVA", "FIN"],
    areas: 1,
  });
  assert.deepEqual(view.summary(STEPS[0]).counts, { bound: 3, withdrawn: 0 });
  view.selected = new Set(["EST"]);
  assert.deepEqual([view.summary(STEPS[0]).counts.bound, view.summary().states], [1, ["EST"]]);
});

test("steps are those of the States in view; a milestone always counts", () => {
  const view = viewOn(TODAY, ["EST"]);
  assert.deepEqual(
    view.steps().map(([on, moves]) => [on, moves.map(([iso3]) => iso3)]),
    [
      [STEPS[0], ["EST"]],
      [STEPS[1], ["EST"]],
      [STEPS[2], []],
    ],
  );
  assert.equal(viewOn(TODAY, []).selected, null, "nothing chosen is everything");
});

test("the step before and after a day are never the step of the day", () => {
  const view = viewOn(STEPS[1]);
  assert.deepEqual([view.previousStep()[0], view.stepAtOrBefore()[0], view.nextStep()[0]], STEPS);
  assert.equal(viewOn(STEPS[0]).previousStep(), null);
  assert.equal(viewOn(STEPS[2]).nextStep(), null);
});

test("classes that are singled out let their States alone stand out, within the selection", () => {
  const view = viewOn();
  view.lit.add("withdrawn");
  assert.deepEqual([view.standsOut("EST"), view.standsOut("XKX")], [true, false]);
  view.lit.clear();
  assert.ok(view.standsOut("XKX"));
  view.select(["EST"]);
  assert.ok(!view.standsOut("FIN"));
});
