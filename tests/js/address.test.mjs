import assert from "node:assert/strict";
import { test } from "node:test";
import { addressOf } from "../../dashboard/browser/parts/address.mjs";

test("an address is its path and what is known of the view", () => {
  assert.equal(addressOf("/", {}), "/");
  assert.equal(addressOf("/", { as_of: "2026-03-01", focus: null, step: undefined }), "/?as_of=2026-03-01");
  assert.equal(addressOf("/present", { story: "a", step: 3 }), "/present?story=a&step=3");
});

test("lists keep their commas, everything else is escaped", () => {
  assert.equal(addressOf("/", { states: "EST,FIN", text: "a&b=c d" }), "/?states=EST,FIN&text=a%26b%3Dc+d");
});
