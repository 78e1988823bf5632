import assert from "node:assert/strict";
import { test } from "node:test";
import { matching } from "../../dashboard/browser/parts/picker.mjs";

const GROUPS = [
  [
    "Mines and cluster munitions",
    [
      ["apmbc", "Ottawa Convention", "Ottawa", "Who is leaving?"],
      ["ccm", "Convention on Cluster Munitions", "Bombs", "Who is bound?"],
    ],
  ],
  ["People and money", [["duty", "Conscription", "", "Where does the draft return?"]]],
];
const found = (text) => matching(GROUPS, text).map(([label, lenses]) => [label, lenses.map(([id]) => id)]);

test("lenses are found by every word of title, name and question", () => {
  assert.deepEqual(found("CLUSTER"), [["Mines and cluster munitions", ["ccm"]]]);
  assert.deepEqual(found("draft return"), [["People and money", ["duty"]]]);
  assert.deepEqual(found("draft cluster"), []);
  assert.deepEqual(found("").length, 2);
});

test("where no lens holds the words, a group that does is shown whole", () => {
  assert.deepEqual(found("mines"), [["Mines and cluster munitions", ["apmbc", "ccm"]]]);
});
