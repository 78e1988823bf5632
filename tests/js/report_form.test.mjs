// The address that opens a mail or an issue with an error report filled in.

import assert from "node:assert/strict";
import test from "node:test";
import { encodedWithin, reportAddress } from "../../dashboard/browser/parts/report_form.mjs";

test("an address is percent-encoded, cut between characters, and adds to the tracker's own query", () => {
  assert.equal(encodedWithin("é€😀", 12), "%C3%A9");
  assert.equal(encodedWithin("é\ud800x", 99), "%C3%A9%3Fx");
  const mail = reportAddress({ kind: "mail", address: "a+b@c.example" }, "A & B", "x\ny?");
  assert.equal(mail, "mailto:a%2Bb@c.example?subject=A%20%26%20B&body=x%0Ay%3F");
  const issue = reportAddress({ kind: "tracker", address: "https://t.example/new?labels=e" }, "s", "€".repeat(5000));
  assert.ok(issue.startsWith("https://t.example/new?labels=e&title=s&body=%E2%82%AC"));
  assert.ok(issue.length <= 1900);
  assert.equal(decodeURIComponent(issue).at(-1), "€");
});
