// Share, present and help: what a reader reaches for beside the map, by button or by key.

import { el, setChildren } from "./dom.mjs";

/** @import { Store } from "./store.mjs" */

const NOTICE_MS = 6000;

/**
 * Another page of the product with the view of this one.
 * @param {string} path
 */
function goTo(path) {
  window.location.assign(`/${path}${window.location.search}`);
}

export class Tools {
  /**
   * @param {HTMLElement} root
   * @param {Store} store
   * @param {ToolsTexts} texts
   */
  constructor(root, store, texts) {
    this.store = store;
    this.texts = texts;
    this.status = el("span", { role: "status", class: "said" });
    const keys = texts.key_list.flatMap(([key, does]) => [el("dt", {}, key), el("dd", {}, does)]);
    const close = el("button", { type: "button", onclick: () => this.dialog.close() }, texts.close);
    this.dialog = el("dialog", { "aria-label": texts.keys }, el("dl", {}, ...keys), close);
    /** @type {(name: string, label: string, onclick: () => void, popup?: string) => HTMLElement} */
    const button = (name, label, onclick, popup = "") =>
      el("button", { type: "button", "data-do": name, "aria-haspopup": popup, onclick }, label);
    setChildren(
      root,
      button("share", texts.share, () => this.share()),
      button("present", texts.present, () => goTo("present")),
      button("help", texts.keys, () => this.help(), "dialog"),
      this.status,
      this.dialog,
    );
    store.dialog = this.dialog;
    store.shortcuts = { p: () => goTo("present"), h: () => this.help(), m: () => goTo("compare") };
  }

  destroy() {
    this.store.shortcuts = {};
    this.store.dialog = null;
  }

  help() {
    if (this.dialog.open) this.dialog.close();
    else this.dialog.showModal();
  }

  async share() {
    const link = window.location.href;
    try {
      await navigator.clipboard.writeText(link);
      this.status.textContent = this.texts.copied;
    } catch {
      this.status.textContent = link;
    }
    setTimeout(() => {
      this.status.textContent = "";
    }, NOTICE_MS);
  }
}
