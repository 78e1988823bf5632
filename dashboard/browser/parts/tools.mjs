// Copies the address of the view.

import { el, setChildren } from "./dom.mjs";

const NOTICE_MS = 6000;

export class Tools {
  /**
   * @param {HTMLElement} root
   * @param {ToolsTexts} texts
   */
  constructor(root, texts) {
    this.texts = texts;
    this.status = el("span", { role: "status", class: "said" });
    const share = el("button", { type: "button", "data-do": "share", onclick: () => this.share() }, texts.share);
    setChildren(root, share, this.status);
  }

  destroy() {}

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
