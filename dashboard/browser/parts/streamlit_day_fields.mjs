// Seam: a typed day is taken at Enter. Checked against 1.67.0: Streamlit takes the parts of a day over once the focus
// leaves their field, and Enter does nothing. Remove when Enter takes a typed day by itself.

const FIELD = '[data-testid="stDateInputField"]';
const PART = '[role="spinbutton"]';
const CALENDAR = '[data-testid="stDateInputCalendarButton"]';

/** @param {KeyboardEvent} event */
function takeDay({ key, target }) {
  const part = key === "Enter" && target instanceof Element ? target.closest(PART) : null;
  const field = part?.closest(FIELD);
  const around = field?.parentElement;
  if (!field || !around) return;
  // Out of the field, which takes the day over, and back to the button in it that opens no calendar at focus.
  around.tabIndex = -1;
  around.focus();
  around.removeAttribute("tabindex");
  const button = field.querySelector(CALENDAR);
  if (button instanceof HTMLElement) button.focus();
}

/**
 * Take typed days at Enter until the signal ends it.
 * @param {AbortSignal} signal
 */
export function takeDaysAtEnter(signal) {
  document.addEventListener("keydown", takeDay, { capture: true, signal });
}
