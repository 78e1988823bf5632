// How a class looks: its fill or hatch on the map, and a small picture of it for legends and chips.

import { svgElement } from "./dom.mjs";

/**
 * Lines of a hatch within one tile of `gap` units.
 * @type {Record<string, (gap: number) => number[][]>}
 */
const HATCHES = {
  lines: (gap) => [[0, 0, 0, gap]],
  cross: (gap) => [
    [0, 0, 0, gap],
    [0, 0, gap, 0],
  ],
};

/**
 * One `<pattern>` per class and theme; a class without hatch is its plain colour.
 * @param {Element} parent
 * @param {Pick<StatusBundle, "classes" | "styles" | "palettes">} bundle
 * @param {Theme} theme
 * @param {string} prefix
 */
export function patternDefs(parent, bundle, theme, prefix) {
  const defs = svgElement("defs", {}, parent);
  const palette = bundle.palettes[theme];
  for (const cls of bundle.classes) {
    const { base, hatch } = bundle.styles[cls.id];
    if (!hatch) continue;
    const { kind, gap, angle, ink, width } = hatch;
    const attributes = { width: gap, height: gap, patternUnits: "userSpaceOnUse", "data-angle": angle };
    const id = `${prefix}${theme}-${cls.id}`;
    const pattern = svgElement("pattern", { id, patternTransform: `rotate(${angle})`, ...attributes }, defs);
    svgElement("rect", { width: gap, height: gap, fill: palette[base] }, pattern);
    if (kind === "dots") {
      svgElement("circle", { cx: gap / 2, cy: gap / 2, r: width, fill: palette[ink] }, pattern);
      continue;
    }
    for (const [x1, y1, x2, y2] of HATCHES[kind](gap)) {
      svgElement("line", { x1, y1, x2, y2, stroke: palette[ink], "stroke-width": width * 2 }, pattern);
    }
  }
}

/**
 * Fill of a class: its pattern, or its plain colour.
 * @param {StatusBundle} bundle
 * @param {Theme} theme
 * @param {string} classId
 * @param {string} prefix
 */
export function fillOf(bundle, theme, classId, prefix) {
  const style = bundle.styles[classId];
  return style.hatch ? `url(#${prefix}${theme}-${classId})` : bundle.palettes[theme][style.base];
}

/** Size of a hatch in a small box, as a share of the map's. */
const SMALL = 0.7;

/**
 * A class as a CSS background: the twin of dashboard/look/css_hatch.py.
 * @param {Pick<StatusBundle, "styles" | "palettes">} bundle
 * @param {Theme} theme
 * @param {string} classId
 */
export function cssBackground({ styles, palettes }, theme, classId) {
  const { base, hatch } = styles[classId];
  const palette = palettes[theme];
  if (!hatch) return palette[base];
  const [gap, width] = [hatch.gap, hatch.width].map((length) => `${Math.round(length * SMALL * 100) / 100}px`);
  const ink = palette[hatch.ink];
  if (hatch.kind === "dots")
    return `radial-gradient(${ink} ${width}, transparent ${width}) 0 0 / ${gap} ${gap}, ${palette[base]}`;
  const angles = hatch.kind === "cross" ? [hatch.angle, hatch.angle + 90] : [hatch.angle + 90];
  const lines = angles.map(
    (angle) => `repeating-linear-gradient(${angle}deg, ${ink} 0 ${width}, transparent ${width} ${gap})`,
  );
  return `${lines.join(", ")}, ${palette[base]}`;
}

/**
 * A small picture of a class.
 * @param {StatusBundle} bundle
 * @param {Theme} theme
 * @param {string} classId
 * @param {string} prefix
 */
export function swatch(bundle, theme, classId, prefix) {
  const box = { viewBox: "0 0 26 18", width: 26, height: 18 };
  const svg = svgElement("svg", { class: "swatch", ...box, "aria-hidden": "true" });
  const only = { ...bundle, classes: bundle.classes.filter((cls) => cls.id === classId) };
  patternDefs(svg, only, theme, prefix);
  const strong = bundle.classes.find(({ id }) => id === classId)?.outlined;
  const edge = { stroke: bundle.palettes[theme][strong ? "ink" : "outline"], "stroke-width": strong ? 2 : 0.8 };
  const fill = fillOf(bundle, theme, classId, prefix);
  svgElement("rect", { x: 0.5, y: 0.5, width: 25, height: 17, rx: 2, fill, ...edge }, svg);
  return svg;
}
