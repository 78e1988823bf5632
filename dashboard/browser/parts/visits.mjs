// The reader's last visit, kept by this browser alone: on which day it was, and what the record was then. Visits of one
// day are one.

import { el, setChildren } from "./dom.mjs";
import { dayOf, fill, sayDay } from "./words.mjs";

const NAME = "ess-visits";

/**
 * Remember that the reader is here.
 * @param {Visit} now
 * @returns {Visit | null | undefined} the visit before; null for the first one, undefined where nothing is kept
 */
export function rememberVisit(now) {
  try {
    const { last = null, before = null } = JSON.parse(localStorage.getItem(NAME) ?? "{}") ?? {};
    const kept = last?.day === now.day ? { last, before } : { last: now, before: last };
    localStorage.setItem(NAME, JSON.stringify(kept));
    return kept.before;
  } catch {
    return undefined;
  }
}

/**
 * What is said of the visit before, and whether anything of the record is new since.
 * @param {Visit | null | undefined} before
 * @param {Visit} now
 * @param {VisitsTexts} texts
 * @returns {{ text: string, edition: string, day: string }} the edition and the day since which there is something new
 */
export function sinceVisit(before, now, texts) {
  if (!before) return { text: before === null ? texts.first : texts.blocked, edition: "", day: "" };
  const said = (/** @type {string} */ day) => sayDay(dayOf(day));
  const named = { day: said(before.day), edition: before.edition, as_of: said(before.as_of), now: now.edition };
  const key = before.edition !== now.edition ? "newer" : before.stamp !== now.stamp ? "touched" : "same";
  return {
    text: fill(texts[key], { ...named, now_as_of: said(now.as_of) }),
    edition: key === "newer" ? before.edition : "",
    day: before.as_of < now.as_of ? before.as_of : "",
  };
}

/**
 * Mount or update.
 * @param {Component<VisitsData>} component
 * @param {VisitsTexts} texts
 */
export function mount({ data, parentElement, setTriggerValue }, texts) {
  const { text, edition, day } = sinceVisit(rememberVisit(data.now), data.now, texts);
  const go = (/** @type {string} */ label, /** @type {Record<string, string>} */ where) =>
    el("button", { type: "button", class: "go", onclick: () => setTriggerValue("go", where) }, label);
  const offers = [
    data.editions.includes(edition) ? go(fill(texts.show_edition, { edition }), { edition }) : null,
    day ? go(fill(texts.show_day, { day: sayDay(dayOf(day)) }), { day }) : null,
  ];
  const root = parentElement.querySelector(".visits") ?? parentElement.appendChild(el("div", { class: "ess visits" }));
  setChildren(root, el("p", {}, text), el("p", { class: "none" }, texts.kept), ...offers);
}
