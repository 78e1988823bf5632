// States shown beside the map rather than on it: the same fill, hatch, name and focus as a shape.

import { el, setChildren } from "./dom.mjs";
import { swatch } from "./patterns.mjs";

/** @import { Store } from "./store.mjs" */

export class Chips {
  /**
   * `holder` receives one button for each place.
   * @param {Store} store
   * @param {{ iso3: Iso3, links: Links }[]} places
   */
  constructor(store, places) {
    this.store = store;
    this.holder = el("div", { class: "ess-chips", role: "group", "aria-label": store.bundle.ui.beside });
    this.made = places.map(({ iso3, links }) => {
      const node = el("button", { type: "button", tabindex: -1, "data-iso3": iso3 });
      this.holder.append(node);
      return { iso3, name: store.bundle.states[iso3].name, node, links, shown: "" };
    });
  }

  paint() {
    const { store } = this;
    for (const chip of this.made) {
      const { cls, contested } = store.at(chip.iso3);
      const out = store.standsOut(chip.iso3);
      const focused = store.focus === chip.iso3;
      const shown = `${store.bundle.key} ${cls.id} ${contested} ${store.theme} ${out} ${focused}`;
      if (chip.shown === shown) continue;
      chip.shown = shown;
      setChildren(chip.node, swatch(store.bundle, store.theme, cls.id, `c${chip.iso3}-`), chip.name);
      chip.node.dataset.status = cls.status;
      chip.node.dataset.stage = cls.stage;
      chip.node.setAttribute("aria-label", store.namedLabel(chip.iso3));
      chip.node.classList.toggle("dim", !out);
      chip.node.classList.toggle("focused", focused);
    }
  }
}
