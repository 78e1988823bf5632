// Keeps the place of a chart free and reports once that it is about to be seen.

import { scroller } from "./dom.mjs";

const ONE_SCREEN = "100% 0px";
/** @type {WeakMap<Element, () => void>} */
const watchers = new WeakMap();

/**
 * Mount or update.
 * @param {Component<NearData>} component
 */
export function mount({ data, parentElement, setTriggerValue }) {
  const host = parentElement.host ?? parentElement;
  /** @type {HTMLElement} */
  const place = parentElement.querySelector(".near") ?? parentElement.appendChild(document.createElement("div"));
  place.className = "near";
  place.setAttribute("role", "img");
  place.setAttribute("aria-label", data.summary);
  place.style.height = `${data.height}px`;
  watchers.get(host)?.();
  const root = scroller(host);
  const done = new AbortController();
  const watch = (/** @type {string} */ rootMargin) => {
    /** @type {IntersectionObserverCallback} */
    const seen = (entries) => {
      if (entries.some((entry) => entry.isIntersecting)) report();
    };
    const observer = new IntersectionObserver(seen, { root, rootMargin });
    observer.observe(host);
    done.signal.addEventListener("abort", () => observer.disconnect());
  };
  const report = () => {
    done.abort();
    setTriggerValue("near", true);
  };
  // In view as the page stands; a screen ahead once the reader moves; on paper from the next print on.
  watch("0px");
  (root ?? window).addEventListener("scroll", () => watch(ONE_SCREEN), {
    once: true,
    passive: true,
    signal: done.signal,
  });
  window.addEventListener("beforeprint", report, { signal: done.signal });
  const stop = () => done.abort();
  watchers.set(host, stop);
  return stop;
}
