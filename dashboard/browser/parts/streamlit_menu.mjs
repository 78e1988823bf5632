// Closes the menu of a narrow screen when a page is chosen in it.
// Seam: checked against 1.67.0; remove when Streamlit closes it on every narrow screen, not on phones alone.

let bound = false;

/** Mount on every page; what listens is bound once. */
export function mount() {
  if (bound) return;
  bound = true;
  document.addEventListener("click", (event) => {
    const target = /** @type {Element} */ (event.target);
    if (!target.closest('[data-testid="stSidebarNavLink"]')) return;
    // A press beside the open menu closes it, and does nothing to one that is closed.
    document.querySelector('[data-testid="stMain"]')?.dispatchEvent(new MouseEvent("mousedown", { bubbles: true }));
  });
}
