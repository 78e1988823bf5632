import assert from "node:assert/strict";
import { test } from "node:test";
import { axis, dayAt, placeOf, rangeHolding } from "../../dashboard/browser/parts/axis.mjs";
import { bundle } from "./example.mjs";

const made = bundle();

test("the calendar axis is a straight line from the first day to the last", () => {
  const line = axis(made, made.steps, "calendar", null);
  assert.deepEqual(line.knots, [made.first, made.last]);
  const middle = Math.round((made.first + made.last) / 2);
  assert.ok(Math.abs(placeOf(line, middle) - 0.5) < 1e-3);
  assert.equal(dayAt(line, placeOf(line, middle)), middle);
});

test("the axis by event gives every day that matters the same room", () => {
  const line = axis(made, made.steps, "events", null);
  const expected = [made.first, ...made.steps.map(([on]) => on), ...made.dots.map(([on]) => on), ...made.horizon];
  assert.deepEqual(
    line.knots,
    [...new Set([...expected, made.today, made.last])].sort((a, b) => a - b),
  );
  const gaps = line.places.slice(1).map((place, at) => place - line.places[at]);
  for (const gap of gaps) assert.ok(Math.abs(gap - gaps[0]) < 1e-12);
  for (const day of line.knots) assert.equal(dayAt(line, placeOf(line, day)), day);
});

test("a later beginning cuts what comes before it, an earlier one changes nothing", () => {
  const from = made.steps[1][0];
  assert.equal(axis(made, made.steps, "events", from).knots[0], from);
  assert.equal(axis(made, made.steps, "calendar", made.first - 10).first, made.first);
});

test("places beyond the ends are the ends", () => {
  const line = axis(made, made.steps, "events", null);
  assert.deepEqual([placeOf(line, made.first - 99), placeOf(line, made.last + 99)], [0, 1]);
  assert.deepEqual([dayAt(line, -1), dayAt(line, 2)], [made.first, made.last]);
});

test("a timeline of one day has one place", () => {
  const line = axis(bundle({ last: made.first, steps: [], dots: [], horizon: [] }), [], "events", null);
  assert.ok(Number.isFinite(placeOf(line, made.first)));
});

test("the shortest range that holds a day, and the whole where none does", () => {
  const starts = [10, 50];
  for (const [day, from] of [
    [9, null],
    [10, 10],
    [49, 10],
    [50, 50],
    [99, 50],
  ])
    assert.equal(rangeHolding(starts, day, 0), from);
  assert.equal(rangeHolding(starts, 60, 50), null, "a range that leaves nothing out is the whole");
});
