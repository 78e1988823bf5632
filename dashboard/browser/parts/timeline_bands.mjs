// How many States are bound, leaving and out through time, or stand in each class: the ground of the timeline.
// Above the line stand those bound, of all States; below it those that leave and those that left, on a scale of their own.

import { svgElement } from "./dom.mjs";
import { unknown } from "./outlook.mjs";
import { fillOf, patternDefs } from "./patterns.mjs";

/** @import { Store } from "./store.mjs" */
/** @import { View } from "./view.mjs" */

const PREFIX = "t-";

/**
 * How many States from a day on; a new entry where the number changes.
 * @typedef {[from: Day, count: number][]} Counts
 */

/**
 * Day by day, how many States stand in what the answer is about (under a treaty those bound; else each class that does
 * not move, the unknown outermost), and how many in each class that leaves, left or suspends. Those that left come
 * last; `most` is how many ever moved at once.
 * @param {View} view
 */
export function bandsOf(view) {
  const { bundle } = view;
  const { main } = bundle.book.answer;
  const { classes } = bundle;
  const counted = (/** @type {DisplayClass} */ { id }) => ({ classId: id, counts: /** @type {Counts} */ ([]) });
  const still = main
    ? classes.filter(({ whole }) => whole === main).slice(0, 1)
    : classes
        .filter((cls) => cls.whole && !cls.moving)
        .reverse()
        .sort((one, other) => Number(unknown(bundle, one)) - Number(unknown(bundle, other)));
  const ground = still.map(counted);
  const moving = classes
    .filter((cls) => cls.moving)
    .sort((one, other) => Number(other.whole === main) - Number(one.whole === main))
    .map(counted);
  let most = 0;
  const note = (/** @type {Counts} */ counts, /** @type {Day} */ day, /** @type {number} */ count) => {
    if (count !== (counts.at(-1)?.[1] ?? 0)) counts.push([day, count]);
  };
  for (const day of new Set([bundle.first, ...view.steps().map(([on]) => on)])) {
    const { counts: wholes, byClass } = view.summary(day);
    for (const { classId, counts } of ground) note(counts, day, main ? (wholes[main] ?? 0) : byClass[classId]);
    for (const { classId, counts } of moving) note(counts, day, byClass[classId]);
    most = Math.max(
      most,
      moving.reduce((sum, { classId }) => sum + byClass[classId], 0),
    );
  }
  const held = (/** @type {{ counts: Counts }} */ { counts }) => counts.length;
  const states = view.summary().states.length;
  return { ground: ground.filter(held), moving: moving.filter(held), states, most };
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
 * Draw the bands around the line at `y`: upwards what stands, downwards what leaves and left.
 * @param {SVGElement} svg
 * @param {Store} store
 * @param {{ x: (day: Day) => number, first: Day, last: Day }} scale
 * @param {{ y: number, up: number, down: number }} room
 */
export function drawBands(svg, store, { x, first, last }, { y, up, down }) {
  const { bundle, theme } = store;
  const { ground, moving, states, most } = bandsOf(store);
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
  const stack = (/** @type {typeof moving} */ some, /** @type {number} */ each) =>
    some.forEach(({ classId, counts }, at) => {
      const nearer = some.slice(0, at).map((one) => one.counts);
      area(classId, [...nearer, counts], (day) => {
        const edge = y + nearer.reduce((sum, one) => sum + heldOn(one, day), 0) * each;
        const other = edge + heldOn(counts, day) * each;
        return [Math.min(edge, other), Math.max(edge, other)];
      });
    });
  stack(ground, -up / (states || 1));
  stack(moving, down / (most || 1));
}
