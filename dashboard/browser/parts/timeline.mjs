// The timeline: a real slider over the days of an instrument, event steps, play, spacing and range.

import { axis, dayAt, placeOf } from "./axis.mjs";
import { svgElement } from "./svgmap.mjs";
import { addMonths, dayOf, isoDay, sayDay, valueText } from "./words.mjs";

const SPEEDS = { slow: 1800, normal: 900, fast: 450 };
const RANGES = [
  ["all", "All"],
  ["2022-01-01", "2022→"],
  ["2025-01-01", "2025→"],
];
const HEIGHT = 62;
const LINE = 26;
const EDGE = 12;

const ICONS = {
  first: "M5 4v16M20 4 9 12l11 8Z",
  previous: "M18 4 7 12l11 8Z",
  play: "M6 3v18l15-9Z",
  pause: "M7 4v16M17 4v16",
  next: "M6 4l11 8-11 8Z",
  last: "M19 4v16M4 4l11 8-11 8Z",
};
const icon = (name) =>
  `<svg class="icon" viewBox="0 0 24 24" width="16" height="16" aria-hidden="true"><path d="${ICONS[name]}"/></svg>`;

const TEMPLATE = `
<div class="controls">
  <div class="group" role="group" aria-label="Move in time">
    <button type="button" data-do="first" aria-label="First day" title="First day (Home)">${icon("first")}</button>
    <button type="button" data-do="previous" aria-label="Previous change" title="Previous change (←)">${icon("previous")}</button>
    <button type="button" data-do="play" aria-label="Play" title="Play (Space)">${icon("play")}</button>
    <button type="button" data-do="next" aria-label="Next change" title="Next change (→)">${icon("next")}</button>
    <button type="button" data-do="last" aria-label="Last day" title="Last day (End)">${icon("last")}</button>
    <button type="button" data-do="today" title="Go to the last day of our record">Latest</button>
  </div>
  <label class="group pick">Speed <select data-set="speed" aria-label="Speed">
    <option value="slow">slow</option><option value="normal" selected>normal</option><option value="fast">fast</option></select></label>
  <label class="group pick">Spacing <select data-set="spacing" aria-label="Spacing">
    <option value="events" selected>by event</option><option value="calendar">by calendar</option></select></label>
  <label class="group pick">Range <select data-set="range" aria-label="Range"></select></label>
  <label class="group day">Day <input type="date" aria-label="Go to day"></label>
</div>
<div class="track" role="slider" tabindex="0" aria-label="As-of day" aria-orientation="horizontal"><svg height="${HEIGHT}" aria-hidden="true"></svg></div>`;

export class Timeline {
  constructor(root, store) {
    Object.assign(this, { root, store, speed: "normal", spacing: "events", range: "all", player: null });
    root.innerHTML = TEMPLATE;
    this.doc = root.ownerDocument ?? document;
    this.track = root.querySelector(".track");
    this.svg = root.querySelector(".track svg");
    this.date = root.querySelector("input");
    const range = root.querySelector('[data-set="range"]');
    for (const [value, label] of RANGES) range.append(new Option(label, value));
    for (const button of root.querySelectorAll("[data-do]")) button.onclick = () => this.act(button.dataset.do);
    for (const select of root.querySelectorAll("[data-set]")) {
      select.onchange = () => {
        this[select.dataset.set] = select.value;
        this.redraw();
      };
    }
    this.date.onchange = () => this.date.value && this.goTo(dayOf(this.date.value));
    this.listenToPointer();
    this.track.onkeydown = (event) => void this.onKey(event); // a handler that returns false would swallow Tab
    this.resize = new ResizeObserver(() => this.redraw());
    this.resize.observe(this.track);
    this.stop = store.onPaint(() => this.paint());
  }

  destroy() {
    this.pause();
    this.stop();
    this.resize.disconnect();
  }

  listenToPointer() {
    const follow = (event) => {
      const box = this.track.getBoundingClientRect();
      const place = (event.clientX - box.left - EDGE) / (box.width - 2 * EDGE);
      this.store.setDay(dayAt(this.axis, Math.min(1, Math.max(0, place))));
    };
    this.track.onpointerdown = (event) => {
      if (event.button) return;
      this.pause();
      this.track.setPointerCapture(event.pointerId);
      this.store.hold(true);
      follow(event);
    };
    this.track.onpointermove = (event) => this.track.hasPointerCapture(event.pointerId) && follow(event);
    const release = () => this.store.hold(false);
    this.track.onpointerup = release;
    this.track.onpointercancel = release;
  }

  /** Keys of the slider itself; the page sends the same keys here from anywhere else. */
  onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    const move = {
      ArrowLeft: () => (event.shiftKey ? this.goTo(addMonths(this.store.day, -1)) : this.act("previous")),
      ArrowRight: () => (event.shiftKey ? this.goTo(addMonths(this.store.day, 1)) : this.act("next")),
      ArrowDown: () => this.goTo(this.store.day - 1),
      ArrowUp: () => this.goTo(this.store.day + 1),
      PageDown: () => this.goTo(addMonths(this.store.day, -12)),
      PageUp: () => this.goTo(addMonths(this.store.day, 12)),
      Home: () => this.act("first"),
      End: () => this.act("last"),
      " ": () => this.act("play"),
    }[event.key];
    if (!move) return false;
    move();
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  goTo(day) {
    this.pause();
    this.store.setDay(day);
  }

  act(name) {
    const { store } = this;
    if (name === "play") return this.player ? this.pause() : this.play();
    this.pause();
    const { first, last, today } = store.bundle;
    const target = {
      first: () => first,
      last: () => last,
      today: () => today,
      previous: () => store.previousStep()?.[0] ?? first,
      next: () => this.nextStop(),
    }[name]();
    return store.setDay(target);
  }

  /** Next change; past the last one, the last day of our record, then the end of what was announced. */
  nextStop() {
    const { store } = this;
    const { today, last, horizon } = store.bundle;
    const next = store.nextStep()?.[0];
    if (next !== undefined) return next;
    if (store.day < today) return today;
    return horizon.find((day) => day > store.day) ?? last;
  }

  play() {
    const { store } = this;
    if (store.day >= store.bundle.today) store.setDay(Math.max(this.axis.first, store.bundle.first));
    store.hold(true);
    const tick = () => {
      const stop = Math.min(this.nextStop(), store.bundle.today);
      store.setDay(stop);
      if (stop >= store.bundle.today) this.pause();
      else this.player = setTimeout(tick, SPEEDS[this.speed]);
    };
    this.player = setTimeout(tick, SPEEDS[this.speed] / 3);
    this.paintPlay();
  }

  pause() {
    if (!this.player) return;
    clearTimeout(this.player);
    this.player = null;
    this.store.hold(false);
    this.paintPlay();
  }

  paintPlay() {
    const button = this.root.querySelector('[data-do="play"]');
    button.innerHTML = icon(this.player ? "pause" : "play");
    button.setAttribute("aria-label", this.player ? "Pause" : "Play");
  }

  x(day) {
    return EDGE + placeOf(this.axis, day) * (this.width - 2 * EDGE);
  }

  redraw() {
    const { store } = this;
    if (!store.bundle) return;
    this.drawnFor = [store.bundle, store.selected, this.spacing, this.range];
    this.width = this.track.clientWidth || 600;
    const from = this.range === "all" ? null : dayOf(this.range);
    this.axis = axis(store.bundle, store.steps(), this.spacing, from);
    this.svg.replaceChildren();
    this.svg.setAttribute("width", this.width);
    this.svg.setAttribute("viewBox", `0 0 ${this.width} ${HEIGHT}`);
    const draw = (name, attributes, text) => {
      const node = svgElement(this.doc, name, attributes, this.svg);
      if (text) node.textContent = text;
      return node;
    };
    const todayX = this.x(store.bundle.today);
    draw("rect", { class: "beyond", x: todayX, y: 6, width: Math.max(0, this.width - EDGE - todayX), height: 38 });
    draw("line", { class: "line", x1: EDGE, x2: this.width - EDGE, y1: LINE, y2: LINE });
    this.drawYears(draw);
    const seen = this.axis.first;
    for (const [on, count, ahead] of store.bundle.dots) {
      if (on < seen) continue;
      draw("circle", {
        class: ahead ? "dot ahead" : "dot",
        cx: this.x(on),
        cy: LINE + 11,
        r: Math.min(4, 1.6 + count * 0.5),
      });
    }
    for (const [on] of store.steps()) {
      if (on >= seen)
        draw("line", {
          class: on > store.bundle.today ? "step ahead" : "step",
          x1: this.x(on),
          x2: this.x(on),
          y1: LINE - 9,
          y2: LINE + 5,
        });
    }
    draw("line", { class: "today", x1: todayX, x2: todayX, y1: 4, y2: 46 });
    const late = todayX > this.width * 0.6;
    draw(
      "text",
      { class: "note", x: todayX + (late ? -5 : 5), y: 10, "text-anchor": late ? "end" : "start" },
      `record ends ${sayDay(store.bundle.today)}`,
    );
    this.handle = draw("g", { class: "handle" });
    svgElement(this.doc, "line", { y1: 14, y2: 46 }, this.handle);
    svgElement(this.doc, "circle", { cy: LINE, r: 8 }, this.handle);
    this.paint();
  }

  drawYears(draw) {
    const firstYear = new Date(this.axis.first * 86400000).getUTCFullYear();
    const lastYear = new Date(this.axis.last * 86400000).getUTCFullYear();
    let free = 0;
    for (let year = firstYear; year <= lastYear; year += 1) {
      const start = dayOf(`${year}-01-01`);
      const x = this.x(Math.max(start, this.axis.first));
      if (start > this.axis.first) draw("line", { class: "year", x1: x, x2: x, y1: LINE, y2: 46 });
      if (x < free || x > this.width - 30) continue;
      draw("text", { class: "year", x: x + 3, y: HEIGHT - 4 }, String(year));
      free = x + 38;
    }
  }

  paint() {
    const { store } = this;
    const [bundle, selected] = this.drawnFor ?? [];
    if (bundle !== store.bundle || selected !== store.selected) return this.redraw();
    this.handle.setAttribute("transform", `translate(${this.x(store.day)} 0)`);
    const { track, date } = this;
    track.setAttribute("aria-valuemin", store.bundle.first);
    track.setAttribute("aria-valuemax", store.bundle.last);
    track.setAttribute("aria-valuenow", store.day);
    track.setAttribute("aria-valuetext", valueText(store));
    date.min = isoDay(store.bundle.first);
    date.max = isoDay(store.bundle.last);
    date.value = isoDay(store.day);
    return undefined;
  }
}
