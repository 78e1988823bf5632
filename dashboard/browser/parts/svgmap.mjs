// The map as one SVG: shapes once, then only fills, hatches and labels. Used by the folium layer,
// the presentation and the single-file page alike. Units inside are kilometres of EPSG:3035.

const NS = "http://www.w3.org/2000/svg";
const KM = 1000;
const DOT_PX = 7;
/** Lines of writing that a shape is high at least before its name stands on it. */
const ROOM_FOR_NAME = 5;
/** Share of its height: how wide a name is, told before it is drawn. */
const WIDTH_OF_LETTER = 0.62;

const round = (value) => Math.round(value * 100) / 100;

export function svgElement(doc, name, attributes = {}, parent = null) {
  const node = doc.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  parent?.append(node);
  return node;
}

const HATCHES = {
  lines: (gap) => [[0, 0, 0, gap]],
  cross: (gap) => [
    [0, 0, 0, gap],
    [0, 0, gap, 0],
  ],
};

/** One `<pattern>` per class and theme; a class without hatch is its plain colour. */
export function patternDefs(doc, parent, bundle, theme, prefix) {
  const defs = svgElement(doc, "defs", {}, parent);
  const palette = bundle.palettes[theme];
  for (const cls of bundle.classes) {
    const style = bundle.styles[cls.id];
    if (!style.hatch) continue;
    const { kind, gap, angle = 0, ink, width } = style.hatch;
    const pattern = svgElement(
      doc,
      "pattern",
      {
        id: `${prefix}${theme}-${cls.id}`,
        width: gap,
        height: gap,
        patternUnits: "userSpaceOnUse",
        patternTransform: `rotate(${angle})`,
        "data-angle": angle,
      },
      defs,
    );
    svgElement(doc, "rect", { width: gap, height: gap, fill: palette[style.base] }, pattern);
    if (kind === "dots") {
      svgElement(doc, "circle", { cx: gap / 2, cy: gap / 2, r: width, fill: palette[ink] }, pattern);
      continue;
    }
    for (const [x1, y1, x2, y2] of HATCHES[kind](gap)) {
      svgElement(doc, "line", { x1, y1, x2, y2, stroke: palette[ink], "stroke-width": width * 2 }, pattern);
    }
  }
  return defs;
}

export function fillOf(bundle, theme, classId, prefix) {
  const style = bundle.styles[classId];
  return style.hatch ? `url(#${prefix}${theme}-${classId})` : bundle.palettes[theme][style.base];
}

/** A small picture of a class for legends and chips. */
export function swatch(doc, bundle, theme, classId, prefix) {
  const svg = svgElement(doc, "svg", {
    class: "swatch",
    viewBox: "0 0 26 18",
    width: 26,
    height: 18,
    "aria-hidden": "true",
  });
  patternDefs(doc, svg, { ...bundle, classes: bundle.classes.filter((cls) => cls.id === classId) }, theme, prefix);
  svgElement(
    doc,
    "rect",
    {
      x: 0.5,
      y: 0.5,
      width: 25,
      height: 17,
      rx: 2,
      fill: fillOf(bundle, theme, classId, prefix),
      stroke: bundle.palettes[theme].outline,
      "stroke-width": 0.8,
    },
    svg,
  );
  return svg;
}

function pathOf(geometry, frame) {
  const [left, , , top] = frame;
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  const lines = geometry.type.endsWith("LineString");
  const rings = lines
    ? geometry.type === "LineString"
      ? [geometry.coordinates]
      : geometry.coordinates
    : polygons.flat();
  return rings
    .map(
      (ring) =>
        `M${ring.map(([x, y]) => `${round((x - left) / KM)} ${round((top - y) / KM)}`).join("L")}${lines ? "" : "Z"}`,
    )
    .join("");
}

/** Upper left and lower right corner, in the shapes' own metres. */
function extentOf({ type, coordinates }) {
  const points = type === "Polygon" ? coordinates[0] : coordinates.flatMap(([outer]) => outer);
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  return [
    [Math.min(...xs), Math.max(...ys)],
    [Math.max(...xs), Math.min(...ys)],
  ];
}

export class SvgMap {
  /** Draw the shapes of `geo` (a FeatureCollection in EPSG:3035 metres) into a new SVG. */
  constructor(doc, geo, bundle, { prefix = "p-", dotPx = DOT_PX, labelPx = 11, dots = true, namesMax = 8 } = {}) {
    Object.assign(this, { doc, geo, bundle, prefix, dotPx, labelPx, dots, namesMax, scale: 1, theme: null });
    const [left, bottom, right, top] = geo.frame;
    this.width = (right - left) / KM;
    this.height = (top - bottom) / KM;
    this.svg = svgElement(doc, "svg", {
      class: "ess-map",
      viewBox: `0 0 ${this.width} ${this.height}`,
      role: "group",
      preserveAspectRatio: "xMidYMid meet",
    });
    svgElement(doc, "rect", { width: this.width, height: this.height, class: "sea" }, this.svg);
    const layer = (name) => svgElement(doc, "g", { class: name }, this.svg);
    this.layers = Object.fromEntries(
      ["context", "fills", "twins", "outlines", "borders", "leaders", "dots", "ring", "labels"].map((name) => [
        name,
        layer(name),
      ]),
    );
    for (const name of ["context", "outlines", "borders", "leaders", "labels", "ring"]) {
      this.layers[name].setAttribute("aria-hidden", "true");
      this.layers[name].style.pointerEvents = "none";
    }
    this.states = new Map();
    /** Small States drawn without a dot: the caller shows them otherwise. */
    this.undrawn = [];
    for (const feature of geo.features) this.addFeature(feature);
  }

  addFeature({ geometry, properties }) {
    const d = pathOf(geometry, this.geo.frame);
    if (properties.line) {
      svgElement(this.doc, "path", { d, fill: "none" }, this.layers.borders);
      return;
    }
    if (!properties.iso3) {
      svgElement(this.doc, "path", { d, class: "context" }, this.layers.context);
      return;
    }
    const { iso3 } = properties;
    const known = this.bundle.states[iso3];
    if (!known) return;
    const [left, , , top] = this.geo.frame;
    const place = ([x, y]) => [round((x - left) / KM), round((top - y) / KM)];
    if (properties.dot && !this.dots) {
      this.undrawn.push({
        iso3,
        name: known.name,
        links: properties.links,
        twin: svgElement(this.doc, "path", { d, "data-shape-of": iso3, "aria-hidden": "true" }, this.layers.twins),
      });
      return;
    }
    const state = {
      iso3,
      name: known.name,
      links: properties.links,
      label: place(properties.dot ? properties.dot_at : properties.label),
      dot: properties.dot,
    };
    state.extent = properties.dot ? [...state.label, ...state.label] : extentOf(geometry).flatMap(place);
    for (const tone of ["white", "slate"])
      svgElement(this.doc, "path", { d, fill: "none", class: tone }, this.layers.outlines);
    if (properties.dot) {
      state.twin = svgElement(this.doc, "path", { d, "data-shape-of": iso3, "aria-hidden": "true" }, this.layers.twins);
      const [ax, ay] = place(properties.anchor);
      const [x, y] = state.label;
      svgElement(this.doc, "line", { x1: ax, y1: ay, x2: x, y2: y }, this.layers.leaders);
      state.hit = svgElement(
        this.doc,
        "circle",
        { cx: x, cy: y, fill: "transparent", "aria-hidden": "true" },
        this.layers.dots,
      );
      state.node = svgElement(this.doc, "circle", { cx: x, cy: y }, this.layers.dots);
      state.hit.dataset.hitOf = iso3;
    } else {
      state.node = svgElement(this.doc, "path", { d }, this.layers.fills);
    }
    state.node.dataset.iso3 = iso3;
    state.node.setAttribute("role", "button");
    state.node.setAttribute("tabindex", "-1");
    state.text = svgElement(
      this.doc,
      "text",
      { x: state.label[0], y: state.label[1], "text-anchor": "middle", "dominant-baseline": "central" },
      this.layers.labels,
    );
    this.states.set(iso3, state);
  }

  /** Keep strokes, hatches, dots and labels in screen units: `scale` is kilometres per pixel. */
  setScale(scale) {
    if (!(scale > 0) || Math.abs(scale - this.scale) < 1e-9) return;
    this.scale = scale;
    this.applyScale();
  }

  applyScale() {
    const k = this.scale;
    for (const pattern of this.svg.querySelectorAll("pattern")) {
      pattern.setAttribute("patternTransform", `scale(${k}) rotate(${pattern.dataset.angle})`);
    }
    for (const { node, hit, text, dot } of this.states.values()) {
      if (dot) {
        node.setAttribute("r", this.dotPx * k);
        hit.setAttribute("r", 12 * k);
      }
      text.setAttribute("font-size", this.labelPx * k);
      text.setAttribute("stroke-width", 3 * k);
    }
    this.placeLabels();
  }

  placeLabels() {
    const moving = [...this.states.values()].filter((state) => state.moving);
    for (const state of this.states.values()) if (state.text.textContent) this.placeLabel(state, moving);
  }

  /** A name stands beside a State that it would cover, so that fill and hatch can be seen, unless it would then lie on
   * another that moves and be taken for its name. One wider than its State begins at the State's edge. */
  placeLabel(state, moving) {
    const {
      text,
      label,
      dot,
      extent: [left, top, right, bottom],
    } = state;
    const k = this.scale;
    const high = this.labelPx * k;
    const width = text.textContent.length * WIDTH_OF_LETTER * high;
    const gap = (dot ? this.dotPx * k : 0) + high * 0.4;
    const free = (from) =>
      from >= 0 &&
      from + width <= this.width &&
      !moving.some(
        ({ iso3, extent: [x0, y0, x1, y1] }) =>
          iso3 !== state.iso3 && x0 < from + width && from < x1 && y0 < label[1] + high / 2 && label[1] - high / 2 < y1,
      );
    let [anchor, x] = ["middle", label[0]];
    const covered = bottom - top <= ROOM_FOR_NAME * high;
    if (covered && free(right + gap)) [anchor, x] = ["start", right + gap];
    else if (covered && free(left - gap - width)) [anchor, x] = ["end", left - gap];
    else if (width > right - left && !dot) [anchor, x] = ["start", left];
    text.setAttribute("text-anchor", anchor);
    text.setAttribute("x", x);
    text.setAttribute("dy", dot && anchor === "middle" ? this.dotPx * k + high * 0.7 : 0);
  }

  applyTheme(theme) {
    if (theme === this.theme) return;
    this.theme = theme;
    this.svg.querySelector("defs")?.remove();
    patternDefs(this.doc, this.svg, this.bundle, theme, this.prefix);
    const palette = this.bundle.palettes[theme];
    this.svg.style.setProperty("--sea", palette.sea);
    this.svg.style.setProperty("--land", palette.outside);
    this.svg.style.setProperty("--outline", palette.outline);
    this.svg.style.setProperty("--halo", palette.halo);
    this.svg.style.setProperty("--ink", palette.ink);
    this.svg.style.setProperty("--border", palette.border);
    this.applyScale();
    for (const state of this.states.values()) state.shown = null;
  }

  /** Show the day: only what differs from the last painting is touched. */
  paint(store) {
    if (store.bundle !== this.bundle) this.adopt(store.bundle);
    this.applyTheme(store.theme === "dark" ? "dark" : (this.fixedTheme ?? store.theme));
    const named = this.named(store);
    let changed = false;
    for (const state of this.states.values()) {
      const { cls, contested } = store.at(state.iso3);
      const out = store.standsOut(state.iso3);
      const shown = `${cls.id} ${contested} ${out} ${named.has(state.iso3)}`;
      if (shown === state.shown) continue;
      state.shown = shown;
      changed = true;
      const fill = fillOf(this.bundle, this.theme, cls.id, this.prefix);
      for (const node of [state.node, state.twin]) {
        if (!node) continue;
        node.setAttribute("fill", fill);
        node.classList.toggle("dim", !out);
      }
      state.moving = cls.moving;
      state.node.dataset.status = cls.status;
      state.node.dataset.stage = cls.stage;
      state.node.setAttribute("aria-label", `${state.name}: ${cls.label}${contested ? ", contested" : ""}`);
      const speaks = out && named.has(state.iso3);
      state.text.textContent = speaks ? `${state.name}${contested ? " (contested)" : ""}` : "";
    }
    if (changed) this.placeLabels();
    for (const { iso3, twin } of this.undrawn)
      twin.setAttribute("fill", fillOf(this.bundle, this.theme, store.at(iso3).cls.id, this.prefix));
    this.ring(store.focus);
  }

  /** States named on the map: all that leave, left or suspend while they are few, else those of the last step. */
  named(store) {
    const moving = [...this.states.keys()].filter((iso3) => store.at(iso3).cls.moving);
    if (moving.length <= this.namesMax) return new Set(moving);
    const last = (store.stepAtOrBefore()?.[1] ?? []).map(([iso3]) => iso3).filter((iso3) => moving.includes(iso3));
    return new Set([...(last.length <= this.namesMax ? last : []), store.focus]);
  }

  adopt(bundle) {
    this.bundle = bundle;
    this.theme = null;
  }

  /** The focus ring: blue between two white, drawn above every shape. */
  ring(iso3) {
    if (iso3 === this.ringed) return;
    this.ringed = iso3;
    this.layers.ring.replaceChildren();
    const state = this.states.get(iso3);
    if (!state) return;
    for (const tone of ["white", "blue"]) {
      const copy = state.node.cloneNode(false);
      for (const name of ["data-iso3", "data-status", "data-stage", "role", "tabindex", "aria-label", "id"])
        copy.removeAttribute(name);
      copy.setAttribute("fill", "none");
      copy.setAttribute("class", tone);
      this.layers.ring.append(copy);
    }
  }
}
