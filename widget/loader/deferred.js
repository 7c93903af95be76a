// Code that nobody needs to read, fill in or send the form: loaded when a page
// first runs one of its jobs (`run-deferred.js`), checked by its hash like the
// wasm, and outside of the budget for signing (docs/adr).
//
// A job is a function of a page. The script may not load, so the form and the
// thanks must be complete without it: what a job fills is hidden until then.

import { animateCount } from "./animate-count.js";
import { awaitConfirmation } from "./confirm.js";
import { fillCountries } from "./countries.js";
import { addDeferredView } from "./deferred-view.js";
import { explainProblem } from "./explain.js";
import { showPublicName } from "./label.js";
import { fillLetter } from "./letter.js";
import { hasDraft, showDraft } from "./offline-draft.js";
import { prefill } from "./prefill.js";
import { fillShare } from "./share.js";
import { setUpSignAnother } from "./sign-another.js";
import { suggestDomain } from "./suggest.js";

/** A job that needs the deferred view too. */
const withDeferredView = (job) => async (page) => {
  await addDeferredView(page);
  job(page);
};

/** An expired draft is deleted, whether the deferred view loads or not. */
const draft = (page) => hasDraft(page) && withDeferredView(showDraft)(page);

const SLOW_MS = 5000;

/** After a while says that sending takes longer, and continues. */
const slow = (page) => {
  const sending = page.i18n.text("sending");
  setTimeout(() => {
    if (page.hook("status").textContent === sending) page.showStatus("sending-long");
  }, SLOW_MS);
};

/** Lists the supporter's choices as they were sent. */
const showChoices = (page) => {
  const lines = page.sent.map(({ choice, partnerName }) =>
    page.i18n.text(choice === "yes" ? "choices-yes" : "choices-no", { org: partnerName }),
  );
  page.setText("thanks-choices", lines.join(" "));
};

/** Fills in everything below the thanks. */
const thank = (page) => {
  showChoices(page);
  fillShare(page);
  fillLetter(page);
  setUpSignAnother(page);
  awaitConfirmation(page);
};

customElements.get("undersigned-petition").serve({
  animateCount,
  countries: withDeferredView(fillCountries),
  draft,
  prefill,
  problem: withDeferredView(explainProblem),
  showPublicName,
  slow: withDeferredView(slow),
  suggest: withDeferredView(suggestDomain),
  thank: withDeferredView(thank),
});
