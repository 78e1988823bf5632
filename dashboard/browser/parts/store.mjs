// The one clock of a page: the bundle, the as-of day, the States in view and who listens.
// Days are whole numbers counted from 1970-01-01. Nothing here touches the document or the server.

const SETTLE_MS = 250;
const MAP_PATIENCE_MS = 4000;

/** Index of the last entry whose first element is not after `day`. */
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
  constructor(schedule = (run) => requestAnimationFrame(run)) {
    this.schedule = schedule;
    this.bundle = null;
    this.day = 0;
    this.selected = null;
    this.focus = null;
    this.lit = new Set();
    this.theme = "standard";
    this.held = false;
    this.painters = new Set();
    this.troubleListeners = new Set();
    this.trouble = "";
    this.settlers = new Set();
    this.pending = false;
    this.timer = null;
    this.drawn = false;
    this.waiting = [];
  }

  /** Take a new bundle, keeping the day where the new timeline has it. */
  load(bundle, { day = null, selected = null, focus } = {}) {
    const sameInstrument = this.bundle?.instrument.id === bundle.instrument.id;
    this.bundle = bundle;
    this.selected = selected?.length ? new Set(selected) : null;
    if (focus !== undefined) this.focus = focus;
    const wanted = day ?? (sameInstrument ? this.day : this.day || bundle.today);
    this.day = this.clamp(wanted || bundle.today);
    this.lit.clear();
    this.changed();
  }

  clamp(day) {
    return Math.min(this.bundle.last, Math.max(this.bundle.first, Math.round(day)));
  }

  /** What holds for a State on a day: `[since, class index, contested]` and the row after it. */
  at(iso3, day = this.day) {
    const rows = this.bundle.states[iso3].rows;
    const index = Math.max(0, lastNotAfter(rows, day));
    const [since, classIndex, contested] = rows[index];
    return { since, cls: this.bundle.classes[classIndex], contested: !!contested };
  }

  isSelected(iso3) {
    return !this.selected || this.selected.has(iso3);
  }

  /** States per class on a day, among the selection; areas without own status stand apart. */
  counts(day = this.day) {
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

  /** Steps that move a State in view (milestones of the instrument always count). */
  steps() {
    if (this.stepsFor !== this.selected || this.stepsOf !== this.bundle) {
      this.stepsFor = this.selected;
      this.stepsOf = this.bundle;
      this.stepRows = this.bundle.steps
        .map(([on, moves, milestone]) => [on, moves.filter(([iso3]) => this.isSelected(iso3)), milestone])
        .filter(([, moves, milestone]) => moves.length || milestone.length);
    }
    return this.stepRows;
  }

  stepAtOrBefore(day = this.day) {
    const index = lastNotAfter(this.steps(), day);
    return index < 0 ? null : this.steps()[index];
  }

  previousStep(day = this.day) {
    return this.stepAtOrBefore(day - 1);
  }

  nextStep(day = this.day) {
    return this.steps()[lastNotAfter(this.steps(), day) + 1] ?? null;
  }

  setDay(day) {
    const next = this.clamp(day);
    if (next === this.day) return;
    this.day = next;
    this.changed();
  }

  setFocus(iso3) {
    this.focus = iso3;
    this.changed();
  }

  toggleLit(classId) {
    if (!this.lit.delete(classId)) this.lit.add(classId);
    this.changed();
  }

  setTheme(theme) {
    if (theme === this.theme) return;
    this.theme = theme;
    this.changed();
  }

  /** Whether a State stands out: in the selection and, where the legend filters, in a lit class. */
  standsOut(iso3) {
    return this.isSelected(iso3) && (!this.lit.size || this.lit.has(this.at(iso3).cls.id));
  }

  /** While held (a drag, a play) nothing settles. */
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

  /** Tell the reader what keeps the page from its data; the empty text takes it back. */
  setTrouble(trouble) {
    this.trouble = trouble;
    for (const listener of this.troubleListeners) listener(trouble);
  }

  /** Hear of trouble now and at every change; returns the way to stop. */
  onTrouble(listener) {
    this.troubleListeners.add(listener);
    listener(this.trouble);
    return () => this.troubleListeners.delete(listener);
  }

  /** Paint now and at every change; returns the way to stop. */
  onPaint(paint) {
    this.painters.add(paint);
    if (this.bundle) paint(this);
    return () => this.painters.delete(paint);
  }

  /** The first picture of the map stands (or never will). */
  mapDrawn() {
    this.drawn = true;
    for (const go of this.waiting.splice(0)) go();
  }

  /** Run once the first picture stands; where none comes, after a while all the same. */
  afterMapDrawn(run) {
    if (this.drawn) return run();
    this.waiting.push(run);
    setTimeout(() => this.mapDrawn(), MAP_PATIENCE_MS);
    return undefined;
  }

  onSettle(settle) {
    this.settlers.add(settle);
    return () => this.settlers.delete(settle);
  }
}

/** The page's own store; the map frame, of the same origin, finds it on its parent. */
export function pageStore(scope = globalThis) {
  scope.essStore ??= new Store();
  return scope.essStore;
}
