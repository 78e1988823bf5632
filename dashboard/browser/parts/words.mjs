// Days and sentences: the twin of dashboard/domain/headline.py, fed by its phrasebook and tested on the same cases.

const LANGUAGE = "en-GB";
const DAY_MS = 86400000;
const dayFormat = new Intl.DateTimeFormat(LANGUAGE, {
  day: "numeric",
  month: "long",
  year: "numeric",
  timeZone: "UTC",
});
const listFormat = new Intl.ListFormat(LANGUAGE);

export const isoDay = (day) => new Date(day * DAY_MS).toISOString().slice(0, 10);
export const dayOf = (iso) => Math.round(Date.parse(`${iso}T00:00:00Z`) / DAY_MS);

export const sayDay = (day) => dayFormat.format(day * DAY_MS);
export const listed = (names) => listFormat.format(names);

export function addMonths(day, months) {
  const date = new Date(day * DAY_MS);
  const first = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(date.getUTCDate(), last));
  return Math.round(first.getTime() / DAY_MS);
}

const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_, key) => values[key]);
const plain = (name) => name.replace(/^the /, "").toLowerCase();

function form(tense, states, namesMax) {
  if (tense === "past") return states === 1 ? "past_one" : "past_counted";
  const head = tense === "since" ? "since_" : "";
  return head + (states === 1 ? "one" : states <= namesMax ? "many" : "counted");
}

/** Everything that happens on a step `[on, [[iso3, key, exact], …], milestones]`, in one of three tenses. */
export function sayStep(bundle, [, moves, milestones], tense = "now", namesMax = bundle.book.names_max) {
  const book = bundle.book;
  const parts = milestones.map((milestone) => book.milestones[milestone][tense]);
  for (const key of book.order) {
    const group = moves.filter((move) => move[1] === key);
    if (!group.length) continue;
    const spoken = group
      .map(([iso3, , exact]) => [bundle.states[iso3].spoken, exact])
      .sort(([a], [b]) => (plain(a) < plain(b) ? -1 : 1));
    const names = spoken.map(([name, exact]) => (exact ? name : fill(book.frames.inexact, { name })));
    const pattern = book.phrases[key][form(tense, names.length, namesMax)];
    parts.push(fill(pattern, { names: listed(names), n: book.numbers[names.length] ?? names.length }));
  }
  return parts.join(book.joint);
}

/** Headline of a day: what happens on it, or what last happened. */
export function headline(store) {
  const { bundle, day } = store;
  const { frames } = bundle.book;
  const step = store.stepAtOrBefore();
  if (!step) return fill(frames["value-before"], { day: sayDay(day) });
  const now = step[0] === day;
  return fill(frames[now ? "on" : "since"], {
    day: sayDay(step[0]),
    text: sayStep(bundle, step, now ? "now" : "since"),
  });
}

/** The line before or after the headline: `word` is "previous" or "next". Where long, States are counted, not named. */
export function neighbourLine({ bundle }, step, word) {
  if (!step) return "";
  const say = (namesMax) =>
    fill(bundle.book.frames[word], { day: sayDay(step[0]), text: sayStep(bundle, step, "now", namesMax) });
  const line = say(bundle.book.names_max);
  return line.length <= bundle.book.brief_over ? line : say(1);
}

/** What the slider says. */
export function valueText(store) {
  const { bundle, day } = store;
  const { frames } = bundle.book;
  const step = store.stepAtOrBefore();
  if (!step) return fill(frames["value-before"], { day: sayDay(day) });
  if (step[0] === day) return fill(frames.value, { day: sayDay(day), text: sayStep(bundle, step, "past") });
  return fill(frames["value-between"], { day: sayDay(day), last: sayDay(step[0]) });
}
