// The strip of the State card: a State's history up to the day, over the whole record.

import { el } from "./dom.mjs";
import { cssBackground } from "./patterns.mjs";
import { fill, sayDay, yearOf } from "./words.mjs";

/** @import { Card } from "./card.mjs" */

/** The least distance of two years below the strip, as a share of its width. */
const YEAR_SHARE = 0.09;

/**
 * Where a day stands on the strip, between 0 and 1.
 * @param {StatusBundle} bundle
 * @param {Day} day
 */
function shareOf({ first, today }, day) {
  return Math.min(1, (Math.max(day, first) - first) / (today - first || 1));
}

/**
 * The State's history up to the day as one strip over the whole record, with the years in which it changed.
 * @param {Card} card
 * @param {State} state
 */
export function historyStrip({ store, texts }, { rows }) {
  const { bundle, theme } = store;
  const { first, today, classes } = bundle;
  const pieces = rows.map(([from, classIndex], index) => {
    const cls = classes[classIndex];
    const piece = el("span", { title: cls.label });
    const until = rows[index + 1]?.[0] ?? today;
    piece.style.left = `${shareOf(bundle, from) * 100}%`;
    piece.style.width = `${(shareOf(bundle, until) - shareOf(bundle, from)) * 100}%`;
    piece.style.background = cssBackground(bundle, theme, cls.id);
    return piece;
  });
  let free = 0;
  const years = rows.flatMap(([from]) => {
    const share = Math.min(shareOf(bundle, from), 1 - YEAR_SHARE);
    if (share < free) return [];
    free = share + YEAR_SHARE;
    const year = el("small", {}, String(yearOf(from)));
    year.style.left = `${share * 100}%`;
    return [{ from, year }];
  });
  const mark = el("i");
  const cover = el("b");
  const bar = el("div", { class: "bar" }, ...pieces, cover, mark);
  const node = el("div", { class: "strip", role: "img" }, bar, ...years.map(({ year }) => year));
  let told = -1;
  const paint = () => {
    const { day } = store;
    const place = `${shareOf(bundle, day) * 100}%`;
    mark.style.left = place;
    cover.style.left = place;
    const by = rows.filter(([from]) => from <= day);
    if (by.length === told) return;
    told = by.length;
    for (const { from, year } of years) year.hidden = from > day;
    const history = by.map(([from, index]) => {
      const { label } = classes[index];
      return from > first ? fill(texts.history_from, { day: sayDay(from), label }) : label;
    });
    node.setAttribute("aria-label", fill(texts.history, { text: history.join("; ") }));
  };
  return { node, paint };
}
