// The slider of the timeline: days of an instrument on a line, with what happens on them and a handle on the day.

import { shortText } from "./answer.mjs";
import { axis, dayAt, placeOf, rangeHolding } from "./axis.mjs";
import { el, setChildren, svgElement, writeAttributes } from "./dom.mjs";
import { drawBands } from "./timeline_bands.mjs";
import { marksOf, nearestMark, sayMark } from "./timeline_marks.mjs";
import { dayOf, fill, sayDay, sayShortDay, valueText, yearOf } from "./words.mjs";

/** @import { Store } from "./store.mjs" */
/** @import { Mark } from "./timeline_marks.mjs" */

const HEIGHT = 74;
const EDGE = 12;
const NARROWEST = 300;
/** Baselines and rows from the top. */
const NOTE_Y = 10;
const LINE_Y = 35;
const ROOM = { y: LINE_Y, up: 20, down: 17 };
const DOTS_Y = 57;
const UNREAD_Y = LINE_Y - ROOM.up;
const YEAR_Y = 71;
const YEAR_ROOM = 36;
const LETTER_PX = 6.4;
const SNAP_PX = 8;
const TIP_EDGE = 6;
const TIP_LINES = 3;
export const WHOLE_RANGE = "all";

export class Track {
  /** How the days are spaced: "events" or "calendar". */
  spacing = "events";
  /**
   * The range that the reader chose, by its first day; null for the whole, undefined where none was chosen.
   * @type {Day | null | undefined}
   */
  chosen = undefined;
  /**
   * First day shown; null for the instrument's own.
   * @type {Day | null}
   */
  from = null;
  width = 0;
  /** Where the window begins and ends, from the track's own left edge; less a margin. */
  window = { left: 0, right: NARROWEST };
  /** @type {Axis} */
  axis = { first: 0, last: 1, knots: [0, 1], places: [0, 1] };
  /** @type {(Mark & { x: number })[]} */
  marks = [];
  /** @type {StatusBundle | null} */
  bundle = null;
  /** @type {Set<Iso3> | null} */
  selected = null;
  /** @type {Theme | null} */
  theme = null;
  /** What was written last, so that a step writes only what changed. */
  written = "";
  /** @type {Day | null} */
  painted = null;

  /**
   * @param {Store} store
   * @param {TimelineTexts} texts
   */
  constructor(store, texts) {
    this.store = store;
    this.texts = texts;
    this.starts = Object.keys(texts.range.options)
      .filter((value) => value !== WHOLE_RANGE)
      .map(dayOf);
    this.svg = svgElement("svg", { height: HEIGHT, "aria-hidden": "true" });
    this.handle = el("div", { class: "handle" });
    this.tip = el("div", { class: "tip", hidden: true, "aria-hidden": "true" });
    this.root = el("div", {
      class: "track",
      role: "slider",
      tabindex: 0,
      "aria-label": texts.slider,
      "aria-orientation": "horizontal",
    });
    this.root.append(this.svg, this.handle, this.tip);
    this.root.addEventListener("focus", () => this.tellDay());
    this.root.addEventListener("blur", () => this.hideTip());
    this.resize = new ResizeObserver(() => this.redraw());
    this.resize.observe(this.root);
  }

  destroy() {
    this.resize.disconnect();
  }

  /**
   * Follow the pointer while it is pressed; `begin` is called first. A finger that goes up or down scrolls the page.
   * @param {() => void} begin
   */
  listenToPointer(begin) {
    const { root, store } = this;
    const follow = (/** @type {PointerEvent} */ event) => {
      const mark = event.shiftKey ? null : nearestMark(this.marks, this.xOf(event), SNAP_PX);
      store.setDay(mark?.day ?? this.dayUnder(event));
      this.tell(store.day);
    };
    const touched = (/** @type {PointerEvent} */ event) => event.pointerType === "touch";
    root.onpointerdown = (event) => {
      if (event.button) return;
      begin();
      root.setPointerCapture(event.pointerId);
      store.hold(true);
      if (!touched(event)) follow(event);
    };
    root.onpointermove = (event) => {
      if (root.hasPointerCapture(event.pointerId)) follow(event);
      else if (!touched(event)) this.pointAt(event);
    };
    root.onpointerup = (event) => {
      if (touched(event)) {
        follow(event);
        this.hideTip();
      }
      store.hold(false);
    };
    root.onpointercancel = () => {
      this.hideTip();
      store.hold(false);
    };
    root.onpointerleave = () => this.hideTip();
  }

  /** @param {PointerEvent} event */
  xOf(event) {
    return event.clientX - this.root.getBoundingClientRect().left;
  }

  /** @param {PointerEvent} event */
  dayUnder(event) {
    const place = (this.xOf(event) - EDGE) / (this.width - 2 * EDGE);
    return dayAt(this.axis, Math.min(1, Math.max(0, place)));
  }

  /** @param {PointerEvent} event */
  pointAt(event) {
    const mark = nearestMark(this.marks, this.xOf(event), SNAP_PX);
    this.tell(mark && !event.shiftKey ? mark.day : this.dayUnder(event));
  }

  /** Say the day shown, where the keyboard led to the slider. */
  tellDay() {
    if (this.root.matches(":focus-visible")) this.tell(this.store.day);
  }

  /**
   * Show the words of a day above the track, whole within the window.
   * @param {Day} day
   */
  tell(day) {
    const { store, tip, texts } = this;
    const mark = this.marks.find((one) => one.day === day);
    const [first, ...rest] = mark ? sayMark(store, mark, texts) : [sayShortDay(day)];
    const later = day > store.day ? el("p", { class: "later" }, texts.later) : null;
    const lines = rest.slice(0, TIP_LINES - 1).map((line) => el("p", {}, line));
    const { read, today } = store.bundle;
    const unread = read !== null && day > read && day <= today ? store.bundle.unread : "";
    const counts = el("p", { class: "counts" }, shortText(store, store.summary(day)));
    setChildren(tip, el("p", { class: "first" }, first), ...lines, counts, el("p", { class: "unread" }, unread), later);
    tip.hidden = false;
    const { left, right } = this.window;
    const middle = `${this.x(day)}px - 50%`; // of the box's own width, which then need not be measured
    tip.style.transform = `translateX(round(max(${left}px,min(${middle}, ${right}px - 100%)), 1px))`;
  }

  hideTip() {
    this.tip.hidden = true;
  }

  /** @param {Day} day */
  x(day) {
    return EDGE + placeOf(this.axis, day) * (this.width - 2 * EDGE);
  }

  /** Show the chosen range, else that of the last run of movement; wider where it lacks the day. */
  settleRange() {
    const { bundle, day } = this.store;
    const wanted = this.chosen === undefined ? (bundle.lastRun ?? bundle.first) : (this.chosen ?? bundle.first);
    this.from = rangeHolding(this.starts, Math.min(wanted, day), bundle.first);
  }

  redraw() {
    const { store, svg } = this;
    const { bundle, selected, theme } = store;
    if (!bundle) return;
    if (this.bundle !== bundle) this.settleRange();
    Object.assign(this, { bundle, selected, theme, written: "", painted: null });
    this.width = this.root.clientWidth || NARROWEST;
    const { left } = this.root.getBoundingClientRect();
    this.window = { left: TIP_EDGE - left, right: document.documentElement.clientWidth - TIP_EDGE - left };
    this.axis = axis(bundle, store.steps(), this.spacing, this.from);
    const { first, last } = this.axis;
    const shown = marksOf(store).filter(({ day }) => day >= first && day <= last);
    this.marks = shown.map((mark) => ({ ...mark, x: this.x(mark.day) }));
    svg.replaceChildren();
    svg.setAttribute("width", String(this.width));
    svg.setAttribute("viewBox", `0 0 ${this.width} ${HEIGHT}`);
    const todayX = this.x(bundle.today);
    const top = LINE_Y - ROOM.up;
    const size = { y: top, height: ROOM.up + ROOM.down };
    svgElement("rect", { class: "ground", x: EDGE, width: this.width - 2 * EDGE, ...size }, svg);
    drawBands(svg, store, { x: (day) => this.x(day), first, last }, ROOM);
    const beyond = Math.max(0, this.width - EDGE - todayX);
    svgElement("rect", { class: "beyond", x: todayX, width: beyond, ...size }, svg);
    if (bundle.read !== null && bundle.read < bundle.today) {
      const from = this.x(Math.max(first, bundle.read));
      svgElement("line", { class: "unread", x1: from, x2: todayX, y1: UNREAD_Y, y2: UNREAD_Y }, svg);
    }
    svgElement("line", { class: "line", x1: EDGE, x2: this.width - EDGE, y1: LINE_Y, y2: LINE_Y }, svg);
    this.drawYears();
    this.drawMarks();
    svgElement("line", { class: "today", x1: todayX, x2: todayX, y1: top - 3, y2: DOTS_Y + 4 }, svg);
    this.drawNotes(todayX);
    this.paint();
  }

  /** Events and announcements as dots below the bands, changes of status as strokes across them. */
  drawMarks() {
    const { svg, store } = this;
    for (const { day, x, step, dots } of this.marks) {
      for (const [, count, ahead] of dots) {
        const circle = { cx: x, cy: DOTS_Y, r: Math.min(3.5, 1.6 + count * 0.4) };
        svgElement("circle", { class: ahead ? "dot ahead" : "dot", ...circle }, svg);
      }
      if (!step) continue;
      const line = { x1: x, x2: x, y1: LINE_Y - ROOM.up - 2, y2: LINE_Y + 1 };
      svgElement("line", { class: "halo", ...line }, svg);
      svgElement("line", { class: day > store.bundle.today ? "step ahead" : "step", ...line }, svg);
    }
  }

  drawYears() {
    const { first, last } = this.axis;
    let free = 0;
    for (let year = yearOf(first); year <= yearOf(last); year += 1) {
      const start = dayOf(`${year}-01-01`);
      const x = this.x(Math.max(start, first));
      if (x < free || x + YEAR_ROOM > this.width) continue;
      if (start > first) svgElement("line", { class: "year", x1: x, x2: x, y1: LINE_Y, y2: YEAR_Y }, this.svg);
      this.write("year", String(year), { x: x + 3, y: YEAR_Y });
      free = x + YEAR_ROOM;
    }
  }

  /**
   * Where the record ends and since when its sources were not read, and that the line tells what the day shown does not know, as far as there is room.
   * @param {number} todayX
   */
  drawNotes(todayX) {
    const { today, unread } = this.store.bundle;
    const short = fill(this.texts.record_ends, { day: sayDay(today) });
    const both = fill(this.texts.both, { unread, ends: short });
    const most = unread ? [both, unread] : [];
    const ends = most.find((text) => text.length * LETTER_PX < todayX - EDGE) ?? short;
    const room = ends.length * LETTER_PX;
    const before = todayX + room + 5 > this.width;
    const place = { x: todayX + (before ? 4 : 5), "text-anchor": before ? "end" : "start" };
    this.write("note", ends, { y: NOTE_Y, ...place });
    const left = before ? todayX - room : todayX;
    if (EDGE + this.texts.whole.length * LETTER_PX < left) this.write("note", this.texts.whole, { x: EDGE, y: NOTE_Y });
  }

  /**
   * @param {string} name
   * @param {string} text
   * @param {Record<string, string | number>} place
   */
  write(name, text, place) {
    svgElement("text", { class: name, ...place }, this.svg).textContent = text;
  }

  paint() {
    const { store, root } = this;
    const { bundle, selected, theme, day } = store;
    const fits = this.bundle === bundle && (this.from === null || day >= this.from);
    if (!fits || this.selected !== selected || this.theme !== theme) {
      if (!fits) this.settleRange();
      this.redraw();
      return;
    }
    if (day !== this.painted) this.handle.style.transform = `translateX(${this.x(day)}px)`;
    const text = valueText(store);
    if (day === this.painted && text === this.written) return;
    this.painted = day;
    this.written = text;
    const [min, max] = [bundle.first, bundle.last];
    const values = { "aria-valuemin": min, "aria-valuemax": max, "aria-valuenow": day, "aria-valuetext": text };
    writeAttributes(root, values);
    if (!this.tip.hidden) this.tell(day);
    else this.tellDay();
  }
}
