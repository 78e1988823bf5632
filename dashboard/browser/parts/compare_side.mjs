// One of the maps that are compared: what the reader does on it is told to the comparison, which moves all alike.

import { el } from "./dom.mjs";
import { BUTTON_STEPS, MoveHint, onPinch, wheelSteps, zoomButtons } from "./map_controls.mjs";
import { middleOf } from "./pan_zoom.mjs";
import { SvgMap } from "./svgmap.mjs";
import { Tip } from "./tip.mjs";
import { isPlain, stateAt } from "./walk.mjs";

/** @import { Compare } from "./compare.mjs" */
/** @import { Store } from "./store.mjs" */

const ARROW_SHARE = 0.12;
const DRAG_PX = 4;

export class Side {
  /**
   * @param {Compare} compare
   * @param {"left" | "right"} name
   * @param {Store} store
   * @param {Shapes} geo
   */
  constructor(compare, name, store, geo) {
    this.compare = compare;
    this.name = name;
    this.store = store;
    this.map = new SvgMap(geo, store.bundle, { prefix: `c${name}-`, dotPx: 6 });
    this.map.svg.setAttribute("aria-label", compare.texts[name]);
    this.map.svg.setAttribute("tabindex", "0");
    for (const { node } of this.map.states.values()) node.setAttribute("tabindex", "0");
    this.caption = el("figcaption");
    this.frame = el("div", { class: "frame" });
    this.frame.append(this.map.svg, this.zoomButtons());
    this.tip = new Tip(this.frame);
    this.figure = el("figure", {}, this.caption, this.frame);
    this.listenToPointer();
    this.frame.addEventListener("focusin", (event) => compare.hover(stateAt(event)));
    this.frame.addEventListener("keydown", (event) => this.onKey(event));
  }

  zoomButtons() {
    const { compare, store } = this;
    return zoomButtons(store.bundle.ui, { whole: () => compare.showAll(), zoom: (steps) => compare.zoom(steps) });
  }

  listenToPointer() {
    const { compare, frame, map } = this;
    const hint = new MoveHint(frame, this.store.bundle.ui);
    const wheel = (/** @type {WheelEvent} */ event) => {
      const steps = wheelSteps(event);
      if (!steps) {
        hint.show("wheel");
        return;
      }
      event.preventDefault();
      compare.zoom(steps, this.place(event));
    };
    onPinch(frame, (at, dx, dy, factor) => {
      compare.move(-dx * map.scale, -dy * map.scale);
      compare.zoom(Math.log2(factor), this.place(at));
    });
    /** @type {{ x: number, y: number, moved: boolean, on: Iso3 | null } | null} */
    let drag = null;
    frame.addEventListener("wheel", wheel, { passive: false });
    frame.addEventListener("pointerdown", (event) => {
      if (event.button || /** @type {Element} */ (event.target).closest("button")) return;
      drag = { x: event.clientX, y: event.clientY, moved: false, on: stateAt(event) };
      if (event.pointerType !== "touch") frame.setPointerCapture(event.pointerId);
    });
    frame.addEventListener("pointermove", (event) => {
      if (!drag) {
        compare.hover(stateAt(event));
        return;
      }
      const [dx, dy] = [event.clientX - drag.x, event.clientY - drag.y];
      if (!drag.moved && Math.hypot(dx, dy) < DRAG_PX) return;
      if (event.pointerType === "touch") {
        if (!compare.showsAll) hint.show("fingers");
        drag = null;
        return;
      }
      drag = { ...drag, x: event.clientX, y: event.clientY, moved: true };
      frame.classList.add("dragged");
      compare.move(-dx * map.scale, -dy * map.scale);
    });
    frame.addEventListener("pointerup", () => {
      if (drag && !drag.moved && drag.on) compare.choose(drag.on);
      drag = null;
      frame.classList.remove("dragged");
    });
    frame.addEventListener("pointercancel", () => {
      drag = null;
    });
    frame.addEventListener("pointerleave", () => {
      if (!drag) compare.hover(null);
    });
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const { compare } = this;
    const target = /** @type {Element} */ (event.target);
    if (!isPlain(event) || target.closest("button:not([data-iso3])")) return;
    const step = ARROW_SHARE * compare.view.width;
    const iso3 = stateAt(event);
    const act = {
      ArrowLeft: () => compare.move(-step, 0),
      ArrowRight: () => compare.move(step, 0),
      ArrowUp: () => compare.move(0, -step),
      ArrowDown: () => compare.move(0, step),
      "+": () => compare.zoom(BUTTON_STEPS),
      "=": () => compare.zoom(BUTTON_STEPS),
      "-": () => compare.zoom(-BUTTON_STEPS),
      0: () => compare.showAll(),
      Enter: () => iso3 && compare.choose(iso3),
    }[event.key];
    if (!act) return;
    act();
    event.preventDefault();
    event.stopPropagation();
  }

  /**
   * The point of the plane under a point of the window.
   * @param {{ clientX: number, clientY: number }} at
   */
  place({ clientX, clientY }) {
    const box = this.frame.getBoundingClientRect();
    const middle = middleOf(this.compare.view);
    return {
      x: middle.x + (clientX - box.left - box.width / 2) * this.map.scale,
      y: middle.y + (clientY - box.top - box.height / 2) * this.map.scale,
    };
  }

  /** Show the comparison's part of the plane. */
  fit() {
    const { view } = this.compare;
    this.map.svg.setAttribute("viewBox", `${view.x} ${view.y} ${view.width} ${view.height}`);
    const { width, height } = this.frame.getBoundingClientRect();
    if (width && height) this.map.setScale(Math.max(view.width / width, view.height / height));
  }

  /**
   * Light a State; `lines` are written beside it.
   * @param {Iso3 | null} iso3
   * @param {string[]} lines
   */
  hover(iso3, lines) {
    const { map, tip } = this;
    for (const [code, { node, twin }] of map.states) {
      for (const shape of [node, twin]) shape?.classList.toggle("hovered", code === iso3);
    }
    const state = iso3 && map.states.get(iso3);
    if (!state) {
      tip.hide();
      return;
    }
    tip.write(lines);
    const { left, width, top } = state.node.getBoundingClientRect();
    tip.place({ x: left + width / 2, y: top });
  }
}
