// Buttons for reports in what is read: stories and learning are HTML of the page, without a part around their facts.

import { reportClicked } from "./report_post.mjs";

let listening = false;

/**
 * Listen to the whole page from the first mount on, and let the buttons be seen: a click before would be lost.
 * @param {Component<unknown>} _component
 * @param {ReportsTexts} texts
 */
export function mount(_component, texts) {
  if (listening) return;
  listening = true;
  document.addEventListener("click", (event) => void reportClicked(event, texts));
  document.documentElement.dataset.reports = "";
}
