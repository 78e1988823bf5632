// States shown beside the map rather than on it: the same fill, hatch, name and focus as a shape.

import { swatch } from "./svgmap.mjs";

export class Chips {
  /** `places` are `{iso3, links}`; `holder` receives one button for each. */
  constructor(doc, store, places) {
    this.doc = doc;
    this.store = store;
    this.holder = doc.createElement("div");
    this.holder.className = "ess-chips";
    this.holder.setAttribute("role", "group");
    this.holder.setAttribute("aria-label", "States beside the map");
    this.made = places.map(({ iso3, links }) => {
      const node = doc.createElement("button");
      node.type = "button";
      node.tabIndex = -1;
      node.dataset.iso3 = iso3;
      this.holder.append(node);
      return { iso3, name: store.bundle.states[iso3].name, node, links };
    });
  }

  paint() {
    const { store, doc } = this;
    for (const chip of this.made) {
      const { cls, contested } = store.at(chip.iso3);
      const out = store.standsOut(chip.iso3);
      const focused = store.focus === chip.iso3;
      const shown = `${store.bundle.key} ${cls.id} ${contested} ${store.theme} ${out} ${focused}`;
      if (chip.shown === shown) continue;
      chip.shown = shown;
      chip.node.replaceChildren(swatch(doc, store.bundle, store.theme, cls.id, `c${chip.iso3}-`), chip.name);
      chip.node.dataset.status = cls.status;
      chip.node.dataset.stage = cls.stage;
      chip.node.setAttribute("aria-label", `${chip.name}: ${cls.label}${contested ? ", contested" : ""}`);
      chip.node.classList.toggle("dim", !out);
      chip.node.classList.toggle("focused", focused);
    }
  }
}
