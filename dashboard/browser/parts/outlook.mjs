// What was settled or announced by the day shown: changes that law has fixed, and what each State has said it will do.

/** @import { View } from "./view.mjs" */

/**
 * Changes that were fixed by the day shown and lie after it, those of one day together.
 * @param {View} view
 * @returns {Step[]}
 */
export function fixedByLaw(view) {
  const { bundle, day } = view;
  /** @type {Map<Day, Move[]>} */
  const byDay = new Map();
  for (const due of bundle.due) {
    const [, on, iso3, key, exact] = due;
    if (!stands(due, day) || !view.isSelected(iso3)) continue;
    byDay.set(on, [...(byDay.get(on) ?? []), [iso3, key, exact]]);
  }
  return [...byDay].sort(([a], [b]) => a - b).map(([on, moves]) => [on, moves, []]);
}

/**
 * Whether a change was settled by a day and lies after it.
 * @param {Due} due
 * @param {Day} day
 */
export const stands = ([fixed, on, , , , dropped], day) => fixed <= day && day < on && !(dropped && dropped <= day);

/**
 * The current versions of a State's programmes on the day shown, latest first.
 * @param {View} view
 * @param {Iso3} iso3
 */
export function programmesOf({ bundle, day }, iso3) {
  const current = bundle.programmes
    .filter((programme) => programme.iso3 === iso3)
    .flatMap(({ versions }) => versions.filter(({ known, until }) => known <= day && !(until && until <= day)));
  return current.sort((a, b) => b.known - a.known);
}

/**
 * The day on which an announced window next opens or closes, as known on a day; null where none lies ahead.
 * @param {ProgrammeVersion} version
 * @param {Day} day
 */
function nextDay({ bar }, day) {
  if (!bar) return null;
  if (bar.from && bar.start > day) return bar.start;
  return bar.to && bar.end > day ? bar.end : null;
}

/**
 * What is announced for a day after the one shown, soonest first: the State, the version, the day.
 * @param {View} view
 * @returns {{ iso3: Iso3, version: ProgrammeVersion, on: Day }[]}
 */
export function announcedNext(view) {
  const states = [...new Set(view.bundle.programmes.map(({ iso3 }) => iso3))].filter((iso3) => view.isSelected(iso3));
  return states
    .flatMap((iso3) =>
      programmesOf(view, iso3).flatMap((version) => {
        const on = nextDay(version, view.day);
        return on === null ? [] : [{ iso3, version, on }];
      }),
    )
    .sort((a, b) => a.on - b.on || b.version.known - a.version.known);
}

/**
 * Whether a class is that of States of which nothing is known.
 * @param {StatusBundle} bundle
 * @param {DisplayClass} cls
 */
export const unknown = ({ styles }, { id }) => styles[id].hatch?.kind === "dots";

/**
 * What stands as rows beside the map: under a measure every State with a figure, the greatest of the last period
 * first and the same on all days; else the States in motion.
 * @param {View} view
 * @returns {{ iso3: Iso3, since: Day }[]}
 */
export function statesInRows(view) {
  const { states, today } = view.bundle;
  const measured = Object.entries(states).filter(([iso3, { figures }]) => figures && view.isSelected(iso3));
  if (!measured.length) return statesInMotion(view);
  const last = (/** @type {Iso3} */ iso3) => view.at(iso3, today).value ?? Number.NEGATIVE_INFINITY;
  return measured
    .map(([iso3, { figures }]) => ({ iso3, since: Math.min(...Object.keys(figures ?? {}).map(Number)) }))
    .sort((a, b) => last(b.iso3) - last(a.iso3) || (states[a.iso3].name < states[b.iso3].name ? -1 : 1));
}

/**
 * States that have moved, are moving or have announced something on some day, in the order in which they first did;
 * where the answer is about no one class, those that changed from one known class to another.
 * @param {View} view
 * @returns {{ iso3: Iso3, since: Day }[]}
 */
export function statesInMotion(view) {
  const { classes, states, programmes, book } = view.bundle;
  const { main } = book.answer;
  /** @type {Map<Iso3, Day>} */
  const first = new Map();
  for (const [iso3, { rows }] of Object.entries(states)) {
    const known = (/** @type {StatusRow | undefined} */ row) => !!row && !unknown(view.bundle, classes[row[1]]);
    const moving = rows.find((row, at) =>
      main ? classes[row[1]].moving : known(row) && known(rows[at - 1]) && rows[at - 1][1] !== row[1],
    );
    if (moving) first.set(iso3, moving[0]);
  }
  for (const { iso3, versions } of programmes) {
    first.set(iso3, Math.min(first.get(iso3) ?? Number.POSITIVE_INFINITY, ...versions.map(({ known }) => known)));
  }
  return [...first]
    .filter(([iso3]) => view.isSelected(iso3))
    .map(([iso3, since]) => ({ iso3, since }))
    .sort((a, b) => a.since - b.since || (states[a.iso3].name < states[b.iso3].name ? -1 : 1));
}
