// Nothing on the page moves of itself: the browser's own measurement (Layout
// Instability) from the first paint to the thanks, on a phone.

import assert from "node:assert/strict";
import { after } from "node:test";

import { fill, hook, newSupporter } from "../support/form.mjs";
import { serveHost } from "../support/host.mjs";
import { PHONE } from "../support/look.mjs";
import { until } from "../support/wait.mjs";
import { makeWorld } from "../support/world.mjs";

const PARTNER = "refugee-council";
const world = makeWorld();
let host;

after(() => host?.close());

/** After a tap the browser forgives what moves for so long (Layout Instability, "recent input"). */
const FORGIVEN_MS = 500;

/** Runs in the page: its score, but for what follows a tap at once, and the last tap or key. */
function listen() {
  const facts = { score: 0, touchedAt: 0 };
  Object.defineProperty(window, Symbol.for("shift"), { value: facts });
  const note = (entry) => entry.hadRecentInput || (facts.score += entry.value);
  const observer = new PerformanceObserver((list) => list.getEntries().forEach(note));
  observer.observe({ type: "layout-shift", buffered: true });
  facts.take = () => observer.takeRecords().forEach(note);
  for (const kind of ["pointerdown", "pointerup", "click", "keydown", "keyup", "input"])
    addEventListener(kind, () => (facts.touchedAt = performance.now()), true);
}

/** Once what was painted last is in it: a frame ends after the next has begun. */
const score = (page) =>
  page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
    const facts = window[Symbol.for("shift")];
    facts.take();
    return facts.score;
  });

/** What moves from now on is not forgiven. */
const pastForgiveness = (page) =>
  until("a while without a tap", () =>
    page.evaluate((ms) => performance.now() - window[Symbol.for("shift")].touchedAt > ms, 2 * FORGIVEN_MS),
  );

world.test("nothing moves while it is painted, or when the thanks come late and what follows them later", async (visit) => {
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
      await page.route(/\/signatures$/, async (route) => {
        if (route.request().method() === "POST") await pastForgiveness(page);
        await route.continue();
      });
      await page.route(/\/embed\/rest/, async (route) => {
        await isThanked;
        await pastForgiveness(page);
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
  // The count goes into the thanks, and what it stood above goes with the form.
  assert.equal(await score(page), 0, "after it is signed");
});
