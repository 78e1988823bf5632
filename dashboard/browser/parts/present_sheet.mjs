// What can be laid over a slide: its sources, the keys, or a word about the address.

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
  constructor(doc, deck) {
    Object.assign(this, { doc, deck });
    this.root = this.make("aside", { class: "sheet", "aria-label": "Sources and keys", tabindex: "-1" });
    this.root.hidden = true;
  }

  make(name, attributes = {}, ...children) {
    const node = this.doc.createElement(name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    node.append(...children.filter(Boolean));
    return node;
  }

  get open() {
    return !this.root.hidden;
  }

  close() {
    this.root.hidden = true;
    this.kind = null;
  }

  show(kind, title, ...body) {
    if (this.open && this.kind === kind) return this.close();
    this.kind = kind;
    const close = this.make("button", { type: "button" }, "Close");
    close.onclick = () => this.close();
    this.root.replaceChildren(this.make("header", {}, this.make("h2", {}, title), close), ...body);
    this.root.hidden = false;
    this.root.scrollTop = 0;
    this.root.focus();
    return undefined;
  }

  showNotices(title, notices) {
    this.show("notices", title, this.make("ul", {}, ...notices.map((one) => this.make("li", {}, one))));
  }

  help() {
    const rows = KEYS.flatMap(([key, does]) => [this.make("dt", {}, key), this.make("dd", {}, does)]);
    this.show("help", "Keys", this.make("dl", {}, ...rows), this.make("p", {}, this.deck.boundaryNote));
  }

  sources(slide) {
    const list = (facts) => this.make("ol", {}, ...facts.map((fact) => this.fact(fact)));
    const more = slide.moreFacts ? this.make("p", {}, `and ${slide.moreFacts} more in the record`) : null;
    const later = slide.laterFacts.length
      ? [this.make("h3", {}, "What happened later rests on"), list(slide.laterFacts)]
      : [];
    this.show("sources", "This step rests on", list(slide.facts), more, ...later);
  }

  fact(fact) {
    const sources = fact.sources.map((source) =>
      this.make(
        "li",
        {},
        `${source.grade} · ${source.publisher}${source.date ? `, ${source.date}` : ""}: `,
        this.make("a", { href: source.url, target: "_blank", rel: "noopener noreferrer" }, source.title || source.url),
      ),
    );
    return this.make(
      "li",
      { "data-fact": fact.id },
      this.make("p", { class: "what" }, this.make("b", {}, fact.when || "no day on record"), ` ${fact.what}`),
      this.make("p", { class: "id" }, [fact.id, fact.confidence].filter(Boolean).join(" · ")),
      this.make("ul", {}, ...sources),
    );
  }
}
