// The picture of one slide: headline, map (or two beside each other), text, legend, and what comes next.

import { Store } from "./store.mjs";
import { SvgMap, swatch } from "./svgmap.mjs";
import { neighbourLine } from "./words.mjs";

const LONG_HEADLINE = 85;
const STEPS_OF_FIT = [1, 0.94, 0.88, 0.82, 0.76, 0.71, 0.67];
const FOCUS_MAX = 10;

const TEMPLATE = `
<header><h1></h1><p class="progress"></p></header>
<div class="maps">
  <figure class="before" hidden><div class="map"></div><div class="beside"></div><figcaption></figcaption></figure>
  <figure class="now"><div class="map"></div><div class="beside"></div><figcaption></figcaption></figure>
</div>
<section class="words">
  <p class="day"></p>
  <div class="claim" hidden><p class="label">The claim</p><blockquote></blockquote><p class="verdict"></p></div>
  <p class="text"></p>
  <ul class="lines"></ul>
  <p class="later" hidden></p>
  <p class="weak" hidden>Rests on sources of grade D or E alone: treat with care.</p>
</section>
<ul class="key"></ul>
<p class="next"></p>
<footer><p class="origin"></p><p class="about"></p></footer>
<nav aria-label="Steps">
  <button type="button" data-do="previous" aria-label="Previous step">◂</button>
  <button type="button" data-do="sources">Sources</button>
  <button type="button" data-do="compare">Compare</button>
  <button type="button" data-do="escape">Leave</button>
  <button type="button" data-do="next" aria-label="Next step">▸</button>
</nav>
<p class="spoken" role="status" aria-live="polite"></p>`;

/** One map with its own clock. */
class Picture {
  constructor(figure, deck, maps, prefix) {
    Object.assign(this, { figure, deck, maps, prefix });
    this.store = new Store((run) => run());
    const first = Object.values(maps.bundles)[0];
    const doc = figure.ownerDocument;
    this.map = new SvgMap(doc, maps.geo, first, { prefix, dotPx: 10, labelPx: 24 });
    this.map.fixedTheme = "projector";
    this.drawnAt = "";
    this.map.named = () => this.names;
    this.map.svg.setAttribute("role", "group");
    this.map.svg.setAttribute("preserveAspectRatio", "xMidYMin meet");
    for (const { node } of this.map.states.values()) {
      node.setAttribute("role", "img");
      node.removeAttribute("tabindex");
    }
    figure.querySelector(".map").append(this.map.svg);
  }

  /** Turn to a slide's treaty and day; nothing is drawn yet. */
  turn(slide, dark) {
    const { store } = this;
    this.slide = slide;
    store.bundle = this.maps.bundles[slide.instrument];
    store.selected = this.deck.selected.length ? new Set(this.deck.selected) : null;
    store.theme = dark ? "dark" : "projector";
    store.day = slide.asOf;
    this.palette = dark ? "dark" : "projector";
  }

  /** Draw into the room that the words around it have left. */
  draw(unit) {
    const { store, map, slide } = this;
    const crowd = slide.focus.length > FOCUS_MAX;
    this.names = new Set(crowd ? [] : slide.focus.filter((iso3) => map.states.has(iso3)));
    this.paintBeside();
    const box = map.svg.getBoundingClientRect();
    const scale = Math.max(map.width / (box.width || 1), map.height / (box.height || 1));
    map.bundle = store.bundle; // all bundles share classes, styles and palettes: the patterns stay
    map.paint(store);
    if (this.drawnAt !== `${scale} ${unit}`) {
      this.drawnAt = `${scale} ${unit}`;
      Object.assign(map, { scale, labelPx: Math.max(15, 24 * unit), dotPx: Math.max(6, 10 * unit) });
      map.applyScale();
    }
    map.svg.setAttribute("aria-label", `Map of Europe, ${slide.treaty}, ${slide.day}`);
    this.ringFocus(crowd ? [] : slide.focus);
    this.placeNames();
  }

  /** States in focus carry a strong outline of their own; the blue ring stays for the keyboard. */
  ringFocus(focus) {
    const { layers, states } = this.map;
    layers.ring.replaceChildren();
    this.map.ringed = undefined;
    for (const iso3 of focus) {
      const state = states.get(iso3);
      if (!state) continue;
      const copy = state.node.cloneNode(false);
      for (const name of ["data-iso3", "data-status", "data-stage", "aria-label"]) copy.removeAttribute(name);
      copy.setAttribute("fill", "none");
      copy.setAttribute("class", "subject");
      layers.ring.append(copy);
    }
  }

  /** Where two names would stand on each other, the first stays. */
  placeNames() {
    const { map } = this;
    const kept = [];
    for (const iso3 of this.names) {
      const { text } = map.states.get(iso3);
      text.classList.remove("crowded");
      const box = text.getBBox();
      const hits = kept.some(
        (one) =>
          box.x < one.x + one.width &&
          one.x < box.x + box.width &&
          box.y < one.y + one.height &&
          one.y < box.y + box.height,
      );
      text.classList.toggle("crowded", hits);
      if (!hits) kept.push(box);
    }
  }

  /** States beyond the frame, as chips beside the map. */
  paintBeside() {
    const { store, slide, palette } = this;
    const doc = this.figure.ownerDocument;
    const chips = store.bundle.beside.map((iso3) => {
      const { cls } = store.at(iso3);
      const chip = doc.createElement("span");
      chip.className = slide.focus.includes(iso3) ? "chip subject" : "chip";
      chip.dataset.iso3 = iso3;
      chip.dataset.status = cls.status;
      chip.dataset.stage = cls.stage;
      chip.append(swatch(doc, store.bundle, palette, cls.id, `${this.prefix}${iso3}-`), store.bundle.states[iso3].name);
      return chip;
    });
    this.figure.querySelector(".beside").replaceChildren(...chips);
  }
}

export class Stage {
  /** `maps` holds `geo` and `bundles`; null where they could not be brought: then the words stand alone. */
  constructor(root, deck, maps) {
    Object.assign(this, { root, deck, maps, dark: false, fits: new Map() });
    root.innerHTML = TEMPLATE;
    this.part = (selector) => root.querySelector(selector);
    if (maps) {
      this.now = new Picture(this.part(".now"), deck, maps, "n-");
      this.before = new Picture(this.part(".before"), deck, maps, "b-");
    } else {
      this.part(".maps").textContent = "The maps could not be loaded. The words and sources are all here.";
    }
  }

  /** Show a slide; `before` is the slide to compare with, null where there is none, undefined where not asked. */
  show(slide, at, before) {
    const { root, deck } = this;
    const page = root.ownerDocument.documentElement;
    page.dataset.theme = this.dark ? "dark" : "projector";
    root.classList.toggle("comparing", before !== undefined);
    this.fill(slide, at, before);
    const unit = Math.min(root.clientWidth / 1920, root.clientHeight / 1080);
    this.part(".before").hidden = !before;
    this.now?.turn(slide, this.dark);
    if (this.now) this.paintKey(slide);
    this.fit(at);
    this.now?.draw(unit);
    if (before && this.before) {
      this.before.turn(before, this.dark);
      this.before.draw(unit);
    }
    Object.assign(page.dataset, {
      step: at + 1,
      steps: deck.slides.length,
      asOf: slide.iso,
      instrument: slide.instrument,
    });
  }

  set(selector, text) {
    const node = this.part(selector);
    node.textContent = text ?? "";
    node.hidden = !text;
  }

  fill(slide, at, before) {
    const { deck } = this;
    this.set("h1", slide.claim ? `“${slide.headline}”` : slide.headline);
    this.part("h1").classList.toggle("long", slide.headline.length > LONG_HEADLINE);
    this.set(".progress", `${at + 1} / ${deck.slides.length}`);
    this.set(".day", `${slide.day} · ${slide.treaty}`);
    this.part(".claim").hidden = !slide.claim;
    this.part("blockquote").textContent = slide.claim;
    const verdict = this.part(".verdict");
    verdict.textContent = slide.verdict ? `Our record: ${slide.verdictLabel}` : "";
    verdict.dataset.verdict = slide.verdict;
    this.set(".text", slide.text);
    const lines = slide.text ? [] : slide.facts.slice(0, 5).map((fact) => fact.what.replace(`, ${slide.treaty}:`, ":"));
    const rest = slide.text ? 0 : slide.facts.length + slide.moreFacts - lines.length;
    const items = [...lines, ...(rest > 0 ? [`and ${rest} more (key S)`] : [])].map((line) => {
      const item = this.root.ownerDocument.createElement("li");
      item.textContent = line;
      return item;
    });
    this.part(".lines").replaceChildren(...items);
    this.set(".later", slide.later && `Later: ${slide.later}`);
    this.part(".weak").hidden = !slide.weak;
    const ids = [...slide.facts, ...slide.laterFacts].length + slide.moreFacts;
    this.set(".origin", `Sources: ${slide.sourceLine} · ${ids} fact${ids === 1 ? "" : "s"}, key S`);
    this.set(".about", `${deck.dataLine} · ${deck.boundaryLine}`);
    this.part(".spoken").textContent = `Step ${at + 1} of ${deck.slides.length}. ${slide.day}: ${slide.headline}`;
    const caption = (one) => (before ? `${one.day} · ${one.treaty}` : "");
    this.set(
      ".now figcaption",
      before === null ? "No earlier step to compare with" : before ? `Now: ${caption(slide)}` : "",
    );
    this.set(".before figcaption", before ? `Before: ${caption(before)}` : "");
  }

  /** The classes that occur on the day, with their counts, and the next change of the treaty. */
  paintKey(slide) {
    const { store } = this.now;
    const { bundle } = store;
    const doc = this.root.ownerDocument;
    const { byClass, states } = store.counts(slide.asOf);
    const rows = bundle.classes
      .filter((cls) => byClass[cls.id])
      .map((cls) => {
        const item = doc.createElement("li");
        const count = doc.createElement("b");
        count.textContent = byClass[cls.id];
        item.dataset.class = cls.id;
        item.append(swatch(doc, bundle, this.now.palette, cls.id, "k-"), `${cls.label} `, count);
        return item;
      });
    const total = doc.createElement("li");
    total.className = "total";
    total.textContent = `of ${states} States`;
    this.part(".key").replaceChildren(...rows, total);
    const next = neighbourLine(store, store.nextStep(), "next") || bundle.nothingFixed;
    this.set(".next", next);
  }

  /** Shrink the words a little where they would not fit, never below what can be read from the back. */
  fit(at) {
    const words = this.part(".words");
    if (!words.getClientRects().length) return;
    const key = `${at} ${this.root.clientWidth} ${this.root.clientHeight}`;
    const fits = (factor) => {
      this.root.style.setProperty("--fit", factor);
      return words.scrollHeight <= words.clientHeight + 1;
    };
    const known = this.fits.get(key);
    if (known) this.root.style.setProperty("--fit", known);
    else this.fits.set(key, STEPS_OF_FIT.find(fits) ?? STEPS_OF_FIT.at(-1));
  }
}
