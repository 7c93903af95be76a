// Nothing on the page moves of itself: the browser's own measurement (Layout
// Instability) from the first paint to the thanks, on a phone.

import assert from "node:assert/strict";
import { after } from "node:test";

import { fill, hook, newSupporter } from "./support/form.mjs";
import { serveHost } from "./support/host.mjs";
import { PHONE } from "./support/look.mjs";
import { until } from "./support/wait.mjs";
import { makeWorld } from "./support/world.mjs";

const PARTNER = "refugee-council";
const world = makeWorld();
let host;

after(() => host?.close());

/** Runs in the page: its score, but for what follows a tap at once. */
function listen() {
  const facts = { score: 0 };
  Object.defineProperty(window, Symbol.for("shift"), { value: facts });
  const note = (entry) => entry.hadRecentInput || (facts.score += entry.value);
  new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type: "layout-shift", buffered: true });
}

const score = (page) => page.evaluate(() => window[Symbol.for("shift")].score);

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

world.test("nothing moves while it is painted, nor when the thanks come late and what follows them later", async (visit) => {
  host = await serveHost({
    body: `<div style="min-height: 80rem"><script async src="${world.edge.origin}/embed/${world.campaign.id}/${PARTNER}.js"></script></div>
      <p>What the partner says below.</p>`,
  });
  world.campaign.allow(PARTNER, host.origin);
  await world.campaign.put();
  let release;
  const isThanked = new Promise((resolve) => (release = resolve));
  const page = await visit.open(host.origin, {
    ...PHONE,
    prepare: async (page) => {
      await page.addInitScript(listen);
      // Past the half second in which the browser forgives a shift after a tap.
      await page.route(/\/signatures$/, async (route) => {
        if (route.request().method() === "POST") await pause(800);
        await route.continue();
      });
      await page.route(/\/embed\/rest/, async (route) => {
        await isThanked;
        await pause(800);
        await route.continue();
      });
    },
  });
  await hook(page, "submit").waitFor();
  await until("the feed to be alive", async () => (await page.evaluate(() => window[Symbol.for("heard")].length)) > 0);
  assert.equal(await score(page), 0, "while it is painted");
  await fill(page, newSupporter());
  await hook(page, "submit").click();
  await hook(page, "thanks").waitFor();
  release();
  await hook(page, "share").waitFor();
  await pause(300);
  // The count goes into the thanks, and what it stood above goes with the form.
  assert.equal(await score(page), 0, "after it is signed");
});
