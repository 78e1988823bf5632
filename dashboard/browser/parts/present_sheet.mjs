// What can be shown over a slide: its sources, the keys, or notices about the address.

import { el, setChildren } from "./dom.mjs";
import { fill } from "./words.mjs";

export class Sheet {
  /**
   * What is shown: "sources", "help" or "notices".
   * @type {string | null}
   */
  kind = null;

  /** @param {Deck} deck */
  constructor(deck) {
    this.deck = deck;
    this.texts = deck.ui;
    this.root = el("aside", { class: "sheet", "aria-label": deck.ui.sheet, tabindex: -1, hidden: true });
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
    const close = el("button", { type: "button", onclick: () => this.close() }, this.texts.close);
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
    const rows = this.texts.key_list.flatMap(([key, does]) => [el("dt", {}, key), el("dd", {}, does)]);
    this.show("help", this.texts.keys, el("dl", {}, ...rows), el("p", {}, this.deck.boundaryNote));
  }

  /** @param {Slide} slide */
  sources({ facts, moreFacts, laterFacts }) {
    const { texts } = this;
    const list = (/** @type {Fact[]} */ some) => el("ol", {}, ...some.map((fact) => this.fact(fact)));
    const more = moreFacts ? el("p", {}, fill(texts.more_in_record, { n: moreFacts })) : null;
    const later = laterFacts.length ? [el("h3", {}, texts.later_rests_on), list(laterFacts)] : [];
    this.show("sources", texts.rests_on, list(facts), more, ...later);
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
      el("p", { class: "what" }, el("b", {}, fact.when || this.texts.no_day), ` ${fact.what}`),
      el("p", { class: "id" }, [fact.id, fact.confidence].filter(Boolean).join(" · ")),
      el("ul", {}, ...sources),
    );
  }
}
