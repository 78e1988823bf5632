import assert from "node:assert/strict";
import { test } from "node:test";
import { placeLabel } from "../../dashboard/browser/parts/labels.mjs";

// The rules one by one stand in tests/look/test_map_fit.py; tests/parts/test_twins.py holds both sides together.
const SMALL = { label: [500, 500], extent: [480, 490, 520, 510], dot: 0 };
const place = (state, others = [], width = 100) => placeLabel(state, width, 10, [0, 1000], others);

test("a name stands beside a small State, on the other side where one that moves is there", () => {
  assert.deepEqual(place(SMALL), { anchor: "start", x: 524, y: 500 });
  assert.deepEqual(place(SMALL, [[530, 400, 600, 600]]), { anchor: "end", x: 476, y: 500 });
});

test("where there is room on no side it stands on the State, from its edge", () => {
  const both = [
    [530, 400, 600, 600],
    [400, 400, 470, 600],
  ];
  assert.deepEqual(place(SMALL, both), { anchor: "start", x: 480, y: 500 });
  assert.deepEqual(place(SMALL, [], 900), { anchor: "start", x: 480, y: 500 });
});

test("a large State is named in its middle, a crowded dot below", () => {
  const large = { label: [500, 500], extent: [300, 300, 700, 700], dot: 0 };
  assert.deepEqual(place(large), { anchor: "middle", x: 500, y: 500 });
  const dot = { label: [500, 500], extent: [493, 493, 507, 507], dot: 7 };
  assert.deepEqual(place(dot, [], 900), { anchor: "middle", x: 500, y: 514 });
});
