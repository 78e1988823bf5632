// The legend: classes with live counts, each a button that lights its States on the map.

import { el, setChildren } from "./dom.mjs";
import { swatch } from "./patterns.mjs";
import { fill, fillCount } from "./words.mjs";

/** @import { Store } from "./store.mjs" */

/**
 * A link to the explanation of a word, where there is a page that explains it.
 * @param {StatusBundle} bundle
 * @param {string} key of the word, such as a class
 * @param {string} word
 */
export function wordLink({ ui, words }, key, word) {
  if (!words) return null;
  const href = words[key];
  const label = fill(ui.word_link, { word });
  return el("a", { class: "word", href, target: "_blank", title: fill(ui.word, { word }), "aria-label": label }, "?");
}

export class Legend {
  /** @type {{ cls: DisplayClass, button: HTMLButtonElement, count: HTMLElement }[]} */
  rows = [];
  /** @type {StatusBundle | null} */
  bundle = null;
  /** @type {Theme | null} */
  theme = null;

  /**
   * @param {HTMLElement} root
   * @param {Store} store
   * @param {LegendTexts} texts
   */
  constructor(root, store, texts) {
    this.store = store;
    this.texts = texts;
    this.list = el("ul");
    this.total = el("p", { class: "total" });
    this.stamp = el("p", { class: "stamp" });
    const hint = el("p", { class: "hint" }, texts.hint);
    setChildren(root, el("h2", {}, texts.title), this.list, this.total, hint, this.stamp);
    this.stop = store.onPaint(() => this.paint());
  }

  destroy() {
    this.stop();
  }

  build() {
    const { bundle, theme } = this.store;
    this.bundle = bundle;
    this.theme = theme;
    const used = bundle.classes.filter((cls) => bundle.used.includes(cls.id));
    this.rows = used.map((cls) => {
      const count = el("span", { class: "count" });
      const label = el("span", { class: "label" }, cls.label);
      const onclick = () => this.store.toggleLit(cls.id);
      const picture = swatch(bundle, theme, cls.id, "l-");
      const button = el("button", { type: "button", "data-class": cls.id, onclick }, picture, label, count);
      return { cls, button, count };
    });
    const { checked } = bundle.instrument;
    this.stamp.textContent = fill(this.texts.record, { day: bundle.dataset.as_of_text, checked });
    const items = this.rows.map(({ cls, button }) => el("li", {}, button, wordLink(bundle, cls.id, cls.label)));
    setChildren(this.list, ...items);
  }

  paint() {
    const { store } = this;
    if (this.bundle !== store.bundle || this.theme !== store.theme) this.build();
    const { byClass, states, areas } = store.counts();
    for (const { cls, button, count } of this.rows) {
      const value = byClass[cls.id];
      count.textContent = String(value);
      button.classList.toggle("empty", value === 0);
      button.setAttribute("aria-pressed", String(store.lit.has(cls.id)));
    }
    const { selection, areas: apart } = this.texts;
    const counted = fillCount(store.bundle.ui.of_states, states);
    this.total.textContent = counted + (store.selected ? selection : "") + (areas ? fillCount(apart, areas) : "");
  }
}
