// Share, present and help: what a reader reaches for beside the map, by button or by key.

const KEYS = [
  ["← →", "previous and next change"],
  ["Shift ← →", "a month back and on"],
  ["↑ ↓", "a day on and back (timeline focused)"],
  ["Home, End", "first and last day"],
  ["Space", "play and pause"],
  ["F", "find a State"],
  ["M", "compare two days"],
  ["P", "present from here"],
  ["H", "this help"],
  ["Esc", "close the card, leave the map"],
  ["Tab, then arrows", "enter the map, move between neighbouring States; Enter opens the card; + and − zoom"],
];

/** Another page of the product with the view of this one. */
function goTo(path) {
  window.location.assign(`/${path}${window.location.search}`);
}

export class Tools {
  constructor(root, store) {
    Object.assign(this, { root, store });
    root.innerHTML =
      '<button type="button" data-do="share">Share</button><button type="button" data-do="present">Present</button><button type="button" data-do="help" aria-haspopup="dialog">Keys</button><span role="status" class="said"></span>';
    this.status = root.querySelector(".said");
    this.dialog = this.makeHelp();
    root.append(this.dialog);
    const act = {
      share: () => this.share(),
      present: () => goTo("present"),
      help: () => this.help(),
      compare: () => goTo("compare"),
    };
    for (const button of root.querySelectorAll("[data-do]")) button.onclick = act[button.dataset.do];
    store.keys = { p: act.present, h: act.help, m: act.compare };
  }

  destroy() {
    this.store.keys = {};
  }

  makeHelp() {
    const dialog = document.createElement("dialog");
    dialog.setAttribute("aria-label", "Keys");
    const list = document.createElement("dl");
    for (const [key, does] of KEYS) {
      const term = document.createElement("dt");
      term.textContent = key;
      const text = document.createElement("dd");
      text.textContent = does;
      list.append(term, text);
    }
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = "Close";
    close.onclick = () => dialog.close();
    dialog.append(list, close);
    return dialog;
  }

  help() {
    if (this.dialog.open) this.dialog.close();
    else this.dialog.showModal();
  }

  async share() {
    const link = window.location.href;
    try {
      await navigator.clipboard.writeText(link);
      this.status.textContent = "Link copied";
    } catch {
      this.status.textContent = link;
    }
    setTimeout(() => (this.status.textContent = ""), 6000);
  }
}
