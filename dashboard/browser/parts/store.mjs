// The one clock of a page: the bundle, the as-of day, the States in view and who listens.
// Days are whole numbers counted from 1970-01-01. Nothing here touches the document or the server.

import { fill } from "./words.mjs";

/** @import { Timeline } from "./timeline.mjs" */

const SETTLE_MS = 250;
const MAP_PATIENCE_MS = 4000;

/**
 * Index of the last entry whose first element is not after `day`; -1 where all are.
 * @param {[Day, ...any[]][]} rows
 * @param {Day} day
 */
export function lastNotAfter(rows, day) {
  let low = 0;
  let high = rows.length - 1;
  let found = -1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (rows[middle][0] <= day) {
      found = middle;
      low = middle + 1;
    } else high = middle - 1;
  }
  return found;
}

export class Store {
  /**
   * Null until the first one is loaded; whoever paints has one.
   * @type {StatusBundle}
   */
  bundle = /** @type {any} */ (null);
  /** @type {Day} */
  day = 0;
  /**
   * States that count; null for all.
   * @type {Set<Iso3> | null}
   */
  selected = null;
  /** @type {Iso3 | null} */
  focus = null;
  /**
   * States to name on the map beside those that move.
   * @type {Iso3[]}
   */
  named = [];
  /**
   * Classes that the legend singles out; none for all.
   * @type {Set<string>}
   */
  lit = new Set();
  /** @type {Theme} */
  theme = "standard";
  showBorders = false;
  /** Whether a drag or a play is under way. */
  held = false;
  /** What the server was last told: instrument, day and State. */
  settled = "";
  trouble = "";
  drawn = false;

  // What the keys of the page act on; put here by the parts while they are mounted.
  /** @type {Timeline | null} */
  timeline = null;
  /** @type {(() => void) | null} */
  findState = null;
  /** @type {((event: KeyboardEvent) => void) | null} */
  onKey = null;
  /** @type {Record<string, () => void>} */
  shortcuts = {};
  /** @type {HTMLDialogElement | null} */
  dialog = null;

  /** @type {Set<(store: Store) => void>} */
  painters = new Set();
  /** @type {Set<(store: Store) => void>} */
  settlers = new Set();
  /** @type {Set<(trouble: string) => void>} */
  troubleListeners = new Set();
  /** @type {(() => void)[]} */
  waiting = [];
  pending = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  timer = undefined;
  /**
   * The steps last asked for, and the bundle and selection they belong to.
   * @type {{ bundle: StatusBundle | null, selected: Set<Iso3> | null, steps: Step[] }}
   */
  inView = { bundle: null, selected: null, steps: [] };

  /** @param {(run: () => void) => void} schedule runs a painting when it is time */
  constructor(schedule = (run) => requestAnimationFrame(run)) {
    this.schedule = schedule;
  }

  /**
   * Take a new bundle, keeping the day where the new timeline has it; the first opens on the last day of our record.
   * @param {StatusBundle} bundle
   * @param {{ day?: Day | null, selected?: Iso3[] | null, focus?: Iso3 | null }} view
   */
  load(bundle, { day = null, selected = null, focus } = {}) {
    const wanted = day ?? (this.bundle ? this.day : bundle.today);
    this.bundle = bundle;
    this.select(selected);
    if (focus !== undefined) this.focus = focus;
    this.day = this.clamp(wanted);
    this.lit.clear();
    this.changed();
  }

  /**
   * Count these States alone; none is all.
   * @param {Iso3[] | null | undefined} iso3s
   */
  select(iso3s) {
    this.selected = iso3s?.length ? new Set(iso3s) : null;
  }

  /** @param {Day} day */
  clamp(day) {
    return Math.min(this.bundle.last, Math.max(this.bundle.first, Math.round(day)));
  }

  /**
   * What holds for a State on a day, and since when.
   * @param {Iso3} iso3
   * @param {Day} day
   */
  at(iso3, day = this.day) {
    const rows = this.bundle.states[iso3].rows;
    const index = Math.max(0, lastNotAfter(rows, day));
    const [since, classIndex, contested] = rows[index];
    return { since, cls: this.bundle.classes[classIndex], contested: !!contested };
  }

  /**
   * The class of a State on the day in words, also where its standing is contested.
   * @param {Iso3} iso3
   */
  label(iso3) {
    const { cls, contested } = this.at(iso3);
    return contested ? fill(this.bundle.ui.contested, { label: cls.label }) : cls.label;
  }

  /**
   * The State and its class on the day.
   * @param {Iso3} iso3
   */
  namedLabel(iso3) {
    const { name } = this.bundle.states[iso3];
    return fill(this.bundle.ui.named, { name, label: this.label(iso3) });
  }

  /** @param {Iso3} iso3 */
  isSelected(iso3) {
    return !this.selected || this.selected.has(iso3);
  }

  /**
   * States per class on a day, among the selection; areas without own status stand apart.
   * @param {Day} day
   */
  counts(day = this.day) {
    /** @type {Record<string, number>} */
    const byClass = Object.fromEntries(this.bundle.classes.map((cls) => [cls.id, 0]));
    let states = 0;
    let areas = 0;
    for (const [iso3, state] of Object.entries(this.bundle.states)) {
      if (!this.isSelected(iso3)) continue;
      byClass[this.at(iso3, day).cls.id] += 1;
      if (state.area) areas += 1;
      else states += 1;
    }
    return { byClass, states, areas };
  }

  /**
   * Steps that move a State in view (milestones of the instrument always count).
   * @returns {Step[]}
   */
  steps() {
    const { bundle, selected } = this;
    if (this.inView.bundle !== bundle || this.inView.selected !== selected) {
      const steps = bundle.steps
        .map(
          /** @returns {Step} */ ([on, moves, marks]) => [on, moves.filter(([iso3]) => this.isSelected(iso3)), marks],
        )
        .filter(([, moves, milestones]) => moves.length || milestones.length);
      this.inView = { bundle, selected, steps };
    }
    return this.inView.steps;
  }

  /** @param {Day} day */
  stepAtOrBefore(day = this.day) {
    return this.steps()[lastNotAfter(this.steps(), day)] ?? null;
  }

  /** @param {Day} day */
  previousStep(day = this.day) {
    return this.stepAtOrBefore(day - 1);
  }

  /** @param {Day} day */
  nextStep(day = this.day) {
    return this.steps()[lastNotAfter(this.steps(), day) + 1] ?? null;
  }

  /** @param {Day} day */
  setDay(day) {
    const next = this.clamp(day);
    if (next === this.day) return;
    this.day = next;
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
   * Whether a State stands out: in the selection and, where the legend filters, in a lit class.
   * @param {Iso3} iso3
   */
  standsOut(iso3) {
    return this.isSelected(iso3) && (!this.lit.size || this.lit.has(this.at(iso3).cls.id));
  }

  /**
   * While held (a drag, a play) nothing settles.
   * @param {boolean} held
   */
  hold(held) {
    this.held = held;
    this.waitToSettle();
  }

  changed() {
    this.waitToSettle();
    if (this.pending) return;
    this.pending = true;
    this.schedule(() => {
      this.pending = false;
      for (const paint of this.painters) paint(this);
    });
  }

  waitToSettle() {
    clearTimeout(this.timer);
    if (this.held || !this.bundle) return;
    this.timer = setTimeout(() => {
      for (const settle of this.settlers) settle(this);
    }, SETTLE_MS);
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
