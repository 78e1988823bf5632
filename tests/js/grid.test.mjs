import assert from "node:assert/strict";
import { test } from "node:test";
import { cellAfterKey } from "../../dashboard/browser/parts/grid.mjs";

const grid = (name, ...widths) => widths.map((width, y) => Array.from({ length: width }, (_, x) => `${name}${y}${x}`));
const GRIDS = [grid("a", 3, 3, 1), grid("b", 2, 2)];

const steps = (from, expected, far = false) => {
  for (const [key, to] of Object.entries(expected)) {
    assert.equal(cellAfterKey(GRIDS, from, { key, far }), to, `${from} ${key}`);
  }
};

test("arrows lead to the cell beside, above and below", () => {
  steps("a11", { ArrowLeft: "a10", ArrowRight: "a12", ArrowUp: "a01", ArrowDown: "a20" });
});

test("at the edge of a table they stay", () => {
  steps("a00", { ArrowLeft: "a00", ArrowUp: "a00" });
  steps("a20", { ArrowDown: "a20" });
  steps("b11", { ArrowRight: "b11", ArrowDown: "b11" });
});

test("past the last column the next table begins, in its nearest row, and back", () => {
  steps("a02", { ArrowRight: "b00" });
  steps("a20", { ArrowRight: "b10" });
  steps("b10", { ArrowLeft: "a12" });
});

test("Home and End keep to the row, with Control to the table", () => {
  steps("a11", { Home: "a10", End: "a12" });
  steps("a11", { Home: "a00", End: "a20" }, true);
});

test("a page is ten rows", () => {
  const long = [grid("c", ...Array(25).fill(1))];
  assert.equal(cellAfterKey(long, "c30", { key: "PageDown", far: false }), "c130");
  assert.equal(cellAfterKey(long, "c30", { key: "PageUp", far: false }), "c00");
  assert.equal(cellAfterKey(long, "c200", { key: "PageDown", far: false }), "c240");
});

test("other keys are not the table's", () => {
  steps("a00", { a: null, Tab: null, Escape: null });
});

test("a table without anything to choose is passed over as an edge", () => {
  assert.equal(cellAfterKey([grid("a", 1), []], "a00", { key: "ArrowRight", far: false }), "a00");
});
