// Brings the bundle to the page, keeps the address bar, and tells the server once when movement settles.

import { addressOf } from "./address.mjs";
import { fetchJson } from "./fetched.mjs";
import { shownQuery, tabHistory } from "./history.mjs";
import { pageStore, settledKey } from "./store.mjs";
import { followTheme, themeOf } from "./theme.mjs";
import { dayOf, isoDay } from "./words.mjs";

/** @import { Store } from "./store.mjs" */

const AGAIN_MS = [1000, 2000, 5000];
/** Where keys write, choose or move something of their own. */
export const WRITES_SELECTOR =
  'input, textarea, select, [contenteditable="true"], [role="radiogroup"], [role="tablist"], [role="listbox"], [role="combobox"], [role="menu"], [role="grid"], [role="dialog"]';
/** What Streamlit lays over the page; it takes Escape for itself. */
const OVERLAY_SELECTOR = '[role="dialog"]';
const PRESSED_SELECTOR = "button, a, summary, [role=button]";

/** What the browser itself moves, and the version of the address. */
const MOVED = new Set(["as_of", "focus", "v"]);

/**
 * Whether two addresses show the same but for what moves in the browser.
 * @param {Record<string, string>} one
 * @param {Record<string, string>} other
 */
function sameQuery(one, other) {
  const kept = (/** @type {Record<string, string>} */ query) =>
    JSON.stringify(
      Object.entries(query)
        .filter(([key]) => !MOVED.has(key))
        .sort(),
    );
  return kept(one) === kept(other);
}

/**
 * The day and State that the server wants shown. After a step in the history the bar knows them: the reader may have
 * taken another since the server heard of it.
 * @param {ClockData["command"]} command
 * @param {StatusBundle} bundle
 * @returns {{ day: Day | null, focus: Iso3 | null }}
 */
function asked({ day, focus, history }, bundle) {
  if (!history) return { day: day ? dayOf(day) : null, focus };
  return shownIn(bundle);
}

/**
 * The day and State of the address bar; a day that is none is the last of the record.
 * @param {StatusBundle} bundle
 */
function shownIn(bundle) {
  const { as_of, focus = null } = shownQuery();
  const day = as_of ? dayOf(as_of) : bundle.today;
  return { day: Number.isNaN(day) ? bundle.today : day, focus };
}

class Clock {
  /** The main page's own path, once it was written. */
  path = "";
  /** Key of the bundle that the page is to show. */
  wantedKey = "";
  /** @type {number | null} */
  lastCommand = null;
  /** @type {Record<string, string>} */
  query = {};
  /** @type {(name: string, value: unknown) => void} */
  report = () => {};
  /**
   * Where the clock is mounted; null while another page is shown.
   * @type {Element | null}
   */
  host = null;
  /** Whether something lay over the page when the key was pressed: what takes Escape is gone once it was told. */
  overlaid = false;
  /** Whether the bar, after a step in the history, holds a view that the server has still to bring. */
  awaiting = false;
  stopTheme = () => {};

  /**
   * @param {Store} store
   * @param {ClockTexts} texts
   */
  constructor(store, texts) {
    this.store = store;
    this.texts = texts;
    store.onSettle(() => this.settle());
    store.onCommand = (command) => this.onCommand(command);
    store.onKey = (event) => {
      this.lookForOverlay();
      this.onKey(event);
    };
    window.addEventListener("keydown", () => this.lookForOverlay(), {
      capture: true,
    });
    document.addEventListener("keydown", (event) => this.onKey(event));
  }

  /** @param {Component<ClockData>} component */
  async update({ data, parentElement, setTriggerValue }) {
    const { store } = this;
    this.follow(parentElement.host ?? parentElement);
    this.query = data.query;
    this.report = setTriggerValue;
    store.showBorders = data.borders;
    store.reading = data.reading;
    const fresh = data.command.id !== this.lastCommand;
    this.lastCommand = data.command.id;
    // A command may still answer the step before the last: only the view of the bar is the one awaited.
    if (sameQuery(shownQuery(), data.query)) this.awaiting = false;
    if (data.bundle_key !== this.wantedKey) {
      this.wantedKey = data.bundle_key;
      const bundle = typeof data.bundle === "string" ? await this.fetchBundle(data.bundle) : data.bundle;
      if (!bundle || this.wantedKey !== data.bundle_key) return;
      bundle.key = data.bundle_key;
      const { day, focus } = fresh ? asked(data.command, bundle) : { day: null, focus: store.focus };
      store.settled = settledKey(bundle, data.as_of ? dayOf(data.as_of) : bundle.today, focus);
      store.load(bundle, { day, selected: data.selected, focus });
      return;
    }
    if (!store.bundle) return;
    store.select(data.selected);
    if (fresh) this.obey(data.command);
    else store.changed();
  }

  /** @param {Command} command */
  obey(command) {
    const { store } = this;
    const { day, focus } = asked(command, store.bundle);
    store.focus = focus;
    if (day !== null) store.day = store.clamp(day);
    store.changed();
  }

  /**
   * What a section below was sent may come with a command that the clock was not.
   * @param {Command} command
   */
  onCommand(command) {
    if (!this.host || !this.store.bundle || this.lastCommand === null || command.id <= this.lastCommand) return;
    this.lastCommand = command.id;
    this.obey(command);
  }

  /** @param {Element} host */
  follow(host) {
    const tab = tabHistory(host);
    tab.onArrive = () => this.onHistory();
    tab.onLeave = () => this.writeAddress();
    this.store.theme = themeOf(host);
    if (host === this.host) return;
    this.stopTheme();
    this.host = host;
    this.stopTheme = followTheme(host, (theme) => this.store.setTheme(theme));
  }

  /**
   * Another page is shown: what happens there is not the clock's.
   * @param {Element} host
   */
  leave(host) {
    if (host !== this.host) return;
    this.stopTheme();
    this.host = null;
  }

  lookForOverlay() {
    const { dialog, overlays } = this.store;
    this.overlaid =
      !!dialog?.open || [...overlays].some((isOpen) => isOpen()) || !!document.querySelector(OVERLAY_SELECTOR);
  }

  /**
   * The bundle at an address. While it cannot be had the page says so and asks again; null once another is wanted.
   * @param {string} address
   * @returns {Promise<StatusBundle | null>}
   */
  async fetchBundle(address) {
    const { store, wantedKey } = this;
    for (let tries = 0; this.wantedKey === wantedKey; tries += 1) {
      try {
        const bundle = await fetchJson(address);
        store.setTrouble("");
        return bundle;
      } catch {
        store.setTrouble(this.texts.no_answer);
        await new Promise((done) => setTimeout(done, AGAIN_MS[Math.min(tries, AGAIN_MS.length - 1)]));
      }
    }
    return null;
  }

  /** Write the day and State into the address. */
  writeAddress() {
    const { store } = this;
    if (!this.host || !store.bundle || this.awaiting) return;
    const { day, focus } = store;
    const { as_of: _day, focus: _focus, ...query } = this.query;
    const shown = day === store.bundle.today ? null : isoDay(day);
    const view = { ...query, as_of: shown, focus };
    this.path = location.pathname;
    tabHistory(this.host).write(addressOf(this.path, view), view, store.linked);
    store.linked = false;
  }

  /** Write the address, and tell the server what it does not know yet. */
  settle() {
    if (!this.host || this.awaiting) return;
    const { store } = this;
    this.writeAddress();
    if (!store.sections.follow() && store.settledKey() !== store.settled) this.report("settled", store.tell());
  }

  /**
   * The reader goes back or on. Another day or State of this view is shown at once; for any other page or lens the
   * server takes the view from the address, which must not be written over by a movement that comes to rest meanwhile.
   */
  onHistory() {
    const { store } = this;
    if (!this.host || !store.bundle || location.pathname !== this.path) return;
    this.awaiting = !sameQuery(shownQuery(), this.query);
    if (this.awaiting) {
      tabHistory(this.host).tellServer();
      return;
    }
    const { day, focus } = shownIn(store.bundle);
    store.restore(day, focus);
  }

  /**
   * Keys of the page, wherever the focus is; the map's frame sends its own here too.
   * @param {KeyboardEvent} event
   */
  onKey(event) {
    if (!this.host) return;
    const { store } = this;
    const target = /** @type {Element} */ (event.composedPath()[0] ?? event.target);
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || target.closest?.(WRITES_SELECTOR))
      return;
    if (event.key === " " && target.closest?.(PRESSED_SELECTOR)) return;
    const key = event.key.toLowerCase();
    const shortcut = event.shiftKey ? null : store.shortcuts[key];
    if (shortcut) {
      shortcut();
      event.preventDefault();
    } else if (key === "f" || key === "/") {
      store.findState?.();
      event.preventDefault();
    } else if (key === "0") {
      store.showWholeMap?.();
      event.preventDefault();
    } else if (event.key === "Escape") {
      if (!this.overlaid) store.setFocus(null);
    } else store.timeline?.onKey(event);
  }
}

/** @type {Clock | null} */
let clock = null;

/**
 * Mount or update the page's one clock.
 * @param {Component<ClockData>} component
 * @param {ClockTexts} texts
 */
export function mount(component, texts) {
  const here = clock ?? new Clock(pageStore(), texts);
  clock = here;
  here.update(component);
  const { parentElement } = component;
  return () => here.leave(parentElement.host ?? parentElement);
}
