// The form for an error report: what is wrong and which source says so, sent where the operator's setting says.

import { el, setChildren } from "./dom.mjs";
import { fill } from "./words.mjs";

/**
 * Where a report goes, and what posts it to the inbox where there is a server.
 * @typedef {ReportWay & { send?: (address: string, report: Record<string, string>) => Promise<Response> }} WayOut
 */

/** Longest address that mail programs and trackers take. */
const LONGEST_ADDRESS = 1900;

/** Half of a character, which no address can hold. */
const HALF = /^[\ud800-\udfff]$/u;

/** @type {WayOut} */
const NOWHERE = { kind: "off", address: "" };

/**
 * Percent-encoded as far as it fits, never within a character.
 * @param {string} text
 * @param {number} room
 */
export function encodedWithin(text, room) {
  let encoded = "";
  for (const one of text) {
    const next = encodeURIComponent(HALF.test(one) ? "?" : one);
    if (encoded.length + next.length > room) break;
    encoded += next;
  }
  return encoded;
}

/**
 * The address that opens a mail or an issue with the report filled in, cut to what such addresses may hold.
 * @param {ReportWay} way
 * @param {string} subject
 * @param {string} body
 */
export function reportAddress({ kind, address }, subject, body) {
  const mail = kind === "mail";
  const [path, query] = mail ? [`mailto:${encodeURIComponent(address).replace("%40", "@")}`, ""] : address.split("?");
  const head = `${path}?${query ? `${query}&` : ""}${mail ? "subject" : "title"}=${encodedWithin(subject, 400)}&body=`;
  return head + encodedWithin(body, LONGEST_ADDRESS - head.length);
}

/**
 * A new form, with the keyboard in its first field once it stands in the page.
 * @param {{ about: string, edition: string }} what the fact, State or page, and the edition that says it
 * @param {ReportTexts} texts
 * @param {WayOut} way
 */
export function reportForm({ about, edition }, texts, way = NOWHERE) {
  const wrong = el("textarea", { rows: 3, maxlength: 2000 });
  const source = el("input", { type: "text", maxlength: 600 });
  const name = el("input", { type: "text", maxlength: 80, autocomplete: "name" });
  const told = el("p", { class: "told", role: "status" });
  const ready = el("textarea", { rows: 6, readonly: true, hidden: true, "aria-label": texts.ready });
  const host = way.kind === "tracker" ? new URL(way.address).host : "";
  const fields = () => ({ about, edition, wrong: wrong.value.trim(), source: source.value.trim() });
  const subject = () => fill(texts.subject, { about, edition });
  const text = () => fill(texts.body, { ...fields(), page: window.location.href });
  const send = el("button", { type: "submit" }, texts[`do_${way.kind}`]);
  const close = el("button", { type: "button", onclick: () => form.remove() }, texts.close);

  async function copy() {
    try {
      await navigator.clipboard.writeText(`${subject()}\n\n${text()}`);
      told.textContent = texts.copied;
    } catch {
      ready.value = `${subject()}\n\n${text()}`;
      ready.hidden = false;
      ready.select();
      told.textContent = texts.selected;
    }
  }

  async function post() {
    told.textContent = texts.sending;
    send.disabled = true;
    try {
      const answer = await way.send?.(way.address, { ...fields(), name: name.value.trim() });
      if (answer?.ok) {
        setChildren(form, el("p", { class: "told", role: "status" }, texts.sent));
        return;
      }
      const refusal = await answer?.json();
      told.textContent = fill(texts.refused, { reason: refusal.error });
    } catch {
      told.textContent = texts.lost;
    }
    send.disabled = false;
  }

  const form = el(
    "form",
    { class: "report-form", "data-about": about },
    el("label", {}, texts.wrong, wrong),
    el("label", {}, texts.source, source),
    way.kind === "inbox" ? el("label", {}, texts.name, name) : null,
    el("p", {}, fill(texts[way.kind], { address: way.address, host })),
    el("div", {}, send, close),
    told,
    ready,
  );
  form.onsubmit = (event) => {
    event.preventDefault();
    if (!wrong.value.trim()) {
      told.textContent = texts.empty;
      wrong.focus();
    } else if (way.kind === "off") copy();
    else if (way.kind === "inbox") post();
    else {
      const address = reportAddress(way, subject(), text());
      if (way.kind === "mail") window.location.assign(address);
      else window.open(address, "_blank", "noopener");
    }
  };
  // The keys of the page and of the card mean letters here; Escape leaves the form alone.
  form.onkeydown = (event) => {
    event.stopPropagation();
    if (event.key === "Escape") form.remove();
  };
  requestAnimationFrame(() => wrong.focus());
  return form;
}

/**
 * A button that opens the form behind `place`, and takes it away again.
 * @param {() => Element} place
 * @param {() => HTMLFormElement} make
 * @param {string} label
 */
export function reportButton(place, make, label) {
  const button = el("button", { type: "button", class: "report" }, label);
  button.onclick = () => toggleForm(place(), make);
  return button;
}

/**
 * Put a form behind an element, or take the one away that stands there.
 * @param {Element} place
 * @param {() => HTMLFormElement} make
 */
export function toggleForm(place, make) {
  const next = place.nextElementSibling;
  if (next?.matches(".report-form")) next.remove();
  else place.after(make());
}
