// What can be shown over a slide: its sources, the keys, or notices about the address.

import { el, setChildren } from "./dom.mjs";

const KEYS = [
  ["PageDown, →, Space", "next step"],
  ["PageUp, ←", "previous step"],
  ["Home, End", "first and last step"],
  ["B or .", "blank the screen, and back"],
  ["M", "compare with the step before"],
  ["S", "facts and sources of this step"],
  ["D", "dark room"],
  ["F", "full screen"],
  ["Esc", "close, then leave"],
];

export class Sheet {
  /**
   * What is shown: "sources", "help" or "notices".
   * @type {string | null}
   */
  kind = null;

  /** @param {Deck} deck */
  constructor(deck) {
    this.deck = deck;
    this.root = el("aside", { class: "sheet", "aria-label": "Sources and keys", tabindex: -1, hidden: true });
  }

  get open() {
    return !this.root.hidden;
  }

  close() {
    this.root.hidden = true;
    this.kind = null;
  }

  /**
   * Show one kind of sheet; the same kind once more closes it.
   * @param {string} kind
   * @param {string} title
   * @param {Child[]} body
   */
  show(kind, title, ...body) {
    if (this.open && this.kind === kind) {
      this.close();
      return;
    }
    this.kind = kind;
    const close = el("button", { type: "button", onclick: () => this.close() }, "Close");
    setChildren(this.root, el("header", {}, el("h2", {}, title), close), ...body);
    this.root.hidden = false;
    this.root.scrollTop = 0;
    this.root.focus();
  }

  /**
   * @param {string} title
   * @param {string[]} notices
   */
  showNotices(title, notices) {
    this.show("notices", title, el("ul", {}, ...notices.map((one) => el("li", {}, one))));
  }

  help() {
    const rows = KEYS.flatMap(([key, does]) => [el("dt", {}, key), el("dd", {}, does)]);
    this.show("help", "Keys", el("dl", {}, ...rows), el("p", {}, this.deck.boundaryNote));
  }

  /** @param {Slide} slide */
  sources(slide) {
    const list = (facts) => el("ol", {}, ...facts.map((fact) => this.fact(fact)));
    const more = slide.moreFacts ? el("p", {}, `and ${slide.moreFacts} more in the record`) : null;
    const later = slide.laterFacts.length ? [el("h3", {}, "What happened later rests on"), list(slide.laterFacts)] : [];
    this.show("sources", "This step rests on", list(slide.facts), more, ...later);
  }

  /** @param {Fact} fact */
  fact(fact) {
    const sources = fact.sources.map((source) => {
      const by = `${source.grade} · ${source.publisher}${source.date ? `, ${source.date}` : ""}: `;
      const link = { href: source.url, target: "_blank", rel: "noopener noreferrer" };
      return el("li", {}, by, el("a", link, source.title || source.url));
    });
    return el(
      "li",
      { "data-fact": fact.id },
      el("p", { class: "what" }, el("b", {}, fact.when || "no day on record"), ` ${fact.what}`),
      el("p", { class: "id" }, [fact.id, fact.confidence].filter(Boolean).join(" · ")),
      el("ul", {}, ...sources),
    );
  }
}
