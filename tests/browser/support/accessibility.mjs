// axe-core on a page, shadow roots included.

import assert from "node:assert/strict";
import { after } from "node:test";

import { axeSource } from "./tools.mjs";

let runs = 0;
let rules = 0;
let faults = 0;

after(() => console.log(`axe-core: ${runs} runs, ${rules} rules kept, ${faults} violations`));

/** Fails with what is wrong and where; every rule of axe-core is on. */
export async function assertAccessible(page, what) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axeSource);
  // What is half slid in has half its contrast.
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished)));
  const { violations, passes, unseen } = await page.evaluate(audit);
  runs += 1;
  rules += passes.length;
  assert.ok(passes.length > 0, `axe-core has found something to judge: ${what}`);
  const found = violations.map(({ id, help, nodes }) => ({
    id,
    help,
    at: nodes.map(({ target, failureSummary }) => `${target.flat().join(" ")}: ${failureSummary}`),
  }));
  found.push(...unseen.map((target) => `${target.flat().join(" ")}: letters in the colour of their ground`));
  faults += found.length;
  assert.deepEqual(found, [], `${what} has no accessibility fault`);
}

/** Runs in the page: what axe-core finds, and letters in the colour of their ground, which are "incomplete" to it. */
async function audit() {
  // One element only reports what passed.
  const options = { resultTypes: ["violations", "incomplete"], elementRef: true };
  const { violations, passes, incomplete } = await window.axe.run(document, options);
  const without = ({ target, failureSummary }) => ({ target, failureSummary });
  const hex = (colour) => `#${colour.match(/\d+/g).slice(0, 3).map((part) => Number(part).toString(16).padStart(2, "0")).join("")}`;
  const isForced = matchMedia("(forced-colors: active)").matches;
  // Where colours are forced axe-core takes the page's for the letters, and the browser's for the ground.
  const isEqual = (element, { messageKey, bgColor } = {}) =>
    messageKey === "equalRatio" && (!isForced || hex(getComputedStyle(element).color) === bgColor);
  return {
    violations: violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map(without) })),
    passes: passes.map(({ id }) => id),
    unseen: incomplete
      .flatMap(({ nodes }) => nodes)
      .filter(({ element, any }) => any.some(({ data }) => isEqual(element, data ?? undefined)))
      .map(({ target }) => target),
  };
}
