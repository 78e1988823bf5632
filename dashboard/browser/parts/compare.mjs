// Two views of the map side by side, or the difference of both as one: same pan, zoom, hover and choice on either side.

import { Side } from "./compare_side.mjs";
import { el, setChildren } from "./dom.mjs";
import { fetchOnce } from "./fetched.mjs";
import { kept, middleOf, zoomed } from "./pan_zoom.mjs";
import { swatch } from "./patterns.mjs";
import { Store } from "./store.mjs";
import { followTheme, themeOf } from "./theme.mjs";
import { tipLines } from "./tip.mjs";
import { dayOf, fill } from "./words.mjs";

/** @type {WeakMap<Element, Compare>} */
const mounted = new WeakMap();
/** @type {("left" | "right")[]} */
const NAMES = ["left", "right"];

/**
 * A document that the server sent, or its address.
 * @param {any} given
 */
const load = (given) => (typeof given === "string" ? fetchOnce(given) : Promise.resolve(given));

/**
 * Standing of a State on one side, as one comparable text.
 * @param {Store} store
 * @param {Iso3} iso3
 */
function classKey(store, iso3) {
  if (!store.bundle.states[iso3]) return "";
  const { cls, contested } = store.at(iso3);
  return `${cls.id} ${contested}`;
}

/**
 * Whether two lenses are told in the same classes.
 * @param {StatusBundle} one
 * @param {StatusBundle} other
 */
const sameClasses = (one, other) =>
  one.classes.length === other.classes.length && one.classes.every((cls, at) => cls.id === other.classes[at].id);

export class Compare {
  /** @type {Side[]} */
  sides = [];
  /** @type {import("./pan_zoom.mjs").Viewport} */
  view = { x: 0, y: 0, width: 0, height: 0 };
  /** What the two maps were built for. */
  built = "";
  /** @type {Iso3 | null | undefined} */
  hovered = undefined;

  /**
   * @param {Component<CompareData>} component
   * @param {CompareTexts} texts
   */
  constructor({ parentElement, data, setTriggerValue }, texts) {
    this.texts = texts;
    this.host = parentElement.host ?? parentElement;
    this.data = data;
    this.report = setTriggerValue;
    this.theme = themeOf(this.host);
    this.root = el("div");
    this.key = el("ul", { class: "key" });
    parentElement.append(this.root);
    this.stores = NAMES.map(() => new Store((run) => run()));
    this.resize = new ResizeObserver(() => this.fit());
    this.stop = followTheme(this.host, () => this.update(this.data, this.report));
  }

  /**
   * @param {CompareData} data
   * @param {Component<CompareData>["setTriggerValue"]} report
   */
  async update(data, report) {
    this.data = data;
    this.report = report;
    this.theme = themeOf(this.host);
    this.root.className = "ess compare";
    this.root.dataset.theme = this.theme;
    const [geo, ...bundles] = await Promise.all([load(data.shapes), load(data.left.bundle), load(data.right.bundle)]);
    if (this.data !== data) return;
    for (const [number, store] of this.stores.entries()) {
      const day = dayOf(data[NAMES[number]].day);
      store.theme = this.theme;
      store.load(bundles[number], { day, selected: data.selected, focus: data.focus });
    }
    const built = JSON.stringify([data.mode, this.theme, data.left.key, data.right.key]);
    if (built !== this.built) this.build(geo);
    this.built = built;
    this.paint();
  }

  /** @param {Shapes} geo */
  build(geo) {
    this.resize.disconnect();
    const names = this.single ? NAMES.slice(1) : NAMES;
    this.sides = names.map((name) => new Side(this, name, this.stores[NAMES.indexOf(name)], geo));
    const figures = this.sides.map(({ figure }) => figure);
    setChildren(this.root, el("div", { class: `sides${this.single ? " one" : ""}` }, ...figures), this.key);
    if (!this.view.width) this.view = this.whole;
    for (const { frame } of this.sides) this.resize.observe(frame);
    this.fit();
  }

  /** Whether one map shows the difference. */
  get single() {
    return this.data.mode === "difference";
  }

  get whole() {
    const { width, height } = this.sides[0].map;
    return { x: 0, y: 0, width, height };
  }

  get showsAll() {
    return this.view.width >= this.whole.width;
  }

  /**
   * @param {number} steps each doubles the scale
   * @param {{ x: number, y: number }} about
   */
  zoom(steps, about = middleOf(this.view)) {
    this.view = zoomed(this.view, 2 ** -steps, about, this.whole);
    this.fit();
  }

  /**
   * @param {number} dx
   * @param {number} dy
   */
  move(dx, dy) {
    this.view = { ...this.view, x: this.view.x + dx, y: this.view.y + dy };
    this.fit();
  }

  showAll() {
    this.view = this.whole;
    this.fit();
  }

  /** The same part of the plane on both sides, kept inside the map. */
  fit() {
    this.view = kept(this.view, this.whole);
    for (const side of this.sides) side.fit();
  }

  paint() {
    const { data, single } = this;
    const [left, right] = this.stores;
    for (const { name, store, map, caption, frame } of this.sides) {
      caption.textContent = single ? `${data.left.title} → ${data.right.title}` : data[name].title;
      map.paint(store);
      frame.style.background = store.bundle.palettes[this.theme].sea;
      for (const [iso3, state] of map.states) {
        const same = classKey(left, iso3) === classKey(right, iso3);
        for (const shape of [state.node, state.twin]) shape?.classList.toggle("same", single && same);
        state.node.dataset.differs = String(!same);
        if (single) state.text.textContent = same ? "" : state.name;
      }
    }
    this.hover(null);
    this.paintKey();
  }

  paintKey() {
    const [, { bundle }] = this.stores;
    const told = new Set();
    const items = this.stores.flatMap(({ bundle: drawn }, side) => {
      const seen = new Set();
      for (const store of this.stores.filter((one) => sameClasses(one.bundle, drawn)))
        for (const iso3 of Object.keys(store.bundle.states)) seen.add(store.at(iso3).cls.id);
      const fresh = drawn.classes.filter((cls) => seen.has(cls.id) && !told.has(`${cls.id} ${cls.label}`));
      for (const cls of fresh) told.add(`${cls.id} ${cls.label}`);
      return fresh.map((cls) => el("li", {}, swatch(drawn, this.theme, cls.id, `ck${side}-`), cls.label));
    });
    const beyond = Object.entries(bundle.states).filter(([iso3]) => !this.sides[0].map.states.has(iso3));
    const names = beyond.map(([, { name }]) => name).join(", ");
    setChildren(
      this.key,
      ...items,
      names && el("li", {}, fill(this.texts.beside, { names })),
      this.single ? el("li", {}, this.texts.colours) : null,
    );
  }

  /**
   * A State under the pointer or the focus on one side speaks on both.
   * @param {Iso3 | null} iso3
   */
  hover(iso3) {
    if (iso3 === this.hovered) return;
    this.hovered = iso3;
    for (const side of this.sides) side.hover(iso3, iso3 && side.map.states.has(iso3) ? this.linesOn(iso3, side) : []);
  }

  /**
   * What is written of a State: what holds on the side, or where one map shows both, what became of it.
   * @param {Iso3} iso3
   * @param {Side} side
   */
  linesOn(iso3, { store }) {
    if (!this.single) return tipLines(store, iso3);
    const { name } = store.bundle.states[iso3];
    return [fill(store.bundle.ui.named, { name, label: this.stores.map((one) => one.label(iso3)).join(" → ") })];
  }

  /** @param {Iso3} iso3 */
  choose(iso3) {
    for (const store of this.stores) store.focus = iso3;
    for (const { map } of this.sides) map.ring(iso3);
    this.report("go", { focus: iso3 });
  }

  destroy() {
    this.stop();
    this.resize.disconnect();
    this.root.remove();
  }
}

/**
 * Mount or update.
 * @param {Component<CompareData>} component
 * @param {CompareTexts} texts
 */
export function mount(component, texts) {
  const { data, parentElement, setTriggerValue } = component;
  const here = mounted.get(parentElement) ?? new Compare(component, texts);
  mounted.set(parentElement, here);
  here.update(data, setTriggerValue).catch((error) => {
    here.root.textContent = fill(texts.lost, { reason: error.message });
  });
  return () => {
    here.destroy();
    mounted.delete(parentElement);
  };
}
