// What a map says of the State under the pointer or the focus: its class since when, what comes next, what it announced
// last, all as known on the day shown. Written when it is asked for, so that a step in time costs nothing.

import { el, setChildren } from "./dom.mjs";
import { programmesOf, stands } from "./outlook.mjs";
import { fill, sayDay, sayStep } from "./words.mjs";

/** @import { View } from "./view.mjs" */

const EDGE_PX = 6;
const BELOW_PX = 18;
const ABOVE_PX = 10;

/**
 * The lines on a State, the first its name and class.
 * @param {View} view
 * @param {Iso3} iso3
 */
export function tipLines(view, iso3) {
  const { bundle, day } = view;
  const { ui } = bundle;
  const { figure } = view.at(iso3);
  const since = view.heldSince(iso3);
  const label = view.namedLabel(iso3);
  const open = bundle.states[iso3].open && since === bundle.first;
  const dated = since > bundle.first && !figure;
  const lines = [
    dated ? fill(ui.tip_since, { label, day: sayDay(since) }) : open ? fill(ui.tip_open, { label }) : label,
  ];
  const [next] = bundle.due
    .filter((due) => due[2] === iso3 && stands(due, day))
    .sort(([, one], [, other]) => one - other);
  if (next) {
    const [, on, , key, exact] = next;
    const text = sayStep(bundle, [on, [[iso3, key, exact]], []]);
    lines.push(fill(ui.tip_next, { day: sayDay(on), text }));
  }
  lines.push(...view.remarks(iso3));
  const [plan] = programmesOf(view, iso3);
  if (plan) lines.push(fill(ui.tip_announced, { name: plan.name, window: plan.window, day: sayDay(plan.known) }));
  return lines;
}

/** A box over a map that shows such lines. */
export class Tip {
  /** @type {Iso3 | null} */
  iso3 = null;
  /** What it was written for. */
  written = "";

  /** @param {HTMLElement} holder positioned; the box stays within it */
  constructor(holder) {
    this.holder = holder;
    this.box = el("div", { class: "ess-tip", hidden: true, "aria-hidden": "true" });
    holder.append(this.box);
  }

  /**
   * @param {View} view
   * @param {Iso3} iso3
   * @param {{ x: number, y: number }} at a point of the window; the box keeps clear of it
   */
  show(view, iso3, at) {
    const written = `${view.bundle.key} ${view.day} ${iso3}`;
    if (written !== this.written) this.write(tipLines(view, iso3));
    this.iso3 = iso3;
    this.written = written;
    this.place(at);
  }

  /** @param {string[]} lines */
  write([first, ...more]) {
    this.written = "";
    setChildren(this.box, el("b", {}, first), ...more.map((line) => el("span", {}, line)));
  }

  /**
   * Show the box beside a point of the window.
   * @param {{ x: number, y: number }} at
   */
  place({ x, y }) {
    const { box, holder } = this;
    box.hidden = false;
    const room = holder.getBoundingClientRect();
    const [left, top] = [x - room.left, y - room.top];
    const { offsetWidth: width, offsetHeight: height } = box;
    const above = top - height - ABOVE_PX;
    box.style.left = `${Math.max(EDGE_PX, Math.min(left - width / 3, room.width - width - EDGE_PX))}px`;
    box.style.top = `${above >= EDGE_PX ? above : top + BELOW_PX}px`;
  }

  hide() {
    this.iso3 = null;
    this.box.hidden = true;
  }

  /**
   * Hide a box whose day has passed: it is written anew when the pointer moves.
   * @param {View} view
   */
  keep(view) {
    if (this.iso3 && this.written !== `${view.bundle.key} ${view.day} ${this.iso3}`) this.hide();
  }
}
