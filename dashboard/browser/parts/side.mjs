// The side of the map: what happened last and comes next, above one row a State; or the card of the chosen State.

import { Card } from "./card.mjs";
import { el, setChildren } from "./dom.mjs";
import { Panel } from "./panel.mjs";
import { postReport } from "./report_post.mjs";
import { StateRows } from "./state_rows.mjs";

/** @import { Store } from "./store.mjs" */

export class Side {
  /** @type {Iso3 | null} */
  focus = null;
  /** Whether the keyboard stood in here before the parts painted. */
  inside = false;

  /**
   * @param {HTMLElement} root
   * @param {Store} store
   * @param {(bundle: StatusBundle) => Promise<Facts>} load brings the facts of every State under an instrument
   * @param {SideTexts} texts
   */
  constructor(root, store, load, texts) {
    this.root = root;
    this.store = store;
    const panel = el("div", { class: "panel" });
    const rows = el("div", { class: "rows" });
    const earlier = el("section", { class: "panel earlier", hidden: true });
    this.outlook = el("div", { class: "outlook" }, panel, rows);
    const facts = el("div", { class: "facts" });
    this.holder = el("div", { class: "card" }, facts);
    setChildren(root, this.outlook, this.holder);
    const stops = [store.onPaint(() => this.remember())];
    const way = texts.way && { ...texts.way, send: postReport };
    this.parts = [
      new Panel(panel, earlier, store, texts),
      new StateRows(rows, earlier, store, texts),
      new Card(facts, store, load, texts.card, way),
    ];
    stops.push(store.onPaint(() => this.paint()));
    this.stops = stops;
  }

  destroy() {
    for (const stop of this.stops) stop();
    for (const part of this.parts) part.destroy();
  }

  /** Before the parts paint, since the card takes its closing button away and the keyboard with it. */
  remember() {
    const { activeElement } = /** @type {Document | ShadowRoot} */ (this.root.getRootNode());
    this.inside = this.root.contains(activeElement);
  }

  /** Keep the keyboard where it was: on the card that a row opened, on the row whose card was closed. */
  paint() {
    const { focus } = this.store;
    if (focus === this.focus) return;
    const before = this.focus;
    this.focus = focus;
    this.root.classList.toggle("chosen", !!focus);
    if (!this.inside) return;
    const target = focus ? this.holder.querySelector("h2") : this.outlook.querySelector(`[data-row="${before}"]`);
    /** @type {HTMLElement | null} */ (target)?.focus();
  }
}
