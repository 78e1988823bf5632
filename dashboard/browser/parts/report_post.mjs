// Posts an error report to the inbox of this server; apart from the form, which also stands in files without a server.

/**
 * The server's answer.
 * @param {string} address
 * @param {Record<string, string>} report
 */
export function postReport(address, report) {
  const headers = { "Content-Type": "application/json" };
  return fetch(address, { method: "POST", headers, body: JSON.stringify(report) });
}
