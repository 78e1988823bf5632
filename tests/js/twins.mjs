// Answers in JSON what the browser's modules say: on the days of each job, on every day, and of some names.

import { readFileSync } from "node:fs";
import { answer, entries, summaryText } from "../../dashboard/browser/parts/answer.mjs";
import { axis, dayAt, placeOf } from "../../dashboard/browser/parts/axis.mjs";
import { Store } from "../../dashboard/browser/parts/store.mjs";
import * as words from "../../dashboard/browser/parts/words.mjs";

function answerJob({ bundle, selected, days }) {
  const store = new Store(() => {});
  store.bundle = bundle;
  store.selected = selected ? new Set(selected) : null;
  const sentences = days.map((day) => {
    store.day = day;
    return {
      iso: words.isoDay(day),
      headline: words.headline(store),
      value: words.valueText(store),
      last: words.lastLine(store),
      next: words.nextLine(store),
      answer: answer(store),
      summary: summaryText(store),
      entries: entries(bundle, store.summary()).map(({ classId, ...entry }) => ({ ...entry, class_id: classId })),
      ...store.summary(),
      shown: Object.fromEntries(
        Object.keys(bundle.states).map((iso3) => {
          const { cls, contested } = store.at(iso3);
          return [iso3, [cls.id, contested]];
        }),
      ),
    };
  });
  const axes = ["calendar", "events"].map((spacing) => {
    const made = axis(bundle, store.steps(), spacing, null);
    const places = days.map((day) => placeOf(made, day));
    return { spacing, places, knots: made.knots, back: made.knots.map((day) => dayAt(made, placeOf(made, day))) };
  });
  return { sentences, axes };
}

const { jobs, days, lists } = JSON.parse(readFileSync(0, "utf8"));
console.log(
  JSON.stringify({ jobs: jobs.map(answerJob), days: days.map(words.sayDay), lists: lists.map(words.listed) }),
);
