// Makes elements of the document.

const NS = "http://www.w3.org/2000/svg";

/** @param {unknown} child */
const shown = (child) => child !== null && child !== undefined && child !== "";

/**
 * A new element with attributes (`on…` is a handler, true an empty attribute, null and false none) and children,
 * of which null, undefined and "" are left out.
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, any>} attributes
 * @param {Child[]} children
 * @returns {HTMLElementTagNameMap[Name]}
 */
export function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) Object.assign(node, { [key]: value });
    else if (value !== false && shown(value)) node.setAttribute(key, value === true ? "" : value);
  }
  setChildren(node, ...children);
  return node;
}

/**
 * Replace all children of an element; null, undefined and "" are left out, where the document would write "null".
 * @param {Element} node
 * @param {Child[]} children
 */
export function setChildren(node, ...children) {
  node.replaceChildren(.../** @type {(Node | string)[]} */ (children.filter(shown)));
}

/**
 * Write a text where it differs: what stands already costs no layout.
 * @param {Node} node
 * @param {string} text
 * @returns {boolean} whether it was written
 */
export function writeText(node, text) {
  if (node.textContent === text) return false;
  node.textContent = text;
  return true;
}

/**
 * Write attributes where they differ: one that is written anew is drawn anew, though it says the same.
 * @param {Element} node
 * @param {Record<string, string | number | boolean>} attributes
 */
export function writeAttributes(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    const text = String(value);
    if (node.getAttribute(name) !== text) node.setAttribute(name, text);
  }
}

/**
 * A new element of SVG, put at the end of `parent` where there is one.
 * @template {keyof SVGElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, string | number>} attributes
 * @param {Element | null} parent
 * @returns {SVGElementTagNameMap[Name]}
 */
export function svgElement(name, attributes = {}, parent = null) {
  const node = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, String(value));
  parent?.append(node);
  return node;
}

/**
 * The only element within `root` that fits; throws where there is none.
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {HTMLElement}
 */
export function part(root, selector) {
  const node = root.querySelector(selector);
  if (!node) throw new Error(selector);
  return /** @type {HTMLElement} */ (node);
}

/**
 * The element that scrolls `node`, or null for the window: a margin reaches past the edge of its own root alone.
 * @param {Element} node
 */
export function scroller(node) {
  for (let at = /** @type {Element | null} */ (node); at; at = at.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(at).overflowY) && at.scrollHeight > at.clientHeight) return at;
  }
  return null;
}
