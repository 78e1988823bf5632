// What stands below the tabs of the State card: its facts, reasons, other treaties and sources, each as a list.

import { el, part } from "./dom.mjs";
import { fill, fillCount, sayDay } from "./words.mjs";

/** @import { Card } from "./card.mjs" */

const SIDES = /** @type {const} */ (["leaving", "objecting", "earlier"]);

/**
 * Facts as a list, of which `paint` shows those known by the day and tells how many; the rest on request.
 * @param {Card} card
 * @param {Fact[]} facts
 * @param {string} none
 */
export function factList(card, facts, none) {
  const { texts, store } = card;
  const items = facts.map((fact) => ({ fact, item: factItem(card, fact) }));
  const empty = el("p", { class: "empty" }, none);
  const later = el("button", { type: "button", class: "more" });
  const node = el("div", {}, el("ol", {}, ...items.map(({ item }) => item)), empty, later);
  later.onclick = () => {
    node.classList.toggle("all");
    write(-1);
  };
  let known = -1;
  const write = (/** @type {number} */ count) => {
    if (count >= 0) known = count;
    const rest = facts.length - known;
    const open = node.classList.contains("all");
    later.hidden = !rest;
    later.setAttribute("aria-expanded", String(open));
    later.textContent = fillCount(open ? texts.fewer : texts.later, rest);
  };
  const paint = () => {
    const { day } = store;
    let count = 0;
    for (const { fact, item } of items) {
      const after = (fact.on ?? 0) > day;
      item.classList.toggle("later", after);
      item.classList.toggle("replaced", !!fact.until && fact.until <= day);
      if (fact.before) part(item, ".what").textContent = day < fact.before.day ? fact.before.what : fact.what;
      if (!after) count += 1;
    }
    empty.hidden = count > 0;
    if (count !== known) write(count);
    return count;
  };
  return { node, paint };
}

/**
 * The State's reasons and those of its critics, side by side and in equal number; the rest on request. `paint` shows
 * those known by the day.
 * @param {Card} card
 * @param {ReasonSaid[]} reasons
 */
export function reasonList(card, reasons) {
  const { texts, store } = card;
  const rows = reasons.map((reason) => {
    const { side, who, text, sources } = reason;
    const cited = el("ul", { class: "sources" }, ...sources.map((one) => sourceItem(card, one)));
    return { side, on: reason.on ?? 0, item: el("li", {}, el("b", {}, who), el("p", {}, text), cited) };
  });
  const columns = SIDES.map((side) => {
    const said = rows.filter((row) => row.side === side);
    const none = el("p", { class: "empty" }, texts.no_reasons);
    const list = el("ul", {}, ...said.map(({ item }) => item));
    return { side, said, none, node: el("section", { class: side }, el("h3", {}, texts[side]), list, none) };
  });
  const more = el("button", { type: "button", class: "more" });
  const node = el("div", { class: "reasons" }, ...columns.map((column) => column.node), more);
  let all = false;
  const paint = () => {
    const known = columns.map(({ said }) => said.filter(({ on }) => on <= store.day));
    const [own, critics] = known.map((said) => said.length);
    const room = all ? reasons.length : Math.max(1, Math.min(own, critics));
    let rest = 0;
    columns.forEach(({ side, said, none, node: column }, index) => {
      const shown = side === "earlier" ? known[index] : known[index].slice(0, room);
      for (const row of said) row.item.hidden = !shown.includes(row);
      rest += known[index].length - shown.length;
      none.hidden = shown.length > 0;
      column.hidden = side === "earlier" && !shown.length;
    });
    more.hidden = !rest;
    more.textContent = fillCount(texts.more_said, rest);
  };
  more.onclick = () => {
    all = true;
    paint();
  };
  return { node, paint };
}

/**
 * The other treaties as a list, of which `paint` shows those that bind the State on the day and tells how many, and
 * whether they are still or also binding.
 * @param {Card} card
 * @param {Iso3} iso3
 * @param {StateFacts["bound"]} bound
 */
export function boundList(card, iso3, bound) {
  const { texts, store } = card;
  const { bundle } = store;
  const rows = bound.map(([treaty, from, until]) => {
    const [id, title] = card.facts?.treaties[treaty] ?? ["", ""];
    const since = fill(texts.bound_since, { day: sayDay(from) });
    const file = bundle.files?.compare;
    const link = file ? card.link(`${file}?compare_instrument=${id}`, texts.bound_compare) : null;
    return { from, until, item: el("li", { "data-bound": id }, el("b", {}, title), el("span", {}, since), link) };
  });
  const none = el("p", { class: "empty" }, texts.not_bound);
  const node = el("div", {}, el("ul", { class: "bound" }, ...rows.map(({ item }) => item)), none);
  const paint = () => {
    const { day } = store;
    let n = 0;
    for (const { from, until, item } of rows) {
      item.hidden = from > day || (!!until && until <= day);
      if (!item.hidden) n += 1;
    }
    none.hidden = n > 0;
    const bindsToo = store.at(iso3).cls.whole === bundle.book.answer.main;
    return { label: bindsToo ? texts.also_bound : texts.still_bound, n };
  };
  return { node, paint };
}

/**
 * Every source once, the best grade first; `paint` shows those of facts known by the day and tells how many.
 * @param {Card} card
 * @param {{ on?: Day | null, sources: Source[] }[]} facts
 */
export function sourceList(card, facts) {
  /** @type {Map<string, { source: Source, on: Day }>} */
  const found = new Map();
  for (const { on, sources } of facts)
    for (const source of sources) {
      const first = Math.min(on ?? 0, found.get(source.id)?.on ?? Number.POSITIVE_INFINITY);
      found.set(source.id, { source, on: first });
    }
  const rows = [...found.values()]
    .sort((a, b) => (a.source.grade < b.source.grade ? -1 : a.source.grade > b.source.grade ? 1 : 0))
    .map(({ source, on }) => ({ on, item: sourceItem(card, source) }));
  const node = el("ul", { class: "sources" }, ...rows.map(({ item }) => item));
  const paint = () => {
    let count = 0;
    for (const { on, item } of rows) {
      item.hidden = on > card.store.day;
      if (!item.hidden) count += 1;
    }
    return count;
  };
  return { node, paint };
}

/**
 * @param {Card} card
 * @param {Fact} item
 */
function factItem(card, item) {
  const { texts } = card;
  const notes = item.notes.map((note) => el("p", {}, note));
  const history = item.history.map((line) => el("p", {}, line));
  const report = card.reportButton(item.id);
  return el(
    "li",
    { "data-fact": item.id },
    el("time", { "data-later": texts.known_later, "data-replaced": texts.replaced }, item.when),
    gradeMark(card, item.grade),
    item.revised ? el("span", { class: "revised" }, item.revised) : null,
    item.yours ? el("span", { class: "yours" }, texts.yours) : null,
    el("p", { class: "what" }, item.what),
    item.weak ? el("p", { class: "weak" }, item.weak) : null,
    el(
      "details",
      {},
      el("summary", {}, fill(texts.sources, { n: item.sources.length })),
      notes.length ? el("div", { class: "notes" }, el("p", {}, texts.notes), ...notes) : null,
      history.length ? el("div", { class: "notes history" }, ...history) : null,
      el("ul", { class: "sources" }, ...item.sources.map((source) => sourceItem(card, source))),
      el("p", { class: "id" }, `${item.id} · ${item.confidence} · `, report),
    ),
  );
}

/**
 * @param {Card} card
 * @param {Source} source
 */
function sourceItem(card, source) {
  const link = { href: source.url, target: "_blank", rel: "noopener noreferrer" };
  const by = `${source.publisher}${source.date ? `, ${source.date}` : ""}: `;
  const { texts } = card;
  const kept = { ...link, href: source.archived };
  return el(
    "li",
    {},
    gradeMark(card, source.grade),
    el(
      "span",
      {},
      by,
      el("a", link, source.title || source.url),
      source.archived ? el("span", {}, " · ", el("a", kept, texts.archived)) : null,
      source.seen ? el("small", {}, fill(texts.seen, { day: source.seen })) : null,
    ),
  );
}

/**
 * @param {Card} card
 * @param {string} grade
 */
function gradeMark(card, grade) {
  return el("span", { class: `grade grade-${grade}`, title: card.facts?.grades[grade] }, grade);
}
