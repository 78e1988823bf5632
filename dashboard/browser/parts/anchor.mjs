// Scrolls to a place of the page that is drawn after the address was read.

const COMES_MS = 60_000;
const PATIENCE_MS = 8000;
const RESTS = 4;
/** What stands above may still grow on a slow machine or line, when the place seems to rest. */
const AFTER_MS = 3000;
const LOOK_MS = 150;
/** The reader goes on: from then on nothing moves by itself. */
const ACTS = ["wheel", "touchmove", "pointerdown", "keydown", "popstate"];

let latest = 0;

/**
 * Scroll to the element of that id until it rests and nothing above it grows any more, or the reader goes on.
 * @param {string} id
 * @param {ScrollLogicalPosition} block
 * @param {() => boolean} wanted whether it is still to be scrolled to, asked until it is reached
 * @param {(place: HTMLElement) => void} [reached]
 */
export function scrollWhenThere(id, block, wanted, reached) {
  latest += 1;
  const mine = latest;
  let until = performance.now() + COMES_MS;
  let last = "";
  let rests = 0;
  const acted = new AbortController();
  for (const act of ACTS) addEventListener(act, () => acted.abort(), { capture: true, signal: acted.signal });
  const look = () => {
    const goesOn = rests >= RESTS || wanted();
    if (!goesOn || mine !== latest || performance.now() > until) acted.abort();
    if (acted.signal.aborted) return;
    const place = document.getElementById(id);
    if (place) {
      place.scrollIntoView({ block, behavior: "instant" });
      const now = `${document.documentElement.scrollHeight} ${place.getBoundingClientRect().top}`;
      if (now !== last && rests < RESTS) {
        rests = 0;
        until = performance.now() + PATIENCE_MS;
      } else if (now === last) {
        rests += 1;
        if (rests === RESTS) {
          until = performance.now() + AFTER_MS;
          reached?.(place);
        }
      }
      last = now;
    }
    setTimeout(look, LOOK_MS);
  };
  look();
}
