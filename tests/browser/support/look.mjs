// What every state, theme and layout has to keep, with a picture of it in
// target/screenshots/.

import assert from "node:assert/strict";

import { assertAccessible } from "./accessibility.mjs";
import { isSoak, screenshot } from "./tools.mjs";

export const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
export const NARROWEST = { viewport: { width: 280, height: 653 }, deviceScaleFactor: 2 };
export const DESKTOP = { viewport: { width: 1200, height: 900 } };

/** WCAG 2.2, 2.5.5: what a finger hits. */
const TARGET_PX = 44;
/** 2.5.8: lines so high keep the links in a text, or in a list, apart. */
const LINE_PX = 24;

/** Runs in the page: what is too small to hit. Links in a sentence or a list may be. */
function small({ least, line }) {
  const view = document.querySelector("undersigned-petition")?.shadowRoot ?? document;
  const controls = view.querySelectorAll(
    "button, summary, select, textarea, a, label:has(input), .us-check label, input:not([type=hidden], [type=checkbox], [type=radio])",
  );
  const isInline = (link) =>
    link.matches("li a") || (link.matches("p a") && link.parentNode.textContent.trim() !== link.textContent.trim());
  const sizeOf = (control) => {
    const { width, height } = control.getBoundingClientRect();
    return isInline(control) ? [parseFloat(getComputedStyle(control).lineHeight), line] : [Math.min(width, height), least];
  };
  return [...controls]
    .filter((control) => control.checkVisibility())
    .map((control) => [control, ...sizeOf(control)])
    .filter(([, size, wanted]) => size < wanted)
    .map(([control, size]) => `${control.outerHTML.slice(0, 80)}: ${size}`);
}

/** Runs in the page: whose content is wider than its box, and so cut or over others. */
function cut() {
  const view = document.querySelector("undersigned-petition")?.shadowRoot ?? document;
  return [...view.querySelectorAll("*")]
    .filter((one) => one.checkVisibility() && !one.matches("select, option, input, textarea, bdi, span, svg, .us-entries"))
    .filter((one) => one.clientWidth > 0 && one.scrollWidth > one.clientWidth + 1)
    .map((one) => `${one.outerHTML.slice(0, 80)}: ${one.scrollWidth} in ${one.clientWidth}`);
}

/** No scrolling sideways, nothing cut, and 44 px to hit. */
export async function assertFits(page, name) {
  const [inner, whole] = await page.evaluate(() => [innerWidth, document.documentElement.scrollWidth]);
  assert.ok(whole <= inner, `${name}: nothing is wider than the screen (${whole} > ${inner})`);
  assert.deepEqual(await page.evaluate(cut), [], `${name}: nothing is cut`);
  const sizes = { least: TARGET_PX, line: LINE_PX };
  assert.deepEqual(await page.evaluate(small, sizes), [], `${name}: everything to hit is ${TARGET_PX} px`);
}

/** Keeps a picture of it, in `soak`: nobody looks at hundreds after each test. */
export const picture = async (page, name, { prefix = "state-", ...options } = {}) =>
  isSoak && page.screenshot({ path: screenshot(`${prefix}${name}`), fullPage: true, animations: "disabled", ...options });

/** Keeps it; it fits, and axe-core finds nothing. */
export async function look(page, name) {
  await picture(page, name);
  await assertFits(page, name);
  await assertAccessible(page, name);
}
