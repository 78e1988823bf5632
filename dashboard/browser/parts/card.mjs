// The State card: what binds the State on the day, on what acts that rests, what was announced, who says so.

import { wordLink } from "./legend.mjs";
import { swatch } from "./svgmap.mjs";
import { sayDay } from "./words.mjs";

const el = (name, attributes = {}, ...children) => {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "class") node.className = value;
    else if (key.startsWith("on")) node[key] = value;
    else node.setAttribute(key, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
};

const EMPTY =
  "Choose a State on the map, in the search field or with the arrow keys to see its acts, its announcements and their sources.";

export class Card {
  /** `load(instrumentId)` brings the facts of every State under an instrument. */
  constructor(root, store, load) {
    Object.assign(this, { root, store, load, facts: null });
    this.stop = store.onPaint(() => this.paint());
  }

  destroy() {
    this.stop();
  }

  paint() {
    const { store } = this;
    const key = `${store.focus} ${store.bundle.key} ${store.theme}`;
    if (key !== this.builtFor) this.build(key);
    if (!store.focus || !this.live) return;
    this.live();
  }

  async build(key) {
    this.builtFor = key;
    this.live = null;
    const { store, root } = this;
    root.classList.toggle("open", !!store.focus);
    if (!store.focus || !store.bundle.states[store.focus]) {
      root.replaceChildren(el("p", { class: "empty" }, EMPTY));
      return;
    }
    const state = store.bundle.states[store.focus];
    const head = this.head(state);
    root.replaceChildren(...head, el("p", { class: "empty" }, "Loading the facts…"));
    try {
      this.facts = await this.load(store.bundle);
    } catch {
      root.replaceChildren(
        ...head,
        el(
          "p",
          { class: "empty" },
          "The facts could not be loaded. The map still works; try again when the server is back.",
        ),
      );
      return;
    }
    if (this.builtFor !== key) return;
    const facts = this.facts.states[store.focus] ?? { acts: [], announcements: [] };
    const dated = [
      ...this.section("Acts and steps", facts.acts, "No act on record under this treaty.", "deposit"),
      ...this.section(
        "Announced production and purchase",
        facts.announcements,
        "No announcement on record for this treaty's weapons.",
        "announcement",
      ),
    ];
    root.replaceChildren(...head, ...dated, this.foot(state));
    this.paint();
  }

  head(state) {
    const { store } = this;
    const close = el(
      "button",
      { type: "button", class: "close", "aria-label": "Close the card", onclick: () => store.setFocus(null) },
      "✕",
    );
    const title = el("h2", { tabindex: "-1" }, state.name);
    const status = el("p", { class: "status" });
    const why = el("p", { class: "why" });
    const strip = el("div", { class: "strip", role: "img" });
    this.live = () => {
      const { cls, contested, since } = store.at(store.focus);
      status.replaceChildren(
        swatch(document, store.bundle, store.theme, cls.id, "k-"),
        el("span", {}, cls.label + (contested ? ", contested" : "")),
        el("small", {}, since > store.bundle.first ? ` since ${sayDay(since)}` : ""),
      );
      const contestedReasons = this.facts?.states?.[store.focus]?.contested;
      why.textContent = cls.stage.startsWith("suspension")
        ? contestedReasons
            ?.filter(([from]) => from <= store.day)
            .map(([, text]) => text)
            .join(" ") ||
          this.facts?.silent ||
          ""
        : "";
      this.paintStrip(strip, state);
      for (const node of this.root.querySelectorAll("[data-on]"))
        node.classList.toggle("later", Number(node.dataset.on) > store.day);
      for (const node of this.root.querySelectorAll("[data-until]"))
        node.classList.toggle("replaced", Number(node.dataset.until) <= store.day);
    };
    return [el("header", {}, title, close), status, why, strip];
  }

  /** The State's whole history as one strip, with the day marked. */
  paintStrip(strip, state) {
    const { store } = this;
    const { first, last } = store.bundle;
    if (strip.dataset.built !== this.builtFor) {
      strip.dataset.built = this.builtFor;
      const share = (day) => `${((Math.max(day, first) - first) / (last - first)) * 100}%`;
      strip.replaceChildren(
        ...state.rows.map(([from, classIndex], index) => {
          const cls = store.bundle.classes[classIndex];
          const style = store.bundle.styles[cls.id];
          const palette = store.bundle.palettes[store.theme];
          const piece = el("span", { title: cls.label });
          const until = state.rows[index + 1]?.[0] ?? last;
          piece.style.left = share(from);
          piece.style.width = `${((until - Math.max(from, first)) / (last - first)) * 100}%`;
          piece.style.background =
            style.hatch && style.hatch.kind !== "dots"
              ? `repeating-linear-gradient(${style.hatch.angle}deg, ${palette[style.hatch.ink]} 0 1.5px, ${palette[style.base]} 1.5px ${Math.min(style.hatch.gap, 6)}px)`
              : palette[style.base];
          return piece;
        }),
        el("i", {}),
      );
      strip.setAttribute(
        "aria-label",
        `History: ${state.rows.map(([from, index]) => `${from > first ? `from ${sayDay(from)} ` : ""}${store.bundle.classes[index].label}`).join("; ")}`,
      );
    }
    strip.querySelector("i").style.left = `${((store.day - first) / (last - first)) * 100}%`;
  }

  section(title, items, none, word) {
    const words = this.store.bundle.words;
    const heading = el("h3", {}, title, words ? wordLink(words[word], word) : null);
    if (!items.length) return [heading, el("p", { class: "empty" }, none)];
    return [heading, el("ol", {}, ...items.map((item) => this.fact(item)))];
  }

  fact(item) {
    const sources = el(
      "ul",
      { class: "sources" },
      ...item.sources.map((source) =>
        el(
          "li",
          {},
          el("span", { class: `grade grade-${source.grade}`, title: this.facts.grades[source.grade] }, source.grade),
          el(
            "span",
            {},
            `${source.publisher}${source.date ? `, ${source.date}` : ""}: `,
            el("a", { href: source.url, target: "_blank", rel: "noopener noreferrer" }, source.title || source.url),
          ),
        ),
      ),
    );
    const more = [
      item.notes?.length ? el("div", { class: "notes" }, ...item.notes.map((note) => el("p", {}, note))) : null,
      sources,
      el("p", { class: "id" }, `${item.id} · ${item.confidence} · `, this.reportButton(item)),
    ];
    const attributes = { "data-fact": item.id };
    if (item.on !== null && item.on !== undefined) attributes["data-on"] = item.on;
    if (item.until) attributes["data-until"] = item.until;
    return el(
      "li",
      attributes,
      el("time", {}, item.when),
      el("span", { class: `grade grade-${item.grade}`, title: this.facts.grades[item.grade] }, item.grade),
      item.yours ? el("span", { class: "yours" }, "yours") : null,
      el("p", { class: "what" }, item.what),
      item.weak ? el("p", { class: "weak" }, item.weak) : null,
      el("details", {}, el("summary", {}, `Sources (${item.sources.length})`), ...more),
    );
  }

  reportButton(item) {
    const text = `Error report on ${item.id} (dataset ${this.store.bundle.dataset.version}): what is wrong, what should it say, and which source says so?`;
    const button = el("button", { type: "button", class: "report" }, "report an error");
    button.onclick = async () => {
      try {
        await navigator.clipboard.writeText(text);
        button.textContent = "copied, paste it into your message";
      } catch {
        const field = el("textarea", { rows: "3", "aria-label": "Text of the report, ready to copy" });
        field.value = text;
        button.replaceWith(field);
        field.select();
      }
    };
    return button;
  }

  foot(state) {
    return el("p", { class: "foot" }, state.note ?? "");
  }
}
