import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { Sections } from "../../dashboard/browser/parts/sections.mjs";

/** A section that notes its name when it asks. */
function section(name, asked, mayFollow = () => true) {
  return { mayFollow, ask: () => asked.push(name) };
}

test("sections that near the view at the same moment ask one after another, each once", async () => {
  const asked = [];
  const sections = new Sections();
  const [one, other] = [section("one", asked), section("other", asked)];
  sections.ask([one]);
  sections.ask([other]);
  sections.ask([other]);
  assert.deepEqual(asked, ["one"], "of two reports in one turn Streamlit runs the first alone");
  for (let turn = 0; turn < 20; turn += 1) await sleep(1);
  assert.deepEqual(asked, ["one", "other"]);
});

test("whoever was overtaken by its turn asks nothing", async () => {
  const asked = [];
  const sections = new Sections();
  let rests = true;
  sections.ask([section("one", asked), section("other", asked, () => rests)]);
  rests = false;
  for (let turn = 0; turn < 20; turn += 1) await sleep(1);
  assert.deepEqual(asked, ["one"]);
});
