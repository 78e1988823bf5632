// The folium layer: one SVG overlay on a constant Leaflet map, with one tab stop and roving arrows.

import { Chips } from "./chips.mjs";
import { el } from "./dom.mjs";
import { fetchJson } from "./fetched.mjs";
import { removeFirst } from "./first_picture.mjs";
import { BUTTON_STEPS, MoveHint, wheelSteps, zoomButtons } from "./map_controls.mjs";
import { DEEPEST } from "./pan_zoom.mjs";
import { pageStore } from "./store.mjs";
import { SvgMap } from "./svgmap.mjs";
import { Tip, tipLines } from "./tip.mjs";
import { ARROWS, isPlain, stateAt } from "./walk.mjs";
import { isoDay } from "./words.mjs";

/** @import { Store } from "./store.mjs" */

const NARROW_PX = 560;
const CHIP_ROW_PX = 44;
/** Kilometres at each edge of the map that hold sea or Russia alone: shown where there is room. */
const SPARE = { left: 150, bottom: 115, right: 130, top: 60 };
/** A map this much deeper than as a whole counts as zoomed; below it is what rounding leaves. */
const ZOOMED_STEPS = 0.01;
const SHEETS = ["svgmap.css", "map_frame.css"];

class Layer {
  /** @type {Map<Iso3, { node: Element, links: Links }>} */
  nodes = new Map();
  /** @type {Iso3} */
  current = "DEU";
  /** @type {{ remove: () => void } | null} */
  overlay = null;
  narrow = false;
  /**
   * Where and how deep the map stands as a whole, and what the frame then shows; null until it is placed.
   * @type {{ middle: number[], zoom: number, view: any } | null}
   */
  whole = null;

  /**
   * @param {Window & typeof globalThis} view the frame
   * @param {any} leafletMap
   * @param {Store} store
   * @param {Shapes} geo
   */
  constructor(view, leafletMap, store, geo) {
    this.view = view;
    this.leafletMap = leafletMap;
    this.store = store;
    this.geo = geo;
    const [left, bottom, right, top] = geo.frame.map((metres) => metres / 1000);
    this.bounds = [
      [bottom, left],
      [top, right],
    ];
    this.extent = /** @type {any} */ (view).L.latLngBounds(this.bounds);
    this.container = leafletMap.getContainer();
    this.tip = new Tip(this.container);
    const act = { whole: () => this.showAll(), zoom: (/** @type {number} */ steps) => this.zoom(steps) };
    this.container.append(zoomButtons(store.bundle.ui, act, { tabindex: -1 }));
    this.hint = new MoveHint(this.container, store.bundle.ui);
    leafletMap.on("zoomend", () => this.zoomed());
    this.map = this.makeMap();
    this.chips = this.makeChips();
    this.place();
    this.listen();
    new ResizeObserver(() => this.fit()).observe(this.container);
    this.stop = store.onPaint(() => this.paint());
  }

  /** Narrow frames have no room for dots: small States become chips, as the two beside the map always are. */
  makeMap() {
    this.narrow = this.container.clientWidth < NARROW_PX;
    const room = this.narrow ? { dots: false, namesMax: 6 } : {};
    const map = new SvgMap(this.geo, this.store.bundle, room);
    map.svg.setAttribute("aria-label", this.store.bundle.ui.map_of_page);
    map.svg.style.pointerEvents = "auto";
    return map;
  }

  makeChips() {
    const beside = this.store.bundle.beside.map((iso3) => ({ iso3, links: {} }));
    const chips = new Chips(this.store, [...beside, ...this.map.undrawn]);
    // A row that scrolls must be within reach of the keyboard.
    if (this.narrow) chips.holder.tabIndex = 0;
    return chips;
  }

  /** Put map and chips into the frame. */
  place() {
    const { leafletMap, map, chips } = this;
    const overlay = /** @type {any} */ (this.view).L.svgOverlay(map.svg, this.bounds, { interactive: true });
    this.overlay = overlay.addTo(leafletMap);
    this.container.append(chips.holder);
    document.documentElement.classList.toggle("narrow", this.narrow);
    this.nodes = new Map(map.states);
    this.linkChips();
    this.setTabStop(this.nodes.has(this.current) ? this.current : "DEU");
    this.fit();
  }

  /** Draw anew for a frame that became narrow or wide. */
  rebuild() {
    this.overlay?.remove();
    this.chips.holder.remove();
    this.map = this.makeMap();
    this.chips = this.makeChips();
    this.place();
    this.paint();
  }

  /** Where the arrow keys lead from and to the chips. */
  linkChips() {
    const row = this.chips.made;
    row.forEach(({ iso3, node, links }, index) => {
      const [before, after] = [row[index - 1]?.iso3, row[index + 1]?.iso3];
      const ways = this.narrow ? { up: "PRT", down: null } : { up: null, down: "ISL" };
      this.nodes.set(iso3, { node, links: { ...links, left: before, right: after, ...ways } });
    });
    /** @type {(from: Iso3, way: keyof Links, to: Iso3 | undefined) => void} */
    const link = (from, way, to) => {
      const place = this.nodes.get(from);
      if (place && to) this.nodes.set(from, { ...place, links: { ...place.links, [way]: to } });
    };
    if (this.narrow) for (const iso3 of ["PRT", "ESP", "CYP"]) link(iso3, "down", row[0]?.iso3);
    else for (const way of /** @type {const} */ (["left", "up"])) link("ISL", way, row[0]?.iso3);
  }

  /** Show all of Europe, as large as the frame allows; a part that the reader has zoomed to stays in the middle. */
  fit() {
    const { leafletMap, bounds } = this;
    if (!this.container.clientWidth || !this.container.clientHeight) return; // out of sight, as while a sheet is printed
    if (this.container.clientWidth < NARROW_PX !== this.narrow) {
      this.rebuild();
      return;
    }
    const [deeper, middle] = [this.stepsDeep, leafletMap.getCenter()];
    leafletMap.setMaxBounds(null);
    leafletMap.invalidateSize({ animate: false, pan: false });
    const size = leafletMap.getSize();
    const room = size.y - (this.narrow ? CHIP_ROW_PX : 0);
    const [[low, west], [high, east]] = bounds;
    const [bottom, left] = [low + SPARE.bottom, west + SPARE.left];
    const [top, right] = [high - SPARE.top, east - SPARE.right];
    const kmPerPx = Math.max((right - left) / size.x, (top - bottom) / room);
    const zoom = -Math.log2(kmPerPx);
    const lift = this.narrow ? (CHIP_ROW_PX / 2) * kmPerPx : 0;
    Object.assign(leafletMap.options, { minZoom: zoom, maxZoom: zoom + Math.log2(DEEPEST) });
    const whole = [(bottom + top) / 2 - lift, (left + right) / 2];
    leafletMap.setView(whole, zoom, { animate: false });
    this.whole = { middle: whole, zoom, view: leafletMap.getBounds() };
    leafletMap.setMaxBounds(this.whole.view);
    if (deeper > ZOOMED_STEPS) leafletMap.setView(middle, zoom + deeper, { animate: false });
    this.zoomed();
  }

  /** Keep strokes and names in screen units, and what is shown within the map: beside it lies nothing to see. */
  zoomed() {
    const { leafletMap, whole } = this;
    this.map.setScale(2 ** -leafletMap.getZoom());
    if (whole) leafletMap.options.maxBounds = this.stepsDeep > ZOOMED_STEPS ? this.extent : whole.view;
  }

  /** How many times the scale has been doubled. */
  get stepsDeep() {
    return this.whole ? this.leafletMap.getZoom() - this.whole.zoom : 0;
  }

  showAll() {
    const { leafletMap, whole } = this;
    if (!whole) return;
    leafletMap.options.maxBounds = whole.view;
    leafletMap.setView(whole.middle, whole.zoom, { animate: false });
  }

  /**
   * Zoom within the limits, about a point of the frame or its middle.
   * @param {number} steps
   * @param {any} about
   */
  zoom(steps, about = this.leafletMap.getSize().divideBy(2)) {
    const { leafletMap } = this;
    const { minZoom, maxZoom } = leafletMap.options;
    const zoom = Math.max(minZoom, Math.min(maxZoom, leafletMap.getZoom() + steps));
    if (zoom === minZoom) this.showAll();
    else leafletMap.setZoomAround(about, zoom, { animate: false });
  }

  paint() {
    const { store } = this;
    this.map.paint(store);
    this.chips.paint();
    this.tip.keep(store);
    this.map.svg.classList.toggle("show-borders", store.showBorders);
    const { dataset } = document.documentElement;
    dataset.theme = store.theme;
    dataset.instrument = store.bundle.instrument.id;
    dataset.asOf = isoDay(store.day);
  }

  /**
   * Make a State the map's one stop of the Tab key.
   * @param {Iso3} iso3
   */
  setTabStop(iso3) {
    this.nodes.get(this.current)?.node.setAttribute("tabindex", "-1");
    this.current = iso3;
    this.nodes.get(iso3)?.node.setAttribute("tabindex", "0");
  }

  listen() {
    const { store } = this;
    document.addEventListener("focusin", ({ target }) => {
      const iso3 = /** @type {HTMLElement} */ (target).dataset.iso3;
      if (iso3) this.setTabStop(iso3);
      this.map.ring(iso3 ?? store.focus);
      if (iso3) this.describe(iso3, /** @type {HTMLElement} */ (target));
    });
    document.addEventListener("focusout", ({ target }) => {
      /** @type {Element} */ (target).removeAttribute("aria-description");
      this.map.ring(store.focus);
      this.tip.hide();
    });
    document.addEventListener("keydown", (event) => this.onKey(event));
    document.addEventListener("click", (event) => {
      const iso3 = stateAt(event);
      if (iso3 && !this.wasDrag(event)) store.setFocus(iso3);
    });
    this.listenToMovement();
    document.addEventListener("pointermove", (event) => this.pointAt(event));
    document.documentElement.addEventListener("pointerleave", () => this.tip.hide());
  }

  /** The mouse drags and the wheel zooms with a key held; a plain wheel and one finger are the page's. */
  listenToMovement() {
    const { container, leafletMap, store } = this;
    const wheel = (/** @type {WheelEvent} */ event) => {
      const steps = wheelSteps(event);
      if (!steps) {
        this.hint.show("wheel");
        return;
      }
      event.preventDefault();
      this.zoom(steps, leafletMap.mouseEventToContainerPoint(event));
    };
    container.addEventListener("wheel", wheel, { passive: false });
    const press = (/** @type {PointerEvent} */ { pointerType }) =>
      leafletMap.dragging[pointerType === "touch" ? "disable" : "enable"]();
    container.addEventListener("pointerdown", press, { capture: true });
    const finger = (/** @type {TouchEvent} */ { touches }) => {
      if (touches.length === 1 && this.stepsDeep > ZOOMED_STEPS) this.hint.show("fingers");
    };
    container.addEventListener("touchmove", finger, { passive: true });
    store.showWholeMap = () => this.showAll();
  }

  /**
   * Whether a click ends a drag of the map: it chooses nothing.
   * @param {MouseEvent} event
   */
  wasDrag({ detail }) {
    const { dragging } = this.leafletMap;
    return detail > 0 && dragging.enabled() && dragging.moved();
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const { store } = this;
    const { key } = event;
    const iso3 = /** @type {HTMLElement} */ (event.target).dataset?.iso3;
    const way = ARROWS[key];
    const plain = isPlain(event) && !event.shiftKey;
    if (iso3 && plain && way) this.focusNode(this.nodes.get(iso3)?.links[way]);
    else if (iso3 && plain && (key === "Enter" || key === " ")) store.setFocus(iso3);
    else if (iso3 && isPlain(event) && "+=-".includes(key)) this.zoom(key === "-" ? -BUTTON_STEPS : BUTTON_STEPS);
    else if (iso3 && key === "Escape") store.timeline?.track.focus();
    else {
      store.onKey?.(event);
      return;
    }
    event.preventDefault();
  }

  /** @param {Iso3 | null | undefined} iso3 */
  focusNode(iso3) {
    const place = iso3 && this.nodes.get(iso3);
    if (place) /** @type {HTMLElement} */ (place.node).focus();
  }

  /** @param {PointerEvent} event */
  pointAt(event) {
    const iso3 = stateAt(event);
    if (iso3 && event.pointerType !== "touch") this.tip.show(this.store, iso3, { x: event.clientX, y: event.clientY });
    else this.tip.hide();
  }

  /**
   * Say of the State that has the focus what a pointer would be told, by a box and to screen readers.
   * @param {Iso3} iso3
   * @param {HTMLElement} node
   */
  describe(iso3, node) {
    const { store, tip } = this;
    node.setAttribute("aria-description", tipLines(store, iso3).slice(1).join(". "));
    if (!node.matches(":focus-visible")) return;
    const box = node.getBoundingClientRect();
    tip.show(store, iso3, { x: box.left + box.width / 2, y: box.top });
  }
}

/**
 * Add a style sheet to the frame; settles once it holds, and also where it could not be loaded.
 * @param {string} href
 */
function addSheet(href) {
  const sheet = el("link", { rel: "stylesheet", href });
  document.head.append(sheet);
  return new Promise((done) => {
    sheet.onload = sheet.onerror = done;
  });
}

/**
 * Put the layer on folium's map as soon as the page's store has a bundle.
 * @param {any} leafletMap
 * @param {string} address of the shapes
 * @param {Window & typeof globalThis} view the frame
 */
export async function mount(leafletMap, address, view = window) {
  const page = /** @type {Window & typeof globalThis} */ (view.parent);
  const store = pageStore(page);
  const here = new URL(".", import.meta.url);
  const styled = Promise.all(SHEETS.map((name) => addSheet(new URL(name, here).href)));
  // Asked for by the page, whose own answer named it: the page may hold it already.
  const shapes = fetchJson(new URL(address, here).href, page).catch(() => null);
  const [geo] = await Promise.all([shapes, styled]);
  if (!geo) {
    const notice = el("p");
    leafletMap.getContainer().append(notice);
    removeFirst("map", page.document);
    store.mapDrawn();
    store.onPaint(() => {
      notice.textContent = store.bundle.ui.no_shapes;
    });
    return;
  }
  /** @type {Layer | null} */
  let layer = null;
  const stop = store.onPaint(() => {
    if (layer) return;
    layer = new Layer(view, leafletMap, store, geo);
    removeFirst("map", page.document);
    store.mapDrawn();
  });
  view.addEventListener("pagehide", () => {
    stop();
    layer?.stop();
    store.showWholeMap = null;
  });
}
