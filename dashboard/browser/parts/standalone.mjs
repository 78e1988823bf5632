// The page in one file: the same parts on data that lie in the document itself. Asks nothing of any network.

import { Card } from "./card.mjs";
import { Chips } from "./chips.mjs";
import { Headline } from "./headline.mjs";
import { Legend } from "./legend.mjs";
import { Store } from "./store.mjs";
import { SvgMap } from "./svgmap.mjs";
import { Timeline } from "./timeline.mjs";
import { isoDay } from "./words.mjs";

const ARROWS = { ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down" };
const NAME = "Map of Europe by treaty status. Arrow keys move between States, Enter opens one.";

const el = (name, className = "", text = "") => {
  const node = document.createElement(name);
  if (className) node.className = className;
  if (text) node.textContent = text;
  return node;
};

/** An outside address becomes a link only if it is one of the web. */
function link(url, text) {
  const node = el("a", "", text || url);
  if (/^https?:\/\//.test(url)) {
    node.href = url;
    node.target = "_blank";
    node.rel = "noopener noreferrer";
  }
  return node;
}

/** A map that also names the States a story speaks of. */
class NamingMap extends SvgMap {
  named(store) {
    return new Set([...super.named(store), ...(store.named ?? [])]);
  }
}

function fact({ id, when, what, grade, sources }) {
  const item = el("li", "", `${[when, what].filter(Boolean).join(": ")} [${id}${grade ? `, grade ${grade}` : ""}] `);
  for (const source of sources)
    item.append(link(source.url, [source.publisher, source.date, source.title].filter(Boolean).join(", ")), " ");
  return item;
}

/** The steps of a story: two keys, or two buttons. */
class StorySteps {
  constructor(root, store, data, show) {
    Object.assign(this, { root, store, story: data.story, show, at: 0 });
    this.title = el("p", "title", this.story.title);
    this.head = el("h2");
    this.text = el("div");
    this.text.setAttribute("aria-live", "polite");
    this.facts = el("details");
    const walk = el("div", "walk");
    const button = (text, name, by) => {
      const node = el("button", "", text);
      node.type = "button";
      node.dataset.do = name;
      node.onclick = () => this.go(this.at + by);
      return node;
    };
    this.where = el("span");
    walk.append(button("◂ Previous step", "step-back", -1), this.where, button("Next step ▸", "step-on", 1));
    root.append(this.title, this.head, this.text, this.facts, walk);
    this.go(0);
  }

  go(to) {
    this.at = Math.min(this.story.steps.length - 1, Math.max(0, to));
    const step = this.story.steps[this.at];
    this.head.textContent = step.headline;
    this.text.replaceChildren(
      ...step.lines.map(([kind, text]) => {
        const line = el("p");
        if (kind) line.append(el("span", "kind", `${kind}: `));
        line.append(text);
        return line;
      }),
    );
    const list = el("ul");
    list.append(...step.facts.map(fact));
    this.facts.replaceChildren(el("summary", "", `Rests on ${step.facts.length} facts of the record`), list);
    this.where.textContent = `${this.at + 1} of ${this.story.steps.length}`;
    this.show(step);
  }
}

/** One tab stop; arrows lead to the neighbour on that side. */
function walkWithArrows(svg, nodes, open) {
  const setTabStop = (iso3) => {
    for (const { node } of nodes.values()) node.tabIndex = -1;
    nodes.get(iso3).node.tabIndex = 0;
  };
  setTabStop(nodes.has("DEU") ? "DEU" : nodes.keys().next().value);
  svg.addEventListener("keydown", (event) => {
    const iso3 = event.target.dataset?.iso3;
    if (!iso3 || event.ctrlKey || event.metaKey || event.altKey) return;
    const to = nodes.get(iso3)?.links?.[ARROWS[event.key]];
    if (to && nodes.has(to)) {
      setTabStop(to);
      nodes.get(to).node.focus();
    } else if (event.key === "Enter" || event.key === " ") open(iso3);
    else if (!(event.key in ARROWS)) return;
    event.preventDefault();
    event.stopPropagation();
  });
}

function mapOf(holder, store, geo) {
  const map = new NamingMap(document, geo, store.bundle, { labelPx: 12 });
  map.svg.setAttribute("aria-label", NAME);
  const chips = new Chips(
    document,
    store,
    store.bundle.beside.map((iso3) => ({ iso3, links: {} })),
  );
  holder.append(map.svg, chips.holder);
  const open = (iso3) => store.setFocus(iso3);
  holder.addEventListener("click", ({ target }) => {
    const marked = target.closest("[data-iso3], [data-hit-of], [data-shape-of]");
    const iso3 = marked?.dataset.iso3 ?? marked?.dataset.hitOf ?? marked?.dataset.shapeOf;
    if (iso3) open(iso3);
  });
  walkWithArrows(map.svg, map.states, open);
  map.svg.addEventListener("focusin", ({ target }) => map.ring(target.dataset?.iso3 ?? store.focus));
  map.svg.addEventListener("focusout", () => map.ring(store.focus));
  new ResizeObserver(() => {
    const width = Math.min(map.svg.clientWidth, (map.svg.clientHeight * map.width) / map.height);
    map.setScale(map.width / (width || 800));
  }).observe(map.svg);
  store.onPaint(() => {
    map.paint(store);
    chips.paint();
  });
}

function footer(root, data, store) {
  const lines = el("div");
  const sources = el("details");
  root.append(lines, sources);
  let built = null;
  store.onPaint(() => {
    document.documentElement.dataset.asOf = isoDay(store.day);
    document.documentElement.dataset.instrument = store.bundle.instrument.id;
    if (built === store.bundle.key) return;
    built = store.bundle.key;
    const { dataset, instrument } = store.bundle;
    lines.replaceChildren(
      ...[
        `${instrument.full_title}. Data as of ${dataset.as_of_text} (dataset ${dataset.version}); ${instrument.checked}.`,
        data.scaleNote,
        store.bundle.boundary_note,
        data.sourceLines[instrument.id],
        data.citation,
      ].map((text) => el("p", "", text)),
    );
    const list = el("ul");
    list.append(
      ...data.sources[instrument.id].map((source) => {
        const item = el("li", "", `${source.grade} · `);
        item.append(
          link(source.url, [source.publisher, source.date, source.title].filter(Boolean).join(", ")),
          ` (${source.count} facts)`,
        );
        return item;
      }),
    );
    sources.replaceChildren(el("summary", "", "Sources of this treaty's record"), list);
  });
}

function start() {
  const data = JSON.parse(document.getElementById("data").textContent);
  for (const [id, bundle] of Object.entries(data.bundles)) bundle.key = id;
  const store = new Store();
  store.theme = data.theme;
  document.body.dataset.theme = data.theme;
  const page = document.getElementById("page");
  const stage = el("div", "stage");
  const part = (name, parent, tag = "div") => {
    const root = el(tag, `ess ${name}`);
    root.dataset.theme = data.theme;
    parent.append(root);
    return root;
  };
  const treaty = el("p", "treaty");
  page.append(treaty);
  const head = part("headline", page);
  page.append(stage);
  store.load(data.bundles[data.instrument], { day: data.day, selected: data.selected });
  const legend = part("legend", stage);
  mapOf(stage.appendChild(el("div", "map")), store, data.geo);
  const side = stage.appendChild(el("div", "side"));
  const storyRoot = data.story ? part("tale", side, "section") : null;
  stage.classList.toggle("told", !!storyRoot);
  const card = part("card", side).appendChild(el("div", "facts"));
  const timeline = new Timeline(part("timeline", page), store);
  new Headline(head, store);
  new Legend(legend, store);
  new Card(card, store, (bundle) => Promise.resolve(data.facts[bundle.instrument.id]));
  footer(page.appendChild(el("footer")), data, store);
  store.onPaint(() => (treaty.textContent = store.bundle.instrument.short_title));
  const storySteps =
    storyRoot &&
    new StorySteps(storyRoot, store, data, (step) => {
      store.named = step.focus;
      store.load(data.bundles[step.instrument], { day: step.day, selected: null, focus: null });
    });
  document.addEventListener("keydown", (event) => {
    if (
      event.defaultPrevented ||
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      event.target.closest?.("input, select, textarea, [role=slider]:not(body)")
    )
      return;
    if (event.key === " " && event.target.closest?.("button, a, summary, [role=button]")) return;
    if (storySteps && (event.key === "PageDown" || event.key === "PageUp")) {
      storySteps.go(storySteps.at + (event.key === "PageDown" ? 1 : -1));
      event.preventDefault();
    } else if (event.key === "Escape") store.setFocus(null);
    else timeline.onKey(event);
  });
}

start();
