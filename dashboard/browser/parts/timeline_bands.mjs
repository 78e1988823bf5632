// How many States are bound, leaving and out through time: the ground of the timeline.
// Above the line stand those bound, of all States; below it those that leave and those that left, on a scale of their own.

import { svgElement } from "./dom.mjs";
import { fillOf, patternDefs } from "./patterns.mjs";

/** @import { Store } from "./store.mjs" */
/** @import { View } from "./view.mjs" */

const PREFIX = "t-";
const BOUND = "bound";
const BOUND_CLASS = "state-party";

/**
 * How many States from a day on; a new entry where the number changes.
 * @typedef {[from: Day, count: number][]} Counts
 */

/**
 * How many States are bound, and how many stand in each class that leaves, left or suspends, day by day. Those that
 * left come last; `most` is how many ever moved at once.
 * @param {View} view
 */
export function bandsOf(view) {
  const { bundle } = view;
  /** @type {Counts} */
  const bound = [];
  const moving = bundle.classes
    .filter((cls) => cls.moving)
    .sort((one, other) => Number(other.whole === BOUND) - Number(one.whole === BOUND))
    .map(({ id }) => ({ classId: id, counts: /** @type {Counts} */ ([]) }));
  let most = 0;
  const note = (/** @type {Counts} */ counts, /** @type {Day} */ day, /** @type {number} */ count) => {
    if (count !== (counts.at(-1)?.[1] ?? 0)) counts.push([day, count]);
  };
  for (const day of new Set([bundle.first, ...view.steps().map(([on]) => on)])) {
    const summary = view.summary(day);
    note(bound, day, summary.counts[BOUND] ?? 0);
    for (const { classId, counts } of moving) note(counts, day, summary.byClass[classId]);
    most = Math.max(
      most,
      moving.reduce((sum, { classId }) => sum + summary.byClass[classId], 0),
    );
  }
  const states = view.summary().states.length;
  return { bound, moving: moving.filter(({ counts }) => counts.length), states, most };
}

/**
 * @param {Counts} counts
 * @param {Day} day
 */
const heldOn = (counts, day) => counts.findLast(([from]) => from <= day)?.[1] ?? 0;

/**
 * Outline of an area that changes in steps: each edge is a day, the top from there on, and the bottom.
 * @param {[x: number, top: number, bottom: number][]} edges
 */
function outline(edges) {
  const over = edges.map(([x, top], at) => (at ? `H${x}V${top}` : `M${x} ${top}`));
  const back = edges.toReversed().map(([x, , bottom], at) => (at ? `V${bottom}H${x}` : `L${x} ${bottom}`));
  return `${over.join("")}${back.join("")}Z`;
}

/**
 * Draw the bands around the line at `y`: upwards what is bound, downwards what leaves and left.
 * @param {SVGElement} svg
 * @param {Store} store
 * @param {{ x: (day: Day) => number, first: Day, last: Day }} scale
 * @param {{ y: number, up: number, down: number }} room
 */
export function drawBands(svg, store, { x, first, last }, { y, up, down }) {
  const { bundle, theme } = store;
  const { bound, moving, states, most } = bandsOf(store);
  patternDefs(svg, bundle, theme, PREFIX);
  const group = svgElement("g", { class: "bands" }, svg);
  const area = (
    /** @type {string} */ classId,
    /** @type {Counts[]} */ changing,
    /** @type {(day: Day) => [top: number, bottom: number]} */ edge,
  ) => {
    const days = new Set([first, last, ...changing.flatMap((counts) => counts.map(([from]) => from))]);
    const inside = [...days].filter((day) => day >= first && day <= last).sort((one, other) => one - other);
    const d = outline(inside.map((day) => [x(day), ...edge(day)]));
    svgElement("path", { d, fill: fillOf(bundle, theme, classId, PREFIX) }, group);
  };
  area(BOUND_CLASS, [bound], (day) => [y - (heldOn(bound, day) / (states || 1)) * up, y]);
  const each = down / (most || 1);
  moving.forEach(({ classId, counts }, at) => {
    const nearer = moving.slice(0, at).map((one) => one.counts);
    area(classId, [...nearer, counts], (day) => {
      const top = y + nearer.reduce((sum, one) => sum + heldOn(one, day), 0) * each;
      return [top, top + heldOn(counts, day) * each];
    });
  });
}
