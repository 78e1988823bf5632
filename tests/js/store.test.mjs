import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { pageStore, Store } from "../../dashboard/browser/parts/store.mjs";
import { bundle, STEPS, TODAY } from "./example.mjs";

/** A store that paints at once. */
function loaded(options, more) {
  const store = new Store((run) => run());
  store.load(bundle(more), options);
  clearTimeout(store.timer);
  return store;
}

test("a new bundle opens on its last recorded day, on the day given, or on the day shown before", () => {
  const store = loaded();
  assert.equal(store.day, TODAY);
  assert.equal(loaded({ day: STEPS[0] }).day, STEPS[0]);
  store.setDay(STEPS[1]);
  store.load(bundle({ instrument: { id: "ccm" }, first: STEPS[2] }), {});
  assert.equal(store.day, STEPS[2], "the nearest day of the new timeline");
  clearTimeout(store.timer);
});

test("a day beyond the timeline is its end, and a part of a day is none", () => {
  const store = loaded();
  store.setDay(store.bundle.last + 400);
  assert.equal(store.day, store.bundle.last);
  store.setDay(STEPS[1] + 0.4);
  assert.equal(store.day, STEPS[1]);
  clearTimeout(store.timer);
});

test("many changes are painted once", () => {
  const runs = [];
  const store = new Store((run) => runs.push(run));
  const painted = mock.fn();
  store.onPaint(painted);
  store.load(bundle());
  store.setDay(STEPS[0]);
  store.setFocus("EST");
  assert.equal(runs.length, 1);
  runs[0]();
  assert.equal(painted.mock.callCount(), 1);
  clearTimeout(store.timer);
});

test("whoever comes late is painted at once, and not once more after stopping", () => {
  const store = loaded();
  const painted = mock.fn();
  const stop = store.onPaint(painted);
  assert.equal(painted.mock.callCount(), 1);
  stop();
  store.setDay(STEPS[0]);
  assert.equal(painted.mock.callCount(), 1);
  clearTimeout(store.timer);
});

test("movement settles once, 250 ms after its last change, and never while held", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const settled = mock.fn();
  const store = new Store((run) => run());
  store.onSettle(settled);
  store.load(bundle());
  context.mock.timers.tick(200);
  store.setDay(STEPS[0]);
  context.mock.timers.tick(249);
  assert.equal(settled.mock.callCount(), 0);
  context.mock.timers.tick(1);
  assert.equal(settled.mock.callCount(), 1);
  store.hold(true);
  store.setDay(STEPS[1]);
  context.mock.timers.tick(9999);
  assert.equal(settled.mock.callCount(), 1);
  store.hold(false);
  context.mock.timers.tick(250);
  assert.equal(settled.mock.callCount(), 2);
});

test("what waits for the map runs once it is drawn, or after four seconds without one", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const run = mock.fn();
  const drawn = new Store();
  drawn.afterMapDrawn(run);
  drawn.mapDrawn();
  drawn.afterMapDrawn(run);
  assert.equal(run.mock.callCount(), 2);
  const never = new Store();
  never.afterMapDrawn(run);
  context.mock.timers.tick(3999);
  assert.equal(run.mock.callCount(), 2);
  context.mock.timers.tick(1);
  assert.equal(run.mock.callCount(), 3);
});

test("trouble is told now and at every change", () => {
  const store = new Store();
  const told = [];
  const stop = store.onTrouble((text) => told.push(text));
  store.setTrouble("no answer");
  stop();
  store.setTrouble("");
  assert.deepEqual(told, ["", "no answer"]);
});

test("a page has one store", () => {
  const page = {};
  assert.equal(pageStore(page), pageStore(page));
  assert.notEqual(pageStore(page), pageStore({}));
});

test("the first day of 1970 is a day like any other", () => {
  assert.equal(loaded({ day: 0 }, { first: -7577 }).day, 0);
});

test("one more choice of the same line of the legend takes it back, a new bundle all", () => {
  const store = loaded();
  store.toggleLit("withdrawn");
  assert.ok(store.lit.has("withdrawn"));
  store.toggleLit("withdrawn");
  assert.ok(!store.lit.size);
  store.toggleLit("withdrawn");
  store.load(bundle());
  assert.ok(!store.lit.size);
  clearTimeout(store.timer);
});

test("the first day of a frame is painted in its event, those that follow together at the frame", () => {
  const runs = [];
  const store = loaded();
  store.schedule = (run) => runs.push(run);
  const days = [];
  store.onPaint(({ day }) => days.push(day));
  days.length = 0;
  for (const day of [STEPS[0], STEPS[1], STEPS[2]]) store.setDay(day);
  assert.deepEqual(days, [STEPS[0]]);
  runs.shift()();
  assert.deepEqual(days, [STEPS[0], STEPS[2]]);
  store.setDay(STEPS[1]);
  assert.deepEqual(days, [STEPS[0], STEPS[2], STEPS[1]]);
  runs.shift()();
  assert.equal(days.length, 3, "nothing is painted twice");
  clearTimeout(store.timer);
});
