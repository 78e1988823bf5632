// The legend in one line: what the States divide into, and the classes of those bound, each a button that lights its States.

import { entries } from "./answer.mjs";
import { el, part, setChildren, writeAttributes, writeText } from "./dom.mjs";
import { swatch } from "./patterns.mjs";
import { isPlain } from "./walk.mjs";
import { fill, sayDay } from "./words.mjs";

/** @import { Store } from "./store.mjs" */

/**
 * A link to the explanation of a word, where there is a page that explains it.
 * @param {StatusBundle} bundle
 * @param {string} key of the word, such as a class
 * @param {string} word
 */
export function wordLink({ ui, words }, key, word) {
  if (!words) return null;
  const href = words[key];
  const label = fill(ui.word_link, { word });
  return el("a", { class: "word", href, target: "_blank", title: fill(ui.word, { word }), "aria-label": label }, "?");
}

/**
 * @typedef {object} Row
 * @property {string[]} ids classes that it lights
 * @property {HTMLElement} item
 * @property {HTMLButtonElement} button
 * @property {HTMLElement} label
 * @property {HTMLElement} count
 */

/** @param {LegendEntry} entry */
const keyOf = ({ classId, part }) => `${classId} ${part}`;

const BACK = ["ArrowLeft", "ArrowUp"];
const ON = ["ArrowRight", "ArrowDown"];

export class Legend {
  /** @type {Map<string, Row>} */
  rows = new Map();
  /** @type {StatusBundle | null} */
  bundle = null;
  /** @type {Theme | null} */
  theme = null;
  /** The entries among which a stop of the Tab key was last looked for. */
  reachable = "";

  /**
   * @param {HTMLElement} root
   * @param {Store} store
   * @param {LegendTexts} texts
   */
  constructor(root, store, texts) {
    this.root = root;
    this.store = store;
    this.texts = texts;
    this.list = el("ul", { role: "toolbar", "aria-label": texts.title });
    this.ofThese = el("li", { class: "of-these", role: "presentation" }, texts.of_these);
    const onclick = () => this.showAll(!this.all);
    this.more = el("button", { type: "button", class: "more", "aria-expanded": "false", onclick }, texts.all);
    this.stamp = el("p", { class: "stamp" });
    this.published = el("p", { class: "published" });
    setChildren(root, this.list);
    this.list.addEventListener("keydown", (event) => this.onKey(event));
    this.stop = store.onPaint(() => this.paint());
    this.isCovering = () => this.all;
    store.overlays.add(this.isCovering);
    this.listening = new AbortController();
    const { signal } = this.listening;
    document.addEventListener("keydown", (event) => event.key === "Escape" && this.showAll(false), { signal });
    document.addEventListener(
      "pointerdown",
      (event) => {
        if (!event.composedPath().includes(root)) this.showAll(false);
      },
      { signal },
    );
  }

  get all() {
    return this.root.classList.contains("all");
  }

  destroy() {
    this.stop();
    this.listening.abort();
    this.store.overlays.delete(this.isCovering);
  }

  /**
   * Show every class with the explanation of its word, or only those that count States.
   * @param {boolean} all
   */
  showAll(all) {
    if (all === this.all) return;
    this.root.classList.toggle("all", all);
    this.more.setAttribute("aria-expanded", String(all));
    this.paint();
  }

  /**
   * One tab stop; arrows lead along the line.
   * @param {KeyboardEvent} event
   */
  onKey(event) {
    if (event.key === "Escape" && this.all) {
      this.showAll(false);
      this.moveTo(this.more);
    } else {
      const stops = this.stops();
      const at = stops.indexOf(/** @type {HTMLElement} */ (event.target));
      const step = ON.includes(event.key) ? 1 : BACK.includes(event.key) ? -1 : 0;
      if (!step || at < 0 || !isPlain(event)) return;
      this.moveTo(stops[(at + step + stops.length) % stops.length]);
    }
    event.preventDefault();
    event.stopPropagation();
  }

  /** What can be reached, in order. */
  stops() {
    /** @type {NodeListOf<HTMLElement>} */
    const found = this.list.querySelectorAll("button, a");
    return [...found].filter((one) => one.getClientRects().length && (this.all || one.tagName === "BUTTON"));
  }

  /** @param {HTMLElement} stop */
  moveTo(stop) {
    this.setTabStop(stop);
    stop.focus();
  }

  /** @param {HTMLElement} stop */
  setTabStop(stop) {
    for (const one of this.list.querySelectorAll("button, a")) one.setAttribute("tabindex", one === stop ? "0" : "-1");
  }

  /**
   * @param {LegendEntry} entry
   * @returns {Row}
   */
  makeRow({ whole, classId, part: isPart }) {
    const { bundle, theme } = this.store;
    const classes = bundle.classes.filter(({ id, whole: of }) => (isPart ? id === classId : of === whole));
    const [{ label: first, family }] = classes;
    const one = classes.length === 1;
    const ids = classes.map(({ id }) => id);
    const full = one ? first : bundle.book.answer.wholes[whole];
    const label = el("span", { class: "label" });
    const count = el("span", { class: "count" });
    const picture = isPart && !family.length ? null : swatch(bundle, theme, classId, "l-");
    const names = one ? { "data-class": classId } : { "data-whole": whole };
    const onclick = () => this.light(ids);
    const button = el("button", { type: "button", title: full, ...names, onclick }, picture, label, " ", count);
    const word = one ? wordLink(bundle, classId, first) : null;
    const item = el("li", { class: isPart ? "part" : "whole", role: "presentation" }, button, word);
    return { ids, item, button, label, count };
  }

  build() {
    const { bundle, theme } = this.store;
    this.bundle = bundle;
    this.theme = theme;
    this.root.dataset.parts = bundle.book.answer.main ? "steps" : "names";
    const every = entries(bundle, this.store.summary(), true);
    this.rows = new Map(every.map((entry) => [keyOf(entry), this.makeRow(entry)]));
    const { checked } = bundle.instrument;
    this.stamp.textContent = fill(this.texts.record, { day: bundle.dataset.as_of_text, checked });
    const items = [...this.rows.values()].map(({ item }) => item);
    const more = el("li", { class: "last", role: "presentation" }, this.published, this.more, this.stamp);
    setChildren(this.list, ...items, more);
    items.find((item) => item.className === "part")?.before(this.ofThese);
    this.setTabStop(part(this.list, "button"));
    this.reachable = "";
  }

  paint() {
    const { store } = this;
    if (this.bundle !== store.bundle || this.theme !== store.theme) this.build();
    const { rows } = this;
    const { bundle, lit } = store;
    const shown = entries(bundle, store.summary(), this.all);
    const told = new Map(shown.map((entry) => [keyOf(entry), entry]));
    for (const [key, { ids, item, button, label, count }] of rows) {
      const entry = told.get(key);
      if (item.hidden === !!entry) item.hidden = !entry;
      if (!entry) continue;
      writeText(label, entry.label);
      writeText(count, String(entry.n));
      writeAttributes(button, { "aria-pressed": ids.every((id) => lit.has(id)) });
      button.classList.toggle("empty", entry.n === 0);
    }
    const { published } = bundle;
    const text = this.texts[published !== null && published > store.day ? "published_later" : "published"];
    writeText(this.published, published === null ? "" : fill(text, { day: sayDay(published) }));
    const whole = !shown.some((entry) => entry.part);
    if (this.ofThese.hidden !== whole) this.ofThese.hidden = whole;
    this.keepTabStop([...told.keys()].join());
  }

  /**
   * See that the line can be reached by Tab: asked where other entries stand than before, since it takes a layout.
   * @param {string} entries
   */
  keepTabStop(entries) {
    if (entries === this.reachable) return;
    this.reachable = entries;
    const stops = this.stops();
    if (!stops.some((one) => one.tabIndex === 0)) this.setTabStop(stops[0]);
  }

  /**
   * Light the States of these classes on the map; once more gives them up.
   * @param {string[]} ids
   */
  light(ids) {
    const { store } = this;
    const on = !ids.every((id) => store.lit.has(id));
    for (const id of ids) if (store.lit.has(id) !== on) store.toggleLit(id);
  }
}
