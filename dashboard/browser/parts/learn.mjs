// Links to a word of the glossary: the page is drawn after the address is read, so the word is found here.

const PATIENCE_MS = 8000;
const RESTS = 4;

/** @param {string} hash */
function find(hash) {
  const id = decodeURIComponent(hash.slice(1));
  return /^(term|why)-[a-z0-9-]+$/.test(id) ? document.getElementById(id) : null;
}

/** Scroll to the word until it rests: what stands above it is still being drawn when it appears. */
function scrollToWord() {
  const { hash } = location;
  if (!/^#(term|why)-/.test(hash)) return;
  const until = performance.now() + PATIENCE_MS;
  let last = "";
  let rests = 0;
  const look = () => {
    if (location.hash !== hash || performance.now() > until) return;
    const word = find(hash);
    if (word) {
      word.scrollIntoView({ block: "center", behavior: "instant" });
      const place = `${document.documentElement.scrollHeight} ${word.getBoundingClientRect().top}`;
      rests = place === last ? rests + 1 : 0;
      last = place;
      if (rests >= RESTS) {
        word.focus({ preventScroll: true });
        word.dataset.reached = "true";
        return;
      }
    }
    setTimeout(look, 150);
  };
  look();
}

/** Mount once: follow the address now and whenever its hash changes. */
export function mount() {
  scrollToWord();
  window.addEventListener("hashchange", scrollToWord);
  return () => window.removeEventListener("hashchange", scrollToWord);
}
