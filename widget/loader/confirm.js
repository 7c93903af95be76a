// "One step left": what follows a signature that must be confirmed by mail. While
// the page is visible it polls whether the signature was confirmed, by the
// receipt's id alone; supporters open the mail wherever they read it.

import { showForm } from "./sign-another.js";

const RESEND_AFTER_MS = 60_000;
const FIRST_POLL_MS = 3_000;
/** Each wait is a tenth longer: from 3 s to 5 s in half a minute. */
const POLL_GROWTH = 1.1;
/**
 * Most supporters confirm within ten minutes. A page that waits half an hour
 * polls about 10 * 60 / 5 + 20 * 60 / 15 = 200 times.
 */
const EARLY_MS = 10 * 60_000;
const EARLY_MAX_POLL_MS = 5_000;
const MAX_POLL_MS = 15_000;
const GIVE_UP_MS = 30 * 60_000;

/** Webmail services by the domains of their addresses. */
const WEBMAIL = {
  gmail: /@(gmail|googlemail)\.com$/i,
  outlook: /@(outlook|hotmail|live|msn)\.[a-z.]+$/i,
};

/** The block exists only where signatures are confirmed by mail. */
export const awaitConfirmation = (page) => {
  const box = page.hook("confirm");
  if (!box) return;
  const { receipt } = page;
  const email = page.value("email");
  page.hook("thanks-heading").after(box);
  page.setText("confirm-email", email);
  page.setText("confirm-status", "");
  page.show("confirm-wait", true);
  showWebmail(page, email);
  page.hook("confirm-change").onclick = () => changeEmail(page);
  page.hook("confirm-again").onclick = () => resendMail(page, receipt);
  offerResend(page, receipt);
  page.hook("form").addEventListener("reset", () => clearConfirmation(page), { once: true });
  pollConfirmation(page, receipt);
};

/** Shows the supporter's own webmail as a button; for an unknown domain, both as links. */
const showWebmail = (page, email) => {
  const known = Object.keys(WEBMAIL).find((name) => WEBMAIL[name].test(email));
  for (const name in WEBMAIL) {
    const link = page.hook(`confirm-${name}`);
    link.hidden = known && known !== name;
    link.classList.toggle("us-button", known === name);
  }
};

/** Clears the block when the form is used again. */
const clearConfirmation = (page) => {
  page.receipt = undefined;
  page.setText("confirm-email", "");
  page.setText("confirm-status", "");
};

/** Goes back to the form, which still has everything that the supporter typed. */
const changeEmail = (page) => {
  // The wasm receives the event and drops what was sent; the fields keep their values.
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

const offerResend = (page, receipt) => {
  page.show("confirm-again", false);
  setTimeout(() => isWaiting(page, receipt) && page.show("confirm-again", true), RESEND_AFTER_MS);
};

const resendMail = async (page, receipt) => {
  let key = "error-network";
  try {
    const answer = await post(page, "confirmations/resend", receipt);
    key = answer.ok ? "confirm-asked" : (await answer.json()).type;
  } catch {}
  if (!isWaiting(page, receipt)) return;
  const { i18n } = page;
  page.setText("confirm-status", i18n.text(key) || i18n.text("error-network"));
  if (key !== "confirm-asked") return;
  // The focused button disappears.
  page.hook("confirm-status").focus();
  offerResend(page, receipt);
};

const pollConfirmation = async (page, receipt) => {
  const began = performance.now();
  for (let wait = FIRST_POLL_MS; isWaiting(page, receipt); ) {
    await pause(wait);
    // Polls as soon as the supporter is back from their mail.
    while (document.hidden) await pause(MAX_POLL_MS);
    const waited = performance.now() - began;
    if (waited > GIVE_UP_MS) return;
    wait = Math.min(wait * POLL_GROWTH, waited < EARLY_MS ? EARLY_MAX_POLL_MS : MAX_POLL_MS);
    if (await isConfirmed(page, receipt)) return isWaiting(page, receipt) && showConfirmed(page);
  }
};

/** Waits this long, or until the page becomes visible or hidden. */
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

/** Announced politely: the supporter may be reading something else. */
const showConfirmed = (page) => {
  const { i18n } = page;
  page.receipt = undefined;
  page.setText("thanks-heading", i18n.text("confirm-thanks", { given: page.value("given_name") }));
  page.show("confirm-wait", false);
  page.setText("confirm-status", i18n.text("confirm-done"));
};
