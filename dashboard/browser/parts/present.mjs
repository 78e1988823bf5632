// The presentation: slides with their maps, all held in the page, so that stepping asks nobody.

import { Sheet } from "./present_sheet.mjs";
import { Stage } from "./present_stage.mjs";

const NEXT = ["PageDown", "ArrowRight", "ArrowDown", " ", "Enter"];
const PREVIOUS = ["PageUp", "ArrowLeft", "ArrowUp", "Backspace"];
const SWIPE_PX = 50;

async function fetchJson(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

/** Everything the maps need. */
async function loadMaps(deck) {
  const [geo, ...bundles] = await Promise.all([deck.geo, ...Object.values(deck.bundles)].map(fetchJson));
  return { geo, bundles: Object.fromEntries(Object.keys(deck.bundles).map((key, at) => [key, bundles[at]])) };
}

class Presentation {
  constructor(doc, deck, stage) {
    Object.assign(this, { doc, deck, stage, at: deck.start, comparing: false });
    this.view = doc.defaultView;
    this.sheet = new Sheet(doc, deck);
    doc.body.append(this.sheet.root);
    this.blank = doc.createElement("div");
    this.blank.className = "blank";
    this.blank.hidden = true;
    doc.body.append(this.blank);
    doc.addEventListener("keydown", (event) => this.onKey(event));
    this.listenToTouch();
    for (const button of doc.querySelectorAll("[data-do]")) button.onclick = () => this.act(button.dataset.do);
    this.view.addEventListener("resize", () => this.paint());
    if (deck.ignored?.length) this.sheet.showNotices("What the address asked for and could not have", deck.ignored);
    this.paint();
  }

  onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest?.("button, a, summary") && (event.key === " " || event.key === "Enter")) return;
    const does = {
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
    }[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    const act = NEXT.includes(event.key) ? "next" : PREVIOUS.includes(event.key) ? "previous" : does;
    if (!act) return;
    const { documentElement: page } = this.doc;
    const scrolls = this.sheet.open || page.scrollHeight > page.clientHeight + 1;
    if (scrolls && ["ArrowDown", "ArrowUp"].includes(event.key)) return;
    event.preventDefault();
    this.act(act);
  }

  listenToTouch() {
    let from = null;
    this.doc.addEventListener(
      "touchstart",
      ({ touches }) => (from = touches.length === 1 ? [touches[0].clientX, touches[0].clientY] : null),
      { passive: true },
    );
    this.doc.addEventListener("touchend", ({ changedTouches }) => {
      if (!from || this.sheet.open) return;
      const [x, y] = [changedTouches[0].clientX - from[0], changedTouches[0].clientY - from[1]];
      if (Math.abs(x) > SWIPE_PX && Math.abs(x) > 2 * Math.abs(y)) this.act(x < 0 ? "next" : "previous");
    });
  }

  act(name) {
    if (!this.blank.hidden && ["next", "previous", "first", "last", "escape", "blank"].includes(name)) {
      this.blank.hidden = true;
      return;
    }
    const last = this.deck.slides.length - 1;
    const steps = { next: this.at + 1, previous: this.at - 1, first: 0, last };
    if (name in steps) this.goTo(Math.min(last, Math.max(0, steps[name])));
    else if (name === "blank") this.blank.hidden = false;
    else if (name === "compare") {
      this.comparing = !this.comparing;
      this.paint();
    } else if (name === "dark") {
      this.stage.dark = !this.stage.dark;
      this.paint();
    } else if (name === "sources") this.sheet.sources(this.deck.slides[this.at]);
    else if (name === "help") this.sheet.help();
    else if (name === "full") this.fullScreen();
    else if (name === "escape") this.sheet.open ? this.sheet.close() : this.leave();
  }

  goTo(at) {
    if (at === this.at) return;
    this.at = at;
    if (this.sheet.open) this.sheet.close();
    this.paint();
    this.keepAddress();
  }

  keepAddress() {
    const slide = this.deck.slides[this.at];
    const query = new URLSearchParams(this.deck.address);
    if (this.deck.address.story) query.set("step", this.at + 1);
    else query.set("as_of", slide.iso);
    if (this.view.location.protocol.startsWith("http")) {
      this.view.history.replaceState(
        null,
        "",
        `${this.view.location.pathname}?${query.toString().replaceAll("%2C", ",")}`,
      );
    }
  }

  /** Back to where this belongs: the story's page, or the map on the day shown. */
  leave() {
    const { leave, address } = this.deck;
    if (!leave) return;
    const query = new URLSearchParams(address);
    query.set("as_of", this.deck.slides[this.at].iso);
    this.view.location.assign(address.story ? leave : `${leave}?${query.toString().replaceAll("%2C", ",")}`);
  }

  async fullScreen() {
    if (this.doc.fullscreenElement) await this.doc.exitFullscreen();
    else await this.doc.documentElement.requestFullscreen?.();
  }

  paint() {
    const { slides } = this.deck;
    this.stage.show(slides[this.at], this.at, this.comparing ? (slides[this.at - 1] ?? null) : undefined);
  }
}

/** Begin: read the deck out of the page, bring the maps, show the first slide. */
export async function start(doc) {
  const deck = JSON.parse(doc.getElementById("deck").textContent);
  const root = doc.getElementById("present");
  let maps = null;
  try {
    maps = await loadMaps(deck);
  } catch (error) {
    root.dataset.without = String(error.message);
  }
  const stage = new Stage(root, deck, maps);
  stage.dark = new URLSearchParams(doc.defaultView.location.search).get("theme") === "dark";
  const presentation = new Presentation(doc, deck, stage);
  doc.documentElement.dataset.ready = "true";
  return presentation;
}
