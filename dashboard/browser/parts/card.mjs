// The State card: what binds the State on the day and on what acts that rests, what was announced, why, and who says so.

import { addressOf, lensQuery } from "./address.mjs";
import { el, part, setChildren } from "./dom.mjs";
import { wordLink } from "./legend.mjs";
import { cssBackground, swatch } from "./patterns.mjs";
import { reportButton, reportForm } from "./report_form.mjs";
import { tabs } from "./tabs.mjs";
import { fill, fillCount, isoDay, sayDay, yearOf } from "./words.mjs";

/** @import { WayOut } from "./report_form.mjs" */
/** @import { Store } from "./store.mjs" */

/** The least distance of two years below the strip, as a share of its width. */
const YEAR_SHARE = 0.09;
const SIDES = /** @type {const} */ (["leaving", "objecting", "earlier"]);

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
    const strip = this.strip(state);
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
   * Where a day stands on the strip, between 0 and 1.
   * @param {Day} day
   */
  share(day) {
    const { first, today } = this.store.bundle;
    return Math.min(1, (Math.max(day, first) - first) / (today - first || 1));
  }

  /**
   * The State's history up to the day as one strip over the whole record, with the years in which it changed.
   * @param {State} state
   */
  strip({ rows }) {
    const { bundle, theme } = this.store;
    const { first, today, classes } = bundle;
    const pieces = rows.map(([from, classIndex], index) => {
      const cls = classes[classIndex];
      const piece = el("span", { title: cls.label });
      const until = rows[index + 1]?.[0] ?? today;
      piece.style.left = `${this.share(from) * 100}%`;
      piece.style.width = `${(this.share(until) - this.share(from)) * 100}%`;
      piece.style.background = cssBackground(bundle, theme, cls.id);
      return piece;
    });
    let free = 0;
    const years = rows.flatMap(([from]) => {
      const share = Math.min(this.share(from), 1 - YEAR_SHARE);
      if (share < free) return [];
      free = share + YEAR_SHARE;
      const year = el("small", {}, String(yearOf(from)));
      year.style.left = `${share * 100}%`;
      return [{ from, year }];
    });
    const mark = el("i");
    const cover = el("b");
    const bar = el("div", { class: "bar" }, ...pieces, cover, mark);
    const node = el("div", { class: "strip", role: "img" }, bar, ...years.map(({ year }) => year));
    let told = -1;
    const paint = () => {
      const { day } = this.store;
      const place = `${this.share(day) * 100}%`;
      mark.style.left = place;
      cover.style.left = place;
      const by = rows.filter(([from]) => from <= day);
      if (by.length === told) return;
      told = by.length;
      for (const { from, year } of years) year.hidden = from > day;
      const history = by.map(([from, index]) => {
        const { label } = classes[index];
        return from > first ? fill(this.texts.history_from, { day: sayDay(from), label }) : label;
      });
      node.setAttribute("aria-label", fill(this.texts.history, { text: history.join("; ") }));
    };
    return { node, paint };
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
    const law = this.list(latestFirst(acts), frames["no-record"]);
    const plans = this.list(latestFirst(announcements), frames["no-announced"]);
    const binding = this.binding(iso3, bound);
    const word = bundle.instrument.key === "instrument" ? wordLink(bundle, "deposit", texts.deposit) : null;
    const sources = this.sources([...acts, ...announcements, ...reasons]);
    const why = this.reasons(reasons);
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
   * The other treaties as a list, of which `paint` shows those that bind the State on the day and tells how many, and
   * whether they are still or also binding.
   * @param {Iso3} iso3
   * @param {StateFacts["bound"]} bound
   */
  binding(iso3, bound) {
    const { texts, store } = this;
    const { bundle } = store;
    const rows = bound.map(([treaty, from, until]) => {
      const [id, title] = this.facts?.treaties[treaty] ?? ["", ""];
      const since = fill(texts.bound_since, { day: sayDay(from) });
      const file = bundle.files?.compare;
      const link = file ? this.link(`${file}?compare_instrument=${id}`, texts.bound_compare) : null;
      return { from, until, item: el("li", { "data-bound": id }, el("b", {}, title), el("span", {}, since), link) };
    });
    const none = el("p", { class: "empty" }, texts.not_bound);
    const node = el("div", {}, el("ul", { class: "bound" }, ...rows.map(({ item }) => item)), none);
    const paint = () => {
      const { day } = store;
      let n = 0;
      for (const { from, until, item } of rows) {
        item.hidden = from > day || (!!until && until <= day);
        if (!item.hidden) n += 1;
      }
      none.hidden = n > 0;
      const bindsToo = store.at(iso3).cls.whole === bundle.book.answer.main;
      return { label: bindsToo ? texts.also_bound : texts.still_bound, n };
    };
    return { node, paint };
  }

  /**
   * Facts as a list, of which `paint` shows those known by the day and tells how many; the rest on request.
   * @param {Fact[]} facts
   * @param {string} none
   */
  list(facts, none) {
    const { texts, store } = this;
    const items = facts.map((fact) => ({ fact, item: this.fact(fact) }));
    const empty = el("p", { class: "empty" }, none);
    const later = el("button", { type: "button", class: "more" });
    const node = el("div", {}, el("ol", {}, ...items.map(({ item }) => item)), empty, later);
    later.onclick = () => {
      node.classList.toggle("all");
      write(-1);
    };
    let known = -1;
    const write = (/** @type {number} */ count) => {
      if (count >= 0) known = count;
      const rest = facts.length - known;
      const open = node.classList.contains("all");
      later.hidden = !rest;
      later.setAttribute("aria-expanded", String(open));
      later.textContent = fillCount(open ? texts.fewer : texts.later, rest);
    };
    const paint = () => {
      const { day } = store;
      let count = 0;
      for (const { fact, item } of items) {
        const after = (fact.on ?? 0) > day;
        item.classList.toggle("later", after);
        item.classList.toggle("replaced", !!fact.until && fact.until <= day);
        if (fact.before) part(item, ".what").textContent = day < fact.before.day ? fact.before.what : fact.what;
        if (!after) count += 1;
      }
      empty.hidden = count > 0;
      if (count !== known) write(count);
      return count;
    };
    return { node, paint };
  }

  /**
   * The State's reasons and those of its critics, side by side and in equal number; the rest on request. `paint` shows
   * those known by the day.
   * @param {ReasonSaid[]} reasons
   */
  reasons(reasons) {
    const { texts, store } = this;
    const rows = reasons.map((reason) => {
      const { side, who, text, sources } = reason;
      const cited = el("ul", { class: "sources" }, ...sources.map((one) => this.source(one)));
      return { side, on: reason.on ?? 0, item: el("li", {}, el("b", {}, who), el("p", {}, text), cited) };
    });
    const columns = SIDES.map((side) => {
      const said = rows.filter((row) => row.side === side);
      const none = el("p", { class: "empty" }, texts.no_reasons);
      const list = el("ul", {}, ...said.map(({ item }) => item));
      return { side, said, none, node: el("section", { class: side }, el("h3", {}, texts[side]), list, none) };
    });
    const more = el("button", { type: "button", class: "more" });
    const node = el("div", { class: "reasons" }, ...columns.map((column) => column.node), more);
    let all = false;
    const paint = () => {
      const known = columns.map(({ said }) => said.filter(({ on }) => on <= store.day));
      const [own, critics] = known.map((said) => said.length);
      const room = all ? reasons.length : Math.max(1, Math.min(own, critics));
      let rest = 0;
      columns.forEach(({ side, said, none, node: column }, index) => {
        const shown = side === "earlier" ? known[index] : known[index].slice(0, room);
        for (const row of said) row.item.hidden = !shown.includes(row);
        rest += known[index].length - shown.length;
        none.hidden = shown.length > 0;
        column.hidden = side === "earlier" && !shown.length;
      });
      more.hidden = !rest;
      more.textContent = fillCount(texts.more_said, rest);
    };
    more.onclick = () => {
      all = true;
      paint();
    };
    return { node, paint };
  }

  /**
   * Every source once, the best grade first; `paint` shows those of facts known by the day and tells how many.
   * @param {{ on?: Day | null, sources: Source[] }[]} facts
   */
  sources(facts) {
    /** @type {Map<string, { source: Source, on: Day }>} */
    const found = new Map();
    for (const { on, sources } of facts)
      for (const source of sources) {
        const first = Math.min(on ?? 0, found.get(source.id)?.on ?? Number.POSITIVE_INFINITY);
        found.set(source.id, { source, on: first });
      }
    const rows = [...found.values()]
      .sort((a, b) => (a.source.grade < b.source.grade ? -1 : a.source.grade > b.source.grade ? 1 : 0))
      .map(({ source, on }) => ({ on, item: this.source(source) }));
    const node = el("ul", { class: "sources" }, ...rows.map(({ item }) => item));
    const paint = () => {
      let count = 0;
      for (const { on, item } of rows) {
        item.hidden = on > this.store.day;
        if (!item.hidden) count += 1;
      }
      return count;
    };
    return { node, paint };
  }

  /** @param {string} grade */
  grade(grade) {
    return el("span", { class: `grade grade-${grade}`, title: this.facts?.grades[grade] }, grade);
  }

  /** @param {Source} source */
  source(source) {
    const link = { href: source.url, target: "_blank", rel: "noopener noreferrer" };
    const by = `${source.publisher}${source.date ? `, ${source.date}` : ""}: `;
    const { texts } = this;
    const kept = { ...link, href: source.archived };
    return el(
      "li",
      {},
      this.grade(source.grade),
      el(
        "span",
        {},
        by,
        el("a", link, source.title || source.url),
        source.archived ? el("span", {}, " · ", el("a", kept, texts.archived)) : null,
        source.seen ? el("small", {}, fill(texts.seen, { day: source.seen })) : null,
      ),
    );
  }

  /** @param {Fact} item */
  fact(item) {
    const { texts } = this;
    const notes = item.notes.map((note) => el("p", {}, note));
    const history = item.history.map((line) => el("p", {}, line));
    const report = this.reportButton(item.id);
    return el(
      "li",
      { "data-fact": item.id },
      el("time", {}, item.when),
      this.grade(item.grade),
      item.revised ? el("span", { class: "revised" }, item.revised) : null,
      item.yours ? el("span", { class: "yours" }, texts.yours) : null,
      el("p", { class: "what" }, item.what),
      item.weak ? el("p", { class: "weak" }, item.weak) : null,
      el(
        "details",
        {},
        el("summary", {}, fill(texts.sources, { n: item.sources.length })),
        notes.length ? el("div", { class: "notes" }, el("p", {}, texts.notes), ...notes) : null,
        history.length ? el("div", { class: "notes history" }, ...history) : null,
        el("ul", { class: "sources" }, ...item.sources.map((source) => this.source(source))),
        el("p", { class: "id" }, `${item.id} · ${item.confidence} · `, report),
      ),
    );
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
