// What the pages look like, for people to look at: target/screenshots/.

import assert from "node:assert/strict";

import { hook, newSupporter, sign } from "../support/form.mjs";
import { screenshot } from "../support/tools.mjs";
import { makeWorld } from "../support/world.mjs";

const world = makeWorld();
const { test } = world;

const DEVICES = {
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
  desktop: { viewport: { width: 1200, height: 900 } },
};
const SITES = { en: "refugee-council", fr: "rights-circle" };

/** Keeps it, and fails if the page scrolls sideways. */
async function keep(page, name) {
  await page.screenshot({ path: screenshot(name), fullPage: true, animations: "disabled" });
  const [inner, whole] = await page.evaluate(() => [innerWidth, document.documentElement.scrollWidth]);
  assert.ok(whole <= inner, `${name}: nothing is wider than the screen (${whole} > ${inner})`);
}

for (const [device, options] of Object.entries(DEVICES))
  for (const [language, site] of Object.entries(SITES))
    test(`the form and the thanks fit the ${device} in ${language}`, async (visit) => {
      for (const colorScheme of ["light", "dark"]) {
        const name = `${device}-${language}-${colorScheme}`;
        const page = await visit.open(world.sites[site].origin, { ...options, colorScheme, locale: `${language}-CA` });
        await hook(page, "count-line").waitFor();
        await keep(page, `${name}-form`);
        if (colorScheme === "light") {
          await hook(page, "submit").click();
          await hook(page, "problems").waitFor();
          await keep(page, `${name}-problems`);
        }
        await sign(page, newSupporter({ isListed: true }));
        await keep(page, `${name}-thanks`);
      }
    });

for (const [device, options] of Object.entries(DEVICES))
  test(`the edge's own pages fit the ${device}`, async (visit) => {
    for (const colorScheme of ["light", "dark"]) {
      const name = `${device}-${colorScheme}`;
      const page = await visit.open(`${world.edge.origin}/c/${world.campaign.id}/refugee-council`, { ...options, colorScheme });
      await keep(page, `${name}-hosted`);
      await page.goto(`${world.edge.origin}/organizer#token=${world.edge.token}`);
      await world.campaign.linkOn(page).click();
      await page.getByRole("heading", { name: "Per partner" }).waitFor();
      await keep(page, `${name}-organizer`);
    }
  });
