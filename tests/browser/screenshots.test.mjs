// What the pages look like, for people to look at: target/screenshots/.

import assert from "node:assert/strict";
import { stat } from "node:fs/promises";

import { hook, newSupporter, sign } from "./support/form.mjs";
import { project, screenshot } from "./support/tools.mjs";
import { makeWorld } from "./support/world.mjs";

const world = makeWorld();
const { test } = world;

const DEVICES = {
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
  desktop: { viewport: { width: 1200, height: 900 } },
};
const SITES = { en: "refugee-council", fr: "rights-circle" };
/** The README loads with it. */
const README_MAX_BYTES = 300 * 1024;

/** Keeps it, and fails if the page scrolls sideways. */
async function keep(page, name) {
  await page.screenshot({ path: screenshot(name), fullPage: true, animations: "disabled" });
  const [inner, whole] = await page.evaluate(() => [innerWidth, document.documentElement.scrollWidth]);
  assert.ok(whole <= inner, `${name}: nothing is wider than the screen (${whole} > ${inner})`);
}

// First, while only the names that signed before are listed.
if (process.env.UNDERSIGNED_WRITE_SCREENSHOT === "1")
  test("the README's screenshot is small enough to load with it", async (visit) => {
    const page = await visit.open(world.sites["refugee-council"].origin, { viewport: { width: 1200, height: 960 } });
    await hook(page, "entries").getByRole("listitem").first().waitFor();
    const file = project("docs/screenshot.png");
    await page.screenshot({ path: file, animations: "disabled" });
    const { size } = await stat(file);
    assert.ok(size <= README_MAX_BYTES, `it has ${size} bytes`);
  });

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
      await page.getByRole("link", { name: world.campaign.headline("en") }).click();
      await page.getByRole("heading", { name: "Per partner" }).waitFor();
      await keep(page, `${name}-organizer`);
    }
  });
