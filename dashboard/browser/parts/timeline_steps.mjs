// Where the buttons and keys of the timeline lead.

import { addMonths } from "./words.mjs";

/** @import { View } from "./view.mjs" */

/**
 * Next change; past the last one, the last day of our record, then the end of what was announced.
 * @param {View} view
 * @returns {Day}
 */
export function nextStop(view) {
  const { today, last, horizon } = view.bundle;
  const next = view.nextStep()?.[0];
  if (next !== undefined) return next;
  if (view.day < today) return today;
  return horizon.find((day) => day > view.day) ?? last;
}

/**
 * Where a play begins: at the day shown while changes lie ahead of it, else at the first change of the last run of
 * movement, or of the range where the reader chose one.
 * @param {View} view
 * @param {Day | null | undefined} chosen first day of the range that the reader chose; null for the whole
 * @returns {Day}
 */
export function playBegin(view, chosen) {
  const { first, lastRun, today } = view.bundle;
  const from = chosen === undefined ? (lastRun ?? first) : (chosen ?? first);
  const lies = (/** @type {Step | null} */ step) => step !== null && step[0] <= today;
  const opening = [from, first].map((day) => view.nextStep(day - 1)).find(lies)?.[0] ?? first;
  return view.day >= opening && lies(view.nextStep()) ? view.day : opening;
}

/**
 * The day that a button leads to.
 * @param {string} button
 * @param {View} view
 * @returns {Day}
 */
export function dayOfButton(button, view) {
  const { first, last, today } = view.bundle;
  switch (button) {
    case "first":
      return first;
    case "last":
      return last;
    case "today":
      return today;
    case "previous":
      return view.previousStep()?.[0] ?? first;
    case "next":
      return nextStop(view);
    default:
      throw new Error(button);
  }
}

/**
 * The day that a key leads to; null where the key is not the timeline's.
 * @param {{ key: string, shiftKey: boolean }} event
 * @param {View} view
 * @returns {Day | null}
 */
export function dayOfKey({ key, shiftKey }, view) {
  const { day } = view;
  switch (key) {
    case "ArrowLeft":
      return shiftKey ? addMonths(day, -1) : dayOfButton("previous", view);
    case "ArrowRight":
      return shiftKey ? addMonths(day, 1) : dayOfButton("next", view);
    case "ArrowDown":
      return day - 1;
    case "ArrowUp":
      return day + 1;
    case "PageDown":
      return addMonths(day, -12);
    case "PageUp":
      return addMonths(day, 12);
    case "Home":
      return dayOfButton("first", view);
    case "End":
      return dayOfButton("last", view);
    default:
      return null;
  }
}
