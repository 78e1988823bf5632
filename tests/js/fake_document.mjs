// As much of a document as the modules' own elements need, where a test has no browser.

class Node {
  constructor(name) {
    this.name = name;
    this.attributes = new Map();
    this.children = [];
    this.hidden = false;
    this.scrollTop = 0;
  }

  setAttribute(key, value) {
    this.attributes.set(key, String(value));
    if (key === "hidden") this.hidden = true;
  }

  getAttribute(key) {
    return this.attributes.get(key) ?? null;
  }

  append(...children) {
    // As the document does: whatever is no node is written out, null too.
    this.children.push(...children.map((child) => (child instanceof Node ? child : String(child))));
  }

  replaceChildren(...children) {
    this.children = [];
    this.append(...children);
  }

  focus() {}

  get textContent() {
    return this.children.map((child) => (child instanceof Node ? child.textContent : child)).join("");
  }

  set textContent(text) {
    this.children = [text];
  }

  /** All elements within, however deep, of one name. */
  all(name) {
    const below = this.children.filter((child) => child instanceof Node);
    return below.flatMap((child) => [...(child.name === name ? [child] : []), ...child.all(name)]);
  }
}

globalThis.document = {
  createElement: (name) => new Node(name),
  createElementNS: (_, name) => new Node(name),
};
