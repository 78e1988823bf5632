// The keys of the main page: a button in the header that lists them, and those that lead to another page.

import { el } from "./dom.mjs";

/** @import { Store } from "./store.mjs" */

/**
 * Another page of the product with the view of this one.
 * @param {string} path
 */
function goTo(path) {
  const address = new URL(`../../${path}`, import.meta.url);
  address.search = window.location.search;
  window.location.assign(address);
}

export class Shortcuts {
  /**
   * @param {HTMLElement} root
   * @param {HTMLElement} button opens the list
   * @param {Store} store
   * @param {ShortcutsTexts} texts
   */
  constructor(root, button, store, texts) {
    this.button = button;
    this.store = store;
    const keys = texts.key_list.flatMap(([key, does]) => [el("dt", {}, key), el("dd", {}, does)]);
    const close = el("button", { type: "button", onclick: () => this.dialog.close() }, texts.close);
    this.dialog = el("dialog", { "aria-label": texts.title }, el("dl", {}, ...keys), close);
    root.append(this.dialog);
    button.onclick = () => this.toggle();
    store.dialog = this.dialog;
    store.shortcuts = { p: () => goTo("present"), h: () => this.toggle(), m: () => goTo("compare") };
  }

  destroy() {
    this.store.shortcuts = {};
    this.store.dialog = null;
  }

  /**
   * Keys of the main page do nothing elsewhere, and are not offered there.
   * @param {boolean} here whether it is shown
   */
  offer(here) {
    this.button.hidden = !here;
  }

  toggle() {
    if (this.dialog.open) this.dialog.close();
    else this.dialog.showModal();
  }
}
