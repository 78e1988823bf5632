import assert from "node:assert/strict";
import { test } from "node:test";
import { wheelSteps } from "../../dashboard/browser/parts/map_controls.mjs";

const TURN = { ctrlKey: false, metaKey: false, deltaMode: 0 };

test("a plain turn of the wheel is the page's", () => {
  assert.equal(wheelSteps({ ...TURN, deltaY: 100 }), 0);
  assert.equal(wheelSteps({ ...TURN, deltaY: -3, deltaMode: 1 }), 0);
});

test("with Control or Command it zooms, towards the reader away from the map", () => {
  assert.ok(wheelSteps({ ...TURN, ctrlKey: true, deltaY: -100 }) > 0);
  assert.ok(wheelSteps({ ...TURN, metaKey: true, deltaY: 100 }) < 0);
});

test("a notch is half a step, counted in pixels or in lines; a touch pad's small turns are small steps", () => {
  assert.equal(wheelSteps({ ...TURN, ctrlKey: true, deltaY: -120 }), 0.5);
  assert.equal(wheelSteps({ ...TURN, ctrlKey: true, deltaY: -4, deltaMode: 1 }), 0.5);
  assert.equal(wheelSteps({ ...TURN, ctrlKey: true, deltaY: -4 }), 0.04);
});
