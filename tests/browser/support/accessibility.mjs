// axe-core on a page, shadow roots included.

import assert from "node:assert/strict";

import { axeSource } from "./tools.mjs";

let runs = 0;
let rules = 0;
let faults = 0;

/** How much axe-core has looked at in this file, and what it found. */
export const accessibilityRuns = () => `axe-core: ${runs} runs, ${rules} rules kept, ${faults} violations`;

/** Fails with what is wrong and where; every rule of axe-core is on. */
export async function assertAccessible(page, what) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axeSource);
  // What is half slid in has half its contrast.
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished)));
  const { violations, passes, incomplete } = await page.evaluate(() =>
    // Whatever passed is told by one element only.
    window.axe.run(document, { resultTypes: ["violations", "incomplete"] }));
  runs += 1;
  rules += passes.length;
  const found = violations.map(({ id, help, nodes }) => ({
    id,
    help,
    at: nodes.map(({ target, failureSummary }) => `${target.flat().join(" ")}: ${failureSummary}`),
  }));
  // Letters in the colour of their ground are "incomplete" to axe-core.
  const unseen = incomplete
    .flatMap(({ nodes }) => nodes)
    .filter(({ any }) => any.some(({ data }) => data?.messageKey === "equalRatio"));
  found.push(...unseen.map(({ target }) => `${target.flat().join(" ")}: letters in the colour of their ground`));
  faults += found.length;
  assert.deepEqual(found, [], `${what} has no accessibility fault`);
}
