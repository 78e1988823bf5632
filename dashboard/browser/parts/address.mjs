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
 * What names the lens of a bundle in an address: a treaty as `instrument`, any other as `lens`, with its series.
 * @param {StatusBundle} bundle
 */
export const lensQuery = ({ instrument: { id, key, series } }) => ({
  instrument: null,
  lens: null,
  series: series || null,
  [key]: id,
});

/**
 * The address of a file with the lens, day and State on screen.
 * @param {string} address
 * @param {{ lens: Record<string, string | null>, day: Day, focus: Iso3 | null }} shown
 */
export function addressOnScreen(address, { lens, day, focus }) {
  const [path, query] = address.split("?");
  return addressOf(path, {
    ...Object.fromEntries(new URLSearchParams(query)),
    ...lens,
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
