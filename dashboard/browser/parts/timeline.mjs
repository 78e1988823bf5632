// The timeline: a real slider over the days of an instrument, event steps, play, spacing and range.

import { el, setChildren, svgElement } from "./dom.mjs";
import { dayOfButton, dayOfKey, nextStop } from "./timeline_steps.mjs";
import { Track } from "./timeline_track.mjs";
import { dayOf, isoDay } from "./words.mjs";

/** @import { Store } from "./store.mjs" */

const SPEEDS = { slow: 1800, normal: 900, fast: 450 };
const WHOLE_RANGE = "all";
const ICONS = {
  first: "M5 4v16M20 4 9 12l11 8Z",
  previous: "M18 4 7 12l11 8Z",
  play: "M6 3v18l15-9Z",
  pause: "M7 4v16M17 4v16",
  next: "M6 4l11 8-11 8Z",
  last: "M19 4v16M4 4l11 8-11 8Z",
};

/** @param {keyof typeof ICONS} name */
function icon(name) {
  const box = { viewBox: "0 0 24 24", width: 16, height: 16 };
  const svg = svgElement("svg", { class: "icon", ...box, "aria-hidden": "true" });
  svgElement("path", { d: ICONS[name] }, svg);
  return svg;
}

export class Timeline {
  /** @type {keyof typeof SPEEDS} */
  speed = "normal";
  /**
   * The next tick of a play under way.
   * @type {ReturnType<typeof setTimeout> | null}
   */
  player = null;

  /**
   * @param {HTMLElement} root
   * @param {Store} store
   * @param {TimelineTexts} texts
   */
  constructor(root, store, texts) {
    this.store = store;
    this.texts = texts;
    this.line = new Track(store, texts);
    this.date = el("input", { type: "date", "aria-label": texts.go_to_day });
    this.date.onchange = () => {
      if (this.date.value) this.goTo(dayOf(this.date.value));
    };
    this.playButton = this.button("play");
    const { label, title } = texts.today;
    const today = { type: "button", "data-do": "today", title, onclick: () => this.act("today") };
    const move = el(
      "div",
      { class: "group", role: "group", "aria-label": texts.buttons },
      this.button("first"),
      this.button("previous"),
      this.playButton,
      this.button("next"),
      this.button("last"),
      el("button", today, label),
    );
    const picks = [
      this.pick("speed", this.speed),
      this.pick("spacing", this.line.spacing),
      this.pick("range", WHOLE_RANGE),
    ];
    const day = el("label", { class: "group day" }, `${texts.day} `, this.date);
    setChildren(root, el("div", { class: "controls" }, move, ...picks, day), this.track);
    this.line.listenToPointer(() => this.pause());
    // A handler that returns false would swallow Tab.
    this.track.onkeydown = (event) => void this.onKey(event);
    this.stop = store.onPaint(() => this.paint());
  }

  destroy() {
    this.pause();
    this.stop();
    this.line.destroy();
  }

  /** The slider, which takes the keyboard. */
  get track() {
    return this.line.root;
  }

  get svg() {
    return this.line.svg;
  }

  /** @param {keyof typeof ICONS} name */
  button(name) {
    const { label, title } = this.texts[name];
    const onclick = () => this.act(name);
    return el("button", { type: "button", "data-do": name, "aria-label": label, title, onclick }, icon(name));
  }

  /**
   * A choice of how the timeline moves or looks.
   * @param {"speed" | "spacing" | "range"} name
   * @param {string} chosen
   */
  pick(name, chosen) {
    const { label, options } = this.texts[name];
    const select = el("select", { "data-set": name, "aria-label": label });
    for (const [value, text] of Object.entries(options))
      select.append(new Option(text, value, false, value === chosen));
    select.onchange = () => {
      if (name === "speed") this.speed = /** @type {keyof typeof SPEEDS} */ (select.value);
      else if (name === "spacing") this.line.spacing = select.value;
      else this.line.from = select.value === WHOLE_RANGE ? null : dayOf(select.value);
      this.line.redraw();
    };
    return el("label", { class: "group pick" }, `${label} `, select);
  }

  /**
   * Keys of the slider itself; the page sends the same keys here from anywhere else.
   * @param {KeyboardEvent} event
   * @returns {boolean} whether the key was the timeline's
   */
  onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    const day = dayOfKey(event, this.store);
    if (day !== null) this.goTo(day);
    else if (event.key === " ") this.act("play");
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  /** @param {Day} day */
  goTo(day) {
    this.pause();
    this.store.setDay(day);
  }

  /** @param {string} name */
  act(name) {
    if (name !== "play") this.goTo(dayOfButton(name, this.store));
    else if (this.player) this.pause();
    else this.play();
  }

  play() {
    const { store } = this;
    if (store.day >= store.bundle.today) store.setDay(Math.max(this.line.axis.first, store.bundle.first));
    store.hold(true);
    const tick = () => {
      const stop = Math.min(nextStop(store), store.bundle.today);
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
    const name = this.player ? "pause" : "play";
    const { label, title } = this.texts[name];
    setChildren(this.playButton, icon(name));
    this.playButton.setAttribute("aria-label", label);
    this.playButton.title = title;
  }

  paint() {
    const { bundle, day } = this.store;
    this.line.paint();
    this.date.min = isoDay(bundle.first);
    this.date.max = isoDay(bundle.last);
    this.date.value = isoDay(day);
  }
}
