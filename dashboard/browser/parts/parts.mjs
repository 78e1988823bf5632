// How the server's components come alive: one small mount for each part of the page.

import { mount as mountClock } from "./clock.mjs";
import { el } from "./dom.mjs";
import { fetchOnce } from "./fetched.mjs";
import { removeFirst } from "./first_picture.mjs";
import { Headline } from "./headline.mjs";
import { Legend } from "./legend.mjs";
import { Side } from "./side.mjs";
import { pageStore } from "./store.mjs";
import { Timeline } from "./timeline.mjs";

/** @import { Store } from "./store.mjs" */

/** @type {WeakSet<Element>} */
const mounted = new WeakSet();

/**
 * Facts of an instrument; a bundle that holds a reader's own rows brings them along.
 * @param {StatusBundle} bundle
 * @returns {Promise<Facts>}
 */
const loadFacts = (bundle) => (bundle.facts ? Promise.resolve(bundle.facts) : fetchOnce(bundle.factsAt ?? ""));

/** @type {Record<string, (root: HTMLElement, store: Store, texts: any) => { destroy: () => void }[]>} */
const makers = {
  headline: (root, store, texts) => [new Headline(root, store, texts)],
  legend: (root, store, texts) => [new Legend(root, store, texts)],
  timeline: (root, store, texts) => {
    store.timeline = new Timeline(root, store, texts);
    return [store.timeline];
  },
  side: (root, store, texts) => [new Side(root.appendChild(el("div", { class: "whole" })), store, loadFacts, texts)],
};

/**
 * `part` names what to draw; drawn once per element, updated by the store.
 * @param {string} part
 * @param {Component<any>} component
 * @param {any} texts
 */
export function mount(part, component, texts) {
  if (part === "clock") return mountClock(component, texts);
  const { parentElement } = component;
  if (mounted.has(parentElement)) return undefined;
  mounted.add(parentElement);
  const store = pageStore();
  const root = el("div", { class: `ess ${part}` });
  parentElement.append(root);
  const pieces = makers[part](root, store, texts);
  const unpaint = store.onPaint(() => {
    root.dataset.theme = store.theme;
    removeFirst(part);
  });
  const untrouble = store.onTrouble((text) => text && removeFirst(part));
  return () => {
    unpaint();
    untrouble();
    for (const piece of pieces) piece.destroy();
    root.remove();
    mounted.delete(parentElement);
  };
}
