// Scrolls to a place of the page that is drawn after the address was read.

const PATIENCE_MS = 8000;
const RESTS = 4;
const LOOK_MS = 150;

/**
 * Scroll to the element of that id until it rests: what stands above it is still being drawn when it appears.
 * @param {string} id
 * @param {ScrollLogicalPosition} block
 * @param {() => boolean} wanted whether it is still to be scrolled to
 * @param {(place: HTMLElement) => void} [reached]
 */
export function scrollWhenThere(id, block, wanted, reached) {
  const until = performance.now() + PATIENCE_MS;
  let last = "";
  let rests = 0;
  const look = () => {
    if (!wanted() || performance.now() > until) return;
    const place = document.getElementById(id);
    if (place) {
      place.scrollIntoView({ block, behavior: "instant" });
      const now = `${document.documentElement.scrollHeight} ${place.getBoundingClientRect().top}`;
      rests = now === last ? rests + 1 : 0;
      last = now;
      if (rests >= RESTS) {
        reached?.(place);
        return;
      }
    }
    setTimeout(look, LOOK_MS);
  };
  look();
}
