// Paper: while the page is printed, the sheet that the exporter draws of the view stands in its place.
// It is fetched at that moment and waited for: a day that was settled a second ago must not be printed.

import { addressOnScreen, lensQuery } from "./address.mjs";
import { el } from "./dom.mjs";
import { pageStore } from "./store.mjs";

const ID = "ess-print";
/** @type {PrintData["sheets"]} */
let sheets = [];
let listens = false;

/**
 * The drawing at an address; empty where it cannot be had, and the page itself is printed.
 * @param {string} address
 */
function drawing(address) {
  const request = new XMLHttpRequest();
  request.open("GET", address, false);
  try {
    request.send();
  } catch {
    return "";
  }
  return request.status === 200 ? request.responseText.replace(/^<\?xml[^>]*>/, "") : "";
}

function show() {
  const store = pageStore(window);
  if (document.getElementById(ID) || !sheets.length || !store.bundle) return;
  const shown = { lens: lensQuery(store.bundle), day: store.day, focus: store.focus };
  const pages = [];
  for (const [name, address] of sheets) {
    const svg = drawing(addressOnScreen(address, shown));
    if (!svg) return;
    const page = el("div", { class: name });
    // Of its own, so that the patterns of one drawing are not taken for those of the other.
    page.attachShadow({ mode: "open" }).innerHTML = svg;
    const picture = page.shadowRoot?.querySelector("svg");
    if (picture) Object.assign(picture.style, { display: "block", width: "100%", height: "100%" });
    pages.push(page);
  }
  document.body.append(el("div", { id: ID }, ...pages));
}

function hide() {
  document.getElementById(ID)?.remove();
}

function listen() {
  listens = true;
  window.addEventListener("beforeprint", show);
  window.addEventListener("afterprint", hide);
  matchMedia("print").addEventListener("change", ({ matches }) => (matches ? show() : hide()));
}

/**
 * Mount or update.
 * @param {Component<PrintData>} component
 */
export function mount({ data }) {
  ({ sheets } = data);
  if (!listens) listen();
  return () => {
    sheets = [];
  };
}
