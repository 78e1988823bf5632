import assert from "node:assert/strict";
import { test } from "node:test";
import { Store } from "../../dashboard/browser/parts/store.mjs";
import { dayOfButton, dayOfKey, nextStop, playBegin } from "../../dashboard/browser/parts/timeline_steps.mjs";
import { dayOf, isoDay } from "../../dashboard/browser/parts/words.mjs";
import { bundle, STEPS, TODAY } from "./example.mjs";

const storeOn = (day) => Object.assign(new Store(() => {}), { bundle: bundle(), day });
const press = (key, day, shiftKey = false) => dayOfKey({ key, shiftKey }, storeOn(day));

test("forward leads from change to change, then to the last day recorded, then to what was announced", () => {
  const { horizon, last, first } = bundle();
  const stops = [first];
  while (stops.at(-1) < last) stops.push(nextStop(storeOn(stops.at(-1))));
  assert.deepEqual(stops, [first, ...STEPS, TODAY, ...horizon, last]);
});

test("back leads from change to change, then to the first day", () => {
  const stops = [STEPS[2] + 5];
  for (let count = 0; count < 4; count += 1) stops.push(dayOfButton("previous", storeOn(stops.at(-1))));
  assert.deepEqual(stops, [STEPS[2] + 5, STEPS[2], STEPS[1], STEPS[0], bundle().first]);
});

test("buttons lead to the ends and to the last day recorded, and there is no other", () => {
  const store = storeOn(STEPS[1]);
  assert.deepEqual(
    ["first", "last", "today"].map((name) => dayOfButton(name, store)),
    [bundle().first, bundle().last, TODAY],
  );
  assert.throws(() => dayOfButton("none", store));
});

test("arrows step, with Shift by a month; up and down are days, pages are years", () => {
  const day = dayOf("2025-10-31");
  assert.equal(press("ArrowLeft", day), STEPS[0]);
  assert.equal(press("ArrowRight", day), STEPS[1]);
  const moved = {
    ArrowLeft: "2025-09-30",
    ArrowRight: "2025-11-30",
    ArrowUp: "2025-11-01",
    ArrowDown: "2025-10-30",
    PageUp: "2026-10-31",
    PageDown: "2024-10-31",
  };
  for (const [key, to] of Object.entries(moved)) assert.equal(isoDay(press(key, day, true)), to, key);
  assert.deepEqual([press("Home", day), press("End", day)], [bundle().first, bundle().last]);
});

test("keys lead from the day of a change to the days that the browser shows", () => {
  const from = STEPS[1];
  for (const [key, shift, to] of [
    ["ArrowLeft", false, "2025-06-27"],
    ["ArrowUp", false, "2025-12-28"],
    ["ArrowDown", false, "2025-12-26"],
    ["ArrowRight", true, "2026-01-27"],
    ["ArrowLeft", true, "2025-11-27"],
    ["PageUp", false, "2026-12-27"],
    ["PageDown", false, "2024-12-27"],
    ["Home", false, "1997-12-03"],
  ]) {
    assert.equal(isoDay(press(key, from, shift)), to, key);
  }
});

test("play begins at the last run of movement, and goes on from a day within it", () => {
  assert.equal(playBegin(storeOn(TODAY), undefined), STEPS[0]);
  assert.equal(playBegin(storeOn(STEPS[0] - 1), undefined), STEPS[0]);
  assert.equal(playBegin(storeOn(STEPS[0]), undefined), STEPS[0]);
  assert.equal(playBegin(storeOn(STEPS[1] + 3), undefined), STEPS[1] + 3);
  assert.equal(playBegin(storeOn(STEPS[2]), undefined), STEPS[0], "no change lies ahead");
});

test("play begins at the first change of a chosen range, or of the whole where nothing moved lately", () => {
  assert.equal(playBegin(storeOn(TODAY), STEPS[0] + 1), STEPS[1]);
  assert.equal(playBegin(storeOn(STEPS[0]), null), STEPS[0]);
  const resting = storeOn(TODAY);
  resting.bundle.lastRun = null;
  assert.equal(playBegin(resting, undefined), STEPS[0], "the first change of all");
  const still = storeOn(TODAY);
  still.bundle = bundle({ steps: [] });
  assert.equal(playBegin(still, undefined), still.bundle.first);
});

test("other keys are not the timeline's", () => {
  for (const key of ["Tab", "Escape", "a", " ", "Enter"]) assert.equal(press(key, TODAY), null);
});
