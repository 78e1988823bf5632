// Where a day stands on the timeline, and which day stands at a place: calendar or event spacing.

/**
 * The axis of an instrument, from a later day where one is given.
 * @param {StatusBundle} bundle
 * @param {Step[]} steps
 * @param {string} spacing "calendar" or "events"
 * @param {Day | null} from
 * @returns {Axis}
 */
export function axis(bundle, steps, spacing, from) {
  const first = Math.max(bundle.first, from ?? bundle.first);
  const { last } = bundle;
  /** @type {Day[]} */
  let between = [];
  if (spacing === "events") {
    const days = [...steps, ...bundle.dots].map(([on]) => on).concat(bundle.horizon, bundle.today);
    between = [...new Set(days)].filter((day) => day > first && day < last).sort((a, b) => a - b);
  }
  const knots = [first, ...between, last];
  const places = knots.map((day, index) =>
    spacing === "events" ? index / (knots.length - 1) : (day - first) / (last - first || 1),
  );
  return { first, last, knots, places };
}

/**
 * @param {number} value
 * @param {number[]} from
 * @param {number[]} to
 */
function interpolate(value, from, to) {
  let index = 1;
  while (index < from.length - 1 && value > from[index]) index += 1;
  const span = from[index] - from[index - 1] || 1;
  const share = Math.min(1, Math.max(0, (value - from[index - 1]) / span));
  return to[index - 1] + share * (to[index] - to[index - 1]);
}

/**
 * @param {Axis} axis
 * @param {Day} day
 */
export const placeOf = ({ knots, places }, day) => interpolate(day, knots, places);
/**
 * @param {Axis} axis
 * @param {number} place
 */
export const dayAt = ({ knots, places }, place) => Math.round(interpolate(place, places, knots));

/**
 * The shortest range that holds a day: the latest of `starts` not after it; null for the whole timeline.
 * @param {Day[]} starts
 * @param {Day} day
 * @param {Day} first of the timeline
 * @returns {Day | null}
 */
export function rangeHolding(starts, day, first) {
  const holding = starts.filter((start) => start <= day && start > first);
  return holding.length ? Math.max(...holding) : null;
}
