// A small record to test the modules on: four States, three steps, days counted from 1970-01-01.

const day = (iso) => Date.parse(iso) / 86400000;

export const TODAY = day("2026-03-01");
export const STEPS = [day("2025-06-27"), day("2025-12-27"), day("2026-01-10")];

const phrase = (verb) => ({
  one: `{names} ${verb}s`,
  many: `{names} ${verb}`,
  counted: `{n} States ${verb}`,
  since_one: `{names} has to ${verb}`,
  since_many: `{names} have to ${verb}`,
  since_counted: `{n} more States ${verb}`,
  past_one: `one State did ${verb}`,
  past_counted: `{n} States did ${verb}`,
});

/** A new bundle at every call, so that no test can spoil another's. */
export const bundle = (more = {}) => ({
  instrument: { id: "apmbc" },
  first: day("1997-12-03"),
  last: day("2027-12-31"),
  today: TODAY,
  classes: [
    {
      id: "state-party",
      label: "State Party",
      status: "state-party",
      stage: "none",
      whole: "bound",
      family: [],
      moving: false,
    },
    {
      id: "exit-deposited",
      label: "withdrawal deposited",
      status: "state-party",
      stage: "deposited",
      whole: "bound",
      family: ["exit", "deposited"],
      moving: true,
    },
    {
      id: "withdrawn",
      label: "withdrawn",
      status: "withdrawn",
      stage: "none",
      whole: "withdrawn",
      family: [],
      moving: true,
    },
    {
      id: "no-own-status",
      label: "no own status",
      status: "no-own-status",
      stage: "none",
      whole: "",
      family: [],
      moving: false,
    },
  ],
  states: {
    EST: state("Estonia", [STEPS[0], 1, 0], [STEPS[1], 2, 0]),
    LVA: state("Latvia", [STEPS[0], 1, 0], [STEPS[1], 2, 0]),
    FIN: state("Finland", [STEPS[2], 2, 1]),
    XKX: { ...state("Kosovo"), area: true, rows: [[day("1997-12-03"), 3, 0]] },
  },
  steps: [
    [
      STEPS[0],
      [
        ["EST", "deposits", 1],
        ["LVA", "deposits", 0],
      ],
      [],
    ],
    [
      STEPS[1],
      [
        ["EST", "leaves", 1],
        ["LVA", "leaves", 1],
      ],
      [],
    ],
    [STEPS[2], [["FIN", "leaves", 1]], ["opened"]],
  ],
  lastRun: STEPS[0],
  due: [
    [STEPS[0], STEPS[1], "EST", "leaves", 1, 0],
    [STEPS[0], STEPS[1], "LVA", "leaves", 1, 0],
  ],
  horizon: [day("2026-06-01"), day("2027-01-01")],
  dots: [
    [day("2025-07-01"), 2, 0, "Ministers meet"],
    [day("2026-06-01"), 1, 1, "Announced: mines"],
  ],
  book: {
    names_max: 2,
    brief_over: 70,
    numbers: ["no", "one", "two", "three"],
    order: ["leaves", "deposits"],
    joint: "; ",
    answer: { main: "bound" },
    frames: {
      inexact: "{name} (by then)",
      on: "On {day}: {text}",
      since: "Since {day}: {text}",
      last: "Last, {day}: {text}",
      "this-day": "This day: {text}",
      next: "Next, {day}: {text}",
      value: "{day}: {text}",
      "value-before": "{day}: before any change",
      "value-between": "{day}, since {last}",
    },
    phrases: { leaves: phrase("leave"), deposits: phrase("deposit") },
    milestones: { opened: { now: "the treaty opens", since: "the treaty is open", past: "the treaty opened" } },
  },
  ui: { contested: "{label}, contested", figure: "{label}: {figure}", named: "{name}: {label}" },
  ...more,
});

function state(name, ...rows) {
  return { name, spoken: name, area: false, rows: [[day("1997-12-03"), 0, 0], ...rows] };
}
