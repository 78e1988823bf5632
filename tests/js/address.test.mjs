import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { addressOf, mount, replaceAddress } from "../../dashboard/browser/parts/address.mjs";

const written = [];

beforeEach(() => {
  written.length = 0;
  globalThis.location = { pathname: "/events", search: "", hash: "" };
  globalThis.history = { state: { key: 1 }, replaceState: (...all) => written.push(all) };
});

test("an address is its path and what is known of the view", () => {
  assert.equal(addressOf("/", {}), "/");
  assert.equal(addressOf("/", { as_of: "2026-03-01", focus: null, step: undefined }), "/?as_of=2026-03-01");
  assert.equal(addressOf("/present", { story: "a", step: 3 }), "/present?story=a&step=3");
});

test("lists keep their commas, everything else is escaped", () => {
  assert.equal(addressOf("/", { states: "EST,FIN", text: "a&b=c d" }), "/?states=EST,FIN&text=a%26b%3Dc+d");
});

test("the bar is written once for one address, without a step in the history", () => {
  replaceAddress("/events?as_of=2026-03-01");
  assert.deepEqual(written, [[{ key: 1 }, "", "/events?as_of=2026-03-01"]]);
  globalThis.location.search = "?as_of=2026-03-01";
  replaceAddress("/events?as_of=2026-03-01");
  assert.equal(written.length, 1);
});

test("a page without a clock writes the view that the server knows", () => {
  mount({ data: { query: { states: "EST,FIN" }, run: 1 } });
  assert.equal(written[0][2], "/events?states=EST,FIN");
});

test("a word of the glossary stays in the address", () => {
  globalThis.location.hash = "#term-grade";
  mount({ data: { query: { states: "EST,FIN" }, run: 1 } });
  assert.equal(written[0][2], "/events?states=EST,FIN#term-grade");
});
