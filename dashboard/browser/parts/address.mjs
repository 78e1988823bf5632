// The address of the view, on pages where the day does not move in the browser written here.

import { tabHistory } from "./history.mjs";
import { isoDay } from "./words.mjs";

/**
 * Path and query as one address whose lists keep their commas.
 * @param {string} path
 * @param {Record<string, string | number | null | undefined>} query null and undefined are left out
 */
export function addressOf(path, query) {
  const written = Object.entries(query).filter(([, value]) => value !== null && value !== undefined);
  const text = new URLSearchParams(written.map(([key, value]) => [key, String(value)])).toString();
  return text ? `${path}?${text.replaceAll("%2C", ",")}` : path;
}

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
 * `data.query` is the whole view as the server knows it.
 * @param {Component<AddressData>} component
 */
export function mount({ data, parentElement }) {
  tabHistory(parentElement.host ?? parentElement).write(addressOf(location.pathname, data.query), data.query);
}
