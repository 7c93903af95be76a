// "Let someone else sign on this device".

import { relabel } from "./copied.js";
import { emptyLetter } from "./letter.js";

/** What the button does. */
export const offerAgain = (page) => {
  page.hook("sign-another").onclick = () => startAgain(page);
};

/** Nothing of the last supporter stays. */
const startAgain = (page) => {
  // The wasm hears it, and lets go of what was sent.
  const form = page.hook("form");
  form.reset();
  // Chosen in another language, and never listed here (`refill.js`).
  for (const control of form.elements) control.pendingValue = undefined;
  emptyLetter(page);
  relabel(page);
  page.hook("suggestion")?.remove();
  for (const hook of ["thanks-heading", "thanks-choices"]) page.setText(hook, "");
  // What the form shows beside its fields follows them.
  for (const [name, kind] of [["given_name", "input"], ["list_me", "change"], ["abroad", "change"]])
    page.field(name)?.dispatchEvent(new Event(kind, { bubbles: true }));
  showForm(page, "given_name");
};

/** The form in the place of the thanks, and the focus on a field of it. */
export const showForm = (page, name) => {
  page.hook("ask").before(page.hook("tally"));
  page.show("thanks", false);
  page.showForm(true);
  page.field(name).focus();
  // The page may have asked for another language meanwhile.
  const { host } = page.view.getRootNode();
  if (host.lang) host.lang = host.lang;
};
