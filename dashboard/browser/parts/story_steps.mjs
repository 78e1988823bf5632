// The steps of a story in the single-file page: two keys, or two buttons.

import { el, setChildren } from "./dom.mjs";

/**
 * An outside address becomes a link only if it is one of the web.
 * @param {string} url
 * @param {string} text
 */
export function link(url, text) {
  const web = /^https?:\/\//.test(url);
  const attributes = web ? { href: url, target: "_blank", rel: "noopener noreferrer" } : {};
  return el("a", attributes, text || url);
}

/**
 * Publisher, date and title of a source, as far as they are known.
 * @param {Source} source
 */
export const citation = ({ publisher, date, title }) => [publisher, date, title].filter(Boolean).join(", ");

/** @param {StoryFact} fact */
function factItem({ id, when, what, grade, sources }) {
  const text = `${[when, what].filter(Boolean).join(": ")} [${id}${grade ? `, grade ${grade}` : ""}] `;
  return el("li", {}, text, ...sources.flatMap((source) => [link(source.url, citation(source)), " "]));
}

export class StorySteps {
  at = 0;

  /**
   * @param {HTMLElement} root
   * @param {Story} story
   * @param {(step: StoryStep) => void} show
   */
  constructor(root, story, show) {
    this.story = story;
    this.show = show;
    this.head = el("h2");
    this.text = el("div", { "aria-live": "polite" });
    this.facts = el("details");
    this.where = el("span");
    const button = (text, name, by) =>
      el("button", { type: "button", "data-do": name, onclick: () => this.go(this.at + by) }, text);
    const back = button("◂ Previous step", "step-back", -1);
    const on = button("Next step ▸", "step-on", 1);
    const walk = el("div", { class: "walk" }, back, this.where, on);
    setChildren(root, el("p", { class: "title" }, story.title), this.head, this.text, this.facts, walk);
    this.go(0);
  }

  /** @param {number} to counted from 0; brought into range */
  go(to) {
    const { steps } = this.story;
    this.at = Math.min(steps.length - 1, Math.max(0, to));
    const step = steps[this.at];
    this.head.textContent = step.headline;
    const lines = step.lines.map(([kind, text]) =>
      el("p", {}, kind && el("span", { class: "kind" }, `${kind}: `), text),
    );
    setChildren(this.text, ...lines);
    const summary = el("summary", {}, `Rests on ${step.facts.length} facts of the record`);
    setChildren(this.facts, summary, el("ul", {}, ...step.facts.map(factItem)));
    this.where.textContent = `${this.at + 1} of ${steps.length}`;
    this.show(step);
  }
}
