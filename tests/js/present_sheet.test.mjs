import assert from "node:assert/strict";
import { test } from "node:test";
import "./fake_document.mjs";
import { Sheet } from "../../dashboard/browser/parts/present_sheet.mjs";

const ui = {
  rests_on: "Rests on",
  later_rests_on: "Later",
  more_in_record: "and {n} more",
  key_list: [],
  keys: "Keys",
};
const fact = (id) => ({ id, when: "", what: `what ${id}`, confidence: "", sources: [] });
const slide = (more) => ({ facts: [fact("a"), fact("b")], laterFacts: [], moreFacts: 0, ...more });

test("the sources of a step end with its last fact", () => {
  const sheet = new Sheet({ ui });
  sheet.sources(slide());
  assert.equal(sheet.root.children.length, 2, "a head and a list");
  assert.ok(sheet.root.textContent.endsWith("what bb"), sheet.root.textContent);
});

test("facts left out and facts of later are told after them", () => {
  const sheet = new Sheet({ ui });
  sheet.sources(slide({ moreFacts: 3, laterFacts: [fact("c")] }));
  assert.equal(sheet.root.all("ol").length, 2);
  assert.match(sheet.root.textContent, /what bband 3 moreLater.*what cc$/);
});

test("the same kind once more closes the sheet, another takes its place", () => {
  const sheet = new Sheet({ ui, boundaryNote: "note" });
  sheet.sources(slide());
  assert.ok(sheet.open);
  sheet.help();
  assert.ok(sheet.open);
  assert.match(sheet.root.textContent, /note$/);
  sheet.help();
  assert.ok(!sheet.open);
});
