// The map as one SVG: shapes once, then only fills, hatches and labels. Used by the folium layer,
// the presentation and the single-file page alike. Units inside are kilometres of EPSG:3035.

import { writeAttributes, writeText } from "./dom.mjs";
import { drawShapes } from "./draw_shapes.mjs";
import { placeLabel } from "./labels.mjs";
import { fillOf, patternDefs } from "./patterns.mjs";
import { sizeOf } from "./shapes.mjs";
import { fill } from "./words.mjs";

/** @import { Store } from "./store.mjs" */

const DOT_PX = 7;
const HIT_PX = 12;
/** Lines of writing that a State is high at least to carry its figure. */
const FIGURE_LINES = 1.6;
/** Share of its height: how wide a letter is, before it is drawn. */
const WIDTH_OF_LETTER = 0.62;
/** What a copy of a shape must not keep: hooks, name and focus stand on the State's one element. */
const OWN_ATTRIBUTES = ["data-iso3", "data-status", "data-stage", "role", "tabindex", "aria-label", "id"];

export class SvgMap {
  /** Kilometres per pixel. */
  scale = 1;
  /** @type {Theme | null} */
  theme = null;
  /**
   * Shown where the page is not dark, instead of the page's own.
   * @type {Theme | null}
   */
  fixedTheme = null;
  /** @type {Iso3 | null | undefined} */
  ringed = undefined;

  /**
   * Draw the shapes of `geo` into a new SVG.
   * @param {Shapes} geo
   * @param {StatusBundle} bundle
   * @param {{ prefix?: string, dotPx?: number, labelPx?: number, dots?: boolean, namesMax?: number }} options
   */
  constructor(geo, bundle, { prefix = "p-", dotPx = DOT_PX, labelPx = 12, dots = true, namesMax = 8 } = {}) {
    this.bundle = bundle;
    this.prefix = prefix;
    this.dotPx = dotPx;
    this.labelPx = labelPx;
    this.namesMax = namesMax;
    const { width, height } = sizeOf(geo);
    this.width = width;
    this.height = height;
    const { svg, layers, states, undrawn } = drawShapes(geo, bundle.states, dots);
    this.svg = svg;
    this.layers = layers;
    this.states = states;
    /** Small States drawn without a dot: the caller shows them otherwise. */
    this.undrawn = undrawn;
  }

  /**
   * Keep strokes, hatches, dots and labels in screen units.
   * @param {number} scale kilometres per pixel
   */
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
    for (const { node, hit, text } of this.states.values()) {
      if (hit) {
        node.setAttribute("r", String(this.dotPx * k));
        hit.setAttribute("r", String(HIT_PX * k));
      }
      text.setAttribute("font-size", String(this.labelPx * k));
      text.setAttribute("stroke-width", String(3 * k));
    }
    this.placeLabels();
  }

  /**
   * Left, top, right and bottom of what stands on the map for a State.
   * @param {MapState} state
   * @returns {Box}
   */
  extent({ dot, label: [x, y], shape }) {
    const radius = this.dotPx * this.scale;
    return dot ? [x - radius, y - radius, x + radius, y + radius] : shape;
  }

  placeLabels() {
    const moving = [...this.states.values()].filter((state) => state.moving);
    const size = this.labelPx * this.scale;
    for (const state of this.states.values()) {
      const { text, label, dot, said, named } = state;
      if (!said) continue;
      const [left, top, right, bottom] = this.extent(state);
      const widthOf = (/** @type {string} */ words) => words.length * WIDTH_OF_LETTER * size;
      if (!named) {
        // A figure stands on its State or not at all.
        const fits = !dot && widthOf(said) <= right - left && size * FIGURE_LINES <= bottom - top;
        writeText(text, fits ? said : "");
        writeAttributes(text, { "text-anchor": "middle", x: label[0], y: label[1] });
        continue;
      }
      // On a phone the longer form would lie on the neighbour's name; the hatch and the card tell the contest too.
      const name = widthOf(said) <= right - left ? said : state.name;
      writeText(text, name);
      const width = widthOf(name);
      const others = moving.filter((other) => other !== state).map((other) => this.extent(other));
      const place = { label, extent: this.extent(state), dot: dot ? this.dotPx * this.scale : 0 };
      const { anchor, x, y } = placeLabel(place, width, size, [0, this.width], others);
      writeAttributes(text, { "text-anchor": anchor, x, y });
    }
  }

  /** @param {Theme} theme */
  applyTheme(theme) {
    if (theme === this.theme) return;
    this.theme = theme;
    this.svg.querySelector("defs")?.remove();
    patternDefs(this.svg, this.bundle, theme, this.prefix);
    const palette = this.bundle.palettes[theme];
    const roles = { sea: "sea", land: "outside", outline: "outline", halo: "halo", ink: "ink", border: "border" };
    for (const [name, role] of Object.entries(roles)) this.svg.style.setProperty(`--${name}`, palette[role]);
    this.applyScale();
    for (const state of this.states.values()) state.shown = "";
  }

  /**
   * Show the day: only what differs from the last painting is touched.
   * @param {Store} store
   */
  paint(store) {
    if (store.bundle !== this.bundle) this.adopt(store.bundle);
    const theme = store.theme === "dark" ? "dark" : (this.fixedTheme ?? store.theme);
    this.applyTheme(theme);
    const named = this.named(store);
    let changed = false;
    for (const state of this.states.values()) {
      const { cls, contested, figure } = store.at(state.iso3);
      const out = store.standsOut(state.iso3);
      const shown = `${cls.id} ${contested} ${out} ${named.has(state.iso3)} ${figure}`;
      if (shown === state.shown) continue;
      state.shown = shown;
      changed = true;
      const colour = fillOf(this.bundle, theme, cls.id, this.prefix);
      for (const node of [state.node, state.twin]) {
        if (!node) continue;
        writeAttributes(node, { fill: colour });
        node.classList.toggle("dim", !out);
        node.classList.toggle("outlined", !!cls.outlined);
      }
      state.moving = cls.moving;
      state.node.dataset.status = cls.status;
      state.node.dataset.stage = cls.stage;
      state.node.setAttribute("aria-label", store.namedLabel(state.iso3));
      state.named = out && named.has(state.iso3) && !figure;
      const name = contested ? fill(this.bundle.ui.contested_name, { name: state.name }) : state.name;
      state.said = state.named ? name : out ? figure : "";
      if (!state.said) writeText(state.text, "");
    }
    if (changed) this.placeLabels();
    for (const { iso3, twin } of this.undrawn) {
      writeAttributes(twin, { fill: fillOf(this.bundle, theme, store.at(iso3).cls.id, this.prefix) });
    }
    this.ring(store.focus);
  }

  /**
   * States named on the map: all that leave, left or suspend while they are few, else those of the last step; and
   * those that the store names.
   * @param {Store} store
   * @returns {Set<Iso3 | null>}
   */
  named(store) {
    const moving = [...this.states.keys()].filter((iso3) => store.at(iso3).cls.moving);
    if (moving.length <= this.namesMax) return new Set([...moving, ...store.named]);
    const last = (store.stepAtOrBefore()?.[1] ?? []).map(([iso3]) => iso3).filter((iso3) => moving.includes(iso3));
    return new Set([...(last.length <= this.namesMax ? last : []), store.focus, ...store.named]);
  }

  /** @param {StatusBundle} bundle */
  adopt(bundle) {
    this.bundle = bundle;
    this.theme = null;
  }

  /**
   * The focus ring: blue between two white, drawn above every shape.
   * @param {Iso3 | null} iso3
   */
  ring(iso3) {
    if (iso3 === this.ringed) return;
    this.ringed = iso3;
    this.layers.ring.replaceChildren();
    if (iso3) for (const tone of ["white", "blue"]) this.trace(iso3, tone);
  }

  /**
   * Draw a State's outline once more, above every shape.
   * @param {Iso3} iso3
   * @param {string} tone
   */
  trace(iso3, tone) {
    const state = this.states.get(iso3);
    if (!state) return;
    const copy = /** @type {SVGElement} */ (state.node.cloneNode(false));
    for (const name of OWN_ATTRIBUTES) copy.removeAttribute(name);
    copy.setAttribute("fill", "none");
    copy.setAttribute("class", tone);
    this.layers.ring.append(copy);
  }
}
