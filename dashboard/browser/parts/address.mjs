// The address of the view, on pages where the day does not move in the browser written here.

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
 * Write an address into the bar without a step in the history; an equal one is left alone.
 * @param {string} address
 */
export function replaceAddress(address) {
  if (location.pathname + location.search + location.hash !== address) history.replaceState(history.state, "", address);
}

/**
 * `data.query` is the whole view as the server knows it; the word of the glossary that is looked at stays.
 * @param {Component<AddressData>} component
 */
export function mount({ data }) {
  replaceAddress(addressOf(location.pathname, data.query) + location.hash);
}
