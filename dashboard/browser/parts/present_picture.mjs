// One map of a slide, with its own clock, and the States beyond its frame as chips beside it.

import { el, part, setChildren } from "./dom.mjs";
import { swatch } from "./patterns.mjs";
import { Store } from "./store.mjs";
import { SvgMap } from "./svgmap.mjs";
import { fill } from "./words.mjs";

const FOCUS_MAX = 10;
const LABEL = { px: 24, least: 15, wide: 1400 };
const DOT = { px: 10, least: 6 };

/** @param {{ x: number, y: number, width: number, height: number }[]} boxes */
const overlap = ([a, b]) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/**
 * The classes of a lens: treaties share theirs.
 * @param {StatusBundle} bundle
 */
const classesOf = ({ classes }) => classes.map(({ id }) => id).join(" ");

export class Picture {
  drawnAt = "";
  /**
   * States whose names stand on the map.
   * @type {Set<Iso3>}
   */
  names = new Set();
  /** @type {"dark" | "projector"} */
  palette = "projector";

  /**
   * @param {HTMLElement} figure
   * @param {Deck} deck
   * @param {DeckMaps} maps
   * @param {string} prefix
   */
  constructor(figure, deck, maps, prefix) {
    this.figure = figure;
    this.deck = deck;
    this.maps = maps;
    this.prefix = prefix;
    this.slide = deck.slides[deck.start];
    this.store = new Store((run) => run());
    this.map = new SvgMap(maps.geo, Object.values(maps.bundles)[0], { prefix, dotPx: DOT.px, labelPx: LABEL.px });
    this.map.fixedTheme = "projector";
    this.map.named = () => this.names;
    this.map.svg.setAttribute("preserveAspectRatio", "xMidYMin meet");
    for (const { node } of this.map.states.values()) {
      node.setAttribute("role", "img");
      node.removeAttribute("tabindex");
    }
    part(figure, ".map").append(this.map.svg);
  }

  /**
   * Turn to a slide's treaty and day; nothing is drawn yet.
   * @param {Slide} slide
   * @param {boolean} dark
   */
  turn(slide, dark) {
    const { store } = this;
    this.slide = slide;
    this.palette = dark ? "dark" : "projector";
    store.bundle = this.maps.bundles[slide.instrument];
    store.select(this.deck.selected);
    store.theme = this.palette;
    store.day = slide.asOf;
  }

  /**
   * Draw into the room that the words around it have left.
   * @param {number} unit pixels of the screen for one of the design's
   */
  draw(unit) {
    const { store, map, slide } = this;
    const focus = slide.focus.length > FOCUS_MAX ? [] : slide.focus;
    const { chosen } = this.deck;
    const named = chosen ? [chosen, ...focus] : focus;
    this.names = new Set(named.filter((iso3) => map.states.has(iso3)));
    this.paintBeside();
    const box = map.svg.getBoundingClientRect();
    const scale = Math.max(map.width / (box.width || 1), map.height / (box.height || 1));
    if (classesOf(map.bundle) === classesOf(store.bundle)) map.bundle = store.bundle; // the patterns stay
    map.paint(store);
    if (this.drawnAt !== `${scale} ${unit}`) {
      this.drawnAt = `${scale} ${unit}`;
      map.scale = scale;
      map.labelPx = Math.max(innerWidth < LABEL.wide ? LABEL.least : LABEL.px, LABEL.px * unit);
      map.dotPx = Math.max(DOT.least, DOT.px * unit);
      map.applyScale();
    }
    map.svg.setAttribute("aria-label", fill(this.deck.ui.map, { treaty: slide.treaty, day: slide.day }));
    this.ringFocus(focus);
    if (chosen) map.trace(chosen, "chosen");
    this.hideCrowdedNames();
  }

  /**
   * States in focus carry a strong outline of their own; the blue ring stays for the keyboard.
   * @param {Iso3[]} focus
   */
  ringFocus(focus) {
    const { map } = this;
    map.layers.ring.replaceChildren();
    map.ringed = undefined;
    for (const iso3 of focus) map.trace(iso3, "subject");
  }

  /** Where two names would stand on each other, the first stays. */
  hideCrowdedNames() {
    /** @type {DOMRect[]} */
    const kept = [];
    for (const iso3 of this.names) {
      const text = /** @type {MapState} */ (this.map.states.get(iso3)).text;
      text.classList.remove("crowded");
      const box = text.getBBox();
      const crowded = kept.some((one) => overlap([one, box]));
      text.classList.toggle("crowded", crowded);
      if (!crowded) kept.push(box);
    }
  }

  paintBeside() {
    const { store, slide, palette } = this;
    const { bundle } = store;
    const chips = bundle.beside.map((iso3) => {
      const { cls } = store.at(iso3);
      const hooks = { "data-iso3": iso3, "data-status": cls.status, "data-stage": cls.stage };
      const picture = swatch(bundle, palette, cls.id, `${this.prefix}${iso3}-`);
      const subject = slide.focus.includes(iso3) || iso3 === this.deck.chosen;
      return el("span", { class: subject ? "chip subject" : "chip", ...hooks }, picture, bundle.states[iso3].name);
    });
    setChildren(part(this.figure, ".beside"), ...chips);
  }
}
