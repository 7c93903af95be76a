// axe-core on a page, shadow roots included.

import assert from "node:assert/strict";

import { axeSource } from "./tools.mjs";

let runs = 0;
let checks = 0;

/** How much axe-core has looked at in this file. */
export const accessibilityRuns = () => `axe-core: ${runs} runs, ${checks} elements passed a rule, no violation`;

/** Fails with what is wrong and where; every rule of axe-core is on. */
export async function assertAccessible(page, what) {
  await page.evaluate(axeSource);
  // What is half slid in has half its contrast.
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished)));
  const { violations, passes, incomplete } = await page.evaluate(() => window.axe.run(document));
  runs += 1;
  checks += passes.reduce((sum, { nodes }) => sum + nodes.length, 0);
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
  assert.deepEqual(found, [], `${what} has no accessibility fault`);
}
