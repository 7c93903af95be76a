// What nobody needs to read, fill in or send the form: loaded when a page first
// asks for one of its jobs (`lazy.js`), checked by its hash like the wasm, and
// outside of the budget for signing (docs/adr).
//
// A job is a function of a page. It may not be there, so the form and the
// thanks must be whole without it: what a job fills is hidden until then.

import { animateCount } from "./animate-count.js";
import { offerAgain } from "./again.js";
import { awaitMailbox } from "./confirm.js";
import { fillCountries } from "./countries.js";
import { explain } from "./explain.js";
import { hasDraft, showDraft } from "./offline-draft.js";
import { label } from "./label.js";
import { fillLetter } from "./letter.js";
import { withRest } from "./rest.js";
import { prefill } from "./prefill.js";
import { fillShare } from "./share.js";
import { suggest } from "./suggest.js";

/** A job that needs the rest of the view too. */
const late = (job) => async (page) => {
  await withRest(page);
  job(page);
};

/** What is too old goes, whether the rest of the view comes or not. */
const draft = (page) => hasDraft(page) && late(showDraft)(page);

const SLOW_MS = 5000;

/** After a while on the way: it takes longer, and goes on. */
const slow = (page) => {
  const said = page.words.text("sending");
  setTimeout(() => {
    if (page.hook("status").textContent === said) page.say("sending-long");
  }, SLOW_MS);
};

/** What was answered, as it was sent. */
const sayChoices = (page) => {
  const said = page.sent.map(({ choice, partnerName }) =>
    page.words.text(choice === "yes" ? "choices-yes" : "choices-no", { org: partnerName }),
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
  countries: late(fillCountries),
  draft,
  label,
  prefill,
  problem: late(explain),
  slow: late(slow),
  suggest: late(suggest),
  thank: late(thank),
});
