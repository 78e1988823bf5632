// The answer of the day, what happened last and what comes next, and one quiet sentence for screen readers.

import { answer, summaryText } from "./answer.mjs";
import { el, writeAttributes, writeText } from "./dom.mjs";
import { fixedByLaw } from "./outlook.mjs";
import { fill, headline, lastLine, nextLine, sayDay } from "./words.mjs";

/** @import { Store } from "./store.mjs" */

const LONG = 72;
const LONGEST = 92;

/**
 * @param {HTMLElement} node
 * @param {string} text
 */
function write(node, text) {
  if (writeText(node, text)) node.title = text;
}

/** The answer of the day, said again to screen readers with every count once movement comes to rest. */
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
    this.spoken = el("p", { class: "spoken", role: "status", "aria-live": "polite" });
    this.trouble = el("p", { class: "trouble", role: "alert", hidden: true });
    root.append(this.title, this.spoken, this.trouble);
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
    const text = answer(this.store);
    write(this.title, text);
    this.title.classList.toggle("long", text.length > LONG);
    this.title.classList.toggle("longest", text.length > LONGEST);
  }

  /** @param {string} text */
  showTrouble(text) {
    this.trouble.textContent = text;
    this.trouble.hidden = !text;
    if (text && !this.store.bundle) this.title.textContent = this.texts.not_here;
  }

  announce() {
    const { store } = this;
    const values = { day: sayDay(store.day), summary: summaryText(store), headline: headline(store) };
    this.spoken.textContent = fill(this.texts.spoken, values);
  }
}

/** What happened last and what comes next: two buttons, each to its day. */
export class LastAndNext {
  /**
   * @param {HTMLElement} root
   * @param {Store} store
   */
  constructor(root, store) {
    this.store = store;
    this.last = this.goButton("last", () => store.stepAtOrBefore());
    this.next = this.goButton("next", () => fixedByLaw(store)[0] ?? null);
    root.append(el("p", { class: "near" }, this.last, this.next));
    this.destroy = store.onPaint(() => this.paint());
  }

  /**
   * A button that shows the day of a step; where there is none to go to it says so and keeps the focus.
   * @param {string} name
   * @param {() => Step | null} step
   */
  goButton(name, step) {
    const onclick = () => {
      const on = step()?.[0];
      if (on !== undefined) this.store.setDay(on);
    };
    return el("button", { type: "button", class: name, onclick });
  }

  paint() {
    const { store } = this;
    const { bundle, day } = store;
    const last = store.stepAtOrBefore();
    write(this.last, lastLine(store) || fill(bundle.book.frames["value-before"], { day: sayDay(day) }));
    writeAttributes(this.last, { "aria-disabled": !last || last[0] === day });
    write(this.next, nextLine(store) || (day > bundle.today ? bundle.beyond : bundle.nothingFixed));
    writeAttributes(this.next, { "aria-disabled": !fixedByLaw(store).length });
  }
}
