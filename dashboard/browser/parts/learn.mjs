// Links to a word of the glossary: the page is drawn after the address is read, so the word is found here.

import { scrollWhenThere } from "./anchor.mjs";

/** Scroll to the word that the address names. */
function scrollToWord() {
  const { hash } = location;
  const id = decodeURIComponent(hash.slice(1));
  if (!/^(term|why)-[a-z0-9-]+$/.test(id)) return;
  const stays = () => location.hash === hash;
  scrollWhenThere(id, "center", stays, (word) => {
    word.focus({ preventScroll: true });
    word.dataset.reached = "true";
  });
}

/** Mount once: follow the address now and whenever its hash changes. */
export function mount() {
  scrollToWord();
  window.addEventListener("hashchange", scrollToWord);
  return () => window.removeEventListener("hashchange", scrollToWord);
}
