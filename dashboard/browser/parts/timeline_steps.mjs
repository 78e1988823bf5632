// Where the buttons and keys of the timeline lead.

import { addMonths } from "./words.mjs";

/** @import { Store } from "./store.mjs" */

/**
 * Next change; past the last one, the last day of our record, then the end of what was announced.
 * @param {Store} store
 * @returns {Day}
 */
export function nextStop(store) {
  const { today, last, horizon } = store.bundle;
  const next = store.nextStep()?.[0];
  if (next !== undefined) return next;
  if (store.day < today) return today;
  return horizon.find((day) => day > store.day) ?? last;
}

/**
 * The day that a button leads to.
 * @param {string} button
 * @param {Store} store
 * @returns {Day}
 */
export function dayOfButton(button, store) {
  const { first, last, today } = store.bundle;
  switch (button) {
    case "first":
      return first;
    case "last":
      return last;
    case "today":
      return today;
    case "previous":
      return store.previousStep()?.[0] ?? first;
    case "next":
      return nextStop(store);
    default:
      throw new Error(button);
  }
}

/**
 * The day that a key leads to; null where the key is not the timeline's.
 * @param {{ key: string, shiftKey: boolean }} event
 * @param {Store} store
 * @returns {Day | null}
 */
export function dayOfKey({ key, shiftKey }, store) {
  const { day } = store;
  switch (key) {
    case "ArrowLeft":
      return shiftKey ? addMonths(day, -1) : dayOfButton("previous", store);
    case "ArrowRight":
      return shiftKey ? addMonths(day, 1) : dayOfButton("next", store);
    case "ArrowDown":
      return day - 1;
    case "ArrowUp":
      return day + 1;
    case "PageDown":
      return addMonths(day, -12);
    case "PageUp":
      return addMonths(day, 12);
    case "Home":
      return dayOfButton("first", store);
    case "End":
      return dayOfButton("last", store);
    default:
      return null;
  }
}
