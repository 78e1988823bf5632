import assert from "node:assert/strict";
import { test } from "node:test";
import { fileName, refusal, wholeAddresses } from "../../dashboard/browser/parts/take_away.mjs";

const TEXTS = {
  refused: "{name} not made: {reason}",
  too_many: { one: "wait {n} second", many: "wait {n} seconds" },
  busy: { one: "busy {n} second", many: "busy {n} seconds" },
};
const answer = (status, seconds = null) => ({ status, headers: { get: () => seconds } });

test("a file is saved under the name that the server gave it", () => {
  assert.equal(fileName('attachment; filename="apmbc-2025-07-12.svg"'), "apmbc-2025-07-12.svg");
  for (const none of [null, "", "inline"]) assert.equal(fileName(none), "");
});

test("a refusal says how long to wait, or else why", () => {
  assert.equal(refusal(answer(429, "12"), "more than 10 a minute", "PNG", TEXTS), "wait 12 seconds");
  assert.equal(refusal(answer(429, "1"), "", "PNG", TEXTS), "wait 1 second");
  assert.equal(refusal(answer(503, "5"), "", "PNG", TEXTS), "busy 5 seconds");
  assert.equal(
    refusal(answer(503), "the shapes cannot be read", "PNG", TEXTS),
    "PNG not made: the shapes cannot be read",
  );
  assert.equal(refusal(answer(500), "", "PNG", TEXTS), "PNG not made: 500");
});

test("what is copied names this server, in a text once and in code between quotes", () => {
  const [address, whole] = ["/ess/?v=1", "https://example.org/ess/?v=1"];
  assert.equal(wholeAddresses(`As of today. ${address}`, address, whole), `As of today. ${whole}`);
  assert.equal(
    wholeAddresses(
      '<a href="/ess/?v=1"><img src="/ess/preview.png?v=1&amp;as_of=2025-03-07" alt="a/b"></a>',
      address,
      whole,
    ),
    `<a href="${whole}"><img src="https://example.org/ess/preview.png?v=1&amp;as_of=2025-03-07" alt="a/b"></a>`,
  );
});
