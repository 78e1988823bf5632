// Links to files of the view. Where the day moves in the browser, they move with it, so that no link carries another
// day or State than the screen shows.

import { addressOf } from "./address.mjs";
import { el } from "./dom.mjs";
import { pageStore } from "./store.mjs";
import { followTheme, themeOf } from "./theme.mjs";
import { isoDay, sayDay } from "./words.mjs";

/** @import { Store } from "./store.mjs" */

/**
 * The address of a file with the treaty, day and State on screen.
 * @param {string} address
 * @param {{ instrument: string, day: Day, focus: Iso3 | null }} shown
 */
export function addressOnScreen(address, { instrument, day, focus }) {
  const [path, query] = address.split("?");
  return addressOf(path, {
    ...Object.fromEntries(new URLSearchParams(query)),
    instrument,
    as_of: isoDay(day),
    focus,
  });
}

/**
 * Write what the screen shows into every link to a file, and the day into the sentence above them.
 * @param {HTMLElement} root
 * @param {Store} store
 */
function followScreen(root, { bundle, day, focus }) {
  if (!bundle) return;
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const links = root.querySelectorAll("a[download]");
  for (const link of links) {
    const address = link.getAttribute("href") ?? "";
    link.setAttribute("href", addressOnScreen(address, { instrument: bundle.instrument.id, day, focus }));
    if ("ofState" in link.dataset) link.closest("li")?.toggleAttribute("hidden", !focus);
  }
  for (const time of root.querySelectorAll("time")) time.textContent = sayDay(day);
}

/**
 * Mount or update.
 * @param {Component<LinksData>} component
 */
export function mount({ data, parentElement }) {
  const host = parentElement.host ?? parentElement;
  const root = el("div", { class: "ess links", "data-theme": themeOf(host) });
  root.innerHTML = data.html;
  parentElement.querySelector(".links")?.remove();
  parentElement.append(root);
  const stops = [followTheme(host, (theme) => root.setAttribute("data-theme", theme))];
  if (data.follows) stops.push(pageStore(window).onPaint((store) => followScreen(root, store)));
  return () => {
    for (const stop of stops) stop();
    root.remove();
  };
}
