import assert from "node:assert/strict";
import { test } from "node:test";
import "./fake_document.mjs";
import { el, setChildren, svgElement } from "../../dashboard/browser/parts/dom.mjs";

test("an element takes attributes, handlers and children", () => {
  const onclick = () => {};
  const node = el("button", { type: "button", "data-on": 0, onclick }, "Next ", el("b", {}, "step"));
  assert.deepEqual(
    [...node.attributes],
    [
      ["type", "button"],
      ["data-on", "0"],
    ],
  );
  assert.equal(node.onclick, onclick);
  assert.equal(node.textContent, "Next step");
});

test("what is not there leaves no trace: no attribute, no text", () => {
  const node = el("p", { id: null, title: undefined, class: "", hidden: false }, null, undefined, "", "0");
  assert.equal(node.attributes.size, 0);
  assert.equal(node.textContent, "0");
  assert.equal(el("p", { hidden: true }).getAttribute("hidden"), "");
  setChildren(node, null, "a", undefined);
  assert.equal(node.textContent, "a");
});

test("an element of SVG is put where it belongs", () => {
  const parent = svgElement("g");
  svgElement("circle", { r: 2.5 }, parent);
  assert.equal(parent.all("circle")[0].getAttribute("r"), "2.5");
});
