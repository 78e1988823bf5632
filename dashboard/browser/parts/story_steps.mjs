// The steps of a story in the single-file page: two keys, or two buttons.

import { el, setChildren } from "./dom.mjs";
import { fill, fillCount } from "./words.mjs";

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

/**
 * @param {StoryFact} fact
 * @param {SingleFileTexts} texts
 */
function factItem({ id, when, what, grade, sources }, texts) {
  const stated = [when, what].filter(Boolean).join(": ");
  const text = fill(grade ? texts.graded_fact : texts.fact, { text: stated, id, grade });
  return el("li", {}, text, ...sources.flatMap((source) => [link(source.url, citation(source)), " "]));
}

export class StorySteps {
  at = 0;

  /**
   * @param {HTMLElement} root
   * @param {Story} story
   * @param {(step: StoryStep) => void} show
   * @param {SingleFileTexts} texts
   */
  constructor(root, story, show, texts) {
    this.story = story;
    this.texts = texts;
    this.show = show;
    this.head = el("h2");
    this.text = el("div", { "aria-live": "polite" });
    this.facts = el("details");
    this.where = el("span");
    /** @type {(text: string, name: string, by: number) => HTMLElement} */
    const button = (text, name, by) =>
      el("button", { type: "button", "data-do": name, onclick: () => this.go(this.at + by) }, text);
    const back = button(texts.previous, "step-back", -1);
    const on = button(texts.next, "step-on", 1);
    const walk = el("div", { class: "walk" }, back, this.where, on);
    setChildren(root, el("p", { class: "title" }, story.title), this.head, this.text, this.facts, walk);
    this.go(0);
  }

  /** @param {number} to counted from 0; brought into range */
  go(to) {
    const { texts } = this;
    const { steps } = this.story;
    this.at = Math.min(steps.length - 1, Math.max(0, to));
    const step = steps[this.at];
    this.head.textContent = step.headline;
    const lines = step.lines.map(([kind, text]) =>
      el("p", {}, kind && el("span", { class: "kind" }, `${kind}: `), text),
    );
    setChildren(this.text, ...lines);
    const summary = el("summary", {}, fillCount(texts.rests_on, step.facts.length));
    setChildren(this.facts, summary, el("ul", {}, ...step.facts.map((fact) => factItem(fact, texts))));
    this.where.textContent = fill(texts.step, { step: this.at + 1, steps: steps.length });
    this.show(step);
  }
}
