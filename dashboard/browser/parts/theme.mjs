// Whether the page is light or dark now: the reader's system may change it without the server's knowing.

/** "dark" or "standard", by the background that `host` stands on. */
export function themeOf(host) {
  const probe = document.createElement("span");
  probe.style.color = getComputedStyle(host).getPropertyValue("--st-background-color") || "white";
  document.body.append(probe);
  const [r, g, b] = getComputedStyle(probe)
    .color.match(/\d+(\.\d+)?/g)
    .map(Number);
  probe.remove();
  return r + g + b < 384 ? "dark" : "standard";
}

/** Call `listener` with the theme after every change of the system's; returns the way to stop. */
export function followTheme(host, listener) {
  const system = matchMedia("(prefers-color-scheme: dark)");
  // The page takes a moment to put on its new colours.
  const later = () => setTimeout(() => listener(themeOf(host)), 60);
  system.addEventListener("change", later);
  return () => system.removeEventListener("change", later);
}
