// What happened last and what comes next, as known on the day shown: each line a button that leads there.

import { el, setChildren, writeText } from "./dom.mjs";
import { announcedNext, fixedByLaw } from "./outlook.mjs";
import { fill, sayShortDay, sayStep } from "./words.mjs";

/** @import { Store } from "./store.mjs" */

const LAST_MAX = 3;
const LAST_LINES = 3;
const LINE_PX = 25;
const HEAD_PX = 22;
const NEXT_LINES = 4;
const ANNOUNCED_MAX = 2;
const LETTER_PX = 7;
const DAY_PX = 110;
const ANNOUNCED_SECTION = "announced";

/** @typedef {{ when: string, text: string, go: () => void }} Line */

export class Panel {
  width = 520;
  /** How many earlier changes there is room for. */
  spare = 0;
  /** @type {Line | undefined} */
  due;
  /** What is written, so that a step that changes nothing writes nothing. */
  written = "";

  /**
   * @param {HTMLElement} root
   * @param {HTMLElement} earlier as tall as the room that few rows leave
   * @param {Store} store
   * @param {SideTexts} texts
   */
  constructor(root, earlier, store, texts) {
    this.store = store;
    this.texts = texts;
    this.last = el("ul", { class: "last" });
    this.before = el("ul");
    this.beforeTitle = el("h2", {}, texts.earlier);
    setChildren(earlier, this.beforeTitle, this.before);
    this.law = el("ul", { class: "law" });
    this.plans = el("ul", { class: "plans" });
    this.upcoming = el("h2", {});
    this.reading = el("p", { class: "reading" });
    this.teaser = el("button", { type: "button", class: "teaser", onclick: () => this.showNext() });
    setChildren(
      root,
      this.teaser,
      el("section", {}, el("header", {}, el("h2", {}, texts.last), this.reading), this.last),
      el("section", {}, this.upcoming, el("div", { class: "next" }, this.law, this.plans)),
    );
    this.resize = new ResizeObserver((entries) => {
      for (const { target, contentRect } of entries) {
        if (target === root) this.width = contentRect.width;
        else this.spare = Math.max(0, Math.floor((contentRect.height - HEAD_PX) / LINE_PX));
      }
      if (store.bundle) this.paint();
    });
    this.resize.observe(root);
    this.resize.observe(earlier);
    this.stop = store.onPaint(() => this.paint());
  }

  destroy() {
    this.stop();
    this.resize.disconnect();
  }

  showNext() {
    if (this.store.bundle.programmes.length) document.getElementById(ANNOUNCED_SECTION)?.scrollIntoView();
    else this.due?.go();
  }

  /**
   * What comes next in one line, for a screen too small for more: the first announcement, or under a lens that no
   * announcement concerns the first change that is fixed.
   * @param {Line[]} plans
   * @param {string} nothingFixed
   */
  teaserText([plan], nothingFixed) {
    const { texts, due } = this;
    if (plan) return fill(texts.teaser, { state: plan.when, plan: plan.text });
    if (this.store.bundle.programmes.length) return fill(texts.teaser_none, { text: texts.nothing_planned });
    if (!due) return nothingFixed;
    const back = due.text === texts.last_figures;
    return fill(back ? texts.teaser_back : texts.teaser_due, { day: due.when, text: due.text });
  }

  /**
   * A change as a line: where it is long, States are counted, not named.
   * @param {Step} step
   * @returns {Line}
   */
  line(step) {
    const { store } = this;
    const long = sayStep(store.bundle, step);
    const text = this.linesOf(long) > 1 ? sayStep(store.bundle, step, "now", 1) : long;
    return { when: sayShortDay(step[0]), text, go: () => store.followTo(step[0]) };
  }

  /** @param {string} text */
  linesOf(text) {
    return Math.ceil((text.length * LETTER_PX) / Math.max(120, this.width - DAY_PX));
  }

  /**
   * As many as fit into a room of so many lines; the first in any case.
   * @param {Line[]} lines
   * @param {number} room
   */
  fitting(lines, room) {
    let used = 0;
    return lines.filter((line, index) => {
      used += this.linesOf(line.text);
      return !index || used <= room;
    });
  }

  paint() {
    const { store, texts } = this;
    const { bundle, day, reading } = store;
    writeText(this.reading, reading.line);
    if (this.reading.title !== reading.text) this.reading.title = reading.text;
    this.reading.classList.toggle("overdue", reading.overdue);
    const past = store.steps().filter(([on]) => on <= day);
    const lines = past
      .slice(-LAST_MAX - this.spare)
      .reverse()
      .map((step) => this.line(step));
    const last = this.fitting(lines.slice(0, LAST_MAX), LAST_LINES);
    const before = this.spare ? this.fitting(lines.slice(last.length), this.spare) : [];
    const law = fixedByLaw(store).map((step) => this.line(step));
    const { today } = bundle;
    if (bundle.published !== null && day > today)
      law.push({ when: sayShortDay(today), text: texts.last_figures, go: () => store.followTo(today) });
    const plans = announcedNext(store)
      .slice(0, ANNOUNCED_MAX)
      .map(({ iso3, version }) => ({
        when: bundle.states[iso3].name,
        text: fill(texts.plan, { name: version.name, window: version.window }),
        go: () => store.setFocus(iso3),
      }));
    this.plans.hidden = !bundle.programmes.length;
    const room = NEXT_LINES - (this.plans.hidden ? 0 : Math.max(1, plans.length));
    const shown = [last, this.fitting(law, room), plans, before];
    const key = JSON.stringify(shown.map((lines) => lines.map(({ when, text }) => [when, text]))) + bundle.key;
    if (key === this.written) return;
    this.written = key;
    const { frames } = bundle.book.answer;
    this.upcoming.textContent = frames.upcoming;
    this.write(this.last, shown[0], frames["nothing-yet"]);
    const nothingFixed = bundle.published === null ? texts.nothing_fixed : bundle.nothingFixed;
    this.write(this.law, shown[1], nothingFixed);
    this.write(this.plans, shown[2], texts.nothing_planned);
    this.beforeTitle.hidden = !before.length;
    this.write(this.before, before, "");
    this.due = shown[1].at(0);
    this.teaser.textContent = this.teaserText(plans, nothingFixed);
  }

  /**
   * @param {HTMLElement} list
   * @param {Line[]} lines
   * @param {string} none said where there is no line; empty for nothing
   */
  write(list, lines, none) {
    /** @type {HTMLElement[]} */
    const items = lines.map(({ when, text, go }) =>
      el("button", { type: "button", onclick: go }, el("b", {}, when), el("span", {}, text)),
    );
    if (!items.length && none) items.push(el("p", { class: "none" }, none));
    setChildren(list, ...items.map((item) => el("li", {}, item)));
  }
}
