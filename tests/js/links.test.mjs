import assert from "node:assert/strict";
import { test } from "node:test";
import { addressOnScreen } from "../../dashboard/browser/parts/links.mjs";
import { dayOf } from "../../dashboard/browser/parts/words.mjs";

const SERVED =
  "/api/v1/export?format=png&kind=map&v=1&instrument=apmbc&as_of=2025-07-12&states=EST,FIN&q=a+b%26c&focus=FIN";
const onScreen = (shown) =>
  addressOnScreen(SERVED, { instrument: "apmbc", day: dayOf("2025-07-12"), focus: "FIN", ...shown });

test("an address that tells what is on screen stays as the server wrote it", () => {
  assert.equal(onScreen({}), SERVED);
});

test("treaty, day and State on screen replace those of the address", () => {
  assert.equal(
    onScreen({ instrument: "ccm", day: dayOf("2026-01-10"), focus: "POL" }),
    SERVED.replace("apmbc", "ccm").replace("2025-07-12", "2026-01-10").replace("focus=FIN", "focus=POL"),
  );
});

test("without a State on screen none is named, and a State that comes is", () => {
  const without = onScreen({ focus: null });
  assert.equal(without, SERVED.replace("&focus=FIN", ""));
  assert.equal(addressOnScreen(without, { instrument: "apmbc", day: dayOf("2025-07-12"), focus: "FIN" }), SERVED);
});
