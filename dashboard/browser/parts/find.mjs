// The search field of every page: States by all their names, treaties, happenings and pages.

import { WRITES_SELECTOR } from "./clock.mjs";
import { el, setChildren } from "./dom.mjs";
import { fetchOnce } from "./fetched.mjs";
import { nameKey, StateNames } from "./find_names.mjs";
import { search } from "./find_search.mjs";
import { pageStore } from "./store.mjs";
import { dayOf, fill, fillCount } from "./words.mjs";

/** @import { Hit } from "./find_search.mjs" */
/** @import { Store } from "./store.mjs" */

const DATA = "../../bundle/find.json";
const either = new Intl.ListFormat("en-GB", { type: "disjunction" });

export class FindField {
  /** @type {FindBundle | null} */
  bundle = null;
  /** @type {StateNames | null} */
  names = null;
  /** @type {Hit[]} */
  hits = [];
  /** Place of the active hit; −1 while none is. */
  active = -1;

  /**
   * @param {HTMLElement} root
   * @param {Component<FindData | null | undefined>} component
   * @param {FindTexts} texts
   */
  constructor(root, component, texts) {
    this.component = component;
    this.texts = texts;
    this.store = pageStore();
    this.list = el("ul", { id: "ess-found", role: "listbox", "aria-label": texts.found, hidden: true });
    this.status = el("p", { role: "status", class: "unseen" });
    this.input = el("input", {
      type: "search",
      role: "combobox",
      autocomplete: "off",
      autocapitalize: "off",
      spellcheck: "false",
      placeholder: texts.placeholder,
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": this.list.id,
      "aria-keyshortcuts": "F /",
    });
    this.input.onfocus = () => this.load();
    this.input.oninput = () => this.offer();
    this.input.onkeydown = (event) => this.onKey(event);
    const label = el("label", {}, el("span", {}, texts.label), this.input);
    this.box = el("div", { class: "find", role: "search" }, label, el("div", {}, this.status, this.list));
    this.box.addEventListener("focusout", (event) => {
      if (!this.box.contains(/** @type {Node | null} */ (event.relatedTarget))) this.close();
    });
    root.append(this.box);
    this.toField = () => {
      this.input.focus();
      this.input.select();
    };
    this.isOpen = () => !this.list.hidden;
    this.onPageKey = (/** @type {KeyboardEvent} */ event) => this.findKey(event);
    this.store.findState = this.toField;
    this.store.overlays.add(this.isOpen);
    document.addEventListener("keydown", this.onPageKey);
  }

  /** @param {Component<FindData | null | undefined>} component */
  update(component) {
    this.component = component;
  }

  destroy() {
    document.removeEventListener("keydown", this.onPageKey);
    this.store.overlays.delete(this.isOpen);
    if (this.store.findState === this.toField) this.store.findState = null;
    this.box.remove();
  }

  /** @param {KeyboardEvent} event */
  findKey(event) {
    const target = /** @type {Element} */ (event.composedPath()[0] ?? event.target);
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!["f", "/"].includes(event.key.toLowerCase()) || target.closest?.(WRITES_SELECTOR)) return;
    this.toField();
    event.preventDefault();
  }

  /** Bring the names, once. */
  async load() {
    try {
      const bundle = await fetchOnce(new URL(DATA, import.meta.url).href);
      if (this.bundle === bundle) return;
      this.bundle = bundle;
      this.names = new StateNames(bundle);
      if (this.input.value) this.offer();
    } catch {
      this.say(this.texts.lost);
    }
  }

  /** Offer what fits the text, or what comes nearest to it. */
  offer() {
    const { bundle, names, texts } = this;
    const text = this.input.value;
    this.active = -1;
    this.hits = [];
    if (!bundle || !names) {
      this.load();
      return;
    }
    if (nameKey(text)) {
      this.hits = search(bundle, names, this.component.data?.pages ?? [], text, texts);
      if (this.hits.length) this.say(fillCount(texts.count, this.hits.length), true);
      else this.sayNone(text);
      this.show(names.whole(text));
    } else this.say("");
    this.draw();
  }

  /**
   * Beside the map the card of a State shows as soon as its whole name stands in the field; typing may go on.
   * @param {Iso3 | null} iso3
   */
  show(iso3) {
    const { store } = this;
    if (iso3 && iso3 !== store.focus && this.component.data?.follows && store.bundle) store.setFocus(iso3);
  }

  /**
   * Say that no State has this name, and offer the nearest.
   * @param {string} text
   */
  sayNone(text) {
    const { names, texts } = this;
    const near = names?.near(text) ?? [];
    this.hits = near.map((iso3) => ({ name: names?.states[iso3][0] ?? iso3, note: iso3, report: { focus: iso3 } }));
    const meant = near.length ? fill(texts.near, { names: either.format(this.hits.map(({ name }) => name)) }) : "";
    this.say(`${texts.none}${meant}`);
  }

  /**
   * @param {string} text
   * @param {boolean} unseen whether it is for those alone who do not see the list
   */
  say(text, unseen = false) {
    this.status.classList.toggle("unseen", unseen || !text);
    if (this.status.textContent !== text) this.status.textContent = text;
  }

  draw() {
    const items = this.hits.map((hit, index) => {
      const note = hit.note && hit.note !== hit.name ? el("small", {}, hit.note) : null;
      const item = el("li", { id: `ess-found-${index}`, role: "option" }, el("span", {}, hit.name), note);
      item.onmousedown = (event) => event.preventDefault();
      item.onclick = () => this.choose(hit);
      return item;
    });
    setChildren(this.list, ...items);
    this.list.hidden = !items.length;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    this.mark();
  }

  mark() {
    for (const [index, item] of [...this.list.children].entries())
      item.setAttribute("aria-selected", String(index === this.active));
    const active = this.list.children[this.active];
    if (active) {
      this.input.setAttribute("aria-activedescendant", active.id);
      active.scrollIntoView({ block: "nearest" });
    } else this.input.removeAttribute("aria-activedescendant");
  }

  close() {
    this.hits = [];
    this.active = -1;
    this.say("");
    this.draw();
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const { length } = this.hits;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!length) return;
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.active = this.active < 0 && step < 0 ? length - 1 : (this.active + step + length) % length;
      this.mark();
    } else if (event.key === "Enter") this.enter();
    else if (event.key === "Escape" && (length || this.input.value || this.status.textContent)) {
      if (!length) this.input.value = "";
      this.close();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Take the active hit, else what the text plainly means; else make the first hit the active one. */
  async enter() {
    const text = this.input.value;
    if (!text.trim()) return;
    if (!this.names) await this.load();
    if (!this.names || this.input.value !== text) return;
    const active = this.hits[this.active];
    const iso3 = this.names.meant(text);
    const whole = this.hits.find(
      ({ name, report }) => report.instrument && this.isTreaty(report.instrument, text, name),
    );
    if (active) this.choose(active);
    else if (iso3) this.choose({ name: text, note: "", report: { focus: iso3 } });
    else if (whole) this.choose(whole);
    else {
      if (this.list.hidden) this.offer();
      // Nothing has that name: what was chosen before must not stand there as if it were the answer.
      if (!this.names.hits(text).length && this.component.data?.follows) this.store.setFocus(null);
      this.active = this.hits.length ? 0 : -1;
      this.mark();
    }
  }

  /**
   * Whether a text is a whole name of a treaty.
   * @param {string} instrument
   * @param {string} text
   * @param {string} title
   */
  isTreaty(instrument, text, title) {
    const also = this.bundle?.treaties.find(([id]) => id === instrument)?.[2] ?? [];
    return [title, ...also].some((name) => nameKey(name) === nameKey(text));
  }

  /** @param {Hit} hit */
  choose({ report }) {
    const { store } = this;
    const { follows } = this.component.data ?? {};
    const { instruments, ...rest } = report;
    this.input.value = "";
    this.close();
    const shown = store.bundle?.instrument.id ?? new URLSearchParams(location.search).get("instrument");
    const current = shown ?? this.bundle?.instrument;
    const other = instruments?.length && !instruments.includes(current ?? "") ? { instrument: instruments[0] } : {};
    const here = follows && store.bundle && !other.instrument && !rest.instrument && !rest.page;
    if (here) {
      if (rest.as_of) store.setDay(dayOf(rest.as_of));
      if (rest.focus) store.setFocus(rest.focus);
    } else
      this.component.setTriggerValue("go", {
        ...(follows ? {} : { page: "map" }),
        ...rest,
        ...other,
      });
  }
}

/**
 * Put the search field into `root`; drawn once, with whatever the component brings later by `update`.
 * @param {HTMLElement} root
 * @param {Component<FindData | null | undefined>} component
 * @param {FindTexts} texts
 */
export const mountFind = (root, component, texts) => new FindField(root, component, texts);
