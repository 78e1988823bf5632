// A sheet: tables, strips and cards drawn by the server, made alive for mouse and keyboard.
// Whatever carries `data-go` reports it once chosen; a table of role "grid" is walked with the arrow keys.

import { followTheme, themeOf } from "./theme.mjs";

const mounted = new WeakMap();

const cellsOf = (table) =>
  [...table.rows].map((row) => [...row.cells].map(targetOf).filter(Boolean)).filter((row) => row.length);
const targetOf = (cell) => (cell.matches("[data-go]") ? cell : cell.querySelector("[data-go]"));

function placeOf(cells, target) {
  for (const [y, row] of cells.entries()) {
    const x = row.indexOf(target);
    if (x >= 0) return [x, y];
  }
  return null;
}

/** The cell that a key leads to; null where the key is not ours. Past the last column the next grid begins. */
function cellAfterKey(root, table, target, event) {
  const cells = cellsOf(table);
  const [x, y] = placeOf(cells, target) ?? [0, 0];
  const row = cells[y];
  const pick = (line, at) => line?.[Math.min(Math.max(at, 0), line.length - 1)];
  const grids = [...root.querySelectorAll('table[role="grid"]')];
  const beside = (shift) => {
    const other = grids[grids.indexOf(table) + shift];
    if (!other) return target;
    const lines = cellsOf(other);
    return pick(lines[Math.min(y, lines.length - 1)], shift > 0 ? 0 : Infinity);
  };
  const far = event.ctrlKey || event.metaKey;
  switch (event.key) {
    case "ArrowRight":
      return x + 1 < row.length ? row[x + 1] : beside(1);
    case "ArrowLeft":
      return x > 0 ? row[x - 1] : beside(-1);
    case "ArrowDown":
      return pick(cells[Math.min(y + 1, cells.length - 1)], x);
    case "ArrowUp":
      return pick(cells[Math.max(y - 1, 0)], x);
    case "PageDown":
      return pick(cells[Math.min(y + 10, cells.length - 1)], x);
    case "PageUp":
      return pick(cells[Math.max(y - 10, 0)], x);
    case "Home":
      return far ? pick(cells[0], 0) : row[0];
    case "End":
      return far ? pick(cells.at(-1), Infinity) : row.at(-1);
    default:
      return null;
  }
}

function focusCell(root, target) {
  for (const one of root.querySelectorAll('table[role="grid"] [data-go][tabindex="0"]')) one.tabIndex = -1;
  target.tabIndex = 0;
  target.focus({ preventScroll: false });
}

function onKey(root, choose, event) {
  const target = event.target.closest("[data-go]");
  if (!target) return;
  const table = target.closest('table[role="grid"]');
  if (event.key === "Enter" || event.key === " ") {
    if (target.matches("button, a")) return;
    choose(target);
  } else {
    const next = table && !event.altKey && cellAfterKey(root, table, target, event);
    if (!next) return;
    focusCell(root, next);
  }
  event.preventDefault();
  event.stopPropagation();
}

/** Keep the focus on the same thing when the server draws the sheet anew. */
function redraw(root, html) {
  const inside = root.getRootNode().activeElement;
  const focusedKey = root.contains(inside) ? inside.dataset.key : null;
  const scrolled = [...root.querySelectorAll("[data-scroll]")].map((node) => [node.dataset.scroll, node.scrollTop]);
  root.innerHTML = html;
  for (const table of root.querySelectorAll('table[role="grid"]')) {
    const first = table.querySelector('[data-go][aria-selected="true"]') ?? cellsOf(table)[0]?.[0];
    if (first) first.tabIndex = 0;
  }
  for (const [name, top] of scrolled) root.querySelector(`[data-scroll="${CSS.escape(name)}"]`)?.scrollTo(0, top);
  if (focusedKey) {
    const again = root.querySelector(`[data-key="${CSS.escape(focusedKey)}"]`);
    if (again) {
      again.tabIndex = 0;
      again.focus({ preventScroll: true });
    }
  }
}

/** What scrolls sideways and holds nothing to focus can be focused itself, so that the arrow keys move it. */
function openScrollers(root) {
  for (const one of root.querySelectorAll(".scroller")) {
    if (one.querySelector("a, button, [tabindex]") || one.scrollWidth <= one.clientWidth) {
      if (one.getAttribute("role") === "region")
        for (const name of ["tabindex", "role", "aria-label"]) one.removeAttribute(name);
      continue;
    }
    one.tabIndex = 0;
    one.setAttribute("role", "region");
    one.setAttribute("aria-label", one.previousElementSibling?.textContent ?? "Table");
  }
}

/** Mount or update: `data` holds the sheet's HTML, written by the server's views, and the theme. */
export function mount({ data, parentElement, setTriggerValue }) {
  let here = mounted.get(parentElement);
  if (!here) {
    const root = document.createElement("div");
    parentElement.append(root);
    here = { root, html: null };
    mounted.set(parentElement, here);
    const choose = (target) => here.report("go", JSON.parse(target.dataset.go));
    root.addEventListener("click", (event) => {
      const target = event.target.closest("[data-go]");
      if (!target || event.target.closest("a[href]")) return;
      if (target.closest('table[role="grid"]')) focusCell(root, target);
      choose(target);
    });
    root.addEventListener("keydown", (event) => onKey(root, choose, event));
    here.sized = new ResizeObserver(() => openScrollers(root));
    here.sized.observe(root);
    here.host = parentElement.host ?? parentElement;
    here.stop = followTheme(here.host, (theme) => (root.dataset.theme = theme));
  }
  here.report = setTriggerValue;
  here.root.className = `ess sheet ${data.kind ?? ""}`;
  here.root.dataset.theme = themeOf(here.host);
  if (here.html !== data.html) redraw(here.root, data.html);
  here.html = data.html;
  return () => {
    here.stop();
    here.sized.disconnect();
    here.root.remove();
    mounted.delete(parentElement);
  };
}
