// The edge's own pages: each in every language that it speaks, on phone and
// desktop, by day and by night, down to 280 px; in `test` each in two ways.

import assert from "node:assert/strict";
import { after } from "node:test";

import { assertAccessible } from "../support/accessibility.mjs";
import { hook, newSupporter } from "../support/form.mjs";
import { Gallery } from "../support/gallery.mjs";
import { assertFits, picture } from "../support/look.mjs";
import { inAllWays, inTwoWays } from "../support/pairs.mjs";
import { pick } from "../support/tools.mjs";
import { makeWorld } from "../support/world.mjs";

const PARTNER = "refugee-council";
const SIZES = { phone: { width: 390, height: 844 }, desktop: { width: 1200, height: 900 } };
const FACTORS = { language: ["en", "fr", "ar", "ug"], size: Object.keys(SIZES), colorScheme: ["light", "dark"] };
/** Those that the organizers' pages speak. */
const ORGANIZERS_FACTORS = { ...FACTORS, language: ["en", "fr"] };
/** Of which pictures are kept. */
const SEEN = ["phone light", "desktop dark"];
const WIDTHS = [280, 320, 640];

const world = makeWorld({ settings: { comments: "moderated" } });
const { test } = world;
const gallery = new Gallery(world);
let opening;
let looks = 0;

after(() => {
  gallery.close();
  console.log(`${looks} looks at the edge's own pages`);
});

/** Pages and the ways in which they are looked at, `{name, way}`. */
const plan = (names, factors) => pick(inTwoWays, inAllWays)(names, factors);

/** Everything that is wrong with a page, in the ways that are planned for it in a language. */
async function lookAt(page, plan, { name: planned, language }, faults) {
  const name = `own-${planned}-${language}`;
  const keep = (check) => check.catch((fault) => faults.push(fault.message));
  const ways = plan.filter((look) => look.name === planned && look.way.language === language);
  assert.ok(ways.length > 0, `${name} is looked at`);
  for (const { size, colorScheme } of ways.map(({ way }) => way)) {
    looks += 1;
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
  "manage-link": (id) => `/r/${id.usual}`,
  doctor: (id) => `/doctor/${id.usual}/${PARTNER}`,
};

const HOSTED_PLAN = plan(Object.keys(HOSTED), FACTORS);

for (const language of FACTORS.language)
  test(`the hosted page and what belongs to it can be read and hit, in ${language}`, async (visit) => {
    await (opening ??= gallery.open());
    const faults = [];
    const ids = Object.fromEntries(Object.entries(gallery.campaigns).map(([name, { id }]) => [name, id]));
    // Nothing of these pages needs a script; axe-core is one.
    const page = await visit.open("about:blank", { locale: `${language}-CA` });
    const here = HOSTED_PLAN.filter(({ way }) => way.language === language).map(({ name }) => name);
    for (const name of new Set(here)) {
      await page.goto(`${world.edge.origin}${HOSTED[name](ids)}?lang=${language}`);
      assert.equal(await page.locator("html").getAttribute("lang"), language, name);
      if (name === "hosted-problems") {
        await hook(page, "submit").click();
        await page.locator("[data-us=problem-list] a").first().waitFor();
      }
      await lookAt(page, HOSTED_PLAN, { name, language }, faults);
    }
    if (faults.length) assert.fail(faults.join("\n"));
  });

const ORGANIZERS_PAGES = ["organizer-sign-in", "organizer-campaigns", "organizer-dashboard", "organizer-moderation"];
const ORGANIZERS_PLAN = plan(ORGANIZERS_PAGES, ORGANIZERS_FACTORS);

for (const language of ORGANIZERS_FACTORS.language)
  test(`the organizers' pages can be read and hit, in ${language}`, async (visit) => {
    await (opening ??= gallery.open());
    const faults = [];
    const look = (name) => lookAt(page, ORGANIZERS_PLAN, { name, language }, faults);
    const comment = "Nos voisines ont attendu trois ans. They waited for three years.";
    await world.campaign.sign(
      [newSupporter({ given: "Mickey", family: "Mouse", isListed: true }), newSupporter({ isListed: true, comment })],
      gallery.host.origin,
    );
    const page = await visit.open(`${world.edge.origin}/organizer`, { locale: `${language}-CA` });
    await look("organizer-sign-in");
    await page.goto(`${world.edge.origin}/organizer#token=${world.edge.token}`);
    await page.reload();
    const campaigns = page.locator(".org-campaigns a");
    await campaigns.first().waitFor();
    await look("organizer-campaigns");
    const dashboard = `${world.edge.origin}/organizer/campaigns/${world.campaign.id}`;
    await page.goto(dashboard);
    await look("organizer-dashboard");
    await page.goto(`${dashboard}/moderation`);
    await page.locator("[data-org=queue] li").first().waitFor();
    await look("organizer-moderation");
    if (faults.length) assert.fail(faults.join("\n"));
  });
