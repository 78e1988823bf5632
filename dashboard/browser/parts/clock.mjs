// Brings the bundle to the page, keeps the address bar, and tells the server once when movement settles.

import { pageStore } from "./store.mjs";
import { followTheme, themeOf } from "./theme.mjs";
import { dayOf, isoDay } from "./words.mjs";

const PLAIN_KEYS =
  'input, textarea, select, [contenteditable="true"], [role="radiogroup"], [role="tablist"], [role="listbox"], [role="combobox"], [role="menu"], [role="grid"], [role="dialog"]';

const AGAIN_MS = [1000, 2000, 5000];

/** The address of the view: what the server knows of it, and the day and State of this page. */
function addressOf(store) {
  const query = new URLSearchParams(store.query);
  query.delete("as_of");
  query.delete("focus");
  if (store.day !== store.bundle.today) query.set("as_of", isoDay(store.day));
  if (store.focus) query.set("focus", store.focus);
  const text = query.toString().replaceAll("%2C", ",");
  return `${location.pathname}${text ? `?${text}` : ""}`;
}

function bindKeys(store) {
  const timeline = () => window.essTimeline;
  window.essKey = (event) => {
    const target = event.composedPath?.()[0] ?? event.target;
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || target.closest?.(PLAIN_KEYS))
      return;
    if (event.key === " " && target.closest?.("button, a, summary, [role=button]")) return;
    const tool = event.shiftKey ? null : store.keys?.[event.key.toLowerCase()];
    if (tool) {
      tool();
      event.preventDefault();
    } else if (event.key === "f" || event.key === "F") {
      window.essFind?.();
      event.preventDefault();
    } else if (event.key === "Escape") store.setFocus(null);
    else timeline()?.onKey(event);
  };
  document.addEventListener("keydown", window.essKey);
}

/** The bundle at an address. Says so where it cannot be had, and asks again until it can or another is wanted. */
async function fetchBundle(address, store) {
  const { wantedKey } = store;
  for (let tries = 0; store.wantedKey === wantedKey; tries += 1) {
    try {
      const answer = await fetch(address);
      if (!answer.ok) throw new Error(`${answer.status}`);
      const bundle = await answer.json();
      store.setTrouble("");
      return bundle;
    } catch {
      store.setTrouble("The record could not be loaded: the server does not answer. Trying again…");
      await new Promise((done) => setTimeout(done, AGAIN_MS[Math.min(tries, AGAIN_MS.length - 1)]));
    }
  }
  return null;
}

/** Mount or update: `data` holds the bundle's address, the selection, a command and the query. */
export async function mount({ data, parentElement, setStateValue, setTriggerValue }) {
  const store = pageStore(window);
  const host = parentElement.host ?? parentElement;
  if (!window.essKey) {
    bindKeys(store);
    followTheme(host, (theme) => store.setTheme(theme));
  }
  store.query = data.query;
  store.report = setStateValue;
  store.requestLists = () => setTriggerValue("drawn", true);
  if (data.waiting && !store.listsRequested) {
    store.listsRequested = true;
    store.afterMapDrawn(() => {
      store.listsRequested = false;
      store.requestLists();
    });
  }
  store.showBorders = data.borders;
  store.theme = themeOf(host);
  if (!store.reportsDays) {
    store.reportsDays = true;
    store.onSettle(() => {
      history.replaceState(history.state, "", addressOf(store));
      const settled = `${store.bundle.instrument.id} ${store.day} ${store.focus ?? ""}`;
      if (settled === store.settled) return;
      store.settled = settled;
      store.report("settled", { day: isoDay(store.day), focus: store.focus, instrument: store.bundle.instrument.id });
    });
  }
  const fresh = data.command.id !== store.lastCommand;
  store.lastCommand = data.command.id;
  const day = fresh && data.command.day ? dayOf(data.command.day) : null;
  const focus = fresh ? data.command.focus : store.focus;
  if (data.bundle_key !== store.wantedKey) {
    store.wantedKey = data.bundle_key;
    const bundle = typeof data.bundle === "string" ? await fetchBundle(data.bundle, store) : data.bundle;
    if (!bundle || store.wantedKey !== data.bundle_key) return;
    bundle.key = data.bundle_key;
    store.settled = `${bundle.instrument.id} ${data.as_of ? dayOf(data.as_of) : bundle.today} ${focus ?? ""}`;
    store.load(bundle, { day, selected: data.selected, focus });
    return;
  }
  if (!store.bundle) return;
  store.selected = data.selected?.length ? new Set(data.selected) : null;
  if (fresh) {
    store.focus = focus;
    if (day !== null) store.day = store.clamp(day);
  }
  store.changed();
}
