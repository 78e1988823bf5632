// The State card: what binds the State on the day, on what acts that rests, what was announced, who says so.

import { el, setChildren } from "./dom.mjs";
import { wordLink } from "./legend.mjs";
import { swatch } from "./patterns.mjs";
import { fill, sayDay } from "./words.mjs";

/** @import { Store } from "./store.mjs" */

const WIDEST_GAP = 6;

export class Card {
  /** What the card shows: State, bundle and theme. */
  builtFor = "";
  /**
   * Paints what changes with the day; null while there is nothing of the kind.
   * @type {(() => void) | null}
   */
  paintDay = null;
  /** @type {Facts | null} */
  facts = null;

  /**
   * @param {HTMLElement} root
   * @param {Store} store
   * @param {(bundle: StatusBundle) => Promise<Facts>} load brings the facts of every State under an instrument
   * @param {CardTexts} texts
   */
  constructor(root, store, load, texts) {
    this.root = root;
    this.store = store;
    this.load = load;
    this.texts = texts;
    this.stop = store.onPaint(() => this.paint());
  }

  destroy() {
    this.stop();
  }

  paint() {
    const { store } = this;
    const key = `${store.focus} ${store.bundle.key} ${store.theme}`;
    if (key !== this.builtFor) this.build(key);
    this.paintDay?.();
  }

  /** @param {string} key */
  async build(key) {
    this.builtFor = key;
    this.paintDay = null;
    const { store, root, texts } = this;
    const { focus } = store;
    root.classList.toggle("open", !!focus);
    const state = focus && store.bundle.states[focus];
    if (!state) {
      setChildren(root, el("p", { class: "empty" }, texts.empty));
      return;
    }
    const head = this.head(focus, state);
    setChildren(root, ...head, el("p", { class: "empty" }, texts.loading));
    try {
      this.facts = await this.load(store.bundle);
    } catch {
      setChildren(root, ...head, el("p", { class: "empty" }, texts.lost));
      return;
    }
    if (this.builtFor !== key) return;
    const facts = this.facts.states[focus] ?? { acts: [], announcements: [] };
    const acts = this.section("deposit", texts.acts, facts.acts, texts.no_acts);
    const { announcements: title, no_announcements: none } = texts;
    const announcements = this.section("announcement", title, facts.announcements, none);
    setChildren(root, ...head, ...acts, ...announcements);
    this.paint();
  }

  /**
   * @param {Iso3} iso3
   * @param {State} state
   */
  head(iso3, state) {
    const { store } = this;
    const onclick = () => store.setFocus(null);
    const close = el("button", { type: "button", class: "close", "aria-label": this.texts.close, onclick }, "✕");
    const status = el("p", { class: "status" });
    const why = el("p", { class: "why" });
    const mark = el("i");
    const strip = this.strip(state, mark);
    this.paintDay = () => {
      const { cls, since } = store.at(iso3);
      const known = since > store.bundle.first ? fill(this.texts.since, { day: sayDay(since) }) : "";
      const picture = swatch(store.bundle, store.theme, cls.id, "k-");
      setChildren(status, picture, el("span", {}, store.label(iso3)), el("small", {}, known));
      why.textContent = cls.stage.startsWith("suspension") ? this.contestedReasons(iso3) : "";
      mark.style.left = `${this.share(store.day) * 100}%`;
      for (const node of /** @type {NodeListOf<HTMLElement>} */ (this.root.querySelectorAll("[data-on]")))
        node.classList.toggle("later", Number(node.dataset.on) > store.day);
      for (const node of /** @type {NodeListOf<HTMLElement>} */ (this.root.querySelectorAll("[data-until]")))
        node.classList.toggle("replaced", Number(node.dataset.until) <= store.day);
    };
    return [el("header", {}, el("h2", { tabindex: -1 }, state.name), close), status, why, strip];
  }

  /**
   * What makes a suspension contested by the day shown.
   * @param {Iso3} iso3
   */
  contestedReasons(iso3) {
    const reasons = this.facts?.states[iso3]?.contested.filter(([from]) => from <= this.store.day) ?? [];
    return reasons.map(([, text]) => text).join(" ") || this.facts?.silent || "";
  }

  /**
   * Where a day stands on the strip, between 0 and 1.
   * @param {Day} day
   */
  share(day) {
    const { first, last } = this.store.bundle;
    return (Math.max(day, first) - first) / (last - first);
  }

  /**
   * The State's whole history as one strip; `mark` stands on the day.
   * @param {State} state
   * @param {HTMLElement} mark
   */
  strip({ rows }, mark) {
    const { bundle, theme } = this.store;
    const { first, last, classes, styles } = bundle;
    const palette = bundle.palettes[theme];
    const pieces = rows.map(([from, classIndex], index) => {
      const cls = classes[classIndex];
      const { base, hatch } = styles[cls.id];
      const piece = el("span", { title: cls.label });
      const until = rows[index + 1]?.[0] ?? last;
      piece.style.left = `${this.share(from) * 100}%`;
      piece.style.width = `${(this.share(until) - this.share(from)) * 100}%`;
      piece.style.background =
        hatch && hatch.kind !== "dots"
          ? `repeating-linear-gradient(${hatch.angle}deg, ${palette[hatch.ink]} 0 1.5px, ${palette[base]} 1.5px ${Math.min(hatch.gap, WIDEST_GAP)}px)`
          : palette[base];
      return piece;
    });
    const history = rows.map(([from, index]) => {
      const { label } = classes[index];
      return from > first ? fill(this.texts.history_from, { day: sayDay(from), label }) : label;
    });
    const label = fill(this.texts.history, { text: history.join("; ") });
    return el("div", { class: "strip", role: "img", "aria-label": label }, ...pieces, mark);
  }

  /**
   * @param {"deposit" | "announcement"} word explained beside the title
   * @param {string} title
   * @param {Fact[]} items
   * @param {string} none
   */
  section(word, title, items, none) {
    const heading = el("h3", {}, title, wordLink(this.store.bundle, word, this.texts[word]));
    const body = items.length
      ? el("ol", {}, ...items.map((item) => this.fact(item)))
      : el("p", { class: "empty" }, none);
    return [heading, body];
  }

  /** @param {string} grade */
  grade(grade) {
    return el("span", { class: `grade grade-${grade}`, title: this.facts?.grades[grade] }, grade);
  }

  /** @param {Fact} item */
  fact(item) {
    const sources = item.sources.map((source) => {
      const link = { href: source.url, target: "_blank", rel: "noopener noreferrer" };
      const by = `${source.publisher}${source.date ? `, ${source.date}` : ""}: `;
      return el("li", {}, this.grade(source.grade), el("span", {}, by, el("a", link, source.title || source.url)));
    });
    const notes = item.notes.map((note) => el("p", {}, note));
    return el(
      "li",
      { "data-fact": item.id, "data-on": item.on, "data-until": item.until || null },
      el("time", {}, item.when),
      this.grade(item.grade),
      item.yours ? el("span", { class: "yours" }, this.texts.yours) : null,
      el("p", { class: "what" }, item.what),
      item.weak ? el("p", { class: "weak" }, item.weak) : null,
      el(
        "details",
        {},
        el("summary", {}, fill(this.texts.sources, { n: item.sources.length })),
        notes.length ? el("div", { class: "notes" }, ...notes) : null,
        el("ul", { class: "sources" }, ...sources),
        el("p", { class: "id" }, `${item.id} · ${item.confidence} · `, this.reportButton(item)),
      ),
    );
  }

  /** @param {Fact} item */
  reportButton(item) {
    const { texts } = this;
    const text = fill(texts.report_text, { id: item.id, version: this.store.bundle.dataset.version });
    const button = el("button", { type: "button", class: "report" }, texts.report);
    button.onclick = async () => {
      try {
        await navigator.clipboard.writeText(text);
        button.textContent = texts.report_copied;
      } catch {
        const field = el("textarea", { rows: 3, "aria-label": texts.report_ready });
        field.value = text;
        button.replaceWith(field);
        field.select();
      }
    };
    return button;
  }
}
