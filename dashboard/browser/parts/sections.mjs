// Which sections below the map are asked to follow the day, and when.

/** @import { Section } from "./section.mjs" */

/** How long a section that nobody is about to see may show the day before. */
const OUT_OF_VIEW_MS = 3000;

export class Sections {
  /** @type {Set<Section>} */
  all = new Set();
  /** Those whose turn comes. @type {Set<Section>} */
  waiting = new Set();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  turn = undefined;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  timer = undefined;

  /** Movement has come to rest: those about to be seen follow now, the others after a while; whether any does now. */
  follow() {
    const stale = [...this.all].filter((one) => one.isStale() && (one.shown || one.store.drawn));
    const now = stale.filter((one) => one.isNear);
    for (const one of this.all) one.markBusy();
    this.ask(now);
    clearTimeout(this.timer);
    if (stale.length > now.length) this.timer = setTimeout(() => this.followAll(), OUT_OF_VIEW_MS);
    return now.length > 0;
  }

  /** All that show another day, or nothing yet, follow now. */
  followAll() {
    clearTimeout(this.timer);
    this.ask(this.all);
  }

  /**
   * Have some follow, one after another: of what is reported at the same moment Streamlit runs the first alone, and the
   * others would wait for good. By its turn a section may have been overtaken, and is left to the rest that follows.
   * @param {Iterable<Section>} sections
   */
  ask(sections) {
    for (const one of sections) this.waiting.add(one);
    if (this.turn === undefined) this.next();
  }

  next() {
    this.turn = undefined;
    const [first] = this.waiting;
    if (!first) return;
    this.waiting.delete(first);
    if (first.mayFollow()) first.ask();
    this.turn = setTimeout(() => this.next());
  }
}
