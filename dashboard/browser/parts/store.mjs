// The one clock of a page: the view that is shown, who paints it, and who is told when movement comes to rest.

import { Sections } from "./sections.mjs";
import { View } from "./view.mjs";
import { isoDay } from "./words.mjs";

/** @import { Timeline } from "./timeline.mjs" */

const SETTLE_MS = 250;
const MAP_PATIENCE_MS = 4000;

/**
 * What the server was told, as one word.
 * @param {StatusBundle} bundle
 * @param {Day} day
 * @param {Iso3 | null} focus
 */
export const settledKey = (bundle, day, focus) => `${bundle.instrument.id} ${day} ${focus ?? ""}`;

export class Store extends View {
  /** @type {Theme} */
  theme = "standard";
  showBorders = false;
  /** Whether a drag or a play is under way. */
  held = false;
  /** Whether a link was followed since movement last settled. */
  linked = false;
  /** What the server was last told: instrument, day and State. */
  settled = "";
  /** Whether nothing moves since that was last looked at. */
  atRest = false;
  trouble = "";
  drawn = false;
  sections = new Sections();

  // What the keys of the page act on; put here by the parts while they are mounted.
  /** @type {Timeline | null} */
  timeline = null;
  /** @type {Reading} */
  reading = { line: "", text: "", overdue: false };
  /** @type {(() => void) | null} */
  findState = null;
  /** @type {(() => void) | null} */
  showWholeMap = null;
  /** @type {((event: KeyboardEvent) => void) | null} */
  onKey = null;
  /** @type {((command: Command) => void) | null} */
  onCommand = null;
  /** @type {Record<string, () => void>} */
  shortcuts = {};
  /** @type {HTMLDialogElement | null} */
  dialog = null;
  /**
   * What may lie over the page and takes Escape for itself: each says whether it is open.
   * @type {Set<() => boolean>}
   */
  overlays = new Set();

  /** @type {Set<(store: Store) => void>} */
  painters = new Set();
  /** @type {Set<(store: Store) => void>} */
  settlers = new Set();
  /** @type {Set<(trouble: string) => void>} */
  troubleListeners = new Set();
  /** @type {(() => void)[]} */
  waiting = [];
  /** Whether a frame is awaited. */
  pending = false;
  /** Whether something changed since the last painting. */
  stale = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  timer = undefined;

  /** @param {(run: () => void) => void} schedule runs a painting when it is time */
  constructor(schedule = (run) => requestAnimationFrame(run)) {
    super();
    this.schedule = schedule;
  }

  /**
   * Open a new bundle and paint it; what the legend singled out is given up.
   * @param {StatusBundle} bundle
   * @param {{ day?: Day | null, selected?: Iso3[] | null, focus?: Iso3 | null }} view
   */
  load(bundle, view = {}) {
    this.open(bundle, view);
    this.lit.clear();
    this.changed();
  }

  /** @param {Day} day */
  setDay(day) {
    if (this.moveTo(day)) this.changed(true);
  }

  /**
   * Show the day that a link or a line of a list leads to: the way back leads to the day before it.
   * @param {Day} day
   */
  followTo(day) {
    this.linked ||= this.clamp(day) !== this.day;
    this.setDay(day);
  }

  /**
   * Show what an entry of the tab's history shows.
   * @param {Day} day
   * @param {Iso3 | null} focus
   */
  restore(day, focus) {
    this.timeline?.pause();
    this.linked = false;
    this.focus = focus;
    this.moveTo(day);
    this.changed();
  }

  /** @param {Iso3 | null} iso3 */
  setFocus(iso3) {
    this.focus = iso3;
    this.changed();
  }

  /** @param {string} classId */
  toggleLit(classId) {
    if (!this.lit.delete(classId)) this.lit.add(classId);
    this.changed();
  }

  /** @param {Theme} theme */
  setTheme(theme) {
    if (theme === this.theme) return;
    this.theme = theme;
    this.changed();
  }

  /**
   * While held (a drag, a play) nothing settles.
   * @param {boolean} held
   */
  hold(held) {
    this.held = held;
    this.waitToSettle();
  }

  /**
   * Paint before the next frame; `now` the first change of a frame is painted in the event that brought it.
   * @param {boolean} now
   */
  changed(now = false) {
    this.waitToSettle();
    const paintsNow = now && !this.pending;
    this.stale = !paintsNow;
    if (this.pending) return;
    this.pending = true;
    this.schedule(() => {
      this.pending = false;
      if (this.stale) this.paint();
    });
    if (paintsNow) this.paint();
  }

  paint() {
    this.stale = false;
    for (const paint of this.painters) paint(this);
  }

  waitToSettle() {
    clearTimeout(this.timer);
    this.atRest = false;
    if (this.held || !this.bundle) return;
    this.timer = setTimeout(() => {
      this.atRest = true;
      for (const settle of this.settlers) settle(this);
    }, SETTLE_MS);
  }

  /** What the server is told of the view that is shown. */
  settledKey() {
    return settledKey(this.bundle, this.day, this.focus);
  }

  /** The same for the server's ears; it is told now. */
  tell() {
    this.settled = this.settledKey();
    return { day: isoDay(this.day), focus: this.focus, instrument: this.bundle.instrument.id, at: performance.now() };
  }

  /**
   * Say what keeps the page from its data; the empty text takes it back.
   * @param {string} trouble
   */
  setTrouble(trouble) {
    this.trouble = trouble;
    for (const listener of this.troubleListeners) listener(trouble);
  }

  /**
   * Call `listener` with the trouble now and at every change; returns the way to stop.
   * @param {(trouble: string) => void} listener
   */
  onTrouble(listener) {
    this.troubleListeners.add(listener);
    listener(this.trouble);
    return () => this.troubleListeners.delete(listener);
  }

  /**
   * Paint now and at every change; returns the way to stop.
   * @param {(store: Store) => void} paint
   */
  onPaint(paint) {
    this.painters.add(paint);
    if (this.bundle) paint(this);
    return () => this.painters.delete(paint);
  }

  /**
   * Call `settle` whenever movement has come to rest; returns the way to stop.
   * @param {(store: Store) => void} settle
   */
  onSettle(settle) {
    this.settlers.add(settle);
    return () => this.settlers.delete(settle);
  }

  /** The first picture of the map stands (or never will). */
  mapDrawn() {
    this.drawn = true;
    for (const run of this.waiting.splice(0)) run();
  }

  /**
   * Run once the first picture stands; where none comes, after a while all the same.
   * @param {() => void} run
   */
  afterMapDrawn(run) {
    if (this.drawn) {
      run();
      return;
    }
    this.waiting.push(run);
    setTimeout(() => this.mapDrawn(), MAP_PATIENCE_MS);
  }
}

/**
 * The page's own store; the map frame, of the same origin, finds it on its parent.
 * @param {{ essStore?: Store }} view
 * @returns {Store}
 */
export function pageStore(view = window) {
  view.essStore ??= new Store();
  return view.essStore;
}
