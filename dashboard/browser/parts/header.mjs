// The header of every page and the bar of the phone: real links that keep the view. A plain click is a step in the
// history that keeps the session; any other way of following a link stays the browser's.

import { addressOf } from "./address.mjs";
import { scrollWhenThere } from "./anchor.mjs";
import { el, part, scroller, writeAttributes } from "./dom.mjs";
import { mountFind } from "./find.mjs";
import { tabHistory } from "./history.mjs";
import { Shortcuts } from "./shortcuts.mjs";
import { pageStore } from "./store.mjs";
import { followConnection, takesFiles } from "./streamlit_connection.mjs";
import { takeDaysAtEnter } from "./streamlit_day_fields.mjs";
import { followTheme, themeOf } from "./theme.mjs";
import { rememberVisit } from "./visits.mjs";
import { isoDay } from "./words.mjs";

/** What the server wrote into the empty page, until the header is there. */
const FIRST_WORDS = "ess-first";

/** The page that takes files. */
const UPLOADS = "uploads";

/** @type {WeakMap<HTMLElement, Header>} */
const headers = new WeakMap();

class Header {
  page = "";
  /** Whether the server does not answer. */
  away = false;
  /** Where the main page is to be scrolled to once it is there. */
  section = "";
  own = "";
  store = pageStore();

  /**
   * @param {Component<HeaderData>} component
   * @param {HeaderTexts} texts
   */
  constructor(component, texts) {
    const { data, parentElement } = component;
    const host = parentElement.host ?? parentElement;
    this.host = host;
    this.root = el("div", { class: "ess header", "data-theme": themeOf(host) });
    this.root.innerHTML = data.html;
    this.rememberAddresses();
    parentElement.append(this.root);
    document.getElementById(FIRST_WORDS)?.remove();
    rememberVisit(data.visit);
    this.field = mountFind(part(this.root, ".slot"), component, texts.find);
    this.shortcuts = new Shortcuts(this.root, part(this.root, '[data-do="shortcuts"]'), this.store, texts.shortcuts);
    part(this.root, '[data-do="find"]').onclick = () => this.store.findState?.();
    this.root.addEventListener("click", (event) => this.onClick(event));
    // A link is about to be used: its address is that of the view on screen.
    for (const name of ["pointerover", "focusin"]) this.root.addEventListener(name, () => this.writeLinks());
    const isOpen = () => [...this.menus].some((menu) => menu.open);
    this.store.overlays.add(isOpen);
    const done = new AbortController();
    document.addEventListener(
      "pointerdown",
      (event) => {
        if (!event.composedPath().includes(this.root)) this.closeMenus();
      },
      { signal: done.signal },
    );
    document.addEventListener("keydown", (event) => this.onKey(event), { signal: done.signal });
    takeDaysAtEnter(done.signal);
    document.addEventListener("scroll", () => this.markPlace(), { capture: true, passive: true, signal: done.signal });
    // A section that is drawn after the page was scrolled grows across the middle without a scroll.
    const resize = new ResizeObserver(() => this.markPlace());
    for (let box = /** @type {Element | null} */ (host); box; box = box.parentElement) resize.observe(box);
    this.texts = texts;
    this.notice = part(this.root, ".notice");
    this.stops = [
      followConnection((away) => {
        this.away = away;
        this.showNotice();
      }),
      followTheme(host, (theme) => this.root.setAttribute("data-theme", theme)),
      this.store.onSettle(() => this.writeLinks()),
      () => done.abort(),
      () => resize.disconnect(),
      () => this.store.overlays.delete(isOpen),
      () => this.field.destroy(),
      () => this.shortcuts.destroy(),
    ];
    this.section = location.hash.slice(1);
  }

  /** Addresses of links as the server wrote them, without the view. */
  rememberAddresses() {
    for (const link of this.links) link.dataset.address ??= link.getAttribute("href") ?? "";
  }

  /**
   * What is said of the reader's own rows stands in place of the purpose, so that nothing moves.
   * @param {string} html
   */
  tellOfOwnRows(html) {
    const own = part(this.root, ".own");
    if (html === this.own) return;
    this.own = html;
    own.innerHTML = html;
    this.rememberAddresses();
  }

  destroy() {
    for (const stop of this.stops) stop();
    this.root.remove();
  }

  /** @returns {NodeListOf<HTMLAnchorElement>} */
  get links() {
    return this.root.querySelectorAll("a[data-view]");
  }

  /** @param {Component<HeaderData>} component */
  update(component) {
    const { data } = component;
    this.data = data;
    this.report = component.setTriggerValue;
    tabHistory(this.host).onTell = (steps) => component.setStateValue("arrived", steps);
    this.field.update(component);
    this.shortcuts.offer(data.follows);
    this.tellOfOwnRows(data.own);
    this.writeLinks();
    if (data.page === this.page) return;
    if (this.page) this.scrollUp("instant");
    this.page = data.page;
    this.showNotice();
    this.markPlace();
    for (const menu of this.menus) menu.toggleAttribute("data-current", !!menu.querySelector("[aria-current]"));
    this.showSection();
  }

  /** Mark the links to what is looked at: a section of the page that lies across the middle of the window, or the page. */
  markPlace() {
    const middle = innerHeight / 2;
    const lies = (/** @type {string | undefined} */ section) => {
      const box = section && document.querySelector(`.st-key-section_${CSS.escape(section)}`)?.getBoundingClientRect();
      return !!box && box.top < middle && box.bottom > middle;
    };
    const there = [...this.links].find((link) => this.data?.follows && lies(link.dataset.section));
    for (const link of this.links) {
      const isPage = link.dataset.page === this.page && !(there && there.parentElement === link.parentElement);
      const current = link === there ? "location" : isPage ? "page" : "";
      if (current) writeAttributes(link, { "aria-current": current });
      else link.removeAttribute("aria-current");
    }
  }

  /** Say what does not work now, in a line that covers nothing. */
  showNotice() {
    const { away, no_cookie: noCookie } = this.texts;
    this.notice.textContent = this.away ? away : this.page === UPLOADS && !takesFiles() ? noCookie : "";
  }

  /** @param {ScrollBehavior} behavior */
  scrollUp(behavior) {
    scroller(this.host)?.scrollTo({ top: 0, behavior });
  }

  /** Scroll to the section that is waited for, where this page holds it. */
  showSection() {
    const { section } = this;
    if (!section || !this.root.querySelector(`[data-section="${CSS.escape(section)}"]`) || !this.data?.follows) return;
    scrollWhenThere(
      section,
      "start",
      () => this.section === section && !!this.data?.follows,
      () => {
        this.section = "";
      },
    );
  }

  /** What is looked at, as the page's clock has it where the day moves in the browser. */
  get view() {
    const { bundle, day, focus } = this.store;
    if (!this.data?.follows || !bundle) return null;
    return { instrument: bundle.instrument.id, day: isoDay(day), focus, latest: day === bundle.today };
  }

  writeLinks() {
    if (!this.data) return;
    const { view } = this;
    /** @type {Record<string, string | null>} */
    const query = { ...this.data.query };
    if (view) Object.assign(query, { as_of: view.latest ? null : view.day, focus: view.focus });
    for (const link of this.links) {
      const [path, hash] = (link.dataset.address ?? "").split("#");
      const kept = "everyState" in link.dataset ? { ...query, focus: null } : query;
      link.setAttribute("href", addressOf(path, kept) + (hash ? `#${hash}` : ""));
    }
  }

  /** @returns {NodeListOf<HTMLDetailsElement>} */
  get menus() {
    return this.root.querySelectorAll("details");
  }

  /** @param {HTMLDetailsElement | null} [but] */
  closeMenus(but = null) {
    for (const menu of this.menus) if (menu !== but) menu.open = false;
  }

  /** @param {MouseEvent} event */
  onClick(event) {
    const target = /** @type {Element} */ (event.target);
    this.closeMenus(target.closest("summary")?.closest("details"));
    const wish = /** @type {HTMLElement | null} */ (target.closest('[data-do="take_away"], [data-do="forget_rows"]'));
    if (wish) {
      this.closeMenus();
      this.report?.("go", { do: wish.dataset.do, ...this.view, at: performance.now() });
      return;
    }
    const link = /** @type {HTMLAnchorElement | null} */ (target.closest("a[data-view]"));
    const { page, section } = link?.dataset ?? {};
    const plain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!link || !plain || !(page || section)) return;
    event.preventDefault();
    this.section = section ?? "";
    if (section && this.data?.follows) this.showSection();
    else this.follow(link);
  }

  /**
   * Go to the page of a link, with the view as it stands on screen.
   * @param {HTMLAnchorElement} link
   */
  follow(link) {
    if (link.dataset.page === this.page && !("everyState" in link.dataset)) {
      this.scrollUp("smooth");
      return;
    }
    this.writeLinks();
    tabHistory(this.host).open(link.pathname + link.search);
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.key !== "Escape") return;
    const open = [...this.menus].find((menu) => menu.open);
    if (!open) return;
    this.closeMenus();
    part(open, "summary").focus();
  }
}

/**
 * Mount or update.
 * @param {Component<HeaderData>} component
 * @param {HeaderTexts} texts
 */
export function mount(component, texts) {
  const { parentElement } = component;
  const header = headers.get(parentElement) ?? new Header(component, texts);
  headers.set(parentElement, header);
  header.update(component);
  return () => {
    header.destroy();
    headers.delete(parentElement);
  };
}
