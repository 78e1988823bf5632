// How keyboard and pointer reach the States of a map.

/** @type {Record<string, keyof Links>} */
export const ARROWS = { ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down" };

/**
 * Whether a key is pressed without Control, Meta or Alt.
 * @param {KeyboardEvent} event
 */
export const isPlain = (event) => !(event.ctrlKey || event.metaKey || event.altKey);

/**
 * The State that an event happened on; null beside all.
 * @param {Event} event
 * @returns {Iso3 | null}
 */
export function stateAt({ target }) {
  const marked = /** @type {Element} */ (target).closest?.("[data-iso3], [data-hit-of], [data-shape-of]");
  const { iso3, hitOf, shapeOf } = /** @type {HTMLElement | null} */ (marked)?.dataset ?? {};
  return iso3 ?? hitOf ?? shapeOf ?? null;
}
