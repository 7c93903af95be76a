// Every state of the view: no fault that axe-core finds, targets of
// 44 px, no scrolling sideways, and a picture of each in target/screenshots/.

import assert from "node:assert/strict";

import { field, hook, newSupporter, sign } from "../support/form.mjs";
import { DESKTOP, NARROWEST, PHONE, look } from "../support/look.mjs";
import { pick } from "../support/tools.mjs";
import { until } from "../support/wait.mjs";
import { makeWorld } from "../support/world.mjs";

const world = makeWorld();
const { test } = world;
const SITES = { en: "refugee-council", fr: "rights-circle" };
/** In `test` each language on one of them. */
const DEVICES = { en: ["phone", "light", PHONE], fr: ["desktop", "dark", DESKTOP] };
const DAY_MS = 86_400_000;
const dayFromNow = (days) => new Date(Date.now() + days * DAY_MS).toISOString();

/** What the campaign is to be like, and how a page shows that it is. */
const STATES = {
  "goal-met": { settings: { goal: 30, goals: [500, 1000] }, shown: "met", back: { goal: 3000, goals: [5000] } },
  "not-yet-open": { settings: { opens_at: dayFromNow(3) }, shown: "closed", back: { opens_at: null } },
  closed: {
    settings: {
      opens_at: dayFromNow(-9),
      closes_at: dayFromNow(-1),
      outcome: {
        kind: "partly",
        update: {
          en: "The Minister has promised 4,000 more places a year. Family reunification still has no deadline.",
          fr: "La ministre a promis 4 000 places de plus par année. La réunification des familles reste sans échéance.",
          ar: "وعدت الوزيرة بـ 4,000 مكان إضافي كل سنة. وما زال لمّ شمل الأسر بلا موعد.",
          ug: "مىنىستىر ھەر يىلى 4,000 ئورۇن قوشۇشقا ۋەدە بەردى. ئائىلىلەرنى جەم قىلىشنىڭ ۋاقتى تېخى يوق.",
        },
        updated_on: "2026-11-20",
        next: {
          label: { en: "Write to your MP", fr: "Écrire à votre député", ar: "اكتب إلى نائبك", ug: "ۋەكىلىڭىزگە خەت يېزىڭ" },
          url: "https://example.org/write",
        },
      },
    },
    shown: "outcome",
    back: { opens_at: null, closes_at: dayFromNow(9), outcome: null },
  },
  // Nobody has confirmed. Last, since that counts is never loosened.
  "under-25": { settings: { counts: "confirmed" }, shown: "first" },
};

test("the form, its errors and the thanks are as good on the narrowest screen", async (visit) => {
  for (const [language, site] of pick([["fr", SITES.fr]], Object.entries(SITES))) {
    const page = await visit.open(world.sites[site].origin, { ...NARROWEST, locale: `${language}-CA` });
    await hook(page, "submit").waitFor();
    await look(page, `narrow-${language}-form`);
    await hook(page, "submit").click();
    await hook(page, "problems").waitFor();
    await look(page, `narrow-${language}-problems`);
    await sign(page, newSupporter({ isListed: true }));
    await look(page, `narrow-${language}-thanks`);
  }
});

test("while it is sent, the button stays and the line below says so", async (visit) => {
  const page = await visit.open(world.sites["refugee-council"].origin, PHONE);
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await page.route("**/signatures", async (route) => {
    await held;
    await route.continue();
  });
  const signing = sign(page, newSupporter());
  await hook(page, "status").getByText("Signing…").waitFor();
  assert.ok(await hook(page, "submit").isEnabled());
  await look(page, "phone-en-sending");
  release();
  await signing;
});

test("forced colours and text of 200 % lose nothing", async (visit) => {
  const page = await visit.open(world.sites["refugee-council"].origin, { ...DESKTOP, forcedColors: "active" });
  await hook(page, "count-line").waitFor();
  await look(page, "forced-colors");
  // 1280 px at 200 % and at 400 % are these.
  for (const width of [640, 320]) {
    const zoomed = await visit.open(world.sites["rights-circle"].origin, { viewport: { width, height: 512 }, locale: "fr-CA" });
    await hook(zoomed, "submit").waitFor();
    await look(zoomed, `zoom-${width}`);
  }
});

test("a question about the address and the field's label both can be read, also where they don't fit in a line", async (visit) => {
  for (const [site, locale, width] of [["rights-circle", "fr-CA", 320], ["refugee-council", "en-CA", 390]]) {
    const page = await visit.open(world.sites[site].origin, { viewport: { width, height: 800 }, locale });
    await field(page, "email").fill("a@protonmial.com");
    await field(page, "email").blur();
    await hook(page, "suggestion").waitFor();
    const [label, offer] = await page.evaluate(() => {
      const root = document.querySelector("undersigned-petition").shadowRoot;
      const range = new Range();
      range.selectNodeContents(root.querySelector("[name=email]").labels[0]);
      return [range, root.querySelector("[data-us=suggestion]")].map((one) => one.getBoundingClientRect().toJSON());
    });
    const isApart = label.right <= offer.left || offer.right <= label.left || label.bottom <= offer.top || offer.bottom <= label.top;
    assert.ok(isApart, `${locale}: ${JSON.stringify([label, offer])}`);
    await look(page, `suggestion-${width}`);
  }
});

test("in a flex row and as a float the petition has a width", async (visit) => {
  const page = await visit.open(world.sites["refugee-council"].origin, DESKTOP);
  await hook(page, "submit").waitFor();
  for (const style of ["display: flex", "display: inline-block", "float: left", "display: grid; justify-items: start"]) {
    const width = await page.evaluate((style) => {
      const element = document.querySelector("undersigned-petition");
      element.parentNode.style.cssText = style;
      return element.getBoundingClientRect().width;
    }, style);
    assert.ok(width >= 280, `${style}: ${width} px`);
  }
});

for (const [state, { settings, shown, back }] of Object.entries(STATES))
  test(`the state ${state} is shown well`, async (visit) => {
    await world.campaign.change(settings);
    for (const [language, site] of Object.entries(SITES))
      for (const [device, colorScheme, options] of pick([DEVICES[language]], Object.values(DEVICES))) {
        const page = await visit.open(world.sites[site].origin, { ...options, colorScheme, locale: `${language}-CA` });
        // The edge notices within seconds.
        await until(`the state ${state}`, async () => {
          await hook(page, "feed").waitFor();
          return (await hook(page, shown).isVisible()) || (await page.reload(), false);
        });
        await look(page, `${state}-${language}-${device}`);
        if (shown !== "met" && shown !== "first") assert.equal(await field(page, "email").count(), 0, "no dead form");
      }
    if (back) await world.campaign.change(back);
  });
