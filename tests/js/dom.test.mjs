import assert from "node:assert/strict";
import { test } from "node:test";
import "./fake_document.mjs";
import { el, setChildren, svgElement, writeAttributes } from "../../dashboard/browser/parts/dom.mjs";

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

test("an attribute that says what it said is not written anew", () => {
  const node = svgElement("path", { fill: "#fff", x: 2 });
  const written = [];
  const { setAttribute } = node;
  node.setAttribute = (name, value) => {
    written.push(name);
    setAttribute.call(node, name, value);
  };
  writeAttributes(node, { fill: "#fff", x: 2, y: 3, "aria-disabled": false });
  assert.deepEqual(written, ["y", "aria-disabled"]);
  assert.equal(node.getAttribute("aria-disabled"), "false");
});
