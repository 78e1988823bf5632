// The timeline: buttons, the day in words, the range, and a real slider over the days of an instrument.

import { el, setChildren, svgElement, writeAttributes } from "./dom.mjs";
import { dayOfButton, dayOfKey, nextStop, playBegin } from "./timeline_steps.mjs";
import { Track, WHOLE_RANGE } from "./timeline_track.mjs";
import { dayOf, isoDay, sayDay } from "./words.mjs";

/** @import { Store } from "./store.mjs" */

/** How long a sentence stands, in ms. */
const SPEEDS = { slow: 1800, normal: 850, fast: 440 };
/** A year that is still being typed reads as one of the first centuries. */
const FIRST_TYPED = "1000";
const ICONS = {
  first: "M5 4v16M20 4 9 12l11 8Z",
  previous: "M18 4 7 12l11 8Z",
  play: "M6 3v18l15-9Z",
  pause: "M7 4v16M17 4v16",
  next: "M6 4l11 8-11 8Z",
  last: "M19 4v16M4 4l11 8-11 8Z",
  settings: "M4 12h.01M12 12h.01M20 12h.01",
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
   * The play under way and its next tick.
   * @type {{ timer: ReturnType<typeof setTimeout> | undefined } | null}
   */
  player = null;
  /** @type {Day | null} */
  painted = null;
  /** @type {StatusBundle | null} */
  bundle = null;

  /**
   * @param {HTMLElement} root
   * @param {Store} store
   * @param {TimelineTexts} texts
   */
  constructor(root, store, texts) {
    this.root = root;
    this.store = store;
    this.texts = texts;
    this.line = new Track(store, texts);
    this.date = el("input", { type: "date", "aria-label": texts.go_to_day, title: texts.day_title });
    this.date.onchange = () => {
      if (this.date.value >= FIRST_TYPED) this.goTo(dayOf(this.date.value));
    };
    this.date.onblur = () => this.paint();
    this.words = el("time", { "aria-hidden": "true" });
    this.playButton = this.button("play");
    this.settings = this.makeSettings();
    this.opener = this.button("settings", () => this.openSettings(!this.settingsOpen));
    const moves = [this.button("previous"), this.playButton, this.button("next")];
    const buttons = el("div", { class: "moves", role: "group", "aria-label": texts.buttons }, ...moves);
    const day = el("label", { class: "day" }, this.words, this.date);
    setChildren(root, buttons, day, this.opener, this.settings, this.track);
    this.openSettings(false);
    this.line.listenToPointer(() => this.pause());
    // A handler that returns false would swallow Tab.
    this.track.onkeydown = (event) => void this.onKey(event);
    document.addEventListener("pointerdown", this.onPressElsewhere, { capture: true });
    document.addEventListener("keydown", this.onEscape);
    store.overlays.add(this.isCovering);
    this.stop = store.onPaint(() => this.paint());
  }

  destroy() {
    this.pause();
    this.stop();
    this.store.overlays.delete(this.isCovering);
    document.removeEventListener("pointerdown", this.onPressElsewhere, { capture: true });
    document.removeEventListener("keydown", this.onEscape);
    this.line.destroy();
  }

  isCovering = () => this.settingsOpen;

  onPressElsewhere = (/** @type {PointerEvent} */ event) => {
    if (this.settingsOpen && !event.composedPath().some((node) => node === this.settings || node === this.opener))
      this.openSettings(false);
  };

  onEscape = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Escape" && this.settingsOpen) this.openSettings(false);
  };

  /** The slider, which takes the keyboard. */
  get track() {
    return this.line.root;
  }

  get svg() {
    return this.line.svg;
  }

  get settingsOpen() {
    return this.root.classList.contains("open");
  }

  /** @param {boolean} open */
  openSettings(open) {
    if (!open && this.settings.matches(":focus-within")) this.opener.focus();
    this.root.classList.toggle("open", open);
    this.opener.setAttribute("aria-expanded", String(open));
  }

  /**
   * @param {keyof typeof ICONS} name
   * @param {() => void} onclick
   */
  button(name, onclick = () => this.act(name)) {
    const { label, title } = this.texts[name];
    return el("button", { type: "button", "data-do": name, "aria-label": label, title, onclick }, icon(name));
  }

  /** Range, speed and the latest day; behind the button of settings what few need, on the phone all of them. */
  makeSettings() {
    const { texts } = this;
    const { label, title } = texts.today;
    const today = { type: "button", "data-do": "today", title, onclick: () => this.act("today") };
    const ends = el("div", { class: "group" }, this.button("first"), this.button("last"));
    return el(
      "div",
      { class: "settings" },
      this.makeRanges(),
      this.pick("speed", this.speed),
      el("button", today, label),
      el("div", { class: "extra" }, this.pick("spacing", this.line.spacing), ends),
    );
  }

  makeRanges() {
    const { label, options } = this.texts.range;
    this.ranges = Object.entries(options).map(([value, text]) => {
      const from = value === WHOLE_RANGE ? null : dayOf(value);
      const onclick = () => this.chooseRange(from);
      return { from, button: el("button", { type: "button", "data-range": value, onclick }, text) };
    });
    return el("div", { class: "ranges", role: "group", "aria-label": label }, ...this.ranges.map((one) => one.button));
  }

  /**
   * Show the days from one on; a day shown that lies before it gives way to the first change in the range.
   * @param {Day | null} from
   */
  chooseRange(from) {
    const { store, line } = this;
    line.chosen = from;
    if (from !== null && store.day < from) this.goTo(playBegin(store, from));
    line.settleRange();
    line.redraw();
    this.paintRanges();
  }

  /**
   * A choice of how the timeline moves or looks.
   * @param {"speed" | "spacing"} name
   * @param {string} chosen
   */
  pick(name, chosen) {
    const { label, options } = this.texts[name];
    const select = el("select", { "data-set": name, "aria-label": label });
    for (const [value, text] of Object.entries(options))
      select.append(new Option(text, value, false, value === chosen));
    select.onchange = () => {
      if (name === "speed") this.speed = /** @type {keyof typeof SPEEDS} */ (select.value);
      else this.line.spacing = select.value;
      this.line.redraw();
    };
    return el("label", { class: "pick" }, el("span", {}, label), select);
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
    const { store, line } = this;
    const begin = playBegin(store, line.chosen);
    const jumps = begin !== store.day;
    store.hold(true);
    store.setDay(begin);
    if (jumps) {
      line.settleRange();
      line.redraw();
    }
    /** @type {NonNullable<Timeline["player"]>} */
    const player = { timer: undefined };
    this.player = player;
    const tick = () => {
      const stop = Math.min(nextStop(store), store.bundle.today);
      store.setDay(stop);
      if (stop >= store.bundle.today) this.pause();
      else wait(SPEEDS[this.speed]);
    };
    // A sentence's time counts from its painting, which a busy machine may be late with.
    const wait = (/** @type {number} */ time) =>
      store.schedule(() => {
        if (this.player === player) player.timer = setTimeout(tick, time);
      });
    wait(jumps ? SPEEDS[this.speed] : SPEEDS[this.speed] / 3);
    this.paintPlay();
  }

  pause() {
    if (!this.player) return;
    clearTimeout(this.player.timer);
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
    this.paintRanges();
    if (bundle !== this.bundle) {
      this.bundle = bundle;
      this.date.min = isoDay(bundle.first);
      this.date.max = isoDay(bundle.last);
    }
    if (day !== this.painted) this.words.textContent = sayDay(day);
    this.painted = day;
    // What is being typed stays as it is.
    const typing = this.date.matches(":focus") && this.date.value < FIRST_TYPED;
    const value = isoDay(day);
    if (!typing && this.date.value !== value) this.date.value = value;
  }

  paintRanges() {
    for (const { from, button } of this.ranges ?? []) {
      writeAttributes(button, { "aria-pressed": from === this.line.from });
    }
  }
}
