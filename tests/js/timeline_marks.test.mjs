import assert from "node:assert/strict";
import { test } from "node:test";
import { Store } from "../../dashboard/browser/parts/store.mjs";
import { bandsOf } from "../../dashboard/browser/parts/timeline_bands.mjs";
import { marksOf, nearestMark, sayMark } from "../../dashboard/browser/parts/timeline_marks.mjs";
import { bundle, STEPS, TODAY } from "./example.mjs";

const store = (more = {}) => Object.assign(new Store(() => {}), { bundle: bundle(), day: TODAY, ...more });
const texts = {
  mark: "{day}: {text}",
  record_ends: "record ends {day}",
  more_marks: { one: " and {n} more", many: " and {n} more" },
};

test("every change, happening, announced day and the end of the record is a mark, once a day", () => {
  const { dots } = bundle();
  const days = marksOf(store()).map(({ day }) => day);
  assert.deepEqual(
    days,
    [...STEPS, ...dots.map(([on]) => on), TODAY].sort((one, other) => one - other),
  );
});

test("a selection keeps its own changes, and all that happened", () => {
  const marks = marksOf(store({ selected: new Set(["FIN"]) }));
  assert.deepEqual(
    marks.filter(({ step }) => step).map(({ day }) => day),
    [STEPS[2]],
  );
});

test("the pointer means the nearest mark within reach, and a change rather than a happening", () => {
  const [change, other] = marksOf(store()).filter(({ step }) => step);
  const dot = marksOf(store()).find(({ dots }) => dots.length);
  const placed = [
    { ...change, x: 100 },
    { ...dot, x: 104 },
    { ...other, x: 130 },
  ];
  const at = (x) => nearestMark(placed, x, 8)?.x ?? null;
  assert.deepEqual([91, 92, 99, 102, 103, 104, 112, 113].map(at), [null, 100, 100, 100, 100, 104, 104, null]);
  assert.equal(nearestMark([], 5, 8), null);
});

test("a mark says its change, then what happened and how much more, then that the record ends", () => {
  const view = store();
  const say = (day) =>
    sayMark(
      view,
      marksOf(view).find((mark) => mark.day === day),
      texts,
    );
  assert.deepEqual(say(STEPS[1]), ["27 Dec 2025: Estonia and Latvia leave"]);
  assert.deepEqual(say(view.bundle.dots[0][0]), ["1 Jul 2025: Ministers meet and 1 more"]);
  assert.deepEqual(say(TODAY), ["1 Mar 2026: record ends 1 Mar 2026"]);
});

test("bands count the States bound and those that move, without areas", () => {
  const { ground, moving, states, most } = bandsOf(store());
  const { first } = bundle();
  assert.equal(states, 3);
  const counts = [
    [first, 3],
    [STEPS[1], 1],
    [STEPS[2], 0],
  ];
  assert.deepEqual(ground, [{ classId: "state-party", counts }]);
  assert.deepEqual(moving, [
    {
      classId: "exit-deposited",
      counts: [
        [STEPS[0], 2],
        [STEPS[1], 0],
      ],
    },
    {
      classId: "withdrawn",
      counts: [
        [STEPS[1], 2],
        [STEPS[2], 3],
      ],
    },
  ]);
  assert.equal(most, 3);
  assert.equal(bandsOf(store({ selected: new Set(["FIN"]) })).states, 1);
});

test("where the answer is about no one class, every class that does not move has a band of its own", () => {
  const view = store();
  view.bundle.book.answer.main = "";
  view.bundle.styles = { "state-party": { base: "full", hatch: null } };
  const { ground, moving } = bandsOf(view);
  assert.deepEqual(
    ground.map(({ classId, counts }) => [classId, counts[0][1]]),
    [["state-party", 3]],
  );
  assert.deepEqual(
    moving.map(({ classId }) => classId),
    ["exit-deposited", "withdrawn"],
  );
});
