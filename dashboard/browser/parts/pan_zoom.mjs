// The part of the plane that several maps show together: moved, zoomed, kept inside the map.

/** @typedef {{ x: number, y: number, width: number, height: number }} Viewport */

/** How many times larger than as a whole a map is shown at most. */
export const DEEPEST = 4;

/**
 * The view zoomed about a point that stays where it is: never wider than the map, never deeper than it is of use.
 * @param {Viewport} view
 * @param {number} factor
 * @param {{ x: number, y: number }} about
 * @param {{ width: number, height: number }} map
 * @returns {Viewport}
 */
export function zoomed(view, factor, about, map) {
  const width = Math.min(map.width, Math.max(map.width / DEEPEST, view.width * factor));
  const real = width / view.width;
  return {
    x: about.x - (about.x - view.x) * real,
    y: about.y - (about.y - view.y) * real,
    width,
    height: view.height * real,
  };
}

/**
 * The view moved back into the map where it left it.
 * @param {Viewport} view
 * @param {{ width: number, height: number }} map
 * @returns {Viewport}
 */
export function kept(view, map) {
  return {
    ...view,
    x: Math.min(Math.max(view.x, 0), map.width - view.width),
    y: Math.min(Math.max(view.y, 0), map.height - view.height),
  };
}

/**
 * The middle of a view.
 * @param {Viewport} view
 */
export const middleOf = ({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2 });
