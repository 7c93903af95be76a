// The campaign's letter: the supporter can change it, and it leaves by a program
// of their own.

import assert from "node:assert/strict";

import { hook, newSupporter, sign } from "../support/form.mjs";
import { PHONE, look } from "../support/look.mjs";
import { record } from "../support/visit.mjs";
import { until } from "../support/wait.mjs";
import { makeWorld } from "../support/world.mjs";

const world = makeWorld();
const { test } = world;

/** What a link would open, without opening it. */
const press = (page, name) =>
  hook(page, name).evaluate((link) => {
    link.addEventListener("click", (event) => event.preventDefault(), { once: true });
    link.click();
    return link.href;
  });

test("the supporter changes the letter, and each way out carries their own words and is counted once", async (visit) => {
  const page = await visit.open(world.sites["refugee-council"].origin, {
    ...PHONE,
    permissions: ["clipboard-read", "clipboard-write"],
  });
  const sent = record(page, "/letters", "POST");
  await sign(page, newSupporter());
  await hook(page, "letter").waitFor();
  await look(page, "letter-en");
  const links = () =>
    page.locator("[data-us^=letter-][href]").evaluateAll((all) => all.map(({ href }) => decodeURIComponent(href)));
  const before = [await hook(page, "letter-text").inputValue(), ...(await links())];
  await hook(page, "letter-text").fill("Dear Member,\nmy own words & hopes: 100 %.");
  const words = "Dear%20Member%2C%0D%0Amy%20own%20words%20%26%20hopes%3A%20100%20%25.";
  for (const [name, before] of [
    ["letter-mail", "mailto:?subject="],
    ["letter-gmail", "https://mail.google.com/mail/?view=cm&su="],
    ["letter-outlook", "https://outlook.live.com/mail/0/deeplink/compose?subject="],
  ]) {
    const href = await press(page, name);
    assert.ok(href.startsWith(before), href);
    assert.equal(href.split("&body=")[1], words, name);
    assert.equal(await press(page, name), href, "twice is the same");
  }
  await hook(page, "letter-copy").click();
  await hook(page, "letter-copy").getByText("Copied").waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(copied, /my own words & hopes: 100 %\.$/);
  await until("all to be counted", () => sent.length === 3);
  const bodies = sent.map((request) => request.postDataJSON());
  assert.deepEqual(bodies.map(({ exit }) => exit), ["mail", "webmail", "copy"]);
  assert.ok(bodies.every((body) => Object.keys(body).join() === "partner,exit"), "and nothing else");
  // The next person has the campaign's text.
  await hook(page, "sign-another").click();
  assert.deepEqual([await hook(page, "letter-text").inputValue(), ...(await links())], before);
  assert.notEqual(await hook(page, "letter-copy").textContent(), "Copied");
});

test("it is printed alone, without the page around it", async (visit) => {
  // In place of the dialog: what would be on the sheet.
  const paper = () => (window.print = () => (top.document.title = document.body.textContent));
  const prepare = (page) => page.addInitScript(paper);
  const page = await visit.open(world.sites["strict-csp"].origin, { prepare });
  const view = page.locator("undersigned-petition").first();
  await sign(view, newSupporter());
  await hook(view, "letter-text").fill("On paper.");
  await hook(view, "letter-print").click();
  await page.waitForFunction(() => document.title === "On paper.");
});

test("in French, and without a script on the hosted page", async (visit) => {
  const french = await visit.open(world.sites["rights-circle"].origin, { colorScheme: "dark" });
  await sign(french, newSupporter({ given: "Zoé" }));
  await hook(french, "letter").waitFor();
  await look(french, "letter-fr-dark");
  const hosted = await visit.open(`${world.edge.origin}/c/${world.campaign.id}/refugee-council/thanks`, {
    javaScriptEnabled: false,
  });
  const href = await hook(hosted, "letter-mail").getAttribute("href");
  assert.match(decodeURIComponent(href), /^mailto:\?subject=Resettle more refugees&body=Dear Member/);
  assert.equal(await hook(hosted, "letter-copy").isVisible(), false);
});
