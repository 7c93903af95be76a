// "One step left": what follows a signature that waits for its mailbox. The
// page asks whether it was confirmed, by the receipt's id alone, while somebody
// looks at it; supporters open the mail themselves, wherever they read it.

import { showForm } from "./again.js";

const AGAIN_MS = 60_000;
const FIRST_MS = 3_000;
/** Each time a tenth later: from 3 s to 5 s in half a minute. */
const SLOWER = 1.1;
/**
 * Most confirm within ten minutes. A page that waits half an hour asks about
 * 10 * 60 / 5 + 20 * 60 / 15 = 200 times.
 */
const SOON_MS = 10 * 60_000;
const SOON_SLOWEST_MS = 5_000;
const SLOWEST_MS = 15_000;
const AT_MOST_MS = 30 * 60_000;

/** Where a mailbox is read in a browser, by its domain. */
const WEBMAIL = {
  gmail: /@(gmail|googlemail)\.com$/i,
  outlook: /@(outlook|hotmail|live|msn)\.[a-z.]+$/i,
};

/** The block is only there where the mailbox has to confirm. */
export const awaitMailbox = (page) => {
  const box = page.hook("confirm");
  if (!box) return;
  const { receipt } = page;
  const email = page.value("email");
  page.hook("thanks-heading").after(box);
  page.setText("confirm-email", email);
  page.setText("confirm-status", "");
  page.show("confirm-wait", true);
  showWebmail(page, email);
  page.hook("confirm-change").onclick = () => change(page);
  page.hook("confirm-again").onclick = () => sendAgain(page, receipt);
  offerToSend(page, receipt);
  page.hook("form").addEventListener("reset", () => forget(page), { once: true });
  watch(page, receipt);
};

/** The supporter's own webmail as a button; where the domain tells nothing, both as links. */
const showWebmail = (page, email) => {
  const known = Object.keys(WEBMAIL).find((name) => WEBMAIL[name].test(email));
  for (const name in WEBMAIL) {
    const link = page.hook(`confirm-${name}`);
    link.hidden = known && known !== name;
    link.classList.toggle("us-button", known === name);
  }
};

/** Nothing of it stays when the form is used again. */
const forget = (page) => {
  page.receipt = undefined;
  page.setText("confirm-email", "");
  page.setText("confirm-status", "");
};

/** Back to the form, where all that the supporter typed still stands. */
const change = (page) => {
  // The wasm hears it, and lets go of what was sent; nothing is emptied.
  page.hook("form").dispatchEvent(new Event("reset", { bubbles: true }));
  showForm(page, "email");
};

const isWaiting = (page, receipt) => page.receipt === receipt && page.view.isConnected;

const post = (page, resource, receipt) =>
  fetch(`${page.edge}${page.path}${resource}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ receipt }),
    credentials: "omit",
  });

const offerToSend = (page, receipt) => {
  page.show("confirm-again", false);
  setTimeout(() => isWaiting(page, receipt) && page.show("confirm-again", true), AGAIN_MS);
};

const sendAgain = async (page, receipt) => {
  let said = "error-network";
  try {
    const answer = await post(page, "confirmations/resend", receipt);
    said = answer.ok ? "confirm-asked" : (await answer.json()).type;
  } catch {}
  if (!isWaiting(page, receipt)) return;
  const { i18n } = page;
  page.setText("confirm-status", i18n.text(said) || i18n.text("error-network"));
  if (said !== "confirm-asked") return;
  // The button goes from under the focus.
  page.hook("confirm-status").focus();
  offerToSend(page, receipt);
};

const watch = async (page, receipt) => {
  const began = performance.now();
  for (let wait = FIRST_MS; isWaiting(page, receipt); ) {
    await pause(wait);
    // The supporter is back from their mail: now is when it may have changed.
    while (document.hidden) await pause(SLOWEST_MS);
    const waited = performance.now() - began;
    if (waited > AT_MOST_MS) return;
    wait = Math.min(wait * SLOWER, waited < SOON_MS ? SOON_SLOWEST_MS : SLOWEST_MS);
    if (await isConfirmed(page, receipt)) return isWaiting(page, receipt) && thank(page);
  }
};

/** So long, or until the page comes into view or leaves it. */
const pause = (ms) =>
  new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    document.addEventListener("visibilitychange", end);
  });

const isConfirmed = async (page, receipt) => {
  try {
    const { state } = await (await post(page, "confirmations", receipt)).json();
    return state === "confirmed";
  } catch {}
};

/** Said politely: the supporter may be reading something else. */
const thank = (page) => {
  const { i18n } = page;
  page.receipt = undefined;
  page.setText("thanks-heading", i18n.text("confirm-thanks", { given: page.value("given_name") }));
  page.show("confirm-wait", false);
  page.setText("confirm-status", i18n.text("confirm-done"));
};
