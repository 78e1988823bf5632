// The folium layer: one SVG overlay on a constant Leaflet map, with one tab stop and roving arrows.

import { SvgMap, swatch } from "./svgmap.mjs";
import { pageStore } from "./store.mjs";
import { isoDay } from "./words.mjs";

const CHIPS = ["CAN", "USA"];
const ARROWS = { ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down" };

function chips(doc, store) {
  const holder = doc.createElement("div");
  holder.className = "ess-chips";
  const made = CHIPS.filter((iso3) => store.bundle.states[iso3]).map((iso3) => {
    const node = doc.createElement("button");
    node.type = "button";
    node.tabIndex = -1;
    node.dataset.iso3 = iso3;
    holder.append(node);
    return { iso3, name: store.bundle.states[iso3].name, node };
  });
  const paint = () => {
    for (const chip of made) {
      const { cls, contested } = store.at(chip.iso3);
      const shown = `${cls.id} ${contested} ${store.theme} ${store.standsOut(chip.iso3)} ${store.focus === chip.iso3}`;
      if (chip.shown === shown) continue;
      chip.shown = shown;
      chip.node.replaceChildren(swatch(doc, store.bundle, store.theme, cls.id, `c${chip.iso3}-`), chip.name);
      chip.node.dataset.status = cls.status;
      chip.node.dataset.stage = cls.stage;
      chip.node.setAttribute("aria-label", `${chip.name}: ${cls.label}${contested ? ", contested" : ""}`);
      chip.node.classList.toggle("dim", !store.standsOut(chip.iso3));
      chip.node.classList.toggle("focused", store.focus === chip.iso3);
    }
  };
  return { holder, made, paint };
}

/** Roving focus: the map is one stop of the Tab key, arrows go to the nearest neighbour. */
function rove(doc, map, store, nodes, open) {
  let current = nodes.has("DEU") ? "DEU" : nodes.keys().next().value;
  const reach = (iso3) => {
    nodes.get(current).node.tabIndex = -1;
    current = iso3;
    nodes.get(current).node.tabIndex = 0;
  };
  reach(current);
  doc.addEventListener("focusin", ({ target }) => {
    const iso3 = target.dataset?.iso3;
    if (!iso3) return map.ring(store.focus);
    reach(iso3);
    return map.ring(iso3);
  });
  doc.addEventListener("focusout", () => map.ring(store.focus));
  doc.addEventListener("keydown", (event) => {
    const iso3 = event.target.dataset?.iso3;
    if (!iso3 || event.ctrlKey || event.metaKey || event.altKey) return forward(event);
    if (event.key === "Enter" || event.key === " ") open(iso3);
    else if (event.key in ARROWS) {
      const to = nodes.get(iso3).links?.[ARROWS[event.key]];
      if (to && nodes.has(to)) nodes.get(to).node.focus();
    } else if (event.key === "Escape") doc.defaultView.parent.essLeaveMap?.();
    else return forward(event);
    event.preventDefault();
    return undefined;
  });
  const forward = (event) => doc.defaultView.parent.essKey?.(event);
}

export async function mount(leafletMap, view = window) {
  const page = view.parent;
  const doc = view.document;
  const store = pageStore(page);
  const here = new URL(".", import.meta.url);
  const css = doc.createElement("link");
  css.rel = "stylesheet";
  css.href = new URL("map_frame.css", here);
  doc.head.append(css);
  const geo = await (await fetch(new URL("europe.geojson", here))).json();
  const start = () => {
    const map = new SvgMap(doc, geo, store.bundle);
    map.svg.setAttribute("aria-label", "Map of Europe by treaty status. Arrow keys move between States, Enter opens one, Escape leaves.");
    const [left, bottom, right, top] = geo.frame.map((metres) => metres / 1000);
    const bounds = [[bottom, left], [top, right]];
    view.L.svgOverlay(map.svg, bounds, { interactive: true, pane: "overlayPane" }).addTo(leafletMap);
    map.svg.classList.remove("leaflet-image-layer");
    map.svg.style.pointerEvents = "auto";
    const fit = () => {
      leafletMap.invalidateSize({ animate: false, pan: false });
      leafletMap.setMinZoom(-12);
      const zoom = leafletMap.getBoundsZoom(bounds, false);
      leafletMap.setView([(bottom + top) / 2, (left + right) / 2], zoom, { animate: false });
      leafletMap.setMinZoom(zoom);
      map.setScale(2 ** -leafletMap.getZoom());
    };
    leafletMap.on("zoomend", () => map.setScale(2 ** -leafletMap.getZoom()));
    view.essFit = fit;
    const { holder, made, paint: paintChips } = chips(doc, store);
    leafletMap.getContainer().append(holder);
    const open = (iso3) => {
      store.setFocus(iso3);
      page.essOpenCard?.(iso3);
    };
    const nodes = new Map(map.states);
    for (const chip of made) nodes.set(chip.iso3, { node: chip.node, links: { right: "ISL", down: chip.iso3 === "CAN" ? "USA" : "IRL", up: "CAN", left: chip.iso3 } });
    if (nodes.has("CAN")) nodes.get("ISL").links = { ...nodes.get("ISL").links, left: "CAN" };
    rove(doc, map, store, nodes, open);
    doc.addEventListener("click", ({ target }) => {
      const iso3 = target.closest?.("[data-iso3]")?.dataset.iso3 ?? target.dataset?.hitOf ?? target.dataset?.shapeOf;
      if (iso3) open(iso3);
    });
    const tip = doc.createElement("div");
    tip.className = "ess-tip";
    tip.hidden = true;
    tip.setAttribute("aria-hidden", "true");
    leafletMap.getContainer().append(tip);
    doc.addEventListener("pointermove", ({ target, clientX, clientY, pointerType }) => {
      const iso3 = target.dataset?.iso3 ?? target.dataset?.hitOf ?? target.dataset?.shapeOf;
      tip.hidden = !iso3 || pointerType === "touch";
      if (tip.hidden) return;
      const { cls, contested } = store.at(iso3);
      tip.textContent = `${store.bundle.states[iso3].name}: ${cls.label}${contested ? ", contested" : ""}`;
      tip.style.left = `${Math.min(clientX + 14, view.innerWidth - tip.offsetWidth - 6)}px`;
      tip.style.top = `${Math.max(4, clientY - 30)}px`;
    });
    doc.addEventListener("pointerleave", () => (tip.hidden = true));
    for (const control of doc.querySelectorAll(".leaflet-control a")) control.tabIndex = -1;
    const stop = store.onPaint(() => {
      map.paint(store);
      paintChips();
      doc.documentElement.dataset.asOf = isoDay(store.day);
      doc.documentElement.dataset.instrument = store.bundle.instrument.id;
      doc.documentElement.dataset.theme = store.theme;
      map.svg.classList.toggle("show-borders", !!store.showBorders);
    });
    view.addEventListener("pagehide", stop);
    new view.ResizeObserver(fit).observe(leafletMap.getContainer());
    fit();
  };
  if (store.bundle) start();
  else {
    const stop = store.onPaint(() => {
      stop();
      start();
    });
  }
}
