// The State card: what binds the State on the day and on what acts that rests, what was announced, why, and who says so.

import { addressOf, lensQuery } from "./address.mjs";
import { boundList, factList, reasonList, sourceList } from "./card_facts.mjs";
import { historyStrip } from "./card_strip.mjs";
import { el, setChildren } from "./dom.mjs";
import { wordLink } from "./legend.mjs";
import { swatch } from "./patterns.mjs";
import { reportButton, reportForm } from "./report_form.mjs";
import { tabs } from "./tabs.mjs";
import { fill, isoDay, sayDay } from "./words.mjs";

/** @import { WayOut } from "./report_form.mjs" */
/** @import { Store } from "./store.mjs" */

/** @typedef {"slide" | "dossier"} FileKind */

export class Card {
  /** What the card shows: State, bundle and theme. */
  builtFor = "";
  /** The tab that is open, also for the next State. */
  tab = "law";
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
   * @param {WayOut} [way] where an error report goes
   */
  constructor(root, store, load, texts, way) {
    this.root = root;
    this.store = store;
    this.load = load;
    this.texts = texts;
    this.way = way;
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
    const { nodes, paint } = this.head(focus, state);
    this.paintDay = paint;
    setChildren(root, ...nodes, el("p", { class: "empty" }, texts.loading));
    try {
      this.facts = await this.load(store.bundle);
    } catch {
      if (this.builtFor === key) setChildren(root, ...nodes, el("p", { class: "empty" }, texts.lost));
      return;
    }
    if (this.builtFor !== key) return;
    const body = this.body(focus);
    this.paintDay = () => {
      paint();
      body.paint();
    };
    const inside = root.contains(/** @type {Document | ShadowRoot} */ (root.getRootNode()).activeElement);
    setChildren(root, ...nodes, ...body.nodes, this.foot(focus));
    if (inside) /** @type {HTMLElement | null} */ (root.querySelector("h2"))?.focus();
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
    const beside = el("p", { class: "beside" });
    const strip = historyStrip(this, state);
    let shown = "";
    const paint = () => {
      const { cls, figure } = store.at(iso3);
      const since = store.heldSince(iso3);
      strip.paint();
      beside.textContent = store.remarks(iso3).join("; ");
      why.textContent = cls.stage.startsWith("suspension") ? this.contestedReasons(iso3) : "";
      const label = store.label(iso3);
      if (shown === `${label} ${since}`) return;
      shown = `${label} ${since}`;
      const dated = since > store.bundle.first && !figure;
      const open = state.open && since === store.bundle.first;
      const known = dated ? fill(this.texts.since, { day: sayDay(since) }) : open ? this.texts.since_open : "";
      const picture = swatch(store.bundle, store.theme, cls.id, "k-");
      setChildren(status, picture, el("span", {}, label), el("small", {}, known));
    };
    const nodes = [el("header", {}, el("h2", { tabindex: -1 }, state.name), close), status, beside, why, strip.node];
    return { nodes, paint };
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
   * The tabs of a State; those without anything to show are left out.
   * @param {Iso3} iso3
   */
  body(iso3) {
    const { texts, store } = this;
    const { bundle } = store;
    const {
      acts = [],
      announcements = [],
      reasons = [],
      bound = [],
    } = /** @type {Partial<StateFacts>} */ (this.facts?.states[iso3] ?? {});
    const latestFirst = (/** @type {Fact[]} */ facts) => [...facts].sort((a, b) => (b.on ?? 0) - (a.on ?? 0));
    const { frames } = bundle.book.answer;
    const law = factList(this, latestFirst(acts), frames["no-record"]);
    const plans = factList(this, latestFirst(announcements), frames["no-announced"]);
    const binding = boundList(this, iso3, bound);
    const word = bundle.instrument.key === "instrument" ? wordLink(bundle, "deposit", texts.deposit) : null;
    const sources = sourceList(this, [...acts, ...announcements, ...reasons]);
    const why = reasonList(this, reasons);
    const own = [
      { id: "law", label: frames.record, word, body: law.node },
      ...(bound.length ? [{ id: "bound", label: texts.also_bound, word: null, body: binding.node }] : []),
      ...(bundle.programmes.length || announcements.length
        ? [
            {
              id: "announced",
              label: texts.announcements,
              word: wordLink(bundle, "announcement", texts.announcement),
              body: plans.node,
            },
          ]
        : []),
      ...(reasons.length ? [{ id: "why", label: texts.why, word: null, body: why.node }] : []),
      { id: "sources", label: texts.all_sources, word: null, body: sources.node },
    ];
    const made = tabs(bundle.states[iso3].name, own, this.tab, (id) => {
      this.tab = id;
    });
    const paint = () => {
      why.paint();
      made.name("law", fill(texts.counted, { label: frames.record, n: law.paint() }));
      made.name("bound", fill(texts.counted, binding.paint()));
      made.name("announced", fill(texts.counted, { label: texts.announcements, n: plans.paint() }));
      made.name("sources", fill(texts.counted, { label: texts.all_sources, n: sources.paint() }));
    };
    return { nodes: [made.list, el("div", { class: "panels" }, ...made.panels)], paint };
  }

  /**
   * What can be done with the card: its files, a citation, a report.
   * @param {Iso3} iso3
   */
  foot(iso3) {
    const { texts, store } = this;
    const { name } = store.bundle.states[iso3];
    const { version } = store.bundle.dataset;
    const cite = () =>
      fill(texts.cite_text, {
        name,
        treaty: store.bundle.instrument.short_title,
        label: store.label(iso3),
        day: sayDay(store.day),
        version,
        address: window.location.href,
      });
    /** @type {(kind: FileKind, more: Record<string, any>) => HTMLElement | null} */
    const link = (kind, more) => {
      const file = store.bundle.files?.[kind];
      return file ? this.link(file, texts[kind], { class: "file", ...more }) : null;
    };
    return el(
      "p",
      { class: "foot" },
      link("slide", { download: true }),
      link("dossier", {}),
      this.copyButton("cite", texts.cite, cite),
      this.reportButton(iso3),
    );
  }

  /**
   * A button that opens the form for an error report below its line.
   * @param {string} about
   */
  reportButton(about) {
    const { report } = this.texts;
    const edition = this.store.bundle.dataset.version;
    const make = () => reportForm({ about, edition }, report, this.way);
    const button = reportButton(() => /** @type {Element} */ (button.parentElement), make, report.open);
    return button;
  }

  /**
   * A link to a file or page with the view on screen, written when it is about to be used: the day moves, the card stays.
   * @param {string} address
   * @param {string} text
   * @param {Record<string, any>} more attributes
   */
  link(address, text, more = {}) {
    const node = el("a", { href: address, ...more }, text);
    const follow = () => node.setAttribute("href", this.onScreen(address));
    for (const event of ["focus", "pointerdown", "click"]) node.addEventListener(event, follow);
    return node;
  }

  /**
   * The address of a file or page with the view on screen.
   * @param {string} address
   */
  onScreen(address) {
    const { bundle, day, focus } = this.store;
    const [path, query] = address.split("?");
    const view = Object.fromEntries(new URLSearchParams(window.location.search));
    const own = Object.fromEntries(new URLSearchParams(query));
    return addressOf(path, { ...view, ...own, ...lensQuery(bundle), as_of: isoDay(day), focus });
  }

  /**
   * A button that copies a text; where the clipboard is refused, the text is shown.
   * @param {"cite"} name
   * @param {string} label
   * @param {() => string} write
   */
  copyButton(name, label, write) {
    const button = el("button", { type: "button", class: name }, label);
    button.onclick = async () => {
      const text = write();
      try {
        await navigator.clipboard.writeText(text);
        button.textContent = this.texts[`${name}_copied`];
      } catch {
        const field = el("textarea", { rows: 3, "aria-label": this.texts[`${name}_ready`] });
        field.value = text;
        button.replaceWith(field);
        field.select();
      }
    };
    return button;
  }
}
