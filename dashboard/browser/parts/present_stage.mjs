// The picture of one slide: headline, map (or two beside each other), text, legend, and what comes next.

import { entries } from "./answer.mjs";
import { el, setChildren } from "./dom.mjs";
import { swatch } from "./patterns.mjs";
import { Picture } from "./present_picture.mjs";
import { fill, fillCount } from "./words.mjs";

const LONG_HEADLINE = 70;
const STEPS_OF_FIT = [1, 0.94, 0.88, 0.82, 0.76, 0.71, 0.67];
const DESIGN = { width: 1920, height: 1080 };

/**
 * @param {HTMLElement} node
 * @param {string} text without any the element hides
 */
function write(node, text) {
  node.textContent = text;
  node.hidden = !text;
}

/** @param {string} name */
function figureOf(name) {
  const caption = el("figcaption");
  return {
    caption,
    figure: el("figure", { class: name }, el("div", { class: "map" }), el("div", { class: "beside" }), caption),
  };
}

export class Stage {
  dark = false;
  /**
   * How far the words of a slide shrink at a size of the window.
   * @type {Map<string, number>}
   */
  fits = new Map();

  /**
   * @param {HTMLElement} root
   * @param {Deck} deck
   * @param {DeckMaps | null} maps null where they could not be had: then the words stand alone
   * @param {(action: string) => void} act
   */
  constructor(root, deck, maps, act) {
    this.root = root;
    this.deck = deck;
    const before = figureOf("before");
    const now = figureOf("now");
    this.figures = { before, now };
    this.texts = {
      headline: el("h1"),
      progress: el("p", { class: "progress" }),
      day: el("p", { class: "day" }),
      quote: el("blockquote"),
      verdict: el("p", { class: "verdict" }),
      text: el("p", { class: "text" }),
      later: el("p", { class: "later" }),
      chosen: el("p", { class: "chosen" }),
      origin: el("p", { class: "origin" }),
      about: el("p", { class: "about" }),
      spoken: el("p", { class: "spoken", role: "status", "aria-live": "polite" }),
    };
    const { texts } = this;
    const { ui } = deck;
    this.claim = el("div", { class: "claim" }, el("p", { class: "label" }, ui.claim), texts.quote, texts.verdict);
    this.lines = el("ul", { class: "lines" });
    this.weak = el("p", { class: "weak" }, ui.weak);
    this.key = el("ul", { class: "key" });
    this.panel = el("section", { class: "panel", hidden: true });
    this.words = el(
      "section",
      { class: "words" },
      texts.day,
      texts.chosen,
      this.claim,
      texts.text,
      this.lines,
      texts.later,
      this.weak,
    );
    const plates = el("div", { class: "maps" }, before.figure, now.figure);
    /** @type {(name: string, text: string, label?: string) => HTMLElement} */
    const button = (name, text, label = "") =>
      el("button", { type: "button", "data-do": name, "aria-label": label, onclick: () => act(name) }, text);
    setChildren(
      root,
      el("header", {}, texts.headline, texts.progress),
      plates,
      this.words,
      this.key,
      this.panel,
      el("footer", {}, texts.origin, texts.about),
      el(
        "nav",
        { "aria-label": ui.steps },
        button("previous", "◂", ui.previous),
        button("sources", ui.sources),
        button("compare", ui.compare),
        button("escape", ui.leave),
        button("next", "▸", ui.next),
      ),
      texts.spoken,
    );
    before.figure.hidden = true;
    this.now = maps && new Picture(now.figure, deck, maps, "n-");
    this.before = maps && new Picture(before.figure, deck, maps, "b-");
    if (!maps) plates.textContent = ui.no_maps;
  }

  /**
   * Show a slide.
   * @param {Slide} slide
   * @param {number} at
   * @param {Slide | null | undefined} before the slide to compare with: null where there is none, undefined unless comparing
   */
  show(slide, at, before) {
    const { root, deck, now } = this;
    const page = document.documentElement;
    page.dataset.theme = this.dark ? "dark" : "projector";
    root.classList.toggle("comparing", before !== undefined);
    const panelled = slide.kind !== "map";
    root.classList.toggle("panelled", panelled);
    root.classList.toggle("wordy", !!slide.text);
    if (this.panel.dataset.of !== String(at)) this.panel.innerHTML = slide.panel;
    Object.assign(this.panel, { hidden: !panelled, className: `panel ${slide.kind}` });
    this.panel.dataset.of = String(at);
    this.fill(slide, at, before);
    const shown = { step: at + 1, steps: deck.slides.length, asOf: slide.iso, instrument: slide.instrument };
    if (panelled) {
      Object.assign(page.dataset, shown);
      return;
    }
    const unit = Math.min(root.clientWidth / DESIGN.width, root.clientHeight / DESIGN.height);
    this.figures.before.figure.hidden = !before;
    now?.turn(slide, this.dark);
    if (now) this.paintKey(slide, now);
    this.fit(at);
    now?.draw(unit);
    if (before && this.before) {
      this.before.turn(before, this.dark);
      this.before.draw(unit);
    }
    Object.assign(page.dataset, shown);
  }

  /**
   * @param {Slide} slide
   * @param {number} at
   * @param {Slide | null | undefined} before
   */
  fill(slide, at, before) {
    const { deck, texts, figures } = this;
    const { ui, slides } = deck;
    const { headline, day, treaty, claim, verdict, later } = slide;
    write(texts.headline, claim ? fill(ui.quote, { claim: headline }) : headline);
    texts.headline.classList.toggle("long", headline.length > LONG_HEADLINE);
    write(texts.progress, `${at + 1} / ${slides.length}`);
    write(texts.day, `${day} · ${treaty}`);
    this.claim.hidden = !claim;
    texts.quote.textContent = claim;
    texts.verdict.textContent = verdict ? fill(ui.verdict, { verdict: slide.verdictLabel }) : "";
    texts.verdict.dataset.verdict = verdict;
    write(texts.text, slide.text);
    setChildren(this.lines, ...slide.lines.map((line) => el("li", {}, line)));
    write(texts.later, later && fill(ui.later, { text: later }));
    this.weak.hidden = !slide.weak;
    const facts = slide.facts.length + slide.laterFacts.length + slide.moreFacts;
    write(texts.origin, fillCount(ui.origin, facts, { sources: slide.sourceLine }));
    write(texts.about, `${deck.dataLine} · ${deck.boundaryLine}`);
    texts.spoken.textContent = fill(ui.step, { step: at + 1, steps: slides.length, day, headline });
    const none = before === null ? ui.no_step_before : "";
    write(figures.now.caption, before ? fill(ui.now, { day, treaty }) : none);
    write(figures.before.caption, before ? fill(ui.before, { day: before.day, treaty: before.treaty }) : "");
  }

  /**
   * Who is bound on the day, the parts of it that move, the other classes that occur; and the chosen State in words.
   * @param {Slide} slide
   * @param {Picture} now
   */
  paintKey(slide, { store, palette }) {
    const { bundle } = store;
    const summary = store.summary(slide.asOf);
    const rows = entries(bundle, summary).map(({ classId, label, n, part, whole }) => {
      const words = [`${label} `, el("b", {}, String(n))];
      const names = { class: part ? "part" : "whole", "data-class": classId, "data-whole": whole };
      return el("li", names, swatch(bundle, palette, classId, "k-"), ...words);
    });
    const total = fillCount(bundle.ui.of_states, summary.states.length);
    setChildren(this.key, ...rows, el("li", { class: "total" }, total));
    const { chosen } = this.deck;
    write(this.texts.chosen, chosen && bundle.states[chosen] ? store.namedLabel(chosen) : "");
  }

  /**
   * Shrink the words a little where they would not fit, never below what can be read from the back; then let the last
   * lines go: they stand on slides of their own.
   * @param {number} at
   */
  fit(at) {
    const { root, words } = this;
    if (!words.getClientRects().length) return;
    const key = `${at} ${root.clientWidth} ${root.clientHeight}`;
    const shrink = (/** @type {number} */ factor) => root.style.setProperty("--fit", String(factor));
    const fits = (/** @type {number} */ factor) => {
      shrink(factor);
      return words.scrollHeight <= words.clientHeight + 1;
    };
    const smallest = STEPS_OF_FIT[STEPS_OF_FIT.length - 1];
    const factor = this.fits.get(key) ?? STEPS_OF_FIT.find(fits) ?? smallest;
    this.fits.set(key, factor);
    const lines = [...this.lines.children];
    while (!fits(factor) && lines.length > 1) lines.pop()?.remove();
  }
}
