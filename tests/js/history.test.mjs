import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

const told = {};
const steps = [];
const listen = (name, run) => {
  told[name] = run;
};
globalThis.window = { addEventListener: listen };
globalThis.document = { addEventListener: listen };
globalThis.getComputedStyle = () => ({ overflowY: "auto" });
globalThis.location = { pathname: "/", search: "", hash: "" };
const go = (address) => {
  const [path, query] = address.split("?");
  Object.assign(location, { pathname: path, search: query ? `?${query}` : "" });
};
globalThis.history = {
  state: null,
  pushState(state, _, address) {
    steps.push(["push", address]);
    this.state = state;
    go(address);
  },
  replaceState(state, _, address) {
    if (address) steps.push(["replace", address]);
    this.state = state;
    if (address) go(address);
  },
};

const { tabHistory } = await import("../../dashboard/browser/parts/history.mjs");
const place = { scrollTop: 120, scrollHeight: 900, clientHeight: 300, parentElement: null };
const tab = tabHistory(place);
const write = (query, linked) => tab.write(`${location.pathname}?${new URLSearchParams(query)}`, query, linked);

beforeEach(() => {
  go("/?as_of=2026-01-01");
  history.state = null;
  tab.entry = null;
  tab.giveUp();
  steps.length = 0;
});

test("the first address of a page, and a day that moves, are no steps", () => {
  write({ as_of: "2026-01-02" });
  write({ as_of: "2026-01-03" });
  write({ as_of: "2026-01-03" });
  assert.deepEqual(steps, [
    ["replace", "/?as_of=2026-01-02"],
    ["replace", "/?as_of=2026-01-03"],
  ]);
});

test("a State, its closing, a lens and a link are one step each, which knows how far the page was scrolled", () => {
  write({});
  write({ focus: "POL" });
  assert.deepEqual(history.state, { scroll: 120 });
  write({ focus: "POL", as_of: "2026-01-03" });
  write({ instrument: "ccm", focus: "POL" });
  write({ instrument: "ccm" });
  write({ instrument: "ccm", as_of: "2026-01-05" }, true);
  assert.deepEqual(
    steps.map(([how]) => how),
    ["replace", "push", "replace", "push", "push", "push"],
  );
});

test("the same view written after a step back is none, and another page begins anew", () => {
  write({});
  write({ focus: "POL" });
  go("/?v=1");
  told.popstate({});
  steps.length = 0;
  write({ v: 1 });
  write({ focus: "EST" });
  go("/events");
  write({ focus: "LVA" });
  assert.deepEqual(steps, [
    ["push", "/?focus=EST"],
    ["replace", "/events?focus=LVA"],
  ]);
});

test("whoever listens hears of a step back, with the entry that it leads to", () => {
  let heard = "";
  tab.onArrive = () => {
    heard = tab.entry.path;
  };
  told.popstate({});
  assert.equal(heard, "/");
  tab.onArrive = null;
});

test("an entry keeps its place and is scrolled to it again", async () => {
  place.scrollTop = 77;
  told.pagehide();
  assert.equal(history.state.scroll, 77);
  place.scrollTop = 0;
  told.popstate({});
  assert.equal(place.scrollTop, 77);
  place.scrollTop = 0; // the page is drawn anew
  told.pagehide();
  assert.equal(history.state.scroll, 77, "what the page does meanwhile is not the reader's");
  await new Promise((done) => setTimeout(done, 150));
  assert.equal(place.scrollTop, 77);
  told.wheel();
  place.scrollTop = 5;
  told.pagehide();
  assert.equal(history.state.scroll, 5);
});
