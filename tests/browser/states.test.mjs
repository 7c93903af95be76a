// Every state and theme of the view: no fault that axe-core finds, targets of
// 44 px, no scrolling sideways, and a picture of each in target/screenshots/.

import assert from "node:assert/strict";
import { after } from "node:test";

import { assertAccessible, accessibilityRuns } from "./support/accessibility.mjs";
import { field, hook, newSupporter, sign } from "./support/form.mjs";
import { screenshot } from "./support/tools.mjs";
import { until } from "./support/wait.mjs";
import { makeWorld } from "./support/world.mjs";

const world = makeWorld({ folders: { themes: "refugee-council" } });
const { test } = world;
const SITES = { en: "refugee-council", fr: "rights-circle" };
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
const NARROWEST = { viewport: { width: 280, height: 653 }, deviceScaleFactor: 2 };
const DESKTOP = { viewport: { width: 1200, height: 900 } };
/** WCAG 2.2, 2.5.5: what a finger hits. */
const TARGET_PX = 44;
const DAY_MS = 86_400_000;
const dayFromNow = (days) => new Date(Date.now() + days * DAY_MS).toISOString();

after(() => console.log(accessibilityRuns()));

/** The texts and addresses that a supporter acts on; links inside a text may be lower. */
const small = (page) =>
  page.evaluate((least) => {
    const view = document.querySelector("undersigned-petition").shadowRoot;
    const controls = view.querySelectorAll(
      "button, summary, select, textarea, a:not(p a, li a), label:has(input), .us-check label, input:not([type=checkbox], [type=radio])",
    );
    return [...controls]
      .filter((control) => control.checkVisibility() && control.getBoundingClientRect().height < least)
      .map((control) => `${control.outerHTML.slice(0, 80)}: ${control.getBoundingClientRect().height}`);
  }, TARGET_PX);

async function look(page, name) {
  await page.screenshot({ path: screenshot(`state-${name}`), fullPage: true, animations: "disabled" });
  const [inner, whole] = await page.evaluate(() => [innerWidth, document.documentElement.scrollWidth]);
  assert.ok(whole <= inner, `${name}: nothing is wider than the screen (${whole} > ${inner})`);
  assert.deepEqual(await small(page), [], `${name}: everything to hit is ${TARGET_PX} px high`);
  await assertAccessible(page, name);
}

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
        },
        updated_on: "2026-11-20",
        next: { label: { en: "Write to your MP", fr: "Écrire à votre député" }, url: "https://example.org/write" },
      },
    },
    shown: "outcome",
    back: { opens_at: null, closes_at: dayFromNow(9), outcome: null },
  },
  // Nobody has confirmed. Last, since that counts is never loosened.
  "under-25": { settings: { counts: "confirmed" }, shown: "first" },
};

test("the form, its errors and the thanks are as good on the narrowest screen", async (visit) => {
  for (const [language, site] of Object.entries(SITES)) {
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

for (const theme of ["broadsheet", "meadow", "beacon"])
  test(`the theme ${theme} can be read by day and by night`, async (visit) => {
    for (const colorScheme of ["light", "dark"])
      for (const [device, options] of [["phone", PHONE], ["desktop", DESKTOP]]) {
        const page = await visit.open(`${world.sites.themes.origin}/${theme}.html`, { ...options, colorScheme });
        await hook(page, "count-line").waitFor();
        await look(page, `theme-${theme}-${device}-${colorScheme}`);
      }
  });

/** WCAG 2.2: (L1 + 0.05) / (L2 + 0.05), of two `rgb()`. */
function contrast(...colours) {
  const [low, high] = colours
    .map((colour) => {
      const [r, g, b] = colour.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    })
    .sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

test("the button's label can be read whatever a partner sets", async (visit) => {
  const page = await visit.open(world.sites["refugee-council"].origin);
  await hook(page, "submit").waitFor();
  for (const accent of ["#777", "#767676", "yellow", "#fff", "#000", "red", "#0a84ff", "hotpink", "oklch(0.6 0.2 150)"]) {
    const { colours, size } = await page.evaluate((accent) => {
      const element = document.querySelector("undersigned-petition");
      element.style.cssText = `--us-accent: ${accent}; --us-on-accent: ${accent}; --on-accent: ${accent}; --us-font: 2px; font-size: 3px`;
      const { backgroundColor, color, fontSize } = getComputedStyle(element.shadowRoot.querySelector("[data-us=submit]"));
      const context = new OffscreenCanvas(1, 1).getContext("2d");
      const rgb = (colour) => {
        context.fillStyle = colour;
        context.fillRect(0, 0, 1, 1);
        return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3).map((part) => part / 255);
      };
      return { colours: [rgb(backgroundColor), rgb(color)], size: parseFloat(fontSize) };
    }, accent);
    assert.ok(contrast(...colours) >= 4.5, `${accent}: ${contrast(...colours)}`);
    assert.ok(size >= 14, `${accent}: ${size} px`);
  }
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
  test(`the state ${state} is told well`, async (visit) => {
    await world.campaign.change(settings);
    for (const [language, site] of Object.entries(SITES))
      for (const [device, colorScheme, options] of [["phone", "light", PHONE], ["desktop", "dark", DESKTOP]]) {
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
