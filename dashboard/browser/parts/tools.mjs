// Share, present and help: what a reader reaches for beside the map, by button or by key.

import { el, setChildren } from "./dom.mjs";

/** @import { Store } from "./store.mjs" */

const NOTICE_MS = 6000;
const KEYS = [
  ["← →", "previous and next change"],
  ["Shift ← →", "a month back and on"],
  ["↑ ↓", "a day on and back (timeline focused)"],
  ["Home, End", "first and last day"],
  ["Space", "play and pause"],
  ["F", "find a State"],
  ["M", "compare two days"],
  ["P", "present from here"],
  ["H", "this help"],
  ["Esc", "close the card, leave the map"],
  ["Tab, then arrows", "enter the map, move between neighbouring States; Enter opens the card; + and − zoom"],
];

/** Another page of the product with the view of this one. */
function goTo(path) {
  window.location.assign(`/${path}${window.location.search}`);
}

export class Tools {
  /**
   * @param {HTMLElement} root
   * @param {Store} store
   */
  constructor(root, store) {
    this.store = store;
    this.status = el("span", { role: "status", class: "said" });
    const keys = KEYS.flatMap(([key, does]) => [el("dt", {}, key), el("dd", {}, does)]);
    const close = el("button", { type: "button", onclick: () => this.dialog.close() }, "Close");
    this.dialog = el("dialog", { "aria-label": "Keys" }, el("dl", {}, ...keys), close);
    const button = (name, label, onclick, more = {}) =>
      el("button", { type: "button", "data-do": name, onclick, ...more }, label);
    setChildren(
      root,
      button("share", "Share", () => this.share()),
      button("present", "Present", () => goTo("present")),
      button("help", "Keys", () => this.help(), { "aria-haspopup": "dialog" }),
      this.status,
      this.dialog,
    );
    store.shortcuts = { p: () => goTo("present"), h: () => this.help(), m: () => goTo("compare") };
  }

  destroy() {
    this.store.shortcuts = {};
  }

  help() {
    if (this.dialog.open) this.dialog.close();
    else this.dialog.showModal();
  }

  async share() {
    const link = window.location.href;
    try {
      await navigator.clipboard.writeText(link);
      this.status.textContent = "Link copied";
    } catch {
      this.status.textContent = link;
    }
    setTimeout(() => {
      this.status.textContent = "";
    }, NOTICE_MS);
  }
}
