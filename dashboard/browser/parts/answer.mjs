// The answer of a day in one line, and its counts in words: the twin of dashboard/domain/answer.py, fed by its tables.

import { fill, sayDay } from "./words.mjs";

/** @import { View } from "./view.mjs" */

/**
 * What an answer counts that is about no one class; a tally that stands alone is said even of no State.
 * @param {View} view
 * @param {Summary} summary
 */
function tallied({ bundle, selected }, { byClass }) {
  const { frames, of, tallies } = bundle.book.answer;
  const sum = (/** @type {string[]} */ ids) => ids.reduce((n, id) => n + byClass[id], 0);
  const n = sum(of);
  if (!n) return frames.nothing;
  const parts = tallies
    .map(([ids, label]) => ({ label, n: sum(ids) }))
    .filter((one) => one.n || tallies.length === 1)
    .map((one) => fill(frames.tallied, one));
  return fill(frames[selected ? "chosen-tally" : "tally"], { n, parts: parts.join(", ") });
}

/**
 * How many of the States in view are bound, or how many stand in each class.
 * @param {View} view
 * @param {Summary} summary
 */
function mainText(view, summary) {
  const { bundle, selected } = view;
  const { frames, main } = bundle.book.answer;
  const { states, counts, byClass } = summary;
  if (!states.length) return frames["no-state"];
  const bound = counts[main] ?? 0;
  if (states.length === 1) {
    const { spoken: name } = bundle.states[states[0]];
    const label = bundle.classes.find(({ id }) => byClass[id])?.label ?? "";
    return fill(frames[!main || bound ? "alone" : "alone-not"], { name, label });
  }
  if (!main) return tallied(view, summary);
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
  const { frames, main } = view.bundle.book.answer;
  const bound = mainText(view, summary);
  const moving = movingText(view.bundle, summary);
  if (moving) return fill(frames.moving, { bound, moving });
  return summary.counts[main] && summary.states.length > 1 ? fill(frames.calm, { bound }) : bound;
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
 * The legend of a day: wholes, with the classes of one below where any step is under way or they are parts. Those that
 * count no State are left out unless they are always said or `all` is asked for; what several parts have in common is said once.
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
    const several = own.length > 1;
    const parts = several ? own.filter((cls) => all || byClass[cls.id]) : [];
    let said = "";
    return [
      { whole, classId: own[0].id, label: wholes[whole], n, part: false, id: several ? whole : own[0].id },
      ...(parts.some((cls) => cls.family.length) ? parts : []).map(({ id, family: [family = "", step = no_step] }) => {
        const label = !family || family === said ? step : `${family} ${step}`;
        said = family;
        return { whole, classId: id, label, n: byClass[id], part: true, id };
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
  const { frames, main } = bundle.book.answer;
  const listed = (/** @type {LegendEntry[]} */ some) =>
    some.map(({ label, n }) => fill(frames.part, { label, n })).join(", ");
  const said = entries(bundle, summary);
  /** @param {string} of */
  const partsOf = (of) => said.filter(({ part, whole }) => part && whole === of);
  const wholes = said.filter(({ part, whole }) => !part && whole);
  /**
   * @param {string} bound
   * @param {string} whole
   */
  const withParts = (bound, whole) => {
    const parts = partsOf(whole);
    return parts.length ? fill(frames["of-these"], { bound, parts: listed(parts) }) : bound;
  };
  let text;
  if (main) {
    const others = wholes.filter(({ whole }) => whole !== main);
    text = fill(frames.others, { text: withParts(mainText(view, summary), main), parts: listed(others) });
  } else {
    const told = wholes.map((one) => withParts(listed([one]), one.whole));
    text = fill(frames.counted, { n: summary.states.length, parts: told.join("; ") });
  }
  return summary.areas ? fill(frames.areas, { text, n: summary.areas }) : text;
}
