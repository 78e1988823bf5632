// The folium layer: one SVG overlay on a constant Leaflet map, with one tab stop and roving arrows.

import { Chips } from "./chips.mjs";
import { pageStore } from "./store.mjs";
import { SvgMap } from "./svgmap.mjs";
import { isoDay } from "./words.mjs";

const CHIP_ROOM_PX = 112;
const NARROW_PX = 560;
const CHIP_ROW_PX = 44;
const ARROWS = { ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down" };
const NAME = "Map of Europe by treaty status. Arrow keys move between States, Enter opens one, Escape leaves.";

const stateOf = (target) => {
  const marked = target.closest?.("[data-iso3], [data-hit-of], [data-shape-of]");
  return marked?.dataset.iso3 ?? marked?.dataset.hitOf ?? marked?.dataset.shapeOf ?? null;
};

class Layer {
  constructor(view, leafletMap, store, geo) {
    Object.assign(this, { view, leafletMap, store, geo, doc: view.document });
    const [left, bottom, right, top] = geo.frame.map((metres) => metres / 1000);
    this.bounds = [
      [bottom, left],
      [top, right],
    ];
    this.tip = this.doc.createElement("div");
    this.tip.className = "ess-tip";
    this.tip.hidden = true;
    this.tip.setAttribute("aria-hidden", "true");
    leafletMap.getContainer().append(this.tip);
    leafletMap.on("zoomend", () => this.map.setScale(2 ** -leafletMap.getZoom()));
    this.build();
    this.listen();
    new view.ResizeObserver(() => this.fit()).observe(leafletMap.getContainer());
    this.stop = store.onPaint(() => this.paint());
  }

  /** Narrow frames have no room for dots: small States become chips, as the two beside the map always are. */
  build() {
    const { doc, store, leafletMap } = this;
    this.narrow = leafletMap.getContainer().clientWidth < NARROW_PX;
    this.overlay?.remove();
    this.chips?.holder.remove();
    this.map = new SvgMap(doc, this.geo, store.bundle, {
      dots: !this.narrow,
      labelPx: this.narrow ? 10 : 11,
      namesMax: this.narrow ? 6 : 8,
    });
    this.map.svg.setAttribute("aria-label", NAME);
    this.overlay = this.view.L.svgOverlay(this.map.svg, this.bounds, { interactive: true }).addTo(leafletMap);
    this.map.svg.style.pointerEvents = "auto";
    const beside = store.bundle.beside.map((iso3) => ({ iso3, links: {} }));
    this.chips = new Chips(doc, store, [...beside, ...this.map.undrawn]);
    // A row that scrolls must be within reach of the keyboard.
    if (this.narrow) this.chips.holder.tabIndex = 0;
    leafletMap.getContainer().append(this.chips.holder);
    doc.documentElement.classList.toggle("narrow", this.narrow);
    this.nodes = new Map(this.map.states);
    this.linkChips();
    this.setTabStop(this.nodes.has(this.current) ? this.current : "DEU");
    for (const control of doc.querySelectorAll(".leaflet-control a")) control.tabIndex = -1;
    this.fit();
  }

  linkChips() {
    const row = this.chips.made;
    row.forEach((chip, index) => {
      const links = { ...chip.links };
      const [before, after] = [row[index - 1]?.iso3, row[index + 1]?.iso3];
      if (this.narrow) Object.assign(links, { left: before, right: after, up: "PRT", down: null });
      else Object.assign(links, { up: before, down: after ?? "IRL", right: "ISL", left: null });
      this.nodes.set(chip.iso3, { ...chip, links });
    });
    const link = (from, way, to) => {
      const node = this.nodes.get(from);
      if (node && to) this.nodes.set(from, { ...node, links: { ...node.links, [way]: to } });
    };
    if (this.narrow) for (const iso3 of ["PRT", "ESP", "CYP"]) link(iso3, "down", row[0]?.iso3);
    else link("ISL", "left", row[0]?.iso3);
  }

  fit() {
    const { leafletMap, bounds } = this;
    if (leafletMap.getContainer().clientWidth < NARROW_PX !== this.narrow) {
      this.build();
      return this.paint();
    }
    leafletMap.invalidateSize({ animate: false, pan: false });
    const size = leafletMap.getSize();
    const room = size.y - (this.narrow ? CHIP_ROW_PX : 0);
    const [[bottom, left], [top, right]] = bounds;
    const kmPerPx = Math.max((right - left) / size.x, (top - bottom) / room);
    const zoom = -Math.log2(kmPerPx);
    const spare = size.x - (right - left) / kmPerPx;
    // The chips stand beside the map: what width is left over goes to their side first.
    const shift = this.narrow ? 0 : (Math.max(spare / 2, Math.min(spare, CHIP_ROOM_PX)) - spare / 2) * kmPerPx;
    const lift = this.narrow ? (CHIP_ROW_PX / 2) * kmPerPx : 0;
    leafletMap.setMinZoom(zoom);
    leafletMap.setView([(bottom + top) / 2 - lift, (left + right) / 2 - shift], zoom, { animate: false });
    this.map.setScale(kmPerPx);
    return undefined;
  }

  paint() {
    const { doc, store } = this;
    this.map.paint(store);
    this.chips.paint();
    this.map.svg.classList.toggle("show-borders", !!store.showBorders);
    doc.documentElement.dataset.theme = store.theme;
    doc.documentElement.dataset.instrument = store.bundle.instrument.id;
    doc.documentElement.dataset.asOf = isoDay(store.day);
  }

  /** Make a State the map's one stop of the Tab key. */
  setTabStop(iso3) {
    this.nodes.get(this.current)?.node.setAttribute("tabindex", "-1");
    this.current = iso3;
    this.nodes.get(iso3)?.node.setAttribute("tabindex", "0");
  }

  listen() {
    const { doc, store } = this;
    doc.addEventListener("focusin", ({ target }) => {
      const iso3 = target.dataset?.iso3;
      if (iso3) this.setTabStop(iso3);
      this.map.ring(iso3 ?? store.focus);
    });
    doc.addEventListener("focusout", () => this.map.ring(store.focus));
    doc.addEventListener("keydown", (event) => this.onKey(event));
    doc.addEventListener("click", ({ target }) => {
      const iso3 = stateOf(target);
      if (iso3) store.setFocus(iso3);
    });
    doc.addEventListener("pointermove", (event) => this.pointAt(event));
    doc.addEventListener("pointerleave", () => (this.tip.hidden = true));
  }

  onKey(event) {
    const page = this.view.parent;
    const iso3 = event.target.dataset?.iso3;
    const way = ARROWS[event.key];
    const plain = !(event.ctrlKey || event.metaKey || event.altKey || event.shiftKey);
    if (iso3 && plain && way) this.nodes.get(this.nodes.get(iso3).links?.[way])?.node.focus();
    else if (iso3 && plain && (event.key === "Enter" || event.key === " ")) this.store.setFocus(iso3);
    else if (iso3 && plain && (event.key === "+" || event.key === "-"))
      this.leafletMap.zoomIn(event.key === "+" ? 0.6 : -0.6);
    else if (iso3 && event.key === "Escape") page.essLeaveMap?.();
    else {
      page.essKey?.(event);
      return;
    }
    event.preventDefault();
  }

  pointAt({ target, clientX, clientY, pointerType }) {
    const { tip, store, view } = this;
    const iso3 = stateOf(target);
    tip.hidden = !iso3 || pointerType === "touch";
    if (tip.hidden) return;
    const { cls, contested } = store.at(iso3);
    tip.textContent = `${store.bundle.states[iso3].name}: ${cls.label}${contested ? ", contested" : ""}`;
    tip.style.left = `${Math.max(4, Math.min(clientX + 14, view.innerWidth - tip.offsetWidth - 6))}px`;
    tip.style.top = `${Math.max(4, clientY - 30)}px`;
  }
}

/** Put the layer on folium's map as soon as the page's store has a bundle. */
export async function mount(leafletMap, view = window) {
  const doc = view.document;
  const store = pageStore(view.parent);
  const here = new URL(".", import.meta.url);
  const style = doc.createElement("link");
  style.rel = "stylesheet";
  style.href = new URL("map_frame.css", here);
  const styled = new Promise((done) => (style.onload = done));
  doc.head.append(style);
  // Asked for by the page, which was told of it in its own answer and may hold it already.
  const shapes = view.parent
    .fetch(new URL("europe.geojson", here))
    .then((answer) => answer.json())
    .catch(() => null);
  const [geo] = await Promise.all([shapes, styled]);
  if (!geo) {
    const notice = doc.createElement("p");
    notice.textContent = "The shapes of the map could not be read. Timeline, cards and lists still work.";
    leafletMap.getContainer().append(notice);
    store.mapDrawn();
    return;
  }
  let layer = null;
  const stop = store.onPaint(() => {
    if (layer) return;
    layer = new Layer(view, leafletMap, store, geo);
    store.mapDrawn();
  });
  view.addEventListener("pagehide", () => {
    stop();
    layer?.stop();
  });
}
