// Tabs: one panel shown at a time, walked with the arrow keys.

import { el } from "./dom.mjs";

/** @typedef {{ id: string, label: string, word: Node | null, body: HTMLElement }} Tab */

/** @type {Record<string, (at: number, count: number) => number>} */
const KEYS = {
  ArrowLeft: (at, count) => (at + count - 1) % count,
  ArrowRight: (at, count) => (at + 1) % count,
  Home: () => 0,
  End: (_at, count) => count - 1,
};

/**
 * A list of tabs and their panels; `chosen` is open, and `onChoose` hears of another.
 * @param {string} label
 * @param {Tab[]} tabs
 * @param {string} chosen
 * @param {(id: string) => void} onChoose
 * @returns {{ list: HTMLElement, panels: HTMLElement[], name: (id: string, label: string) => void }}
 */
export function tabs(label, tabs, chosen, onChoose) {
  const list = el("div", { role: "tablist", "aria-label": label });
  const made = tabs.map(({ id, label: text, word, body }) => {
    const own = { id: `tab-${id}`, "aria-controls": `panel-${id}`, "data-tab": id };
    const button = el("button", { type: "button", role: "tab", ...own, onclick: () => open(id) }, text);
    const panel = { id: `panel-${id}`, role: "tabpanel", "aria-labelledby": `tab-${id}` };
    return { id, button, panel: el("div", panel, word, body) };
  });
  const open = (/** @type {string} */ wanted) => {
    for (const { id, button, panel } of made) {
      button.setAttribute("aria-selected", String(id === wanted));
      button.tabIndex = id === wanted ? 0 : -1;
      panel.hidden = id !== wanted;
    }
    onChoose(wanted);
  };
  list.onkeydown = (event) => {
    const next = KEYS[event.key];
    if (!next || event.ctrlKey || event.metaKey || event.altKey) return;
    const { id, button } =
      made[
        next(
          made.findIndex(({ button: one }) => !one.tabIndex),
          made.length,
        )
      ];
    open(id);
    button.focus();
    event.preventDefault();
    event.stopPropagation();
  };
  list.append(...made.map(({ button }) => button));
  open(made.some(({ id }) => id === chosen) ? chosen : made[0].id);
  const name = (/** @type {string} */ id, /** @type {string} */ text) => {
    const tab = made.find((one) => one.id === id);
    if (tab && tab.button.textContent !== text) tab.button.textContent = text;
  };
  return { list, panels: made.map(({ panel }) => panel), name };
}
