// The legend: classes with live counts, each a button that lights its States on the map.

import { swatch } from "./svgmap.mjs";

/** A link to the explanation of a word, where there is a page that explains it. */
export function wordLink(href, word) {
  const link = document.createElement("a");
  link.className = "word";
  link.href = href;
  link.target = "_blank";
  link.textContent = "?";
  link.title = `What is “${word}”?`;
  link.setAttribute("aria-label", `What is “${word}”? Opens the glossary`);
  return link;
}

export class Legend {
  constructor(root, store) {
    Object.assign(this, { root, store });
    root.innerHTML =
      '<h2>Status on the day</h2><ul></ul><p class="total"></p><p class="hint">Choose a line to light its States.</p><p class="stamp"></p>';
    this.list = root.querySelector("ul");
    this.total = root.querySelector(".total");
    this.stop = store.onPaint(() => this.paint());
  }

  destroy() {
    this.stop();
  }

  build() {
    const { bundle, theme } = this.store;
    this.builtFor = [bundle, theme];
    this.rows = bundle.classes
      .filter((cls) => bundle.used.includes(cls.id))
      .map((cls) => {
        const item = document.createElement("li");
        const button = document.createElement("button");
        button.type = "button";
        button.dataset.class = cls.id;
        const label = document.createElement("span");
        label.className = "label";
        label.textContent = cls.label;
        const count = document.createElement("span");
        count.className = "count";
        button.append(swatch(document, bundle, theme, cls.id, "l-"), label, count);
        button.onclick = () => this.store.toggleLit(cls.id);
        item.append(button);
        if (bundle.words) item.append(wordLink(bundle.words[cls.id], cls.label));
        return { cls, button, count, item };
      });
    this.root.querySelector(".stamp").textContent =
      `Data as of ${bundle.dataset.as_of_text}; ${bundle.instrument.checked}.`;
    this.list.replaceChildren(...this.rows.map(({ item }) => item));
  }

  paint() {
    const { store } = this;
    const [bundle, theme] = this.builtFor ?? [];
    if (bundle !== store.bundle || theme !== store.theme) this.build();
    const { byClass, states, areas } = store.counts();
    for (const { cls, button, count } of this.rows) {
      const value = byClass[cls.id];
      count.textContent = value;
      button.classList.toggle("empty", value === 0);
      button.setAttribute("aria-pressed", store.lit.has(cls.id));
    }
    const apart = areas ? `, and ${areas} area${areas > 1 ? "s" : ""} without own status apart` : "";
    this.total.textContent = `of ${states} State${states === 1 ? "" : "s"}${store.selected ? " in the selection" : ""}${apart}`;
  }
}
