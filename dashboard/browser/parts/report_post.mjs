// Reports from a page with a server: the form behind a button that came as HTML, and the post to the inbox. Apart from
// the form itself, which also stands in files without a server.

import { reportForm, toggleForm } from "./report_form.mjs";

/**
 * The server's answer.
 * @param {string} address
 * @param {Record<string, string>} report
 */
export function postReport(address, report) {
  const headers = { "Content-Type": "application/json" };
  return fetch(address, { method: "POST", headers, body: JSON.stringify(report) });
}

/**
 * Open or close the form of the button that was clicked; whether it was one for reports.
 * @param {Event} event
 * @param {ReportsTexts} texts
 */
export function reportClicked({ target }, texts) {
  const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (target).closest("[data-report]"));
  if (!button) return false;
  const { report = "", edition = "" } = button.dataset;
  const way = texts.way && { ...texts.way, send: postReport };
  const make = () => reportForm({ about: report, edition }, texts.report, way);
  toggleForm(/** @type {Element} */ (button.parentElement), make);
  return true;
}
