// What fits the text in the search field: States by all their names, treaties, happenings and pages.

import { fold, nameKey } from "./find_names.mjs";
import { dayOf, sayDay } from "./words.mjs";

/** @import { StateNames } from "./find_names.mjs" */

const MOST = 5;
const MOST_HAPPENINGS = 8;
const FEWEST_LETTERS = 3;

/**
 * One thing found: what is shown of it, and what choosing it reports.
 * @typedef {{ name: string, note: string, report: FindReport }} Hit
 */

/**
 * What fits a text, States first.
 * @param {FindBundle} bundle
 * @param {StateNames} names
 * @param {[name: string, title: string][]} pages
 * @param {string} text
 * @param {FindTexts} texts
 * @returns {Hit[]}
 */
export function search(bundle, names, pages, text, texts) {
  const states = names.hits(text).map(({ iso3, name, via }) => ({ name, note: via, report: { focus: iso3 } }));
  const key = nameKey(text);
  const words = fold(text).split(/\s+/).filter(Boolean);
  if (key.length < 2) return states;
  const treaties = bundle.treaties
    .filter(([, title, also]) => [title, ...also].some((name) => ` ${nameKey(name)}`.includes(` ${key}`)))
    .map(([instrument, title, , treaty]) => ({
      name: title,
      note: treaty ? texts.treaty : texts.other,
      report: { instrument },
    }));
  const found = pages
    .filter(([, title]) => fold(title).startsWith(words.join(" ")))
    .map(([page, title]) => ({ name: title, note: texts.page, report: { page } }));
  const happenings =
    key.length < FEWEST_LETTERS
      ? []
      : bundle.happenings.filter(([headline]) => words.every((word) => fold(headline).includes(word)));
  return [
    ...states,
    ...treaties.slice(0, MOST),
    ...found.slice(0, MOST),
    ...happenings.slice(0, MOST_HAPPENINGS).map(([headline, on, iso3s, instruments]) => ({
      name: headline,
      note: sayDay(dayOf(on)),
      report: { as_of: on, focus: iso3s.find((iso3) => iso3 in bundle.states), instruments },
    })),
  ];
}
