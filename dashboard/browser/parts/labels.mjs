// Where the name of a State stands on the map: the twin of dashboard/look/map_fit.py, tested on the same numbers.

/** Lines of writing that a shape is high at least before its name stands on it. */
const ROOM_FOR_NAME = 5;
/** Lines that a shape is high at least to carry a name that does not stand at its right, if it is as wide. */
const LEAST_ROOM = 3;
/** Between a State and a name beside it, in heights of the writing. */
const GAP = 0.4;

/**
 * At the right of a State that it would cover, so that fill and hatch can be seen, unless it would then leave the map
 * or lie on one of the `others` that move and be taken for its name. Else on the State where it has room, else at its
 * left under the same conditions. Else in the middle, below a dot; a name wider than its State begins at the State's
 * edge.
 * @param {{ label: Point, extent: Box, dot: number }} state `dot` is the dot's radius, 0 for a shape
 * @param {number} width
 * @param {number} size
 * @param {[number, number]} across the sides of the map
 * @param {Box[]} others
 * @returns {{ anchor: "start" | "middle" | "end", x: number, y: number }}
 */
export function placeLabel({ label: [x, y], extent: [left, top, right, bottom], dot }, width, size, across, others) {
  const gap = GAP * size;
  const free = (/** @type {number} */ start) => {
    const end = start + width;
    return (
      across[0] <= start &&
      end <= across[1] &&
      !others.some(([x0, y0, x1, y1]) => x0 < end && start < x1 && y0 < y + size / 2 && y - size / 2 < y1)
    );
  };
  if (bottom - top <= ROOM_FOR_NAME * size) {
    if (free(right + gap)) return { anchor: "start", x: right + gap, y };
    const fits = bottom - top >= LEAST_ROOM * size && width <= right - left;
    if (!fits && free(left - gap - width)) return { anchor: "end", x: left - gap, y };
  }
  if (!dot && width > right - left) return { anchor: "start", x: left, y };
  return { anchor: "middle", x, y: y + (dot ? dot + size * 0.7 : 0) };
}
