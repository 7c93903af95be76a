// A supporter's hand: taps and keys as the browser gets them from a screen.
// Playwright's own ways to a field run scripts in the page, which would be
// measured too.

import { newSupporter } from "../../browser/support/form.mjs";
import { until } from "../../browser/support/wait.mjs";

const LIMIT_MS = 60_000;
const PAUSE_MS = 40;

/** Runs in the page: where to tap for an element of the view, once it is in sight. */
function place(selector) {
  const { shadowRoot } = document.querySelector(".place :not(script)");
  const element = shadowRoot.querySelector(selector);
  element.scrollIntoView({ block: "center" });
  const { x, y, width, height } = element.getBoundingClientRect();
  return { x: x + width / 2, y: y + height / 2 };
}

const isThanked = () =>
  document.querySelector(".place :not(script)").shadowRoot.querySelector("[data-us=thanks]").checkVisibility();

async function tap(page, selector) {
  const { x, y } = await page.evaluate(place, selector);
  await page.touchscreen.tap(x, y);
}

/** Fills the form in, signs, and waits for the thanks. */
export async function signByHand(page) {
  const { given, family, email, postalCode } = newSupporter();
  for (const [name, text] of Object.entries({ given_name: given, family_name: family, email, postal_code: postalCode })) {
    await tap(page, `[name=${name}]`);
    await page.keyboard.type(text, { delay: PAUSE_MS });
  }
  await tap(page, "[data-us=consent] [value=yes]");
  await tap(page, "[data-us=submit]");
  await until("the thanks", () => page.evaluate(isThanked), LIMIT_MS);
}
