// Seam: whether the page has its server, and whether it may send files. Checked against 1.67.0: Streamlit writes its
// state on its outermost element, opens a dialog about terminals when the server is away, and proves an upload by a
// cookie. Remove when Streamlit lets a page speak for itself about a lost server.

const APP = '[data-testid="stApp"]';
const DIALOG = '[data-testid="stDialog"]';
const COMMAND = '[data-testid="stErrorCodeBlock"]';
const CLOSE_SELECTOR = "section button";
const CONNECTED = "CONNECTED";
const PATIENCE_MS = 1500;

/** Whether the browser keeps the cookie without which no file is taken. */
export function takesFiles() {
  try {
    return navigator.cookieEnabled && document.cookie.includes("_streamlit_xsrf=");
  } catch {
    return false;
  }
}

/** Close the dialog about a server that does not answer: what needs no server would lie below it, out of reach. */
function closeDialog() {
  const dialog = document.querySelector(COMMAND)?.closest(DIALOG);
  if (!(dialog instanceof HTMLElement)) return;
  dialog.style.visibility = "hidden";
  const close = dialog.querySelector(CLOSE_SELECTOR);
  if (close instanceof HTMLElement) close.click();
}

/**
 * Tell whether the server answers, at once when it does and after a moment when it does not. Gives what ends it.
 * @param {(away: boolean) => void} tell
 * @returns {() => void}
 */
export function followConnection(tell) {
  const app = document.querySelector(APP);
  if (!(app instanceof HTMLElement)) return () => {};
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const isAway = () => (app.dataset.testConnectionState ?? CONNECTED) !== CONNECTED;
  const look = () => {
    clearTimeout(timer);
    if (isAway()) timer = setTimeout(() => tell(true), PATIENCE_MS);
    else tell(false);
  };
  const state = new MutationObserver(look);
  state.observe(app, { attributeFilter: ["data-test-connection-state"] });
  const dialogs = new MutationObserver(() => {
    if (isAway()) closeDialog();
  });
  dialogs.observe(document.body, { childList: true, subtree: true });
  return () => {
    clearTimeout(timer);
    state.disconnect();
    dialogs.disconnect();
  };
}
