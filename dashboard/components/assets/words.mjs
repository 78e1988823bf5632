// Days and sentences, the twin of dashboard/domain/headline.py: both are tested on the same cases.

const MONTHS = [
  "January", "February", "March", "April", "May", "June",
  "July", "August", "September", "October", "November", "December",
];
const NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

export const isoDay = (day) => new Date(day * 86400000).toISOString().slice(0, 10);
export const dayOf = (iso) => Math.round(Date.parse(`${iso}T00:00:00Z`) / 86400000);

export function sayDay(day) {
  const date = new Date(day * 86400000);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

export function addMonths(day, months) {
  const date = new Date(day * 86400000);
  const first = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(date.getUTCDate(), last));
  return Math.round(first.getTime() / 86400000);
}

export const number = (count) => NUMBERS[count] ?? String(count);

export function joinNames(names) {
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/** What happened to the States of one phrase: named up to six, counted beyond. */
function clause(bundle, key, iso3s) {
  const phrase = bundle.phrases[key];
  if (iso3s.length > bundle.nameLimit) return phrase.count.replace("{n}", iso3s.length);
  const names = iso3s.map((iso3) => bundle.states[iso3].name).sort((a, b) => a.localeCompare(b, "en"));
  return (iso3s.length > 1 ? phrase.many : phrase.one).replace("{names}", joinNames(names));
}

/** The sentence of a step, without its day. `[on, [[iso3, phrase key], …], milestone]`. */
export function sayStep(bundle, [, moves, milestone]) {
  const byKey = new Map();
  for (const [iso3, key] of moves) byKey.set(key, [...(byKey.get(key) ?? []), iso3]);
  const parts = [...byKey].sort(([a], [b]) => bundle.phraseOrder.indexOf(a) - bundle.phraseOrder.indexOf(b));
  const said = parts.map(([key, iso3s]) => clause(bundle, key, iso3s));
  if (milestone) said.unshift(bundle.milestones[milestone]);
  return said.join("; ");
}

/** Headline of a day: what happens on it, or what last happened. */
export function headline(store) {
  const { bundle, day } = store;
  const step = store.stepAtOrBefore();
  if (!step) return `${sayDay(day)}: ${bundle.beforeFirst}`;
  const lead = step[0] === day ? `${sayDay(day)}: ` : `Since ${sayDay(step[0])}: `;
  return lead + sayStep(bundle, step);
}

export function neighbourLine(store, step, word) {
  return step ? `${word}: ${sayDay(step[0])}, ${sayStep(store.bundle, step)}` : "";
}

export function valueText(store) {
  const step = store.stepAtOrBefore();
  const told = step && step[0] === store.day ? `, ${sayStep(store.bundle, step)}` : "";
  return sayDay(store.day) + told + (store.day > store.bundle.today ? ", beyond the record" : "");
}
