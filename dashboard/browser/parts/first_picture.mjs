// The picture in the page's first bytes: fitted to the screen, moved into the page's own cells, gone once they are live.

/** Cells of the page that take over the parts of the picture. */
const CELLS = { headline: ".st-key-cell_head", legend: ".st-key-cell_legend", map: ".st-key-cell_map" };
const PATIENCE_MS = 60_000;
/** Told by the page where a part of it could not be loaded, which then stands in the part's own place. */
const PART_LOST = "ess-lost";
const FAILURES = [PART_LOST, "vite:preloadError"];

/**
 * Take away what stands for a part until it is live.
 * @param {string} part
 * @param {Document} page
 */
export function removeFirst(part, page = document) {
  page.querySelector(`[data-first="${part}"]`)?.remove();
}

/**
 * Keep hatches, dots and names in screen units.
 * @param {SVGSVGElement} svg
 */
function fit(svg) {
  const { width, height } = svg.viewBox.baseVal;
  const { clientWidth, clientHeight } = svg;
  if (!clientWidth || !clientHeight) return;
  const px = Math.max(width / clientWidth, height / clientHeight);
  svg.style.setProperty("--px", String(px));
  for (const pattern of svg.querySelectorAll("pattern")) {
    const turned = pattern.getAttribute("patternTransform")?.replace(/scale\([^)]*\)/, `scale(${px})`);
    pattern.setAttribute("patternTransform", turned ?? "");
  }
}

/** The reader's own choice of light or dark on an earlier visit; null where the system decides. */
function chosenScheme() {
  try {
    const kept = localStorage.getItem(`stActiveTheme-${location.pathname}-v2`) ?? "";
    return /Dark/.test(kept) ? "dark" : /Light/.test(kept) ? "light" : null;
  } catch {
    return null;
  }
}

/** Fit the picture, and follow the page as it comes alive. */
export function start() {
  const picture = document.getElementById("ess-picture");
  const parts = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-first]")]);
  const svg = picture?.querySelector("svg");
  if (!picture || !svg) return;
  const scheme = chosenScheme();
  if (scheme) for (const part of parts) part.style.colorScheme = scheme;
  new ResizeObserver(() => fit(svg)).observe(svg);
  const fail = () => {
    for (const line of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-first] .loads")))
      line.hidden = !line.classList.contains("failed");
  };
  for (const name of FAILURES) addEventListener(name, fail);
  addEventListener(PART_LOST, () => {
    for (const part of ["headline", "legend"]) removeFirst(part);
  });
  addEventListener("error", ({ target }) => target instanceof HTMLScriptElement && fail(), { capture: true });
  setTimeout(fail, PATIENCE_MS);
  const path = location.pathname;
  const adopt = () => {
    const cells = Object.entries(CELLS).map(([name, at]) => ({ name, cell: document.querySelector(at) }));
    const there = cells.every(({ cell }) => cell);
    if (!there && location.pathname === path) return;
    for (const { name, cell } of cells) {
      const part = picture.querySelector(`[data-first="${name}"]`);
      if (there && part) cell?.append(part);
    }
    picture.remove();
    watch.disconnect();
  };
  const watch = new MutationObserver(adopt);
  watch.observe(document.body, { childList: true, subtree: true });
}
