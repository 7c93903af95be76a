// The edge's own pages: each in every language that it speaks, on phone and
// desktop, by day and by night, down to 280 px.

import assert from "node:assert/strict";
import { after } from "node:test";

import { accessibilityRuns, assertAccessible } from "./support/accessibility.mjs";
import { hook, newSupporter } from "./support/form.mjs";
import { Gallery } from "./support/gallery.mjs";
import { assertFits, picture } from "./support/look.mjs";
import { makeWorld } from "./support/world.mjs";

const PARTNER = "refugee-council";
const LANGUAGES = ["en", "fr", "ar", "ug"];
const SIZES = { phone: { width: 390, height: 844 }, desktop: { width: 1200, height: 900 } };
const WAYS = [["phone", "light"], ["phone", "dark"], ["desktop", "light"], ["desktop", "dark"]];
/** Of which pictures are kept. */
const SEEN = ["phone light", "desktop dark"];
const WIDTHS = [280, 320, 640];

const world = makeWorld({ settings: { comments: "moderated" }, workBits: 1 });
const { test } = world;
const gallery = new Gallery(world);
let opening;
let pages = 0;

after(() => {
  gallery.close();
  console.log(`${pages} pages of the edge; ${accessibilityRuns()}`);
});

/** Everything that is wrong with a page, in every way. */
async function lookAt(page, name, faults) {
  const keep = (check) => check.catch((fault) => faults.push(fault.message));
  pages += 1;
  for (const [size, colorScheme] of WAYS) {
    const what = `${name}-${size}-${colorScheme}`;
    await page.setViewportSize(SIZES[size]);
    await page.emulateMedia({ colorScheme });
    if (SEEN.includes(`${size} ${colorScheme}`)) await picture(page, what);
    await keep(assertFits(page, what));
    await keep(assertAccessible(page, what));
  }
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    await keep(assertFits(page, `${name}-${width}`));
  }
}

/** Where each page is, and what is done there first. */
const HOSTED = {
  hosted: (id) => `/c/${id.usual}/${PARTNER}`,
  "hosted-problems": (id) => `/c/${id.usual}/${PARTNER}`,
  "hosted-tiny": (id) => `/c/${id.waiting}/${PARTNER}`,
  "hosted-goal-met": (id) => `/c/${id.met}/${PARTNER}`,
  "hosted-closed": (id) => `/c/${id.ended}/${PARTNER}`,
  "hosted-not-yet-open": (id) => `/c/${id.early}/${PARTNER}`,
  "hosted-thanks": (id) => `/c/${id.usual}/${PARTNER}/thanks`,
  "hosted-one-step-left": (id) => `/c/${id.waiting}/${PARTNER}/thanks`,
  "hosted-pass": (id) => `/c/${id.usual}/${PARTNER}/pass`,
  "her-link": (id) => `/r/${id.usual}`,
  doctor: (id) => `/doctor/${id.usual}/${PARTNER}`,
};

for (const language of LANGUAGES)
  test(`the hosted page and what belongs to it can be read and hit, in ${language}`, async (visit) => {
    await (opening ??= gallery.open());
    const faults = [];
    const ids = Object.fromEntries(Object.entries(gallery.campaigns).map(([name, { id }]) => [name, id]));
    // Nothing of these pages needs a script; axe-core is one.
    const page = await visit.open("about:blank", { locale: `${language}-CA` });
    for (const [name, path] of Object.entries(HOSTED)) {
      await page.goto(`${world.edge.origin}${path(ids)}?lang=${language}`);
      assert.equal(await page.locator("html").getAttribute("lang"), language, name);
      if (name === "hosted-problems") {
        await hook(page, "submit").click();
        await page.locator("[data-us=problem-list] a").first().waitFor();
      }
      await lookAt(page, `own-${name}-${language}`, faults);
    }
    if (faults.length) assert.fail(faults.join("\n"));
  });

for (const language of ["en", "fr"])
  test(`the organizers' pages can be read and hit, in ${language}`, async (visit) => {
    await (opening ??= gallery.open());
    const faults = [];
    const comment = "Nos voisines ont attendu trois ans. They waited for three years.";
    await world.campaign.sign(
      [newSupporter({ given: "Mickey", family: "Mouse", isListed: true }), newSupporter({ isListed: true, comment })],
      gallery.host.origin,
    );
    const page = await visit.open(`${world.edge.origin}/organizer`, { locale: `${language}-CA` });
    await lookAt(page, `own-organizer-sign-in-${language}`, faults);
    await page.goto(`${world.edge.origin}/organizer#token=${world.edge.token}`);
    await page.reload();
    const campaigns = page.locator(".org-campaigns a");
    await campaigns.first().waitFor();
    await lookAt(page, `own-organizer-campaigns-${language}`, faults);
    const dashboard = `${world.edge.origin}/organizer/campaigns/${world.campaign.id}`;
    await page.goto(dashboard);
    await lookAt(page, `own-organizer-dashboard-${language}`, faults);
    await page.goto(`${dashboard}/moderation`);
    await page.locator("[data-org=queue] li").first().waitFor();
    await lookAt(page, `own-organizer-moderation-${language}`, faults);
    if (faults.length) assert.fail(faults.join("\n"));
  });
