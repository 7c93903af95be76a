// What every state, theme and layout has to keep, with a picture of it in
// target/screenshots/.

import assert from "node:assert/strict";

import { assertAccessible } from "./accessibility.mjs";
import { screenshot } from "./tools.mjs";

export const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
export const NARROWEST = { viewport: { width: 280, height: 653 }, deviceScaleFactor: 2 };
export const DESKTOP = { viewport: { width: 1200, height: 900 } };

/** WCAG 2.2, 2.5.5: what a finger hits. */
const TARGET_PX = 44;

/** What is too low to hit; links inside a text may be. */
const small = (page) =>
  page.evaluate((least) => {
    const view = document.querySelector("undersigned-petition").shadowRoot;
    const controls = view.querySelectorAll(
      "button, summary, select, textarea, a:not(p a, li a), label:has(input), .us-check label, input:not([type=checkbox], [type=radio])",
    );
    return [...controls]
      .filter((control) => control.checkVisibility() && control.getBoundingClientRect().height < least)
      .map((control) => `${control.outerHTML.slice(0, 80)}: ${control.getBoundingClientRect().height}`);
  }, TARGET_PX);

/** Keeps it; no scrolling sideways, 44 px to hit, nothing that axe-core finds. */
export async function look(page, name) {
  await page.screenshot({ path: screenshot(`state-${name}`), fullPage: true, animations: "disabled" });
  const [inner, whole] = await page.evaluate(() => [innerWidth, document.documentElement.scrollWidth]);
  assert.ok(whole <= inner, `${name}: nothing is wider than the screen (${whole} > ${inner})`);
  assert.deepEqual(await small(page), [], `${name}: everything to hit is ${TARGET_PX} px high`);
  await assertAccessible(page, name);
}
