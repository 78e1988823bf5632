// How the server's components come alive: one small mount for each part of the page.

import { Card } from "./card.mjs";
import { mount as clock } from "./clock.mjs";
import { Headline } from "./headline.mjs";
import { Legend } from "./legend.mjs";
import { pageStore } from "./store.mjs";
import { Timeline } from "./timeline.mjs";
import { Tools } from "./tools.mjs";

const mounted = new WeakMap();
const loaded = new Map();

/** Facts of an instrument, fetched once and kept. */
function loadFacts(bundle) {
  if (bundle.facts) return Promise.resolve(bundle.facts);
  if (!loaded.has(bundle.factsAt)) {
    const wanted = fetch(bundle.factsAt).then((answer) => {
      if (!answer.ok) throw new Error(`facts: ${answer.status}`);
      return answer.json();
    });
    wanted.catch(() => loaded.delete(bundle.factsAt));
    loaded.set(bundle.factsAt, wanted);
  }
  return loaded.get(bundle.factsAt);
}

const makers = {
  headline: (root, store) => new Headline(root, store),
  legend: (root, store) => new Legend(root, store),
  tools: (root, store) => new Tools(root, store),
  timeline: (root, store) => (window.essTimeline = new Timeline(root, store)),
  card: (root, store) => new Card(root, store, loadFacts),
};

function findField(root, store) {
  const form = document.createElement("form");
  form.className = "find";
  form.innerHTML =
    '<label>Find a State<input type="search" autocomplete="off" list="ess-states"></label><datalist id="ess-states"></datalist>';
  const input = form.querySelector("input");
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
  // A whole name is taken as soon as it stands there; a code or a beginning waits for Enter.
  const choose = (...tests) => {
    const wanted = plain(input.value);
    const states = Object.entries(store.bundle.states);
    const hit =
      wanted &&
      tests
        .map((test) => states.find(([iso3, { name }]) => test({ name: plain(name), iso3: iso3.toLowerCase() }, wanted)))
        .find(Boolean);
    if (!hit) return;
    store.setFocus(hit[0]);
    input.value = "";
  };
  const whole = ({ name }, wanted) => name === wanted;
  input.oninput = () => choose(whole);
  form.onsubmit = (event) => {
    event.preventDefault();
    choose(
      whole,
      ({ iso3 }, wanted) => iso3 === wanted,
      ({ name }, wanted) => name.startsWith(wanted),
      ({ name }, wanted) => name.includes(wanted),
    );
  };
  window.essFind = () => input.focus();
  store.onPaint(() => {
    const list = form.querySelector("datalist");
    if (list.dataset.for === store.bundle.instrument.id) return;
    list.dataset.for = store.bundle.instrument.id;
    list.replaceChildren(...Object.values(store.bundle.states).map(({ name }) => new Option("", name)));
  });
  root.append(form);
}

/** `part` names what to draw; drawn once per element, updated by the store. */
export function mount(part, component) {
  if (part === "clock") {
    clock(component);
    return undefined;
  }
  const { parentElement } = component;
  if (mounted.has(parentElement)) return undefined;
  const store = pageStore(window);
  const root = document.createElement("div");
  root.className = `ess ${part}`;
  parentElement.append(root);
  if (part === "card") findField(root, store);
  const home = part === "card" ? root.appendChild(document.createElement("div")) : root;
  if (home !== root) home.className = "facts";
  const themed = store.onPaint(() => (root.dataset.theme = store.theme));
  const piece = makers[part](home, store);
  mounted.set(parentElement, piece);
  return () => {
    themed();
    piece.destroy();
    root.remove();
    mounted.delete(parentElement);
  };
}

window.essLeaveMap = () => window.essTimeline?.track.focus();
