// What stands on the timeline: changes of status, happenings, announced days, the end of the record; and their words.

import { fill, fillCount, sayShortDay, sayStep } from "./words.mjs";

/** @import { View } from "./view.mjs" */

/**
 * A day that the handle snaps to.
 * @typedef {{ day: Day, step: Step | null, dots: Dot[], end: boolean }} Mark
 */

/** How much nearer than a change the pointer must be to a lesser mark, in px. */
const LESSER_PX = 3;

/**
 * The marks of a view by day, each day once.
 * @param {View} view
 * @returns {Mark[]}
 */
export function marksOf(view) {
  /** @type {Map<Day, Mark>} */
  const byDay = new Map();
  const at = (/** @type {Day} */ day) => {
    const mark = byDay.get(day) ?? { day, step: null, dots: [], end: false };
    byDay.set(day, mark);
    return mark;
  };
  for (const step of view.steps()) at(step[0]).step = step;
  for (const dot of view.bundle.dots) at(dot[0]).dots.push(dot);
  at(view.bundle.today).end = true;
  return [...byDay.values()].sort((one, other) => one.day - other.day);
}

/**
 * The mark that a pointer at `x` means: the nearest within `reach`, where changes come before lesser marks.
 * @param {(Mark & { x: number })[]} placed
 * @param {number} x
 * @param {number} reach
 */
export function nearestMark(placed, x, reach) {
  let nearest = null;
  let least = Infinity;
  for (const mark of placed) {
    const away = Math.abs(mark.x - x);
    const cost = mark.step || mark.end ? away : away + LESSER_PX;
    if (away > reach || cost >= least) continue;
    nearest = mark;
    least = cost;
  }
  return nearest;
}

/**
 * What a mark says, a line each, the most important first.
 * @param {View} view
 * @param {Mark} mark
 * @param {TimelineTexts} texts
 */
export function sayMark(view, { day, step, dots, end }, texts) {
  /** @type {string[]} */
  const lines = [];
  if (step) lines.push(sayStep(view.bundle, step));
  for (const [, count, , words] of dots) lines.push(words + (count > 1 ? fillCount(texts.more_marks, count - 1) : ""));
  if (end) lines.push(fill(texts.record_ends, { day: sayShortDay(day) }));
  const [first, ...rest] = lines;
  return [fill(texts.mark, { day: sayShortDay(day), text: first }), ...rest];
}
