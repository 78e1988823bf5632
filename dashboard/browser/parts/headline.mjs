// The answer of the day, the changes before and after it, and one quiet sentence for screen readers.

import { el, setChildren } from "./dom.mjs";
import { fill, headline, neighbourLine } from "./words.mjs";

/** @import { Store } from "./store.mjs" */

const LONG = 105;

/**
 * @param {HTMLElement} node
 * @param {string} text
 */
function write(node, text) {
  if (node.textContent === text) return;
  node.textContent = text;
  node.title = text;
}

export class Headline {
  /**
   * @param {HTMLElement} root
   * @param {Store} store
   * @param {HeadlineTexts} texts
   */
  constructor(root, store, texts) {
    this.store = store;
    this.texts = texts;
    this.title = el("h1", {}, texts.loading);
    this.previous = el("span", { class: "previous" });
    this.next = el("span", { class: "next" });
    this.spoken = el("p", { class: "spoken", role: "status", "aria-live": "polite" });
    this.trouble = el("p", { class: "trouble", role: "alert", hidden: true });
    setChildren(root, this.title, el("p", { class: "near" }, this.previous, this.next), this.spoken, this.trouble);
    this.stops = [
      store.onPaint(() => this.paint()),
      store.onSettle(() => this.announce()),
      store.onTrouble((text) => this.showTrouble(text)),
    ];
  }

  destroy() {
    for (const stop of this.stops) stop();
  }

  paint() {
    const { store } = this;
    const text = headline(store);
    write(this.title, text);
    this.title.classList.toggle("long", text.length > LONG);
    write(this.previous, neighbourLine(store, store.previousStep(), "previous"));
    const beyond = store.day > store.bundle.today;
    const none = beyond ? store.bundle.beyond : store.bundle.nothingFixed;
    write(this.next, neighbourLine(store, store.nextStep(), "next") || none);
  }

  /** @param {string} text */
  showTrouble(text) {
    this.trouble.textContent = text;
    this.trouble.hidden = !text;
    if (text && !this.store.bundle) this.title.textContent = this.texts.not_here;
  }

  announce() {
    const { byClass, states } = this.store.counts();
    const counted = this.store.bundle.classes.filter((cls) => byClass[cls.id]);
    const counts = counted.map((cls) => `${byClass[cls.id]} ${cls.label}`).join(", ");
    this.spoken.textContent = fill(this.texts.spoken, { headline: headline(this.store), n: states, counts });
  }
}
