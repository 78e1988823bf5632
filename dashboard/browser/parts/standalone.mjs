// The page in one file: the same parts on data that lie in the document itself. Asks nothing of any network.

import { Card } from "./card.mjs";
import { Chips } from "./chips.mjs";
import { el, part, setChildren } from "./dom.mjs";
import { Headline, LastAndNext } from "./headline.mjs";
import { Legend } from "./legend.mjs";
import { Store } from "./store.mjs";
import { citation, link, StorySteps } from "./story_steps.mjs";
import { SvgMap } from "./svgmap.mjs";
import { Timeline } from "./timeline.mjs";
import { Tip } from "./tip.mjs";
import { ARROWS, isPlain, stateAt } from "./walk.mjs";
import { fill, fillCount, isoDay } from "./words.mjs";

const WIDTH_UNKNOWN = 800;
const WRITES_SELECTOR = "input, select, textarea, [role=slider]";
const PRESSED_SELECTOR = "button, a, summary, [role=button]";

/**
 * One tab stop; arrows lead to the neighbour on that side.
 * @param {SvgMap} map
 * @param {(iso3: Iso3) => void} open
 */
function walkWithArrows({ svg, states }, open) {
  const setTabStop = (/** @type {Iso3} */ iso3) => {
    for (const { node } of states.values()) node.setAttribute("tabindex", "-1");
    states.get(iso3)?.node.setAttribute("tabindex", "0");
  };
  setTabStop(states.has("DEU") ? "DEU" : [...states.keys()][0]);
  svg.addEventListener("keydown", (event) => {
    const { key } = event;
    const { iso3 } = /** @type {SVGElement} */ (event.target).dataset;
    if (!iso3 || !isPlain(event)) return;
    const to = states.get(iso3)?.links[ARROWS[key]];
    const neighbour = to && states.get(to);
    if (neighbour) {
      setTabStop(to);
      neighbour.node.focus();
    } else if (key === "Enter" || key === " ") open(iso3);
    else if (!(key in ARROWS)) return;
    event.preventDefault();
    event.stopPropagation();
  });
}

/**
 * The map with the States beside it.
 * @param {HTMLElement} holder
 * @param {Store} store
 * @param {Shapes} geo
 */
function drawMap(holder, store, geo) {
  const map = new SvgMap(geo, store.bundle);
  map.svg.setAttribute("aria-label", store.bundle.ui.map);
  const chips = new Chips(
    store,
    store.bundle.beside.map((iso3) => ({ iso3, links: {} })),
  );
  holder.append(map.svg, chips.holder);
  holder.addEventListener("click", (event) => {
    const iso3 = stateAt(event);
    if (iso3) store.setFocus(iso3);
  });
  walkWithArrows(map, (iso3) => store.setFocus(iso3));
  const tip = new Tip(holder);
  holder.addEventListener("pointermove", (event) => {
    const iso3 = stateAt(event);
    if (iso3 && event.pointerType !== "touch") tip.show(store, iso3, { x: event.clientX, y: event.clientY });
    else tip.hide();
  });
  holder.addEventListener("pointerleave", () => tip.hide());
  map.svg.addEventListener("focusin", (event) => map.ring(stateAt(event) ?? store.focus));
  map.svg.addEventListener("focusout", () => map.ring(store.focus));
  const fit = () => {
    const width = Math.min(map.svg.clientWidth, (map.svg.clientHeight * map.width) / map.height);
    map.setScale(map.width / (width || WIDTH_UNKNOWN));
  };
  new ResizeObserver(fit).observe(map.svg);
  store.onPaint(() => {
    map.paint(store);
    chips.paint();
    tip.keep(store);
  });
}

/**
 * @param {HTMLElement} root
 * @param {SingleFile} data
 * @param {Store} store
 */
function drawFooter(root, data, store) {
  const lines = el("div");
  const sources = el("details");
  root.append(lines, sources);
  const texts = data.ui.single_file;
  let built = "";
  store.onPaint(() => {
    const { key = "", dataset, instrument, boundary_note } = store.bundle;
    document.documentElement.dataset.asOf = isoDay(store.day);
    document.documentElement.dataset.instrument = instrument.id;
    if (built === key) return;
    built = key;
    const { as_of_text: day, version } = dataset;
    const { full_title: treaty, checked } = instrument;
    const record = fill(texts.record, { treaty, day, version, checked });
    const paragraphs = [record, data.scaleNotes[key], boundary_note, data.sourceLines[key], data.citation];
    setChildren(lines, ...paragraphs.map((text) => el("p", {}, text)));
    const items = data.sources[key].map((source) =>
      el("li", {}, `${source.grade} · `, link(source.url, citation(source)), fillCount(texts.facts, source.count)),
    );
    setChildren(sources, el("summary", {}, texts.sources), el("ul", {}, ...items));
  });
}

/**
 * @param {Store} store
 * @param {Timeline} timeline
 * @param {StorySteps | null} steps
 */
function listenToKeys(store, timeline, steps) {
  document.addEventListener("keydown", (event) => {
    const { key } = event;
    const target = /** @type {Element} */ (event.target);
    if (event.defaultPrevented || !isPlain(event) || target.closest?.(WRITES_SELECTOR)) return;
    if (key === " " && target.closest?.(PRESSED_SELECTOR)) return;
    if (steps && (key === "PageDown" || key === "PageUp")) {
      steps.go(steps.at + (key === "PageDown" ? 1 : -1));
      event.preventDefault();
    } else if (key === "Escape") store.setFocus(null);
    else timeline.onKey(event);
  });
}

function start() {
  /** @type {SingleFile} */
  const data = JSON.parse(part(document, "#data").textContent ?? "");
  for (const [id, bundle] of Object.entries(data.bundles)) bundle.key = id;
  const { ui } = data;
  const store = new Store();
  store.theme = data.theme;
  document.body.dataset.theme = data.theme;
  /** @type {(name: string, tag?: string) => HTMLElement} */
  const place = (name, tag = "div") =>
    el(/** @type {"div"} */ (tag), { class: `ess ${name}`, "data-theme": data.theme });
  const treaty = el("p", { class: "treaty" });
  const head = place("headline");
  const legend = place("legend");
  const map = el("div", { class: "map" });
  const story = data.story && place("tale", "section");
  const facts = el("div", { class: "facts" });
  const card = place("card");
  const bottom = place("timeline");
  const foot = el("footer");
  card.append(facts);
  const side = el("div", { class: "side" }, story, card);
  const stage = el("div", { class: story ? "stage told" : "stage" }, map, side);
  part(document, "#page").append(treaty, head, legend, stage, bottom, foot);
  store.load(data.bundles[data.instrument], { day: data.day, selected: data.selected, focus: data.focus });
  drawMap(map, store, data.geo);
  const timeline = new Timeline(bottom, store, ui.timeline);
  new Headline(head, store, ui.headline);
  new LastAndNext(head, store);
  new Legend(legend, store, ui.legend);
  new Card(facts, store, (bundle) => Promise.resolve(data.facts[bundle.key ?? ""]), ui.card);
  drawFooter(foot, data, store);
  store.onPaint(() => {
    treaty.textContent = store.bundle.instrument.short_title;
  });
  const show = (/** @type {StoryStep} */ step) => {
    store.named = step.focus;
    store.load(data.bundles[step.instrument], { day: step.day, selected: null, focus: null });
  };
  listenToKeys(store, timeline, data.story && story && new StorySteps(story, data.story, show, ui.single_file));
}

start();
