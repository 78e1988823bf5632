// Draws the shapes of a map file into an SVG, once: land, borders, and of each State what is painted later.

import { svgElement } from "./dom.mjs";
import { extentOf, pathOf, placeOn, sizeOf } from "./shapes.mjs";

const LAYERS = ["context", "fills", "twins", "outlines", "borders", "leaders", "dots", "ring", "labels"];
const SILENT_LAYERS = ["context", "outlines", "borders", "leaders", "labels", "ring"];

/**
 * @typedef {Record<string, SVGGElement>} Layers
 * @typedef {{ iso3: Iso3, name: string, links: Links, twin: SVGElement }} UndrawnState
 */

/**
 * An SVG of the map's size, and its layers by name.
 * @param {Shapes} geo
 */
function canvasOf(geo) {
  const { width, height } = sizeOf(geo);
  const size = { viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: "xMidYMid meet" };
  const svg = svgElement("svg", { class: "ess-map", role: "group", ...size });
  svgElement("rect", { width, height, class: "sea" }, svg);
  /** @type {Layers} */
  const layers = Object.fromEntries(LAYERS.map((name) => [name, svgElement("g", { class: name }, svg)]));
  for (const name of SILENT_LAYERS) {
    layers[name].setAttribute("aria-hidden", "true");
    layers[name].style.pointerEvents = "none";
  }
  return { svg, layers };
}

/**
 * What stands on the map for a State that is drawn as a dot: the dot with a line to it, and what takes the pointer.
 * @param {Layers} layers
 * @param {Iso3} iso3
 * @param {Point} at
 * @param {Point} anchor
 */
function drawDot(layers, iso3, [cx, cy], [x1, y1]) {
  svgElement("line", { x1, y1, x2: cx, y2: cy }, layers.leaders);
  const hit = svgElement("circle", { cx, cy, fill: "transparent", "aria-hidden": "true" }, layers.dots);
  hit.dataset.hitOf = iso3;
  return { hit, node: svgElement("circle", { cx, cy }, layers.dots) };
}

/**
 * Draw all shapes whose State the bundle knows. Without `dots`, small States are left to the caller as `undrawn`.
 * @param {Shapes} geo
 * @param {Record<Iso3, { name: string }>} names
 * @param {boolean} dots
 */
export function drawShapes(geo, names, dots) {
  const { frame } = geo;
  const { svg, layers } = canvasOf(geo);
  /** @type {Map<Iso3, MapState>} */
  const states = new Map();
  /** @type {UndrawnState[]} */
  const undrawn = [];
  for (const { geometry, properties } of geo.features) {
    const { iso3, line, dot, links } = properties;
    const d = pathOf(geometry, frame);
    if (line) svgElement("path", { d, fill: "none" }, layers.borders);
    else if (!iso3) svgElement("path", { d, class: "context" }, layers.context);
    if (!iso3 || !names[iso3]) continue;
    const { name } = names[iso3];
    const twin = dot && svgElement("path", { d, "data-shape-of": iso3, "aria-hidden": "true" }, layers.twins);
    if (dot && !dots) {
      undrawn.push({ iso3, name, links, twin });
      continue;
    }
    for (const tone of ["white", "slate"]) svgElement("path", { d, fill: "none", class: tone }, layers.outlines);
    const label = placeOn(dot ? properties.dot_at : properties.label, frame);
    const drawn = dot
      ? drawDot(layers, iso3, label, placeOn(properties.anchor, frame))
      : { hit: null, node: svgElement("path", { d }, layers.fills) };
    drawn.node.dataset.iso3 = iso3;
    drawn.node.setAttribute("role", "button");
    drawn.node.setAttribute("tabindex", "-1");
    const [x, y] = label;
    const text = svgElement("text", { x, y, "text-anchor": "middle", "dominant-baseline": "central" }, layers.labels);
    const shape = extentOf(geometry, frame);
    states.set(iso3, {
      iso3,
      name,
      links,
      dot,
      label,
      shape,
      twin: twin || null,
      ...drawn,
      text,
      moving: false,
      shown: "",
      said: "",
      named: false,
    });
  }
  return { svg, layers, states, undrawn };
}
