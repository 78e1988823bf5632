// Answers in JSON where the browser has the shapes of a map file, and where it places the names of given cases.

import { readFileSync } from "node:fs";
import { placeLabel } from "../../dashboard/browser/parts/labels.mjs";
import { extentOf, placeOn, sizeOf } from "../../dashboard/browser/parts/shapes.mjs";

const { geo, cases } = JSON.parse(readFileSync(0, "utf8"));
const keyed = geo.features.filter(({ properties }) => properties.iso3);
const shapes = keyed.map(({ geometry, properties }) => ({
  iso3: properties.iso3,
  label: placeOn(properties.dot ? properties.dot_at : properties.label, geo.frame),
  extent: extentOf(geometry, geo.frame),
}));
const places = cases.map(([state, width, size, across, others]) => placeLabel(state, width, size, across, others));
console.log(JSON.stringify({ size: sizeOf(geo), shapes, places }));
