import assert from "node:assert/strict";
import { test } from "node:test";
import { addressOf, addressOnScreen, lensQuery } from "../../dashboard/browser/parts/address.mjs";
import { dayOf } from "../../dashboard/browser/parts/words.mjs";

test("an address is its path and what is known of the view", () => {
  assert.equal(addressOf("/", {}), "/");
  assert.equal(addressOf("/", { as_of: "2026-03-01", focus: null, step: undefined }), "/?as_of=2026-03-01");
  assert.equal(addressOf("/present", { story: "a", step: 3 }), "/present?story=a&step=3");
});

test("lists keep their commas, everything else is escaped", () => {
  assert.equal(addressOf("/", { states: "EST,FIN", text: "a&b=c d" }), "/?states=EST,FIN&text=a%26b%3Dc+d");
});

const SERVED =
  "/api/v1/export?format=png&kind=map&v=1&instrument=apmbc&as_of=2025-07-12&states=EST,FIN&q=a+b%26c&focus=FIN";
const lens = (id, key = "instrument", series = "") => lensQuery({ instrument: { id, key, series } });
const onScreen = (shown) =>
  addressOnScreen(SERVED, { lens: lens("apmbc"), day: dayOf("2025-07-12"), focus: "FIN", ...shown });

test("an address that tells what is on screen stays as the server wrote it", () => {
  assert.equal(onScreen({}), SERVED);
});

test("treaty, day and State on screen replace those of the address", () => {
  assert.equal(
    onScreen({ lens: lens("ccm"), day: dayOf("2026-01-10"), focus: "POL" }),
    SERVED.replace("apmbc", "ccm").replace("2025-07-12", "2026-01-10").replace("focus=FIN", "focus=POL"),
  );
});

test("a policy or a measure takes the treaty's place, with its series", () => {
  const shown = onScreen({ lens: lens("spending", "lens", "nato-2025") });
  assert.equal(shown, `${SERVED.replace("&instrument=apmbc", "")}&lens=spending&series=nato-2025`);
});

test("without a State on screen none is named, and a State that comes is", () => {
  const without = onScreen({ focus: null });
  assert.equal(without, SERVED.replace("&focus=FIN", ""));
  assert.equal(addressOnScreen(without, { lens: lens("apmbc"), day: dayOf("2025-07-12"), focus: "FIN" }), SERVED);
});
