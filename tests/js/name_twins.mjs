// Answers in JSON which States texts mean, and which come nearest.

import { readFileSync } from "node:fs";
import { StateNames } from "../../dashboard/browser/parts/find_names.mjs";

const { bundle, texts } = JSON.parse(readFileSync(0, "utf8"));
const names = new StateNames(bundle);
console.log(
  JSON.stringify({ found: texts.map((text) => names.find(text)), near: texts.map((text) => names.near(text)) }),
);
