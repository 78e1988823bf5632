// The choice of a lens: a field that opens every lens in its group, with the question it answers, and finds by words.

import { el, setChildren } from "./dom.mjs";
import { fold } from "./find_names.mjs";
import { pageStore } from "./store.mjs";
import { followTheme, themeOf } from "./theme.mjs";

const EDGE_PX = 8;
const GAP_PX = 4;

/** @type {WeakMap<HTMLElement, Picker>} */
const pickers = new WeakMap();

/**
 * The groups with those lenses that hold every word of a text in title, name or question; where none does, those of
 * the groups whose own name does.
 * @param {PickerData["groups"]} groups
 * @param {string} text
 * @returns {PickerData["groups"]}
 */
export function matching(groups, text) {
  const words = fold(text).split(/\s+/).filter(Boolean);
  const fits = (/** @type {string} */ said) => words.every((word) => fold(said).includes(word));
  const found = groups.map(
    /** @returns {PickerGroup} */ ([label, lenses]) => [label, lenses.filter((lens) => fits(lens.join(" ")))],
  );
  const some = found.filter(([, lenses]) => lenses.length);
  return some.length ? some : groups.filter(([label]) => fits(label));
}

class Picker {
  /** @type {PickerData} */
  data = { lens: "", title: "", question: "", groups: [] };
  /** @type {(name: string, value: unknown) => void} */
  report = () => {};
  /** Lens of the marked line; "" while none is marked. */
  active = "";

  /**
   * @param {Component<PickerData>} component
   * @param {PickerTexts} texts
   */
  constructor({ parentElement }, texts) {
    this.texts = texts;
    const host = parentElement.host ?? parentElement;
    this.list = el("ul", { id: "ess-lenses", role: "listbox", "aria-label": texts.list });
    this.box = el("div", { class: "box", popover: "manual" }, this.list);
    this.input = el("input", {
      role: "combobox",
      autocomplete: "off",
      autocapitalize: "off",
      spellcheck: "false",
      "aria-label": texts.label,
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": this.list.id,
    });
    this.root = el("div", { class: "ess picker", "data-theme": themeOf(host) }, this.input, this.box);
    parentElement.append(this.root);
    this.input.onfocus = () => this.input.select();
    this.input.onclick = () => this.open("");
    this.input.oninput = () => this.open(this.input.value);
    this.input.onkeydown = (event) => this.onKey(event);
    this.input.onblur = () => this.close();
    // A press on the list must not take the keyboard from the field.
    this.box.onmousedown = (event) => event.preventDefault();
    this.isOpen = () => this.box.matches(":popover-open");
    this.store = pageStore();
    this.store.overlays.add(this.isOpen);
    this.stopTheme = followTheme(host, (theme) => this.root.setAttribute("data-theme", theme));
  }

  /** @param {Component<PickerData>} component */
  update({ data, setTriggerValue }) {
    this.data = data;
    this.report = setTriggerValue;
    if (this.isOpen()) return;
    this.input.value = data.title;
    this.input.title = data.question;
  }

  destroy() {
    this.stopTheme();
    this.store.overlays.delete(this.isOpen);
    this.root.remove();
  }

  /** The lines that can be chosen. */
  get options() {
    return /** @type {HTMLElement[]} */ ([...this.list.querySelectorAll("[data-lens]")]);
  }

  /**
   * Show the lenses that fit a text; of none typed the one on screen is marked, else the first.
   * @param {string} text
   */
  open(text) {
    const groups = matching(this.data.groups, text);
    const lines = groups.flatMap(([label, lenses], at) => [
      el("li", { class: "group", role: "presentation", id: `ess-group-${at}` }, label),
      ...lenses.map(([id, title, , question]) =>
        el(
          "li",
          {
            role: "option",
            id: `ess-lens-${id}`,
            "data-lens": id,
            "aria-label": title,
            "aria-description": question,
            onclick: () => this.choose(id),
          },
          el("b", {}, title),
          el("small", {}, question),
        ),
      ),
    ]);
    setChildren(this.list, ...(lines.length ? lines : [el("li", { class: "none" }, this.texts.none)]));
    this.input.setAttribute("aria-expanded", "true");
    if (!this.isOpen()) this.box.showPopover();
    this.place();
    this.mark(text.trim() ? (this.options[0]?.dataset.lens ?? "") : this.data.lens);
  }

  /** Below the field, within the window. */
  place() {
    const { left, bottom, width } = this.input.getBoundingClientRect();
    const { clientWidth } = document.documentElement;
    const wide = Math.min(Math.max(width, 440), clientWidth - 2 * EDGE_PX);
    this.box.style.width = `${wide}px`;
    this.box.style.left = `${Math.max(EDGE_PX, Math.min(left, clientWidth - wide - EDGE_PX))}px`;
    this.box.style.top = `${bottom + GAP_PX}px`;
  }

  close() {
    if (this.isOpen()) this.box.hidePopover();
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
    this.input.value = this.data.title;
  }

  /** @param {string} id */
  mark(id) {
    this.active = id;
    for (const line of this.options) {
      const marked = line.dataset.lens === id;
      line.setAttribute("aria-selected", String(marked));
      if (!marked) continue;
      this.input.setAttribute("aria-activedescendant", line.id);
      line.scrollIntoView({ block: "nearest" });
    }
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const ids = this.options.map((line) => line.dataset.lens ?? "");
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step && !this.isOpen()) this.open("");
    else if (step && ids.length) this.mark(ids[(ids.indexOf(this.active) + step + ids.length) % ids.length]);
    else if (event.key === "Enter" && !this.isOpen()) this.open("");
    else if (event.key === "Enter" && this.active) this.choose(this.active);
    else if (event.key === "Escape" && this.isOpen()) {
      this.close();
      this.input.select();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {string} id */
  choose(id) {
    const { data } = this;
    const title = data.groups.flatMap(([, lenses]) => lenses).find(([lens]) => lens === id)?.[1] ?? data.title;
    this.data = { ...data, lens: id, title };
    this.close();
    if (id !== data.lens) this.report("go", { lens: id });
  }
}

/**
 * Mount or update.
 * @param {Component<PickerData>} component
 * @param {PickerTexts} texts
 */
export function mount(component, texts) {
  const { parentElement } = component;
  const picker = pickers.get(parentElement) ?? new Picker(component, texts);
  pickers.set(parentElement, picker);
  picker.update(component);
  return () => {
    picker.destroy();
    pickers.delete(parentElement);
  };
}
