// Shapes of the map file (metres of EPSG:3035) in the units of the map's SVG: kilometres, y down.

const METRES = 1000;

const round = (/** @type {number} */ value) => Math.round(value * 100) / 100;

/**
 * Width and height of the map.
 * @param {Shapes} geo
 */
export function sizeOf({ frame: [left, bottom, right, top] }) {
  return { width: (right - left) / METRES, height: (top - bottom) / METRES };
}

/**
 * A point of the file on the map.
 * @param {Point} point
 * @param {Frame} frame
 * @returns {Point}
 */
export const placeOn = ([x, y], [left, , , top]) => [round((x - left) / METRES), round((top - y) / METRES)];

/**
 * The path of an SVG for a geometry.
 * @param {Geometry} geometry
 * @param {Frame} frame
 */
export function pathOf({ type, coordinates }, frame) {
  const lines = type === "MultiLineString";
  const rings = lines ? coordinates : coordinates.flat();
  const written = rings.map((ring) => ring.map((point) => placeOn(point, frame).join(" ")).join("L"));
  return written.map((ring) => `M${ring}${lines ? "" : "Z"}`).join("");
}

/**
 * Left, top, right and bottom of a shape on the map.
 * @param {Geometry} geometry
 * @param {Frame} frame
 * @returns {Box}
 */
export function extentOf({ type, coordinates }, frame) {
  const points = type === "MultiLineString" ? coordinates.flat() : coordinates.flatMap(([outer]) => outer);
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [left, top] = placeOn([Math.min(...xs), Math.max(...ys)], frame);
  const [right, bottom] = placeOn([Math.max(...xs), Math.min(...ys)], frame);
  return [left, top, right, bottom];
}
