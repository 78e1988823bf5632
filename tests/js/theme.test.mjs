import assert from "node:assert/strict";
import { test } from "node:test";
import { themeOfColour } from "../../dashboard/browser/parts/theme.mjs";

test("a page is dark where its background is", () => {
  for (const [colour, theme] of [
    ["rgb(255, 255, 255)", "standard"],
    ["rgb(14, 17, 23)", "dark"],
    ["rgba(14, 17, 23, 1)", "dark"],
    ["rgb(127, 127, 127)", "dark"],
    ["rgb(128, 128, 128)", "standard"],
    ["", "standard"],
  ]) {
    assert.equal(themeOfColour(colour), theme, colour);
  }
});
