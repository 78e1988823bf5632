// The history of the tab: an entry for each State, lens or link that was chosen, none for a day that moves. Every entry
// knows how far its page was scrolled.

import { scroller } from "./dom.mjs";

const SAVE_MS = 150;
const LOOK_MS = 100;
const PATIENCE_MS = 6000;
const RESTS = 4;

/** @typedef {Record<string, string | number | null | undefined>} Query */

/**
 * What makes an entry of its own.
 * @param {Query} query
 */
const turnOf = ({ instrument, focus }) => `${instrument ?? ""} ${focus ?? ""}`;

/** Parameters of the address bar. */
export const shownQuery = () => Object.fromEntries(new URLSearchParams(location.search));

class History {
  /**
   * The entry that the page is on; null until it wrote its first address.
   * @type {{ path: string, turn: string } | null}
   */
  entry = null;
  /**
   * What stands in the part of the page that scrolls.
   * @type {Element | null}
   */
  host = null;
  /**
   * Told of every step back or on.
   * @type {(() => void) | null}
   */
  onArrive = null;
  /**
   * Called before the page is left, to write what its entry shows.
   * @type {(() => void) | null}
   */
  onLeave = null;
  /**
   * Takes the number of the steps told to the server.
   * @type {((steps: number) => void) | null}
   */
  onTell = null;
  told = 0;
  /** @type {number | null} */
  restoring = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  timer = undefined;

  constructor() {
    window.addEventListener("popstate", () => this.arrive());
    window.addEventListener("pagehide", () => this.leave());
    document.addEventListener("scroll", () => this.saveSoon(), { capture: true, passive: true });
    for (const name of ["wheel", "touchstart", "keydown", "pointerdown"])
      window.addEventListener(name, () => this.giveUp(), { capture: true, passive: true });
    this.restore();
  }

  /**
   * Write the address of a view of this page into the bar: a step where State or lens is another than in the entry
   * before or a link was followed; else the entry is written anew. An equal one is left alone.
   * @param {string} address
   * @param {Query} query
   * @param {boolean} linked
   */
  write(address, query, linked = false) {
    const { pathname: path, search, hash } = location;
    const turn = turnOf(query);
    const steps = this.entry?.path === path && (linked || this.entry.turn !== turn);
    this.entry = { path, turn };
    if (`${path}${search}` === address) return;
    if (steps) history.pushState({ scroll: this.scrolled }, "", address);
    else history.replaceState(history.state, "", address + hash);
  }

  /**
   * Go to another page of the product, a step: Streamlit follows the bar as if the reader had gone on in the history.
   * Its own way of changing the page writes an entry without a view in between.
   * @param {string} address
   */
  open(address) {
    this.leave();
    history.pushState({}, "", address);
    window.dispatchEvent(new PopStateEvent("popstate", { state: history.state }));
  }

  leave() {
    this.onLeave?.();
    this.save();
  }

  /** The reader went back or on: the entry is that of the bar. Streamlit runs the page anew, by the same address. */
  arrive() {
    clearTimeout(this.timer);
    this.entry = { path: location.pathname, turn: turnOf(shownQuery()) };
    this.restore();
    this.onArrive?.();
  }

  /**
   * Have the server take the view from the bar. Streamlit tells it of every step, but that word is lost where anything
   * else is reported before the server comes to it; a number that grows is not.
   */
  tellServer() {
    this.told += 1;
    this.onTell?.(this.told);
  }

  get place() {
    return this.host && scroller(this.host);
  }

  get scrolled() {
    return Math.round(this.place?.scrollTop ?? 0);
  }

  saveSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), SAVE_MS);
  }

  save() {
    if (this.restoring !== null || !this.place || history.state?.scroll === this.scrolled) return;
    history.replaceState({ ...history.state, scroll: this.scrolled }, "");
  }

  /** Scroll to where the entry was left, once the page is long enough and at rest. */
  restore() {
    const wanted = history.state?.scroll;
    this.restoring = typeof wanted === "number" ? wanted : null;
    const until = performance.now() + PATIENCE_MS;
    let rests = 0;
    const look = () => {
      if (this.restoring !== wanted) return;
      const { place } = this;
      if (place && Math.abs(place.scrollTop - wanted) > 1) {
        place.scrollTop = wanted;
        rests = 0;
      } else rests += place || !wanted ? 1 : 0;
      if (rests >= RESTS || performance.now() > until) this.giveUp();
      else setTimeout(look, LOOK_MS);
    };
    if (this.restoring !== null) look();
  }

  giveUp() {
    this.restoring = null;
  }
}

/** @type {History | null} */
let kept = null;

/**
 * The history of this tab; `host` stands in the page that is shown now.
 * @param {Element} host
 */
export function tabHistory(host) {
  kept ??= new History();
  kept.host = host;
  return kept;
}
