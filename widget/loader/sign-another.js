// "Let someone else sign on this device".

import { restoreLabels } from "./copied.js";
import { resetLetter } from "./letter.js";

/** Sets up the button. */
export const setUpSignAnother = (page) => {
  page.hook("sign-another").onclick = () => startOver(page);
};

/** Removes everything that belongs to the last supporter. */
const startOver = (page) => {
  // The wasm receives the event and drops what was sent.
  const form = page.hook("form");
  form.reset();
  // A value chosen in another language that this list never had (`refill.js`).
  for (const control of form.elements) control.pendingValue = undefined;
  resetLetter(page);
  restoreLabels(page);
  page.hook("suggestion")?.remove();
  for (const hook of ["thanks-heading", "thanks-choices"]) page.setText(hook, "");
  // Updates what the form shows beside its fields.
  for (const [name, kind] of [["given_name", "input"], ["list_me", "change"], ["abroad", "change"]])
    page.field(name)?.dispatchEvent(new Event(kind, { bubbles: true }));
  showForm(page, "given_name");
};

/** Shows the form in the place of the thanks, and focuses one of its fields. */
export const showForm = (page, name) => {
  page.hook("ask").before(page.hook("tally"));
  page.show("thanks", false);
  page.showForm(true);
  page.field(name).focus();
  // The page may have asked for another language meanwhile.
  const { host } = page.view.getRootNode();
  if (host.lang) host.lang = host.lang;
};
