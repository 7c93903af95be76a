// A supporter's own page in each of its states and languages, on a phone and a
// desktop, in light and dark: target/screenshots/manage-*.png.

import assert from "node:assert/strict";

import { assertAccessible } from "../support/accessibility.mjs";
import { hook, newSupporter, sign } from "../support/form.mjs";
import { DESKTOP, NARROWEST, PHONE, picture } from "../support/look.mjs";
import { Mailbox } from "../support/mailbox.mjs";
import { inTwoWays } from "../support/pairs.mjs";
import { inEveryLanguage } from "../support/right_to_left.mjs";
import { isSoak, pick } from "../support/tools.mjs";
import { makeWorld } from "../support/world.mjs";

const world = makeWorld({ settings: { counts: "confirmed" }, supporters: 0 });
const { test } = world;
const TARGET_PX = 44;

/** Signs in the widget, and gives the link of the mail that came. */
async function signed(visit, fields) {
  const supporter = newSupporter({ given: "Rosa", family: "Lindqvist", isListed: true, ...fields });
  const page = await visit.open(world.sites["refugee-council"].origin);
  await sign(page, supporter);
  const { mailbox } = world.edge;
  return Mailbox.link(await mailbox.await(supporter.email));
}

const SCREENS = [
  ["phone", PHONE, "light"],
  ["phone", PHONE, "dark"],
  ["desktop", DESKTOP, "light"],
  ["narrow", NARROWEST, "light"],
];
/** What differs by language is the text and its direction. */
const LOOKED_AT = { en: [0, 1, 2, 3], fr: [0, 3], ar: [0, 2], ug: [0] };
const PAGES = ["confirm", "counted", "withdrawn", "choose", "gone", "link", "sent", "thanks"];
/** In `test`: each page in two languages, on one screen in either. */
const IN_TWO = inTwoWays(PAGES, { language: Object.keys(LOOKED_AT), screen: [0, 1, 2, 3] });

const screensOf = (name, language) =>
  pick(
    IN_TWO.filter((look) => look.name === name && look.way.language === language).map(({ way }) => way.screen),
    LOOKED_AT[language],
  ).map((screen) => SCREENS[screen]);

/** Looks at a page in the languages that are planned for it. */
async function lookAround(visit, url, name) {
  const page = await visit.open("about:blank", { deviceScaleFactor: 2 });
  const planned = Object.keys(LOOKED_AT).filter((language) => screensOf(name, language).length > 0);
  assert.ok(planned.length >= 2, `${name} is looked at`);
  for (const language of planned) {
    await page.goto(`${url}${url.includes("?") ? "&" : "?"}lang=${language}`);
    for (const [device, { viewport }, colorScheme] of screensOf(name, language)) {
      const what = `manage-${name}-${device}-${language}-${colorScheme}`;
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      if (device !== "narrow") await picture(page, what, { prefix: "" });
      const [inner, whole] = await page.evaluate(() => [innerWidth, document.documentElement.scrollWidth]);
      assert.ok(whole <= inner, `${what}: nothing is wider than the screen (${whole} > ${inner})`);
      assert.deepEqual(await page.evaluate(low, TARGET_PX), [], `${what}: everything to hit is ${TARGET_PX} px high`);
      if (!isSoak || device === "phone") await assertAccessible(page, what);
    }
  }
}

/** Runs in the page: what is too low to hit. */
const low = (least) =>
  [...document.querySelectorAll("button, summary, input:not([type=hidden]), .us-share a")]
    .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < least)
    .map((one) => one.outerHTML.slice(0, 80));

test("every state of the supporter's page fits, and axe-core finds nothing", async (visit) => {
  await world.campaign.change(inEveryLanguage(world.campaign.settings()));
  assert.deepEqual(Object.keys(world.campaign.settings().petition).sort(), Object.keys(LOOKED_AT).sort());
  const link = await signed(visit);
  await lookAround(visit, link, "confirm");
  const page = await visit.open(link, { javaScriptEnabled: false });
  await page.getByRole("button", { name: "Confirm my signature" }).click();
  await lookAround(visit, link, "counted");
  await page.getByRole("button", { name: "Stop emails from Harbour Refugee Council" }).click();
  await page.getByText("Take back my signature", { exact: true }).click();
  await picture(page, "manage-second-step", { prefix: "" });
  await page.getByRole("button", { name: "Yes, take back my signature" }).click();
  await lookAround(visit, link, "withdrawn");
});

test("several claims of one mailbox are a choice", async (visit) => {
  const email = `household-${process.pid}@example.org`;
  const link = await signed(visit, { email, given: "Mallory" });
  const page = await visit.open(world.sites["rights-circle"].origin);
  await sign(page, newSupporter({ email, choice: "no" }));
  await lookAround(visit, link, "choose");
  const own = await visit.open(link);
  await own.getByRole("heading", { name: "Which signature is yours?" }).waitFor();
  await own.getByRole("button", { name: "This wasn't me" }).first().click();
  await own.getByRole("heading", { name: "Confirm your signature" }).waitFor();
  assert.ok(!(await own.content()).includes("Mallory"));
});

test("what is no link, and asking for one, fit and can be used by everybody", async (visit) => {
  const { origin } = world.edge;
  const path = `${origin}/r/${world.campaign.id}`;
  await lookAround(visit, `${path}/AAAAAAAAAAAAAAAAAAAAAAAA`, "gone");
  await lookAround(visit, path, "link");
  await lookAround(visit, `${path}?sent=1`, "sent");
  const page = await visit.open(`${path}/AAAAAAAAAAAAAAAAAAAAAAAA`);
  await page.getByLabel("Email").fill("nobody@example.org");
  await page.getByRole("button", { name: "Email me my link" }).click();
  await page.getByRole("heading", { name: "Look in your mailbox" }).waitFor();
});

test("asking for a link does the work of a session with scripts, and needs none without", async (visit) => {
  const path = `${world.edge.origin}/r/${world.campaign.id}`;
  for (const [options, isPaid] of [[{}, true], [{ javaScriptEnabled: false }, false]]) {
    const page = await visit.open(path, options);
    await page.getByLabel("Email").fill("nobody@example.org");
    const posted = page.waitForRequest((request) => request.method() === "POST" && request.url().startsWith(path));
    await page.getByRole("button", { name: "Email me my link" }).click();
    const form = new URLSearchParams((await posted).postData());
    assert.equal(form.get("email"), "nobody@example.org");
    assert.equal(/^us1\./u.test(form.get("session") ?? ""), isPaid);
    assert.equal(/^[0-9]+$/u.test(form.get("counter") ?? ""), isPaid);
    await page.getByRole("heading", { name: "Look in your mailbox" }).waitFor();
  }
});

test("the thanks say what is left, in the widget and on the hosted page", async (visit) => {
  const thanks = `${world.edge.origin}/c/${world.campaign.id}/refugee-council/thanks`;
  await lookAround(visit, thanks, "thanks");
  for (const [site, options, locale] of [
    ["refugee-council", PHONE, "en-CA"],
    ["rights-circle", DESKTOP, "fr-CA"],
  ]) {
    const page = await visit.open(world.sites[site].origin, { ...options, locale });
    await sign(page, newSupporter());
    await hook(page, "confirm-wait").waitFor();
    await picture(page, `manage-widget-${site}`, { prefix: "" });
  }
});
