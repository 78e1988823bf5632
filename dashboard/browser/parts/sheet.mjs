// A sheet: tables, strips and cards drawn by the server, made alive for mouse and keyboard.
// Whatever carries `data-go` reports it once chosen; a table of role "grid" is walked with the arrow keys.

import { el } from "./dom.mjs";
import { cellAfterKey } from "./grid.mjs";
import { reportClicked } from "./report_post.mjs";
import { followTheme, themeOf } from "./theme.mjs";

const CELLS_SELECTOR = "td, th";
const GRID = 'table[role="grid"]';
const REGION = ["tabindex", "role", "aria-label"];

/** @type {WeakMap<Element, SheetPart>} */
const mounted = new WeakMap();

/**
 * Elements within `root` that fit.
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {HTMLElement[]}
 */
const all = (root, selector) => [...root.querySelectorAll(selector)].map((node) => /** @type {HTMLElement} */ (node));

/**
 * The element itself or the nearest around it that fits.
 * @param {Event} event
 * @param {string} selector
 * @returns {HTMLElement | null}
 */
const around = (event, selector) => /** @type {Element} */ (event.target).closest(selector);

/**
 * Rows of what can be chosen in a table.
 * @param {Element} table
 */
function rowsOf(table) {
  const rows = all(table, "tr").map((row) => all(row, CELLS_SELECTOR).flatMap((cell) => targetOf(cell) ?? []));
  return rows.filter((row) => row.length);
}

/**
 * @param {HTMLElement} cell
 * @returns {HTMLElement | null}
 */
const targetOf = (cell) => (cell.matches("[data-go]") ? cell : cell.querySelector("[data-go]"));

class SheetPart {
  html = "";
  /** @type {Component<SheetData>["setTriggerValue"]} */
  report = () => {};

  /**
   * @param {Component<SheetData>["parentElement"]} parent
   * @param {SheetTexts} texts
   */
  constructor(parent, texts) {
    this.texts = texts;
    this.root = el("div");
    parent.append(this.root);
    this.host = parent.host ?? parent;
    this.root.addEventListener("click", (event) => this.onClick(event));
    this.root.addEventListener("keydown", (event) => this.onKey(event));
    this.resize = new ResizeObserver(() => this.openScrollers());
    this.resize.observe(this.root);
    this.stop = followTheme(this.host, (theme) => {
      this.root.dataset.theme = theme;
    });
  }

  /** Whether a sheet of its own lies over the page: the clock leaves Escape to it. */
  isCovering = () => !!this.root.querySelector(":popover-open");

  destroy() {
    window.essStore?.overlays.delete(this.isCovering);
    this.stop();
    this.resize.disconnect();
    this.root.remove();
  }

  /**
   * @param {SheetData} data
   * @param {Component<SheetData>["setTriggerValue"]} report
   */
  update(data, report) {
    this.report = report;
    this.root.className = `ess sheet ${data.kind ?? ""}`;
    this.root.dataset.theme = themeOf(this.host);
    if (this.html !== data.html) this.redraw(data.html);
    this.html = data.html;
    window.essStore?.overlays.add(this.isCovering);
  }

  /** @param {HTMLElement} target */
  choose(target) {
    this.report("go", JSON.parse(target.dataset.go ?? "null"));
  }

  /** @param {MouseEvent} event */
  onClick(event) {
    if (reportClicked(event, this.texts)) return;
    const target = around(event, "[data-go]");
    if (!target || around(event, "a[href]")) return;
    if (target.closest(GRID)) this.focusCell(target);
    this.choose(target);
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const target = around(event, "[data-go]");
    if (!target) return;
    if (event.key === "Enter" || event.key === " ") {
      if (target.matches("button, a")) return;
      this.choose(target);
    } else {
      if (!target.closest(GRID) || event.altKey) return;
      const press = { key: event.key, far: event.ctrlKey || event.metaKey };
      const next = cellAfterKey(all(this.root, GRID).map(rowsOf), target, press);
      if (!next) return;
      this.focusCell(next);
    }
    event.preventDefault();
    event.stopPropagation();
  }

  /**
   * Focus a cell and make it the one stop of the Tab key.
   * @param {HTMLElement} target
   */
  focusCell(target) {
    for (const one of all(this.root, `${GRID} [data-go][tabindex="0"]`)) one.tabIndex = -1;
    target.tabIndex = 0;
    target.focus({ preventScroll: false });
  }

  /**
   * Keep the focus on the same thing when the server draws the sheet anew.
   * @param {string} html
   */
  redraw(html) {
    const { root } = this;
    const inside = /** @type {HTMLElement | null} */ (/** @type {Document} */ (root.getRootNode()).activeElement);
    const focusedKey = root.contains(inside) ? inside?.dataset.key : null;
    const scrolled = all(root, "[data-scroll]").map(
      (node) => /** @type {const} */ ([node.dataset.scroll, node.scrollTop]),
    );
    root.innerHTML = html;
    for (const table of all(root, GRID)) {
      const first = all(table, '[data-go][aria-selected="true"]')[0] ?? rowsOf(table)[0]?.[0];
      if (first) first.tabIndex = 0;
    }
    for (const [name, top] of scrolled)
      all(root, "[data-scroll]")
        .find((one) => one.dataset.scroll === name)
        ?.scrollTo(0, top);
    const again = focusedKey && all(root, "[data-key]").find((one) => one.dataset.key === focusedKey);
    if (!again) return;
    again.tabIndex = 0;
    again.focus({ preventScroll: true });
  }

  /** What scrolls sideways and holds nothing to focus can be focused itself, so that the arrow keys move it. */
  openScrollers() {
    for (const one of all(this.root, ".scroller")) {
      if (one.querySelector("a, button, [tabindex]") || one.scrollWidth <= one.clientWidth) {
        if (one.getAttribute("role") === "region") for (const name of REGION) one.removeAttribute(name);
        continue;
      }
      one.tabIndex = 0;
      one.setAttribute("role", "region");
      one.setAttribute("aria-label", one.previousElementSibling?.textContent ?? this.texts.table);
    }
  }
}

/**
 * Mount or update.
 * @param {Component<SheetData>} component
 * @param {SheetTexts} texts
 */
export function mount({ data, parentElement, setTriggerValue }, texts) {
  const here = mounted.get(parentElement) ?? new SheetPart(parentElement, texts);
  mounted.set(parentElement, here);
  here.update(data, setTriggerValue);
  return () => {
    here.destroy();
    mounted.delete(parentElement);
  };
}
