// Answers in JSON how the browser writes each class as a CSS background, by theme.

import { readFileSync } from "node:fs";
import { cssBackground } from "../../dashboard/browser/parts/patterns.mjs";

const bundle = JSON.parse(readFileSync(0, "utf8"));
const classes = Object.keys(bundle.styles);
const written = Object.keys(bundle.palettes).map((theme) => [
  theme,
  Object.fromEntries(classes.map((id) => [id, cssBackground(bundle, theme, id)])),
]);
console.log(JSON.stringify(Object.fromEntries(written)));
