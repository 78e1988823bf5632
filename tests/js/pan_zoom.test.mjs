import assert from "node:assert/strict";
import { test } from "node:test";
import { kept, middleOf, zoomed } from "../../dashboard/browser/parts/pan_zoom.mjs";

const MAP = { width: 4000, height: 3000 };
const WHOLE = { x: 0, y: 0, ...MAP };

test("a zoom keeps the point under the pointer where it is", () => {
  const about = { x: 1000, y: 600 };
  const view = zoomed(WHOLE, 0.5, about, MAP);
  assert.deepEqual(view, { x: 500, y: 300, width: 2000, height: 1500 });
  assert.equal((about.x - view.x) / view.width, about.x / MAP.width);
});

test("no zoom shows more than the map or less than a fourth of its width", () => {
  assert.deepEqual(zoomed(WHOLE, 3, middleOf(WHOLE), MAP), WHOLE);
  const deep = zoomed(WHOLE, 0.001, middleOf(WHOLE), MAP);
  assert.ok(Math.abs(deep.width - MAP.width / 4) < 1e-9);
  assert.ok(Math.abs(deep.height / deep.width - MAP.height / MAP.width) < 1e-9);
});

test("a view that left the map comes back to its edge", () => {
  const view = { x: -50, y: 9000, width: 400, height: 300 };
  assert.deepEqual(kept(view, MAP), { x: 0, y: 2700, width: 400, height: 300 });
  assert.deepEqual(kept(WHOLE, MAP), WHOLE);
});
