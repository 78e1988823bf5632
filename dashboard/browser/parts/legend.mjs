// The legend: classes with live counts, each a button that lights its States on the map.

import { el, setChildren } from "./dom.mjs";
import { swatch } from "./patterns.mjs";

/** @import { Store } from "./store.mjs" */

/**
 * A link to the explanation of a word, where there is a page that explains it.
 * @param {string} href
 * @param {string} word
 */
export function wordLink(href, word) {
  const title = `What is “${word}”?`;
  return el("a", { class: "word", href, target: "_blank", title, "aria-label": `${title} Opens the glossary` }, "?");
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
   */
  constructor(root, store) {
    this.root = root;
    this.store = store;
    this.list = el("ul");
    this.total = el("p", { class: "total" });
    this.stamp = el("p", { class: "stamp" });
    const hint = el("p", { class: "hint" }, "Choose a line to light its States.");
    setChildren(root, el("h2", {}, "Status on the day"), this.list, this.total, hint, this.stamp);
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
    this.stamp.textContent = `Data as of ${bundle.dataset.as_of_text}; ${bundle.instrument.checked}.`;
    const items = this.rows.map(({ cls, button }) =>
      el("li", {}, button, bundle.words && wordLink(bundle.words[cls.id], cls.label)),
    );
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
    const apart = areas ? `, and ${areas} area${areas > 1 ? "s" : ""} without own status apart` : "";
    this.total.textContent = `of ${states} State${states === 1 ? "" : "s"}${store.selected ? " in the selection" : ""}${apart}`;
  }
}
