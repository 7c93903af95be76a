// Signing without a mouse, and what assistive technology meets.

import assert from "node:assert/strict";

import { assertAccessible } from "../support/accessibility.mjs";
import { focused, hook, newSupporter, sign } from "../support/form.mjs";
import { pick } from "../support/tools.mjs";
import { makeWorld } from "../support/world.mjs";

const world = makeWorld();
const { test } = world;
const english = () => world.sites["refugee-council"].origin;
const TABS = 40;

/** Presses Tab until the focus is there; fails if it never gets there. */
async function tabTo(page, name) {
  for (let tabs = 0; tabs < TABS; tabs += 1) {
    await page.keyboard.press("Tab");
    if ((await focused(page)) === name) return;
  }
  assert.fail(`${TABS} presses of Tab never reached ${name}`);
}

test("a supporter signs with the keyboard alone", async (visit) => {
  const page = await visit.open(english());
  const { given, family, email, postalCode } = newSupporter({ given: "Kim" });
  await hook(page, "submit").waitFor();
  for (const [name, text] of [["given_name", given], ["family_name", family], ["email", email], ["postal_code", postalCode]]) {
    await tabTo(page, name);
    await page.keyboard.type(text);
  }
  await tabTo(page, "list_me");
  await page.keyboard.press("Space");
  await tabTo(page, "consent:refugee-council-updates");
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowDown");
  assert.ok(await page.getByLabel("No, thank you").isChecked());
  await tabTo(page, "submit");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Thank you, Kim." }).waitFor();
  assert.equal(await focused(page), "thanks-heading");
  await hook(page, "thanks").getByText("You said no to Harbour Refugee Council.").waitFor();
});

const SITES = { light: ["refugee-council", "en-CA"], dark: ["rights-circle", "fr-CA"] };

for (const colorScheme of Object.keys(SITES))
  test(`the form, its errors and the thanks have no fault that axe-core finds (${colorScheme})`, async (visit) => {
    for (const [site, locale] of pick([SITES[colorScheme]], Object.values(SITES))) {
      const page = await visit.open(world.sites[site].origin, { colorScheme, locale });
      await hook(page, "submit").waitFor();
      await assertAccessible(page, `${site}: the form`);
      await hook(page, "submit").click();
      await hook(page, "problems").waitFor();
      await assertAccessible(page, `${site}: its errors`);
      await sign(page, newSupporter({ isListed: true }));
      await assertAccessible(page, `${site}: the thanks`);
    }
  });

test("the hosted page and its thanks have no fault that axe-core finds", async (visit) => {
  const page = await visit.open(`${world.edge.origin}/c/${world.campaign.id}/refugee-council`);
  await assertAccessible(page, "the hosted form");
  await hook(page, "submit").click();
  await page.getByRole("heading", { name: "There is a problem" }).waitFor();
  await assertAccessible(page, "the hosted form with errors");
  await page.goto(`${world.edge.origin}/c/${world.campaign.id}/refugee-council/thanks?lang=fr`);
  await assertAccessible(page, "the hosted thanks");
});

test("the organizers' pages have no fault that axe-core finds", async (visit) => {
  const page = await visit.open(`${world.edge.origin}/organizer`);
  await assertAccessible(page, "signing in");
  await page.getByLabel("Organizer token").fill(world.edge.token);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Campaigns" }).waitFor();
  await assertAccessible(page, "the campaigns");
  await world.campaign.linkOn(page).click();
  await page.getByRole("heading", { name: "Per partner" }).waitFor();
  await assertAccessible(page, "the dashboard");
  const waiting = newSupporter({ given: "Mickey", family: "Mouse", isListed: true });
  await world.campaign.sign([waiting], english());
  await page.getByRole("link", { name: /for you$/ }).click();
  await page.getByRole("heading", { name: "Moderation" }).waitFor();
  await page.getByText("Mickey M.").first().waitFor();
  await assertAccessible(page, "the moderators' page");
});
