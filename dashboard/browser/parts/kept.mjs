// A reader's own rows across reloads: they lie in the store of this tab alone and go with it.

const NAME = "ess-own-rows";

/**
 * Keep what was taken in, drop what was forgotten, or tell the server what this tab still holds.
 * @param {Component<KeptData>} component
 */
export function mount({ data: { digest, files, forget }, setTriggerValue }) {
  try {
    if (forget) sessionStorage.removeItem(NAME);
    if (files) {
      sessionStorage.setItem(NAME, JSON.stringify(files));
      setTriggerValue("kept", { digest, kept: true });
    } else if (!digest && !forget) {
      const held = sessionStorage.getItem(NAME);
      if (held) setTriggerValue("found", { files: JSON.parse(held) });
    }
  } catch {
    // No store, a full one, or one that holds something else: the rows stay for this visit alone.
    if (files) setTriggerValue("kept", { digest, kept: false });
  }
}
