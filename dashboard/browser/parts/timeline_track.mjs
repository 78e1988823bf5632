// The slider of the timeline: days of an instrument on a line, with what happens on them and a handle on the day.

import { axis, dayAt, placeOf } from "./axis.mjs";
import { el, svgElement } from "./dom.mjs";
import { dayOf, fill, sayDay, valueText, yearOf } from "./words.mjs";

/** @import { Store } from "./store.mjs" */

const HEIGHT = 62;
const LINE = 26;
const EDGE = 12;
const NARROWEST = 600;
const YEAR_ROOM = 38;
const LAST_YEAR_ROOM = 30;

export class Track {
  /** How the days are spaced: "events" or "calendar". */
  spacing = "events";
  /**
   * First day shown; null for the instrument's own.
   * @type {Day | null}
   */
  from = null;
  width = 0;
  /** @type {Axis} */
  axis = { first: 0, last: 1, knots: [0, 1], places: [0, 1] };
  /** @type {StatusBundle | null} */
  bundle = null;
  /** @type {Set<Iso3> | null} */
  selected = null;

  /**
   * @param {Store} store
   * @param {TimelineTexts} texts
   */
  constructor(store, texts) {
    this.store = store;
    this.texts = texts;
    this.svg = svgElement("svg", { height: HEIGHT, "aria-hidden": "true" });
    this.root = el("div", {
      class: "track",
      role: "slider",
      tabindex: 0,
      "aria-label": texts.slider,
      "aria-orientation": "horizontal",
    });
    this.root.append(this.svg);
    this.handle = svgElement("g", { class: "handle" });
    svgElement("line", { y1: 14, y2: 46 }, this.handle);
    svgElement("circle", { cy: LINE, r: 8 }, this.handle);
    this.resize = new ResizeObserver(() => this.redraw());
    this.resize.observe(this.root);
  }

  destroy() {
    this.resize.disconnect();
  }

  /**
   * Follow the pointer while it is pressed; `begin` is called first.
   * @param {() => void} begin
   */
  listenToPointer(begin) {
    const { root, store } = this;
    const follow = (/** @type {PointerEvent} */ event) => {
      const box = root.getBoundingClientRect();
      const place = (event.clientX - box.left - EDGE) / (box.width - 2 * EDGE);
      store.setDay(dayAt(this.axis, Math.min(1, Math.max(0, place))));
    };
    root.onpointerdown = (event) => {
      if (event.button) return;
      begin();
      root.setPointerCapture(event.pointerId);
      store.hold(true);
      follow(event);
    };
    root.onpointermove = (event) => {
      if (root.hasPointerCapture(event.pointerId)) follow(event);
    };
    const release = () => store.hold(false);
    root.onpointerup = release;
    root.onpointercancel = release;
  }

  /** @param {Day} day */
  x(day) {
    return EDGE + placeOf(this.axis, day) * (this.width - 2 * EDGE);
  }

  redraw() {
    const { store, svg } = this;
    const { bundle, selected } = store;
    if (!bundle) return;
    this.bundle = bundle;
    this.selected = selected;
    this.width = this.root.clientWidth || NARROWEST;
    this.axis = axis(bundle, store.steps(), this.spacing, this.from);
    svg.replaceChildren();
    svg.setAttribute("width", String(this.width));
    svg.setAttribute("viewBox", `0 0 ${this.width} ${HEIGHT}`);
    const todayX = this.x(bundle.today);
    const beyond = { x: todayX, y: 6, width: Math.max(0, this.width - EDGE - todayX), height: 38 };
    svgElement("rect", { class: "beyond", ...beyond }, svg);
    svgElement("line", { class: "line", x1: EDGE, x2: this.width - EDGE, y1: LINE, y2: LINE }, svg);
    this.drawYears();
    this.drawDays();
    svgElement("line", { class: "today", x1: todayX, x2: todayX, y1: 4, y2: 46 }, svg);
    const late = todayX > this.width * 0.6;
    const side = { x: todayX + (late ? -5 : 5), "text-anchor": late ? "end" : "start" };
    this.write("note", fill(this.texts.record_ends, { day: sayDay(bundle.today) }), { y: 10, ...side });
    svg.append(this.handle);
    this.paint();
  }

  /** Events and announcements as dots below the line, changes of status as strokes across it. */
  drawDays() {
    const { axis: shown, svg, store } = this;
    const { dots, today } = store.bundle;
    for (const [on, count, ahead] of dots) {
      if (on < shown.first) continue;
      const circle = { cx: this.x(on), cy: LINE + 11, r: Math.min(4, 1.6 + count * 0.5) };
      svgElement("circle", { class: ahead ? "dot ahead" : "dot", ...circle }, svg);
    }
    for (const [on] of store.steps()) {
      if (on < shown.first) continue;
      const line = { x1: this.x(on), x2: this.x(on), y1: LINE - 9, y2: LINE + 5 };
      svgElement("line", { class: on > today ? "step ahead" : "step", ...line }, svg);
    }
  }

  drawYears() {
    const { first, last } = this.axis;
    let free = 0;
    for (let year = yearOf(first); year <= yearOf(last); year += 1) {
      const start = dayOf(`${year}-01-01`);
      const x = this.x(Math.max(start, first));
      if (start > first) svgElement("line", { class: "year", x1: x, x2: x, y1: LINE, y2: 46 }, this.svg);
      if (x < free || x > this.width - LAST_YEAR_ROOM) continue;
      this.write("year", String(year), { x: x + 3, y: HEIGHT - 4 });
      free = x + YEAR_ROOM;
    }
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
    const { bundle, selected, day } = store;
    if (this.bundle !== bundle || this.selected !== selected) {
      this.redraw();
      return;
    }
    this.handle.setAttribute("transform", `translate(${this.x(day)} 0)`);
    const values = { min: bundle.first, max: bundle.last, now: day, text: valueText(store) };
    for (const [name, value] of Object.entries(values)) root.setAttribute(`aria-value${name}`, String(value));
  }
}
