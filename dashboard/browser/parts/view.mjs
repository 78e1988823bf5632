// What is shown of an instrument: the bundle, the as-of day, the States in view, and what holds for each of them.
// Days are whole numbers counted from 1970-01-01. Nothing here touches the document or the server.

import { fill } from "./words.mjs";

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

/** Days of which the counts are kept: several parts ask for those of the day shown. */
const COUNTED_DAYS = 8;

export class View {
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
  /**
   * The steps last asked for, and the bundle and selection they belong to.
   * @type {{ bundle: StatusBundle | null, selected: Set<Iso3> | null, steps: Step[] }}
   */
  inView = { bundle: null, selected: null, steps: [] };

  /**
   * The counts last asked for, and the bundle and selection they belong to.
   * @type {{ bundle: StatusBundle | null, selected: Set<Iso3> | null, byDay: Map<Day, Summary> }}
   */
  counted = { bundle: null, selected: null, byDay: new Map() };

  /**
   * Take a new bundle, keeping the day where the new timeline has it; the first opens on the last day of our record.
   * @param {StatusBundle} bundle
   * @param {{ day?: Day | null, selected?: Iso3[] | null, focus?: Iso3 | null }} view
   */
  open(bundle, { day = null, selected = null, focus } = {}) {
    const wanted = day ?? (this.bundle ? this.day : bundle.today);
    this.bundle = bundle;
    this.select(selected);
    if (focus !== undefined) this.focus = focus;
    this.day = this.clamp(wanted);
  }

  /**
   * Count these States alone; none is all.
   * @param {Iso3[] | null | undefined} iso3s
   */
  select(iso3s) {
    this.selected = iso3s?.length ? new Set(iso3s) : null;
  }

  /**
   * Show the nearest day of the timeline; whether it is another.
   * @param {Day} day
   */
  moveTo(day) {
    const before = this.day;
    this.day = this.clamp(day);
    return this.day !== before;
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
    const { rows, figures } = this.bundle.states[iso3];
    const index = Math.max(0, lastNotAfter(rows, day));
    const [since, classIndex, contested] = rows[index];
    const [figure, words, value] = figures?.[since] ?? ["", "", null];
    return { since, cls: this.bundle.classes[classIndex], contested: !!contested, figure, words, value };
  }

  /**
   * The day from which a State has been what its class says: a State Party without a stage also was one with a stage.
   * The twin of dashboard/domain/lenses/holding.py.
   * @param {Iso3} iso3
   */
  heldSince(iso3) {
    const { rows } = this.bundle.states[iso3];
    let at = Math.max(0, lastNotAfter(rows, this.day));
    const statusOf = (/** @type {number} */ row) => this.bundle.classes[rows[row][1]].status;
    const { status, stage } = this.bundle.classes[rows[at][1]];
    if (status && stage === "none") while (at > 0 && statusOf(at - 1) === status) at -= 1;
    return rows[at][0];
  }

  /**
   * The class of a State on the day in words, also where its standing is contested.
   * @param {Iso3} iso3
   */
  label(iso3) {
    const { cls, contested, words } = this.at(iso3);
    const label = words ? fill(this.bundle.ui.figure, { label: cls.label, figure: words }) : cls.label;
    return contested ? fill(this.bundle.ui.contested, { label }) : label;
  }

  /**
   * What is said of a State beside its class on the day.
   * @param {Iso3} iso3
   * @returns {string[]}
   */
  remarks(iso3) {
    const { remarks = [] } = this.bundle.states[iso3];
    return remarks[lastNotAfter(remarks, this.day)]?.[1] ?? [];
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
   * The States in view on a day, counted; the twin of dashboard/domain/summary.py.
   * @param {Day} day
   * @returns {Summary}
   */
  summary(day = this.day) {
    const { bundle, selected, counted } = this;
    if (counted.bundle !== bundle || counted.selected !== selected)
      this.counted = { bundle, selected, byDay: new Map() };
    const { byDay } = this.counted;
    const found = byDay.get(day) ?? this.count(day);
    if (byDay.size >= COUNTED_DAYS) byDay.clear();
    byDay.set(day, found);
    return found;
  }

  /**
   * @param {Day} day
   * @returns {Summary}
   */
  count(day) {
    /** @type {Record<string, number>} */
    const byClass = Object.fromEntries(this.bundle.classes.map((cls) => [cls.id, 0]));
    /** @type {Iso3[]} */
    const states = [];
    let areas = 0;
    for (const [iso3, state] of Object.entries(this.bundle.states)) {
      if (!this.isSelected(iso3)) continue;
      const { cls } = this.at(iso3, day);
      if (!state.area || !cls.whole) byClass[cls.id] += 1;
      if (state.area) areas += 1;
      else states.push(iso3);
    }
    /** @type {Record<string, number>} */
    const counts = {};
    for (const { id, whole } of this.bundle.classes) {
      if (whole) counts[whole] = (counts[whole] ?? 0) + byClass[id];
    }
    return { states, counts, byClass, areas };
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

  /**
   * Whether a State stands out: in the selection and, where the legend filters, in a lit class.
   * @param {Iso3} iso3
   */
  standsOut(iso3) {
    return this.isSelected(iso3) && (!this.lit.size || this.lit.has(this.at(iso3).cls.id));
  }
}
