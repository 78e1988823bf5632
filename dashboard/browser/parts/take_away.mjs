// The list of what can be taken away. Its links work without this; with it a click says at once that a file is being
// made, and a refusal is a sentence with the seconds to wait.

import { el } from "./dom.mjs";
import { followTheme, themeOf } from "./theme.mjs";
import { fill, fillCount } from "./words.mjs";

const KEEP_MS = 60_000;

/**
 * Name of a file by the header that came with it.
 * @param {string | null} disposition
 */
export const fileName = (disposition) => /filename="([^"]+)"/.exec(disposition ?? "")?.[1] ?? "";

/**
 * Why a file was not made, in a sentence.
 * @param {{ status: number, headers: { get: (name: string) => string | null } }} answer
 * @param {string} reason as the server gives it
 * @param {string} name
 * @param {TakeAwayTexts} texts
 */
export function refusal({ status, headers }, reason, name, texts) {
  const seconds = Number(headers.get("Retry-After"));
  if (!seconds) return fill(texts.refused, { name, reason: reason || String(status) });
  return fillCount(status === 429 ? texts.too_many : texts.busy, seconds);
}

/**
 * A text or code with whole addresses: in code they stand between quotes, in a text it is the view's own, once.
 * @param {string} text
 * @param {string} address of the view, without its host
 * @param {string} whole the same with its host
 */
export function wholeAddresses(text, address, whole) {
  const inCode = /(?<==")\/[^"]*/g;
  return inCode.test(text)
    ? text.replace(inCode, (found) => new URL(found, whole).href)
    : text.replace(address, () => whole);
}

class TakeAway {
  /**
   * @param {HTMLElement} root
   * @param {TakeAwayTexts} texts
   */
  constructor(root, texts) {
    this.root = root;
    this.texts = texts;
    root.onclick = (event) => this.onClick(event);
    const status = root.querySelector("[role=status]");
    /** @param {string} text */
    this.say = (text) => {
      if (status) status.textContent = text;
    };
    this.showWhole();
    const image = root.querySelector("img");
    if (image) image.onerror = () => this.lose(image);
  }

  /** Addresses to copy are whole ones: of this server, wherever it stands. */
  showWhole() {
    const fields = this.root.querySelectorAll("textarea");
    const home = /** @type {HTMLAnchorElement | null} */ (this.root.querySelector("[data-whole]"));
    if (!home) return;
    for (const field of fields) field.value = wholeAddresses(field.value, home.getAttribute("href") ?? "", home.href);
  }

  /** @param {HTMLImageElement} image */
  lose(image) {
    image.replaceWith(el("p", { class: "lost" }, this.texts.preview_lost));
  }

  /** @param {MouseEvent} event */
  onClick(event) {
    const target = /** @type {Element} */ (event.target);
    const button = /** @type {HTMLElement | null} */ (target.closest("[data-copy]"));
    if (button) this.copy(button.dataset.copy ?? "");
    const link = /** @type {HTMLAnchorElement | null} */ (target.closest("a[download]"));
    const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!link || !plain) return;
    event.preventDefault();
    this.take(link);
  }

  /** @param {string} id */
  async copy(id) {
    const field = /** @type {HTMLTextAreaElement | null} */ (this.root.querySelector(`#${id}`));
    if (!field) return;
    try {
      await navigator.clipboard.writeText(field.value);
      this.say(this.texts.copied);
    } catch {
      field.focus();
      field.select();
      this.say(this.texts.selected);
    }
  }

  /**
   * Have a file made, and save it; what is being made already is not asked for again.
   * @param {HTMLAnchorElement} link
   */
  async take(link) {
    const { texts } = this;
    const name = link.textContent ?? "";
    if (link.getAttribute("aria-busy")) return;
    link.setAttribute("aria-busy", "true");
    this.say(fill(texts.making, { name }));
    try {
      const answer = await fetch(link.href);
      if (answer.ok) {
        save(await answer.blob(), fileName(answer.headers.get("Content-Disposition")));
        this.say(fill(texts.made, { name }));
      } else {
        const { error = "" } = await answer.json().catch(() => ({}));
        this.say(refusal(answer, error, name, texts));
      }
    } catch {
      this.say(texts.lost);
    }
    link.removeAttribute("aria-busy");
  }
}

/**
 * Hand a file to the browser's downloads.
 * @param {Blob} body
 * @param {string} name
 */
function save(body, name) {
  const href = URL.createObjectURL(body);
  el("a", { href, download: name || true }).click();
  setTimeout(() => URL.revokeObjectURL(href), KEEP_MS);
}

/**
 * Mount or update.
 * @param {Component<TakeAwayData>} component
 * @param {TakeAwayTexts} texts
 */
export function mount({ data, parentElement }, texts) {
  const host = parentElement.host ?? parentElement;
  const root = el("div", { class: "take_away", "data-theme": themeOf(host) });
  root.innerHTML = data.html;
  parentElement.querySelector(".take_away")?.remove();
  parentElement.append(root);
  new TakeAway(root, texts);
  const stop = followTheme(host, (theme) => root.setAttribute("data-theme", theme));
  return () => {
    stop();
    root.remove();
  };
}
