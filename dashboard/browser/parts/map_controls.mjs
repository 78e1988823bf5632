// What moves a map: three buttons, the wheel with Control or Command, two fingers. A plain wheel and one finger are
// left to the page; whoever turns a plain wheel over a map is told once more how it zooms.

import { el, svgElement } from "./dom.mjs";

/** Zoom steps of one button, one key: each step doubles the scale. */
export const BUTTON_STEPS = 0.5;
const HINT_MS = 1600;
const STEPS_PER_PX = 0.01;
const NOTCH_STEPS = 0.5;
const PX_PER_LINE = 16;
const APPLE = /mac|iphone|ipad/i;
const ICONS = {
  whole: "M3 7.5V3h4.5M12.5 3H17v4.5M17 12.5V17h-4.5M7.5 17H3v-4.5",
  zoom_in: "M10 4v12M4 10h12",
  zoom_out: "M4 10h12",
};

/**
 * The buttons of a map: all of it, nearer, farther.
 * @param {UiTexts} texts
 * @param {{ whole: () => void, zoom: (steps: number) => void }} act
 * @param {Record<string, any>} attributes of each button
 */
export function zoomButtons(texts, { whole, zoom }, attributes = {}) {
  /** @type {(name: keyof typeof ICONS, onclick: () => void) => HTMLElement} */
  const button = (name, onclick) => {
    const icon = svgElement("svg", { viewBox: "0 0 20 20", width: 20, height: 20, "aria-hidden": "true" });
    svgElement("path", { d: ICONS[name] }, icon);
    const label = texts[name];
    return el("button", { type: "button", "aria-label": label, title: label, onclick, ...attributes }, icon);
  };
  return el(
    "div",
    { class: "ess-zoom" },
    button("whole", whole),
    button("zoom_in", () => zoom(BUTTON_STEPS)),
    button("zoom_out", () => zoom(-BUTTON_STEPS)),
  );
}

/**
 * How many steps a turn of the wheel zooms; 0 for a plain turn, which scrolls the page.
 * @param {Pick<WheelEvent, "ctrlKey" | "metaKey" | "deltaY" | "deltaMode">} event
 */
export function wheelSteps({ ctrlKey, metaKey, deltaY, deltaMode }) {
  if (!(ctrlKey || metaKey)) return 0;
  const steps = -deltaY * (deltaMode ? PX_PER_LINE : 1) * STEPS_PER_PX;
  return Math.max(-NOTCH_STEPS, Math.min(NOTCH_STEPS, steps));
}

/** A line over the map that says how it is moved, for a moment. */
export class MoveHint {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  timer = undefined;

  /**
   * @param {HTMLElement} holder
   * @param {UiTexts} texts
   */
  constructor(holder, texts) {
    this.texts = texts;
    this.line = el("p", { class: "ess-hint", hidden: true, "aria-hidden": "true" });
    holder.append(this.line);
  }

  /** @param {"wheel" | "fingers"} way what was tried */
  show(way) {
    const wheel = APPLE.test(navigator.userAgent) ? this.texts.wheel_hint_apple : this.texts.wheel_hint;
    this.line.textContent = way === "wheel" ? wheel : this.texts.fingers_hint;
    this.line.hidden = false;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.line.hidden = true;
    }, HINT_MS);
  }
}

/**
 * The middle and the spread of two fingers.
 * @param {TouchList} touches
 */
function spanOf([one, other]) {
  return {
    clientX: (one.clientX + other.clientX) / 2,
    clientY: (one.clientY + other.clientY) / 2,
    spread: Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY),
  };
}

/**
 * Call `move` for every movement of two fingers on an element, with where their middle is, by how many pixels it has
 * moved and by what factor they have spread.
 * @param {HTMLElement} on
 * @param {(at: { clientX: number, clientY: number }, dx: number, dy: number, factor: number) => void} move
 */
export function onPinch(on, move) {
  /** @type {ReturnType<typeof spanOf> | null} */
  let before = null;
  const follow = (/** @type {TouchEvent} */ event) => {
    if (event.touches.length !== 2) {
      before = null;
      return;
    }
    event.preventDefault();
    const now = spanOf(event.touches);
    if (before) move(now, now.clientX - before.clientX, now.clientY - before.clientY, now.spread / before.spread);
    before = now;
  };
  for (const name of /** @type {const} */ (["touchstart", "touchmove", "touchend", "touchcancel"])) {
    on.addEventListener(name, follow, { passive: false });
  }
}
