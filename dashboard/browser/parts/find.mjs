// The field that finds a State by its name or code.

import { el, setChildren } from "./dom.mjs";

/** @import { Store } from "./store.mjs" */

const LIST_ID = "ess-states";

/** @param {string} text */
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();

/**
 * The State of a whole name; where `anything` will do, also of a code or the beginning or a part of a name.
 * @param {Record<Iso3, { name: string }>} states
 * @param {string} text
 * @param {boolean} anything
 * @returns {Iso3 | null}
 */
export function stateOf(states, text, anything) {
  const wanted = plain(text);
  if (!wanted) return null;
  const names = Object.entries(states).map(([iso3, { name }]) => /** @type {const} */ ([iso3, plain(name)]));
  /** @type {((state: readonly [Iso3, string]) => boolean)[]} */
  const tests = [
    ([, name]) => name === wanted,
    ([iso3]) => iso3.toLowerCase() === wanted,
    ([, name]) => name.startsWith(wanted),
    ([, name]) => name.includes(wanted),
  ];
  for (const test of anything ? tests : tests.slice(0, 1)) {
    const found = names.find(test);
    if (found) return found[0];
  }
  return null;
}

export class FindField {
  instrument = "";

  /**
   * @param {HTMLElement} root
   * @param {Store} store
   * @param {string} label
   */
  constructor(root, store, label) {
    this.store = store;
    this.input = el("input", { type: "search", autocomplete: "off", list: LIST_ID });
    this.list = el("datalist", { id: LIST_ID });
    const onsubmit = (/** @type {Event} */ event) => {
      event.preventDefault();
      this.choose(true);
    };
    // A whole name is taken as soon as it stands there; a code or a beginning waits for Enter.
    this.input.oninput = () => this.choose(false);
    root.append(el("form", { class: "find", onsubmit }, el("label", {}, label, this.input), this.list));
    store.findState = () => this.input.focus();
    this.stop = store.onPaint(() => this.paint());
  }

  destroy() {
    this.stop();
    this.store.findState = null;
  }

  /** @param {boolean} anything */
  choose(anything) {
    const iso3 = this.store.bundle && stateOf(this.store.bundle.states, this.input.value, anything);
    if (!iso3) return;
    this.store.setFocus(iso3);
    this.input.value = "";
  }

  paint() {
    const { instrument, states } = this.store.bundle;
    if (this.instrument === instrument.id) return;
    this.instrument = instrument.id;
    setChildren(this.list, ...Object.values(states).map(({ name }) => new Option("", name)));
  }
}
