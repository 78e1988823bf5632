// The answer of a day in one line, and its counts in words: the twin of dashboard/domain/answer.py, fed by its tables.

import { fill, sayDay } from "./words.mjs";

/** @import { View } from "./view.mjs" */

/**
 * How many of the States in view are bound.
 * @param {View} view
 * @param {Summary} summary
 */
function boundText({ bundle, selected }, { states, counts }) {
  const { frames } = bundle.book.answer;
  if (!states.length) return frames["no-state"];
  const { bound } = counts;
  if (states.length === 1) {
    return fill(frames[bound ? "alone" : "alone-not"], { name: bundle.states[states[0]].spoken });
  }
  const form = bound === 0 ? "none" : bound === 1 ? "one" : "many";
  return fill(frames[selected ? `chosen-${form}` : form], { bound, n: states.length });
}

/**
 * Who has left, and the step that leads furthest; where there is neither, who enters.
 * @param {StatusBundle} bundle
 * @param {Summary} summary
 */
function movingText({ book }, { states, byClass }) {
  const { clauses, leaving, moving, entering } = book.answer;
  const first = (/** @type {string[]} */ ids) => ids.filter((id) => byClass[id]).slice(0, 1);
  const leading = [...first(leaving), ...first(moving)];
  return (leading.length ? leading : first(entering))
    .map((id) => {
      const n = byClass[id];
      if (states.length === 1) return clauses[id].alone;
      return n === 1 ? clauses[id].one : fill(clauses[id].many, { n: book.numbers[n] ?? n });
    })
    .join(", ");
}

/**
 * "46 of 51 States are bound; four have given notice"
 * @param {View} view
 * @param {Summary} summary
 */
export function shortText(view, summary) {
  const bound = boundText(view, summary);
  const moving = movingText(view.bundle, summary);
  return moving ? fill(view.bundle.book.answer.frames.moving, { bound, moving }) : bound;
}

/**
 * "12 July 2025: 46 of 51 States are bound; four have given notice"
 * @param {View} view
 */
export function answer(view) {
  const text = shortText(view, view.summary());
  return fill(view.bundle.book.answer.frames.answer, { day: sayDay(view.day), text });
}

/**
 * The legend of a day: wholes, with the bound's classes below where any step is under way. Those that count no State
 * are left out unless they are always said or `all` is asked for; what several parts have in common is said once.
 * @param {StatusBundle} bundle
 * @param {Summary} summary
 * @returns {LegendEntry[]}
 */
export function entries({ book, classes }, { counts, byClass, areas }, all = false) {
  const { wholes, always, no_step } = book.answer;
  return Object.keys(wholes).flatMap((whole) => {
    const own = classes.filter((cls) => cls.whole === whole);
    const n = whole ? (counts[whole] ?? 0) : areas;
    if (!own.length || !(all || n || always.includes(whole))) return [];
    const parts = own.length > 1 ? own.filter((cls) => all || byClass[cls.id]) : [];
    let said = "";
    return [
      { whole, classId: own[0].id, label: wholes[whole], n, part: false },
      ...(parts.some((cls) => cls.family.length) ? parts : []).map(({ id, family: [family = "", step = no_step] }) => {
        const label = !family || family === said ? step : `${family} ${step}`;
        said = family;
        return { whole, classId: id, label, n: byClass[id], part: true };
      }),
    ];
  });
}

/**
 * Every count in words, so that the parts add up; of one State alone, what its answer says.
 * @param {View} view
 */
export function summaryText(view) {
  const { bundle } = view;
  const summary = view.summary();
  if (summary.states.length < 2) return shortText(view, summary);
  const { frames } = bundle.book.answer;
  const listed = (/** @type {LegendEntry[]} */ some) =>
    some.map(({ label, n }) => fill(frames.part, { label, n })).join(", ");
  const said = entries(bundle, summary);
  const parts = said.filter(({ part }) => part);
  const others = said.filter(({ part, whole }) => !part && whole && whole !== "bound");
  let text = boundText(view, summary);
  if (parts.length) text = fill(frames["of-these"], { bound: text, parts: listed(parts) });
  text = fill(frames.others, { text, parts: listed(others) });
  return summary.areas ? fill(frames.areas, { text, n: summary.areas }) : text;
}
