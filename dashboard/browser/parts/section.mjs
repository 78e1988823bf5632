// A section below the map: asks the server for the day on screen once it is about to be seen or has the focus.

import { scroller } from "./dom.mjs";
import { pageStore } from "./store.mjs";
import { isoDay } from "./words.mjs";

/** @import { Store } from "./store.mjs" */

const AT_TOP = "0px";
const ONE_SCREEN = "100% 0px";
/** How long an answer is waited for before the same may be asked for again. */
const ANSWER_WITHIN_MS = 5000;

export class Section {
  /** @type {SectionData["shown"]} */
  shown = null;
  isNear = false;
  margin = "";
  waits = false;
  /** What was asked for and has not come yet. */
  asked = "";
  askedAt = 0;
  /** @type {Element | null} */
  place = null;
  /** @type {Element | null} */
  root = null;
  /** @type {(name: string, value: unknown) => void} */
  report = () => {};
  /** @type {IntersectionObserver | undefined} */
  observer = undefined;
  stop = new AbortController();

  /** @param {Store} store */
  constructor(store) {
    this.store = store;
    store.sections.all.add(this);
    const { signal } = this.stop;
    window.addEventListener("scroll", () => this.watch(), { capture: true, passive: true, signal });
    window.addEventListener("beforeprint", () => this.comesNear(), { signal });
  }

  /** @param {Component<SectionData>} component */
  update({ data, parentElement, setTriggerValue }) {
    const { store } = this;
    const place = (parentElement.host ?? parentElement).closest(`.st-key-section_${data.name}`);
    this.shown = data.shown;
    this.report = setTriggerValue;
    this.asked = "";
    if (place !== this.place) {
      this.place = place;
      this.margin = "";
      place?.addEventListener("focusin", () => this.comesNear(), { signal: this.stop.signal });
    }
    this.root = place && scroller(place);
    this.watch();
    this.markBusy();
    store.onCommand?.(data.command);
    if (this.shown) this.waits = false; // a server that began anew asks for the first drawing again
    if (this.shown || this.waits) return;
    this.waits = true;
    store.afterMapDrawn(() => store.sections.followAll());
  }

  destroy() {
    this.stop.abort();
    this.observer?.disconnect();
    this.store.sections.all.delete(this);
    this.store.sections.waiting.delete(this);
  }

  /** See whether the section is in view as the page stands at its top, a screen ahead once the reader has moved. */
  watch() {
    if (!this.place) return;
    const { root } = this;
    const margin = (root ?? document.documentElement).scrollTop > 0 ? ONE_SCREEN : AT_TOP;
    if (margin === this.margin) return;
    this.margin = margin;
    this.observer?.disconnect();
    this.observer = new IntersectionObserver(
      ([entry]) => {
        this.isNear = entry.isIntersecting;
        if (this.isNear) this.comesNear();
      },
      { root, rootMargin: margin },
    );
    this.observer.observe(this.place);
  }

  comesNear() {
    if (this.shown) this.store.sections.ask([this]);
  }

  /** Whether it shows nothing yet, or another day than the one on which movement rests. */
  mayFollow() {
    return (this.store.atRest || !this.shown) && this.isStale();
  }

  /** Whether another day or State is on screen than the section shows or was asked for. */
  isStale() {
    const { store, shown } = this;
    if (!store.bundle) return !shown;
    const isAsked = this.asked === store.settledKey() && performance.now() - this.askedAt < ANSWER_WITHIN_MS;
    if (isAsked) return false;
    return !shown || shown.day !== isoDay(store.day) || (shown.focus !== undefined && shown.focus !== store.focus);
  }

  ask() {
    const { store } = this;
    this.report("settled", store.bundle ? store.tell() : {});
    this.asked = store.settled;
    this.askedAt = performance.now();
  }

  /** Assistive technology hears that what stands here is about to change. */
  markBusy() {
    this.place?.setAttribute("aria-busy", String(this.isStale()));
  }
}

/** @type {WeakMap<Element, Section>} */
const mounted = new WeakMap();

/**
 * Mount or update.
 * @param {Component<SectionData>} component
 */
export function mount(component) {
  const { parentElement } = component;
  const here = mounted.get(parentElement) ?? new Section(pageStore());
  mounted.set(parentElement, here);
  here.update(component);
  return () => {
    here.destroy();
    mounted.delete(parentElement);
  };
}
