// axe-core on a page, shadow roots included.

import assert from "node:assert/strict";

import { axeSource } from "./tools.mjs";

/** Fails with what is wrong and where; every rule of axe-core is on. */
export async function assertAccessible(page, what) {
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  const found = violations.map(({ id, help, nodes }) => ({
    id,
    help,
    at: nodes.map(({ target, failureSummary }) => `${target.flat().join(" ")}: ${failureSummary}`),
  }));
  assert.deepEqual(found, [], `${what} has no accessibility fault`);
}
