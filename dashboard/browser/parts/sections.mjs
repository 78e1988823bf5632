// Which sections below the map are asked to follow the day, and when.

/** @import { Section } from "./section.mjs" */

/** How long a section that nobody is about to see may show the day before. */
const OUT_OF_VIEW_MS = 3000;

export class Sections {
  /** @type {Set<Section>} */
  all = new Set();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  timer = undefined;

  /** Movement has come to rest: those about to be seen follow now, the others after a while; whether any does now. */
  follow() {
    const stale = [...this.all].filter((one) => one.isStale() && (one.shown || one.store.drawn));
    const now = stale.filter((one) => one.isNear);
    for (const one of this.all) one.markBusy();
    ask(now);
    clearTimeout(this.timer);
    if (stale.length > now.length) this.timer = setTimeout(() => this.followAll(), OUT_OF_VIEW_MS);
    return now.length > 0;
  }

  /** All that show another day, or nothing yet, follow now. */
  followAll() {
    clearTimeout(this.timer);
    ask([...this.all].filter((one) => one.store.atRest || !one.shown));
  }
}

/**
 * One after another: of what is reported at the same moment Streamlit runs the first alone.
 * @param {Section[]} sections
 */
function ask([first, ...others]) {
  if (first?.isStale()) first.ask();
  if (others.length) setTimeout(() => ask(others));
}
