// The presentation: slides with their maps, all held in the page, so that stepping needs no server.

import { addressOf } from "./address.mjs";
import { el, part } from "./dom.mjs";
import { fetchJson } from "./fetched.mjs";
import { Sheet } from "./present_sheet.mjs";
import { Stage } from "./present_stage.mjs";
import { forcedTheme } from "./theme.mjs";
import { isPlain } from "./walk.mjs";

const SWIPE_PX = 50;
/** @type {Record<string, string>} */
const KEYS = {
  PageDown: "next",
  ArrowRight: "next",
  ArrowDown: "next",
  " ": "next",
  Enter: "next",
  PageUp: "previous",
  ArrowLeft: "previous",
  ArrowUp: "previous",
  Backspace: "previous",
  Home: "first",
  End: "last",
  b: "blank",
  ".": "blank",
  m: "compare",
  s: "sources",
  d: "dark",
  h: "help",
  "?": "help",
  f: "full",
  Escape: "escape",
};
const SHOW_AGAIN = ["next", "previous", "first", "last", "escape", "blank"];

/**
 * What the maps need, of all treaties of the deck.
 * @param {Deck} deck
 * @returns {Promise<DeckMaps>}
 */
async function loadMaps(deck) {
  const keys = Object.keys(deck.bundles);
  const [geo, ...bundles] = await Promise.all([deck.geo, ...Object.values(deck.bundles)].map((at) => fetchJson(at)));
  return { geo, bundles: Object.fromEntries(keys.map((key, at) => [key, bundles[at]])) };
}

class Presentation {
  comparing = false;

  /**
   * @param {Deck} deck
   * @param {HTMLElement} root
   * @param {DeckMaps | null} maps
   * @param {boolean} dark
   */
  constructor(deck, root, maps, dark) {
    this.deck = deck;
    this.at = deck.start;
    this.stage = new Stage(root, deck, maps, (action) => this.act(action));
    this.stage.dark = dark;
    this.sheet = new Sheet(deck);
    this.blank = el("div", { class: "blank", hidden: true });
    document.body.append(this.sheet.root, this.blank);
    document.addEventListener("keydown", (event) => this.onKey(event));
    this.listenToTouch();
    window.addEventListener("resize", () => this.paint());
    if (deck.ignored.length) this.sheet.showNotices(deck.ui.ignored, deck.ignored);
    this.paint();
  }

  get slide() {
    return this.deck.slides[this.at];
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (!isPlain(event)) return;
    const { key } = event;
    const target = /** @type {Element} */ (event.target);
    if (target.closest?.("button, a, summary") && (key === " " || key === "Enter")) return;
    const action = KEYS[key.length === 1 ? key.toLowerCase() : key];
    if (!action) return;
    const { documentElement: page } = document;
    const scrolls = this.sheet.open || page.scrollHeight > page.clientHeight + 1;
    if (scrolls && (key === "ArrowDown" || key === "ArrowUp")) return;
    event.preventDefault();
    this.act(action);
  }

  listenToTouch() {
    /** @type {Touch | null} */
    let from = null;
    const begin = (/** @type {TouchEvent} */ { touches }) => {
      from = touches.length === 1 ? touches[0] : null;
    };
    document.addEventListener("touchstart", begin, { passive: true });
    document.addEventListener("touchend", ({ changedTouches: [to] }) => {
      if (!from || this.sheet.open) return;
      const [x, y] = [to.clientX - from.clientX, to.clientY - from.clientY];
      if (Math.abs(x) > SWIPE_PX && Math.abs(x) > 2 * Math.abs(y)) this.act(x < 0 ? "next" : "previous");
    });
  }

  /** @param {string} action */
  act(action) {
    if (!this.blank.hidden && SHOW_AGAIN.includes(action)) {
      this.blank.hidden = true;
      return;
    }
    switch (action) {
      case "next":
        return this.goTo(this.at + 1);
      case "previous":
        return this.goTo(this.at - 1);
      case "first":
        return this.goTo(0);
      case "last":
        return this.goTo(this.deck.slides.length - 1);
      case "blank":
        this.blank.hidden = false;
        return undefined;
      case "compare":
        this.comparing = !this.comparing;
        return this.paint();
      case "dark":
        this.stage.dark = !this.stage.dark;
        return this.paint();
      case "sources":
        return this.sheet.sources(this.slide);
      case "help":
        return this.sheet.help();
      case "full":
        return this.fullScreen();
      default:
        return this.sheet.open ? this.sheet.close() : this.leave();
    }
  }

  /** @param {number} at counted from 0; brought into range */
  goTo(at) {
    const to = Math.min(this.deck.slides.length - 1, Math.max(0, at));
    if (to === this.at) return;
    this.at = to;
    if (this.sheet.open) this.sheet.close();
    this.paint();
    this.keepAddress();
  }

  keepAddress() {
    const { address } = this.deck;
    const place = address.story ? { step: this.at + 1 } : { as_of: this.slide.iso };
    if (location.protocol.startsWith("http")) {
      history.replaceState(null, "", addressOf(location.pathname, { ...address, ...place }));
    }
  }

  /** Back to where this belongs: the story's page, or the map on the day shown. */
  leave() {
    const { leave, address } = this.deck;
    location.assign(address.story ? leave : addressOf(leave, { ...address, as_of: this.slide.iso }));
  }

  async fullScreen() {
    if (document.fullscreenElement) await document.exitFullscreen();
    else await document.documentElement.requestFullscreen?.();
  }

  paint() {
    const before = this.comparing ? (this.deck.slides[this.at - 1] ?? null) : undefined;
    this.stage.show(this.slide, this.at, before);
  }
}

/** Begin: read the deck out of the page, bring the maps, show the first slide. */
export async function start() {
  const deck = JSON.parse(part(document, "#deck").textContent ?? "");
  const root = part(document, "#present");
  /** @type {DeckMaps | null} */
  let maps = null;
  try {
    maps = await loadMaps(deck);
  } catch (error) {
    root.dataset.without = String(error);
  }
  const dark = new URLSearchParams(location.search).get("theme") === "dark" || forcedTheme() === "dark";
  const presentation = new Presentation(deck, root, maps, dark);
  document.documentElement.dataset.ready = "true";
  return presentation;
}
