// Two views of the map side by side, or the difference of both as one: same pan, zoom, hover and choice on either side.

import { Store } from "./store.mjs";
import { SvgMap, swatch } from "./svgmap.mjs";
import { followTheme, themeOf } from "./theme.mjs";
import { dayOf } from "./words.mjs";

const mounted = new WeakMap();
const cache = new Map();
const NAMES = ["left", "right"];
const ZOOM_STEP = 1.4;
const DEEPEST = 14;

function load(address) {
  if (typeof address !== "string") return Promise.resolve(address);
  if (!cache.has(address)) {
    const wanted = fetch(address).then((answer) => {
      if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
      return answer.json();
    });
    wanted.catch(() => cache.delete(address));
    cache.set(address, wanted);
  }
  return cache.get(address);
}

/** Standing of a State on one side, as one comparable text. */
const classKey = (store, iso3) => {
  if (!store.bundle.states[iso3]) return "";
  const { cls, contested } = store.at(iso3);
  return `${cls.id} ${contested}`;
};

class Compare {
  constructor(host) {
    this.root = document.createElement("div");
    host.append(this.root);
    this.host = host.host ?? host;
    this.view = null;
    this.stores = NAMES.map(() => new Store((run) => run()));
    this.resize = new ResizeObserver(() => this.fit());
  }

  async update(data, report) {
    this.data = data;
    this.report = report;
    this.stop ??= followTheme(this.host, (theme) => this.update({ ...this.data, theme }, this.report));
    this.root.className = "ess compare";
    this.root.dataset.theme = data.theme;
    const [geo, ...bundles] = await Promise.all([load(data.shapes), load(data.left.bundle), load(data.right.bundle)]);
    if (this.data !== data) return;
    this.geo = geo;
    const built = JSON.stringify([data.mode, data.theme, data.left.key, data.right.key]);
    for (const [number, store] of this.stores.entries()) {
      store.theme = data.theme;
      store.load(bundles[number], { day: dayOf(data[NAMES[number]].day), selected: data.selected, focus: data.focus });
      store.day = store.clamp(dayOf(data[NAMES[number]].day));
    }
    if (built !== this.built) this.build();
    this.built = built;
    this.paint();
  }

  build() {
    const single = this.data.mode === "difference";
    this.resize.disconnect();
    this.sides = (single ? ["right"] : NAMES).map((name) => this.side(name));
    const box = document.createElement("div");
    box.className = `sides${single ? " one" : ""}`;
    box.append(...this.sides.map(({ figure }) => figure));
    this.key = document.createElement("ul");
    this.key.className = "key";
    this.root.replaceChildren(box, this.key);
    this.view ??= { x: 0, y: 0, width: this.sides[0].map.width, height: this.sides[0].map.height };
    for (const { frame } of this.sides) this.resize.observe(frame);
    this.fit();
  }

  side(name) {
    const store = this.stores[NAMES.indexOf(name)];
    const figure = document.createElement("figure");
    const caption = document.createElement("figcaption");
    const frame = document.createElement("div");
    frame.className = "frame";
    const map = new SvgMap(document, this.geo, store.bundle, { prefix: `c${name}-`, dotPx: 6 });
    map.svg.setAttribute(
      "aria-label",
      `Map, ${name === "left" ? "first" : "second"} view. Arrow keys move the map, plus and minus zoom, Tab walks the States.`,
    );
    map.svg.setAttribute("tabindex", "0");
    for (const { node } of map.states.values()) node.setAttribute("tabindex", "0");
    const tip = document.createElement("div");
    tip.className = "tip";
    tip.hidden = true;
    frame.append(map.svg, this.zoomButtons(), tip);
    figure.append(caption, frame);
    const side = { name, store, figure, caption, frame, map, tip };
    this.listen(side);
    return side;
  }

  zoomButtons() {
    const box = document.createElement("div");
    box.className = "zoom";
    for (const [sign, label, act] of [
      ["+", "Zoom in", () => this.zoom(1 / ZOOM_STEP)],
      ["−", "Zoom out", () => this.zoom(ZOOM_STEP)],
      ["⤢", "Whole map", () => this.whole()],
    ]) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = sign;
      button.setAttribute("aria-label", label);
      button.onclick = act;
      box.append(button);
    }
    return box;
  }

  listen({ frame, map }) {
    const at = (event) => event.target.closest?.("[data-iso3], [data-hit-of]");
    const code = (node) => node?.dataset.iso3 ?? node?.dataset.hitOf ?? null;
    let drag = null;
    frame.addEventListener(
      "wheel",
      (event) => {
        event.preventDefault();
        this.zoom(event.deltaY > 0 ? 1.18 : 1 / 1.18, this.place(map, frame, event));
      },
      { passive: false },
    );
    frame.addEventListener("pointerdown", (event) => {
      if (event.button || event.target.closest("button")) return;
      drag = { x: event.clientX, y: event.clientY, moved: false, on: code(at(event)) };
      frame.setPointerCapture(event.pointerId);
    });
    frame.addEventListener("pointermove", (event) => {
      if (!drag) return this.hover(code(at(event)));
      const [dx, dy] = [event.clientX - drag.x, event.clientY - drag.y];
      if (!drag.moved && Math.hypot(dx, dy) < 4) return undefined;
      drag = { ...drag, x: event.clientX, y: event.clientY, moved: true };
      frame.classList.add("dragged");
      return this.move(-dx * map.scale, -dy * map.scale);
    });
    const release = () => {
      if (drag && !drag.moved && drag.on) this.choose(drag.on);
      drag = null;
      frame.classList.remove("dragged");
    };
    frame.addEventListener("pointerup", release);
    frame.addEventListener("pointercancel", () => {
      drag = null;
    });
    frame.addEventListener("pointerleave", () => drag || this.hover(null));
    frame.addEventListener("focusin", (event) => this.hover(code(at(event))));
    frame.addEventListener("keydown", (event) => {
      const step = 0.12 * this.view.width;
      const act = {
        ArrowLeft: () => this.move(-step, 0),
        ArrowRight: () => this.move(step, 0),
        ArrowUp: () => this.move(0, -step),
        ArrowDown: () => this.move(0, step),
        "+": () => this.zoom(1 / ZOOM_STEP),
        "=": () => this.zoom(1 / ZOOM_STEP),
        "-": () => this.zoom(ZOOM_STEP),
        0: () => this.whole(),
        Enter: () => code(at(event)) && this.choose(code(at(event))),
      }[event.key];
      if (!act || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("button:not([data-iso3])"))
        return;
      act();
      event.preventDefault();
      event.stopPropagation();
    });
  }

  place(map, frame, event) {
    const box = frame.getBoundingClientRect();
    const { x, y, width, height } = this.view;
    return {
      x: x + width / 2 + (event.clientX - box.left - box.width / 2) * map.scale,
      y: y + height / 2 + (event.clientY - box.top - box.height / 2) * map.scale,
    };
  }

  zoom(factor, about = { x: this.view.x + this.view.width / 2, y: this.view.y + this.view.height / 2 }) {
    const { map } = this.sides[0];
    const width = Math.min(map.width, Math.max(map.width / DEEPEST, this.view.width * factor));
    const real = width / this.view.width;
    this.view = {
      x: about.x - (about.x - this.view.x) * real,
      y: about.y - (about.y - this.view.y) * real,
      width,
      height: this.view.height * real,
    };
    this.fit();
  }

  move(dx, dy) {
    this.view = { ...this.view, x: this.view.x + dx, y: this.view.y + dy };
    this.fit();
  }

  whole() {
    const { map } = this.sides[0];
    this.view = { x: 0, y: 0, width: map.width, height: map.height };
    this.fit();
  }

  /** The same part of the plane on both sides, kept inside the map. */
  fit() {
    const { map } = this.sides[0];
    const { view } = this;
    view.x = Math.min(Math.max(view.x, 0), map.width - view.width);
    view.y = Math.min(Math.max(view.y, 0), map.height - view.height);
    for (const side of this.sides) {
      side.map.svg.setAttribute("viewBox", `${view.x} ${view.y} ${view.width} ${view.height}`);
      const { width, height } = side.frame.getBoundingClientRect();
      if (width && height) side.map.setScale(Math.max(view.width / width, view.height / height));
    }
  }

  paint() {
    const { data } = this;
    const single = data.mode === "difference";
    const differs = (iso3) => classKey(this.stores[0], iso3) !== classKey(this.stores[1], iso3);
    for (const side of this.sides) {
      side.caption.textContent = single ? `${data.left.title} → ${data.right.title}` : data[side.name].title;
      side.map.paint(side.store);
      side.frame.style.background = side.store.bundle.palettes[data.theme].sea;
      for (const [iso3, { node, twin, text }] of side.map.states) {
        const same = !differs(iso3);
        for (const shape of [node, twin]) shape?.classList.toggle("same", single && same);
        node.dataset.differs = String(!same);
        if (single) text.textContent = same ? "" : side.map.states.get(iso3).name;
      }
    }
    this.hover(null);
    this.paintKey();
  }

  paintKey() {
    const seen = new Set();
    for (const { store } of this.sides)
      for (const iso3 of Object.keys(store.bundle.states)) seen.add(store.at(iso3).cls.id);
    const { bundle } = this.stores[1];
    this.key.replaceChildren(
      ...bundle.classes
        .filter((cls) => seen.has(cls.id))
        .map((cls) => {
          const item = document.createElement("li");
          item.append(swatch(document, bundle, this.data.theme, cls.id, "ck-"), cls.label);
          return item;
        }),
    );
    const beyond = Object.entries(bundle.states)
      .filter(([iso3]) => !this.sides[0].map.states.has(iso3))
      .map(([, { name }]) => name);
    if (beyond.length) this.note(`Outside the frame, listed below: ${beyond.join(", ")}.`);
    if (this.data.mode !== "difference") return;
    this.note("Colours: the second view. Pale: the same in both.");
  }

  note(text) {
    const item = document.createElement("li");
    item.textContent = text;
    this.key.append(item);
  }

  /** A State under the pointer or the focus on one side speaks on both. */
  hover(iso3) {
    if (iso3 === this.hovered) return;
    this.hovered = iso3;
    const labelOn = (store) => {
      const { cls, contested } = store.at(iso3);
      return cls.label + (contested ? ", contested" : "");
    };
    for (const side of this.sides) {
      for (const [code, { node, twin }] of side.map.states) {
        for (const shape of [node, twin]) shape?.classList.toggle("hovered", code === iso3);
      }
      const state = side.map.states.get(iso3);
      side.tip.hidden = !state;
      if (!state) continue;
      side.tip.textContent =
        this.data.mode === "difference"
          ? `${state.name}: ${labelOn(this.stores[0])} → ${labelOn(this.stores[1])}`
          : `${state.name}: ${labelOn(side.store)}`;
      const box = side.frame.getBoundingClientRect();
      const shape = state.node.getBoundingClientRect();
      side.tip.style.left = `${Math.min(Math.max(shape.left - box.left + shape.width / 2 - 60, 4), Math.max(4, box.width - 200))}px`;
      side.tip.style.top = `${Math.min(Math.max(shape.top - box.top - 32, 4), box.height - 36)}px`;
    }
  }

  choose(iso3) {
    for (const store of this.stores) store.focus = iso3;
    for (const { map, store } of this.sides) map.ring(store.focus);
    this.report("go", { focus: iso3 });
  }

  destroy() {
    this.stop();
    this.resize.disconnect();
    this.root.remove();
  }
}

/** Mount or update. `data`: mode ("sides" or "difference"), theme, shapes, left and right ({bundle, key, day, title}), focus, selected. */
export function mount({ data, parentElement, setTriggerValue }) {
  let here = mounted.get(parentElement);
  if (!here) {
    here = new Compare(parentElement);
    mounted.set(parentElement, here);
  }
  here.update({ ...data, theme: themeOf(here.host) }, setTriggerValue).catch((error) => {
    here.root.textContent = `The maps could not be drawn: ${error.message}`;
  });
  return () => {
    here.destroy();
    mounted.delete(parentElement);
  };
}
