// One row a State that has moved or announced something: its stages and its newest programme on one axis of years.

import { el, setChildren, svgElement, writeText } from "./dom.mjs";
import { programmesOf, stands, statesInRows, unknown } from "./outlook.mjs";
import { fillOf, patternDefs } from "./patterns.mjs";
import { dayOf, fill, fillCount, sayDay, yearOf } from "./words.mjs";

/** @import { Store } from "./store.mjs" */

const NAME_PX = { least: 84, most: 150, letter: 9.2, edge: 6 };
const EDGE_PX = 10;
const AXIS_PX = 36;
const ROW_PX = { least: 39, most: 96, plain: 24, plainMost: 36 };
const STAGE = { y: 3, height: 10 };
const PLAN = { y: 16, height: 8 };
/** Room of a programme whose label stands below its bar, and where the label stands in it. */
const SLOT_PX = 23;
const LABEL_PX = 19;
const LETTER_PX = 7;
const GAP_PX = 5;
/** Room of the sentence that stands for rows before the first of them, and the least room that is worth filling. */
const NONE_PX = 48;
const SPARE_PX = 100;
const YEAR_PX = 44;
/** Years after that of the record's end which the axis may reach. */
const YEARS_AHEAD = 2;
const PREFIX = "r-";

/**
 * @typedef {object} Row
 * @property {Iso3} iso3
 * @property {Day} since
 * @property {HTMLElement} item
 * @property {HTMLButtonElement} button
 * @property {SVGGElement} group
 * @property {SVGGElement} plan
 * @property {{ due: Due, nodes: SVGElement[] }[]} due
 * @property {string} shown what was painted last
 * @property {number} top
 */

export class StateRows {
  width = 0;
  height = 0;
  /** What the rows were drawn for. */
  drawnFor = "";
  /** @type {Set<Iso3> | null | undefined} */
  selected = undefined;
  /** @type {Row[]} */
  rows = [];
  first = 0;
  last = 1;
  rowHeight = ROW_PX.most;
  /** Width of the names. */
  names = NAME_PX.least;
  /** @type {Day | null} */
  day = null;

  /**
   * @param {HTMLElement} root
   * @param {HTMLElement} below given the room that few rows leave
   * @param {Store} store
   * @param {SideTexts} texts
   */
  constructor(root, below, store, texts) {
    this.root = root;
    this.below = below;
    this.store = store;
    this.texts = texts;
    this.title = el("h2", {});
    this.axis = svgElement("svg", { class: "axis", height: AXIS_PX, "aria-hidden": "true" });
    this.plot = svgElement("svg", { class: "plot", "aria-hidden": "true" });
    this.list = el("ol");
    this.none = el("p", { class: "none" });
    this.scroller = el("div", { class: "scroller" }, this.list, this.none, below);
    this.scroller.prepend(this.plot);
    setChildren(root, this.title, this.axis, this.scroller);
    this.dayLabel = svgElement("text", { class: "day", y: 12 });
    this.axisLine = svgElement("line", { class: "day", y1: 16, y2: AXIS_PX });
    this.plotLine = svgElement("line", { class: "day", y1: 0 });
    this.clip = svgElement("rect", { x: 0, y: 0, width: 0 });
    this.resize = new ResizeObserver(([{ contentRect }]) => {
      this.width = contentRect.width;
      this.height = contentRect.height;
      if (store.bundle) this.paint();
    });
    this.resize.observe(this.scroller);
    this.stop = store.onPaint(() => this.paint());
  }

  destroy() {
    this.stop();
    this.resize.disconnect();
  }

  /** @param {Day} day */
  x(day) {
    const share = (Math.min(this.last, Math.max(this.first, day)) - this.first) / (this.last - this.first);
    return this.names + share * (this.width - this.names - EDGE_PX);
  }

  /** Draw the rows of all days anew; a step then only uncovers them. */
  draw() {
    const { store, width } = this;
    const { bundle, theme } = store;
    const states = statesInRows(store);
    this.layout(states);
    this.plot.replaceChildren();
    this.axis.replaceChildren();
    patternDefs(this.plot, bundle, theme, PREFIX);
    const clip = svgElement("clipPath", { id: `${PREFIX}past` }, svgElement("defs", {}, this.plot));
    clip.append(this.clip);
    const height = states.length * this.rowHeight;
    this.clip.setAttribute("height", String(height));
    for (const [svg, tall] of /** @type {const} */ ([
      [this.axis, AXIS_PX],
      [this.plot, height],
    ])) {
      svg.setAttribute("width", String(width));
      svg.setAttribute("height", String(tall));
      svg.setAttribute("viewBox", `0 0 ${width} ${tall}`);
    }
    this.drawYears(height);
    this.rows = states.map((state, index) => this.drawRow(state, index));
    setChildren(this.list, ...this.rows.map(({ item }) => item));
    this.list.style.height = `${height}px`;
    this.axis.append(this.axisLine, this.dayLabel);
    this.plotLine.setAttribute("y2", String(height));
    this.plot.append(this.plotLine, ...this.rows.map(({ plan }) => plan));
    this.day = null;
  }

  /**
   * The days of the axis and the height of a row.
   * @param {{ iso3: Iso3, since: Day }[]} states
   */
  layout(states) {
    const { bundle } = this.store;
    const longest = Math.max(0, ...states.map(({ iso3 }) => bundle.states[iso3].name.length));
    this.names = Math.min(NAME_PX.most, Math.max(NAME_PX.least, longest * NAME_PX.letter + NAME_PX.edge));
    const planned = bundle.programmes.flatMap(({ versions }) => versions.flatMap(({ bar }) => bar?.end ?? []));
    const begin = Math.min(bundle.today, ...states.map(({ since }) => since));
    const reach = Math.max(bundle.today, ...planned, ...bundle.due.map(([, on]) => on));
    const year = yearOf(bundle.today);
    this.first = dayOf(`${yearOf(begin)}-01-01`);
    this.last = dayOf(`${Math.min(yearOf(reach) + 1, year + YEARS_AHEAD)}-01-01`);
    const [least, most] = bundle.programmes.length ? [ROW_PX.least, ROW_PX.most] : [ROW_PX.plain, ROW_PX.plainMost];
    const each = Math.floor(this.height / Math.max(1, states.length));
    this.rowHeight = Math.max(least, Math.min(most, each));
    const spare = this.height - states.length * this.rowHeight - NONE_PX;
    this.below.hidden = spare < SPARE_PX;
    this.below.style.height = `${spare}px`;
  }

  /** @param {number} height */
  drawYears(height) {
    let free = 0;
    for (let year = yearOf(this.first); year <= yearOf(this.last); year += 1) {
      const x = this.x(dayOf(`${year}-01-01`));
      svgElement("line", { class: "year", x1: x, x2: x, y1: 0, y2: height }, this.plot);
      if (x < free || x + YEAR_PX > this.width) continue;
      svgElement("text", { class: "year", x: x + 3, y: AXIS_PX - 4 }, this.axis).textContent = String(year);
      free = x + YEAR_PX;
    }
  }

  /**
   * @param {{ iso3: Iso3, since: Day }} state
   * @param {number} index
   * @returns {Row}
   */
  drawRow({ iso3, since }, index) {
    const { store, rowHeight } = this;
    const { bundle, theme } = store;
    const { name, rows } = bundle.states[iso3];
    const top = index * rowHeight;
    const group = svgElement("g", { transform: `translate(0 ${top})` }, this.plot);
    svgElement("line", { class: "rule", x1: 0, x2: this.width, y1: rowHeight - 0.5, y2: rowHeight - 0.5 }, group);
    const edge = { stroke: bundle.palettes[theme].outline, "stroke-width": 0.6 };
    const stretch = (
      /** @type {string} */ id,
      /** @type {Day} */ from,
      /** @type {Day} */ to,
      /** @type {Element} */ at,
    ) =>
      svgElement(
        "rect",
        {
          x: this.x(from),
          width: Math.max(0, this.x(to) - this.x(from)),
          ...STAGE,
          fill: fillOf(bundle, theme, id, PREFIX),
          ...edge,
        },
        at,
      );
    const ahead = svgElement("g", { class: "ahead" }, group);
    const due = bundle.due
      .filter((one) => one[2] === iso3 && !one[5])
      .flatMap((one) => {
        const [fixed, on] = one;
        const [now, then] = [store.at(iso3, fixed).cls, store.at(iso3, on).cls];
        if (!then.moving) return [];
        const nodes = [stretch(now.id, fixed, on, ahead), stretch(then.id, on, this.last, ahead)];
        for (const node of nodes) node.style.display = "none";
        return [{ due: one, nodes }];
      });
    const past = svgElement("g", { "clip-path": `url(#${PREFIX}past)`, transform: `translate(0 ${-top})` }, group);
    const inside = svgElement("g", { transform: `translate(0 ${top})` }, past);
    rows.forEach(([from, classIndex], at) => {
      const cls = bundle.classes[classIndex];
      if (cls.moving || (!bundle.book.answer.main && !unknown(bundle, cls)))
        stretch(cls.id, from, rows[at + 1]?.[0] ?? this.last, inside);
    });
    const plan = svgElement("g", { class: "plan", transform: `translate(0 ${top})` });
    const button = el("button", { type: "button", "data-row": iso3, onclick: () => store.setFocus(iso3) }, name);
    const item = el("li", {}, button);
    button.classList.toggle("long", name.length * NAME_PX.letter + NAME_PX.edge > this.names);
    button.style.paddingRight = `${Math.max(0, this.width - this.names)}px`;
    item.style.top = `${top}px`;
    item.style.height = `${rowHeight}px`;
    return { iso3, since, item, button, group, plan, due, shown: "", top };
  }

  paint() {
    const { store, width } = this;
    const { bundle, theme, selected, day } = store;
    if (!width) return;
    const key = `${bundle.key} ${bundle.instrument.id} ${theme} ${width} ${this.height}`;
    if (key !== this.drawnFor || selected !== this.selected) {
      this.drawnFor = key;
      this.selected = selected;
      this.draw();
    }
    if (this.day === day) return;
    this.day = day;
    this.paintDay();
    let any = false;
    for (const row of this.rows) {
      this.paintRow(row);
      any ||= row.since <= day;
    }
    this.none.hidden = any;
    this.axis.style.visibility = any ? "" : "hidden";
  }

  /** The line of the day and its date, and how far the stages are uncovered. */
  paintDay() {
    const { day } = this.store;
    const x = this.x(day);
    const text = sayDay(day);
    const within = day >= this.first && day <= this.last;
    const { frames } = this.store.bundle.book.answer;
    writeText(this.title, fill(frames.rows, { day: text }));
    writeText(this.none, frames["no-rows"]);
    this.clip.setAttribute("width", String(x));
    for (const line of [this.axisLine, this.plotLine]) {
      line.setAttribute("transform", `translate(${x} 0)`);
      line.style.display = within ? "" : "none";
    }
    const half = (text.length * LETTER_PX) / 2 + 8;
    this.dayLabel.textContent = within ? text : "";
    this.dayLabel.setAttribute("x", String(Math.min(this.width - half, Math.max(half, x))));
  }

  /** @param {Row} row */
  paintRow(row) {
    const { store } = this;
    const { day } = store;
    const visible = row.since <= day;
    const plans = visible ? programmesOf(store, row.iso3) : [];
    const ahead = row.due.filter(({ due }) => stands(due, day));
    const { cls, contested } = store.at(row.iso3);
    const shown = visible ? [cls.id, contested, ahead.length, ...plans.map(({ id }) => id)].join(" ") : "hidden";
    if (shown === row.shown) return;
    row.shown = shown;
    row.item.hidden = !visible;
    for (const node of [row.group, row.plan]) node.style.display = visible ? "" : "none";
    if (!visible) return;
    for (const { due, nodes } of row.due) for (const node of nodes) node.style.display = stands(due, day) ? "" : "none";
    this.paintPlans(row.plan, plans);
    const spoken = plans.map(({ name, window }) => fill(this.texts.plan, { name, window }));
    const label = [store.namedLabel(row.iso3), ...spoken].join("; ");
    row.button.setAttribute("aria-label", label);
    row.button.title = label;
  }

  /**
   * The newest programmes, those that name a date first, as many as the row has room for; and how many more there are.
   * @param {SVGGElement} group
   * @param {ProgrammeVersion[]} plans
   */
  paintPlans(group, plans) {
    group.replaceChildren();
    const slots = Math.max(1, Math.floor((this.rowHeight - PLAN.y) / SLOT_PX));
    const shown = [...plans.filter(({ bar }) => bar), ...plans.filter(({ bar }) => !bar)].slice(0, slots);
    shown.forEach((plan, index) => {
      const rest = index === shown.length - 1 ? plans.length - shown.length : 0;
      const place = svgElement("g", { transform: `translate(0 ${PLAN.y + index * SLOT_PX})` }, group);
      this.paintPlan(place, plan, rest ? fillCount(this.texts.more, rest) : "");
    });
  }

  /**
   * One programme: its bar where it names a date, and its words beside or below it.
   * @param {SVGGElement} group
   * @param {ProgrammeVersion} plan
   * @param {string} more
   */
  paintPlan(group, plan, more) {
    const full = fill(this.texts.plan, { name: plan.name, window: plan.window }) + more;
    const brief = plan.name + more;
    const write = (/** @type {string} */ text, /** @type {number} */ x, y = PLAN.height, anchor = "start") => {
      svgElement("text", { x, y, "text-anchor": anchor }, group).textContent = text;
    };
    const begin = this.names + GAP_PX;
    if (!plan.bar) {
      write(this.fits(full, this.width - begin) ? full : brief, begin);
      return;
    }
    const { start, end, from, to, opacity } = plan.bar;
    const [left, right] = [this.x(start), this.x(end)];
    const bar = { x: left, y: 0, width: Math.max(3, right - left), height: PLAN.height, opacity };
    svgElement("rect", { class: from && to ? "bar" : "bar open", ...bar }, group);
    for (const edge of [from && !to ? left : null, to && !from ? right : null])
      if (edge !== null) svgElement("line", { x1: edge, x2: edge, y1: -2, y2: PLAN.height + 2 }, group);
    const room = { right: this.width - right - GAP_PX, left: left - begin };
    const below = this.rowHeight >= PLAN.y + SLOT_PX && !this.fits(full, Math.max(room.right, room.left));
    if (below) {
      const words = this.fits(full, this.width - begin) ? full : brief;
      write(words, Math.max(begin, Math.min(left, this.width - EDGE_PX - words.length * LETTER_PX)), LABEL_PX);
      return;
    }
    const text = [full, brief].find((one) => this.fits(one, room.right) || this.fits(one, room.left)) ?? brief;
    if (this.fits(text, room.right) || room.right > room.left) write(text, right + GAP_PX);
    else write(text, left - GAP_PX, PLAN.height, "end");
  }

  /**
   * @param {string} text
   * @param {number} room
   */
  fits(text, room) {
    return text.length * LETTER_PX <= room;
  }
}
