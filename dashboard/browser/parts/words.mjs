// Days and sentences: the twin of dashboard/domain/headline.py, fed by its phrasebook and tested on the same cases.

import { fixedByLaw } from "./outlook.mjs";

/** @import { View } from "./view.mjs" */

/** @typedef {"now" | "since" | "past"} Tense */

const LANGUAGE = "en-GB";
const DAY_MS = 86400000;
/** @type {Intl.DateTimeFormatOptions} */
const DAY_PARTS = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
const dayFormat = new Intl.DateTimeFormat(LANGUAGE, DAY_PARTS);
const shortFormat = new Intl.DateTimeFormat(LANGUAGE, { ...DAY_PARTS, month: "short" });
const listFormat = new Intl.ListFormat(LANGUAGE);

/** @param {Day} day */
export const isoDay = (day) => new Date(day * DAY_MS).toISOString().slice(0, 10);
/** @param {string} iso */
export const dayOf = (iso) => Math.round(Date.parse(`${iso}T00:00:00Z`) / DAY_MS);
/** @param {Day} day */
export const yearOf = (day) => new Date(day * DAY_MS).getUTCFullYear();
/** @param {Day} day */
export const sayDay = (day) => dayFormat.format(day * DAY_MS);
/**
 * A day where there is little room: "18 Mar 2025".
 * @param {Day} day
 */
export const sayShortDay = (day) => shortFormat.format(day * DAY_MS);
/** @param {string[]} names */
export const listed = (names) => listFormat.format(names);

/**
 * The same day of another month, or that month's last.
 * @param {Day} day
 * @param {number} months
 */
export function addMonths(day, months) {
  const date = new Date(day * DAY_MS);
  const first = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(date.getUTCDate(), last));
  return Math.round(first.getTime() / DAY_MS);
}

/**
 * A pattern with its `{names}` filled in.
 * @param {string} pattern
 * @param {Record<string, string | number>} values
 */
export const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_, key) => String(values[key]));

/**
 * The form for a count, with the count filled in.
 * @param {CountForms} forms
 * @param {number} n
 * @param {Record<string, string | number>} values
 */
export const fillCount = (forms, n, values = {}) => fill(n === 1 ? forms.one : forms.many, { n, ...values });

/** @param {string} name */
const plain = (name) => name.replace(/^the /, "").toLowerCase();

/**
 * @param {Tense} tense
 * @param {number} states
 * @param {number} namesMax
 */
function formOf(tense, states, namesMax) {
  if (tense === "past") return states === 1 ? "past_one" : "past_counted";
  const head = tense === "since" ? "since_" : "";
  return head + (states === 1 ? "one" : states <= namesMax ? "many" : "counted");
}

/**
 * Everything that happens on a step, in one of three tenses; more than `namesMax` States are counted.
 * @param {StatusBundle} bundle
 * @param {Step} step
 * @param {Tense} tense
 * @param {number} namesMax
 */
export function sayStep(bundle, [, moves, milestones], tense = "now", namesMax = bundle.book.names_max) {
  const { book, states } = bundle;
  const parts = milestones.map((milestone) => book.milestones[milestone][tense]);
  for (const key of book.order) {
    const group = moves.filter((move) => move[1] === key);
    if (!group.length) continue;
    const names = group
      .map(([iso3, , exact]) => ({ name: states[iso3].spoken, exact }))
      .sort((a, b) => (plain(a.name) < plain(b.name) ? -1 : 1))
      .map(({ name, exact }) => (exact ? name : fill(book.frames.inexact, { name })));
    const pattern = book.phrases[key][formOf(tense, names.length, namesMax)];
    parts.push(fill(pattern, { names: listed(names), n: book.numbers[names.length] ?? names.length }));
  }
  return parts.join(book.joint);
}

/**
 * Headline of a day: what happens on it, or what last happened.
 * @param {View} view
 */
export function headline(view) {
  const { bundle, day } = view;
  const { frames } = bundle.book;
  const step = view.stepAtOrBefore();
  if (!step) return fill(frames["value-before"], { day: sayDay(day) });
  const now = step[0] === day;
  const text = sayStep(bundle, step, now ? "now" : "since");
  return fill(frames[now ? "on" : "since"], { day: sayDay(step[0]), text });
}

/**
 * A line below the answer. Where long, States are counted, not named.
 * @param {View} view
 * @param {Step | null} step
 * @param {"last" | "this-day" | "next"} frame
 */
function briefLine({ bundle }, step, frame) {
  if (!step) return "";
  const { book } = bundle;
  const say = (/** @type {number} */ namesMax) =>
    fill(book.frames[frame], { day: sayDay(step[0]), text: sayStep(bundle, step, "now", namesMax) });
  const line = say(book.names_max);
  return line.length <= book.brief_over ? line : say(1);
}

/**
 * What happened last, up to the day; empty before the first step.
 * @param {View} view
 */
export function lastLine(view) {
  const step = view.stepAtOrBefore();
  return briefLine(view, step, step?.[0] === view.day ? "this-day" : "last");
}

/**
 * What comes next as law had fixed it by the day; empty where it had fixed nothing.
 * @param {View} view
 */
export const nextLine = (view) => briefLine(view, fixedByLaw(view)[0] ?? null, "next");

/**
 * What the slider says.
 * @param {View} view
 */
export function valueText(view) {
  const { bundle, day } = view;
  const { frames } = bundle.book;
  const step = view.stepAtOrBefore();
  if (!step) return fill(frames["value-before"], { day: sayDay(day) });
  if (step[0] === day) return fill(frames.value, { day: sayDay(day), text: sayStep(bundle, step, "past") });
  return fill(frames["value-between"], { day: sayDay(day), last: sayDay(step[0]) });
}
