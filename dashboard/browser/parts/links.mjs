// Links to files of the view. Where the day moves in the browser, they move with it, so that no link carries another
// day or State than the screen shows.

import { pageStore } from "./store.mjs";
import { followTheme, themeOf } from "./theme.mjs";
import { isoDay, sayDay } from "./words.mjs";

/**
 * The address of a file with the treaty, day and State on screen.
 * @param {string} address
 * @param {{ instrument: string, day: number, focus: string | null }} shown
 */
export function addressOnScreen(address, { instrument, day, focus }) {
  const [path, text] = address.split("?");
  const query = new URLSearchParams(text);
  query.set("instrument", instrument);
  query.set("as_of", isoDay(day));
  if (focus) query.set("focus", focus);
  else query.delete("focus");
  return `${path}?${query.toString().replaceAll("%2C", ",")}`;
}

/** Write what the screen shows into every link to a file, and the day into the sentence above them. */
function follow(root, store) {
  const shown = { instrument: store.bundle.instrument.id, day: store.day, focus: store.focus };
  for (const link of root.querySelectorAll("a[download]")) {
    link.setAttribute("href", addressOnScreen(link.getAttribute("href"), shown));
    if ("ofState" in link.dataset) link.closest("li").hidden = !shown.focus;
  }
  for (const day of root.querySelectorAll("time")) day.textContent = sayDay(store.day);
}

/** Mount or update: `data` holds the links as HTML, written by the server, and whether they follow the page's clock. */
export function mount({ data, parentElement }) {
  const host = parentElement.host ?? parentElement;
  const root = document.createElement("div");
  root.className = "ess links";
  root.innerHTML = data.html;
  root.dataset.theme = themeOf(host);
  parentElement.replaceChildren(...[...parentElement.children].filter((one) => !one.matches(".links")), root);
  const stops = [followTheme(host, (theme) => (root.dataset.theme = theme))];
  if (data.follows) stops.push(pageStore(window).onPaint((store) => follow(root, store)));
  return () => {
    for (const stop of stops) stop();
    root.remove();
  };
}
