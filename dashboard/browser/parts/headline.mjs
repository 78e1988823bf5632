// The answer of the day, the changes before and after it, and one quiet sentence for screen readers.

import { headline, neighbourLine } from "./words.mjs";

const LONG = 105;

export class Headline {
  constructor(root, store) {
    Object.assign(this, { root, store });
    root.innerHTML =
      '<h1>Loading the record…</h1><p class="near"><span class="previous"></span><span class="next"></span></p><p class="spoken" role="status" aria-live="polite"></p><p class="trouble" role="alert" hidden></p>';
    [this.title, this.previous, this.next, this.spoken] = ["h1", ".previous", ".next", ".spoken"].map((part) =>
      root.querySelector(part),
    );
    const stops = [
      store.onPaint(() => this.paint()),
      store.onSettle(() => this.announce()),
      store.onTrouble((text) => this.showTrouble(text)),
    ];
    this.stop = () => {
      for (const stop of stops) stop();
    };
  }

  destroy() {
    this.stop();
  }

  paint() {
    const { store } = this;
    const set = (node, text) => {
      if (node.textContent === text) return;
      node.textContent = text;
      node.title = text;
    };
    set(this.title, headline(store));
    this.title.classList.toggle("long", this.title.textContent.length > LONG);
    set(this.previous, neighbourLine(store, store.previousStep(), "previous"));
    const beyond = store.day > store.bundle.today;
    set(
      this.next,
      neighbourLine(store, store.nextStep(), "next") || (beyond ? store.bundle.beyond : store.bundle.nothingFixed),
    );
  }

  showTrouble(text) {
    const line = this.root.querySelector(".trouble");
    line.textContent = text;
    line.hidden = !text;
    if (text && !this.store.bundle) this.title.textContent = "The record is not here yet";
  }

  announce() {
    const { byClass, states } = this.store.counts();
    const parts = this.store.bundle.classes
      .filter((cls) => byClass[cls.id])
      .map((cls) => `${byClass[cls.id]} ${cls.label}`);
    this.spoken.textContent = `${headline(this.store)}. Of ${states} States: ${parts.join(", ")}.`;
  }
}
