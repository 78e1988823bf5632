// Whether the page is light or dark now: the reader's system may change it without the server's knowing.

const SETTLE_MS = 60;
const darkSystem = () => matchMedia("(prefers-color-scheme: dark)");
const forced = () => matchMedia("(forced-colors: active)");

/**
 * "dark" or "standard", for a background as `getComputedStyle` writes it.
 * @param {string} colour
 * @returns {"dark" | "standard"}
 */
export function themeOfColour(colour) {
  const [r, g, b] = (colour.match(/\d+(\.\d+)?/g) ?? ["255", "255", "255"]).map(Number);
  return r + g + b < 384 ? "dark" : "standard";
}

/** The theme of a system that forces its own colours; null where none does. */
export function forcedTheme() {
  if (!forced().matches) return null;
  return darkSystem().matches ? "dark" : "standard";
}

/**
 * The theme by the background that `host` stands on; the system's where it forces its own colours, with which a probe
 * would answer.
 * @param {Element} host
 */
export function themeOf(host) {
  const ofSystem = forcedTheme();
  if (ofSystem) return ofSystem;
  const probe = document.createElement("span");
  probe.style.color = getComputedStyle(host).getPropertyValue("--st-background-color") || "white";
  document.body.append(probe);
  const theme = themeOfColour(getComputedStyle(probe).color);
  probe.remove();
  return theme;
}

/**
 * Call `listener` with the theme after every change of the system's; returns the way to stop.
 * @param {Element} host
 * @param {(theme: Theme) => void} listener
 */
export function followTheme(host, listener) {
  const system = [darkSystem(), forced()];
  // The page takes a moment to put on its new colours.
  const later = () => setTimeout(() => listener(themeOf(host)), SETTLE_MS);
  for (const query of system) query.addEventListener("change", later);
  return () => {
    for (const query of system) query.removeEventListener("change", later);
  };
}
