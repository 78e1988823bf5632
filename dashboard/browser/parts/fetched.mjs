// Documents of the server: brought, and kept where they do not change.

/** @type {Map<string, Promise<any>>} */
const kept = new Map();

/**
 * The JSON document at an address. Throws where the server does not have it or does not answer.
 * @param {string} address
 * @param {{ fetch: typeof fetch }} view the window that asks
 * @returns {Promise<any>}
 */
export async function fetchJson(address, view = globalThis) {
  const answer = await view.fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

/**
 * The same, asked for once; after a failure it is asked for again.
 * @param {string} address
 * @returns {Promise<any>}
 */
export function fetchOnce(address) {
  let document = kept.get(address);
  if (!document) {
    document = fetchJson(address);
    document.catch(() => kept.delete(address));
    kept.set(address, document);
  }
  return document;
}
