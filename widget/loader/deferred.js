// Code that nobody needs to read, fill in or send the form: loaded when a page
// first runs one of its jobs (`run-deferred.js`), checked by its hash like the
// wasm, and outside of the budget for signing (docs/adr).
//
// A job is a function of a page. The script may not load, so the form and the
// thanks must be complete without it: what a job fills is hidden until then.

import { offerAgain } from "./again.js";
import { animateCount } from "./animate-count.js";
import { awaitMailbox } from "./confirm.js";
import { fillCountries } from "./countries.js";
import { addDeferredView } from "./deferred-view.js";
import { explain } from "./explain.js";
import { label } from "./label.js";
import { fillLetter } from "./letter.js";
import { hasDraft, showDraft } from "./offline-draft.js";
import { prefill } from "./prefill.js";
import { fillShare } from "./share.js";
import { suggest } from "./suggest.js";

/** A job that needs the deferred view too. */
const withDeferredView = (job) => async (page) => {
  await addDeferredView(page);
  job(page);
};

/** An expired draft is deleted, whether the deferred view loads or not. */
const draft = (page) => hasDraft(page) && withDeferredView(showDraft)(page);

const SLOW_MS = 5000;

/** After a while on the way: it takes longer, and goes on. */
const slow = (page) => {
  const said = page.i18n.text("sending");
  setTimeout(() => {
    if (page.hook("status").textContent === said) page.say("sending-long");
  }, SLOW_MS);
};

/** What was answered, as it was sent. */
const sayChoices = (page) => {
  const said = page.sent.map(({ choice, partnerName }) =>
    page.i18n.text(choice === "yes" ? "choices-yes" : "choices-no", { org: partnerName }),
  );
  page.setText("thanks-choices", said.join(" "));
};

/** All that follows the thanks. */
const thank = (page) => {
  sayChoices(page);
  fillShare(page);
  fillLetter(page);
  offerAgain(page);
  awaitMailbox(page);
};

customElements.get("undersigned-petition").serve({
  animateCount,
  countries: withDeferredView(fillCountries),
  draft,
  label,
  prefill,
  problem: withDeferredView(explain),
  slow: withDeferredView(slow),
  suggest: withDeferredView(suggest),
  thank: withDeferredView(thank),
});
