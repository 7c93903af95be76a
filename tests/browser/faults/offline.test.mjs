// No connection: what the supporter filled in can wait on their own device, if
// they say so.

import assert from "node:assert/strict";

import { field, fill, focused, hook, newSupporter, problem, sign } from "../support/form.mjs";
import { PHONE, look } from "../support/look.mjs";
import { record } from "../support/visit.mjs";
import { staysAsItIs, until } from "../support/wait.mjs";
import { makeWorld } from "../support/world.mjs";

const world = makeWorld();
const { test } = world;
const english = () => world.sites["refugee-council"].origin;

const stored = (page) => page.evaluate(() => Object.values(localStorage).join(""));

/** Fills the form in, then really has no network, and presses. */
async function signWithoutNetwork(page, supporter) {
  const rest = page.waitForResponse(/\/embed\/rest/);
  await fill(page, supporter);
  await rest;
  await page.context().setOffline(true);
  await hook(page, "submit").click();
  await page.getByText("We couldn't reach the server. Nothing is lost: try again.").waitFor();
}

/** The page again, with a network. */
async function comeBack(page) {
  await page.context().setOffline(false);
  await page.reload();
}

test("what the supporter keeps waits on their device, is sent when they say so, and counts once", async (visit) => {
  const page = await visit.open(english(), PHONE);
  const posts = record(page, "/signatures", "POST");
  const before = await world.campaign.signatures();
  const supporter = newSupporter({ given: "Remote", isListed: true });
  await signWithoutNetwork(page, supporter);
  assert.equal(await stored(page), "", "nothing is kept before the supporter says so");
  await look(page, "keep-offer");
  await hook(page, "keep-now").click();
  assert.equal(await focused(page), "kept");
  assert.match(await stored(page), new RegExp(supporter.email));
  await comeBack(page);
  await hook(page, "kept").waitFor();
  assert.equal(await field(page, "email").inputValue(), "", "nothing is filled in for whoever comes next");
  await look(page, "kept");
  const tried = posts.length;
  await staysAsItIs("nothing is sent by itself", () => posts.length);
  assert.equal(posts.length, tried);
  await hook(page, "kept-send").click();
  await page.getByRole("heading", { name: "Thank you, Remote." }).waitFor();
  assert.equal(await stored(page), "");
  assert.equal(await world.campaign.signatures(), before + 1);
  await page.reload();
  await hook(page, "form").waitFor();
  assert.equal(await hook(page, "kept").isVisible(), false);
});

test("what is kept can be deleted, and trying again is another way", async (visit) => {
  const page = await visit.open(english());
  await signWithoutNetwork(page, newSupporter());
  await hook(page, "keep-not").click();
  assert.equal(await focused(page), "submit");
  assert.equal(await stored(page), "");
  await hook(page, "submit").click();
  await hook(page, "keep-now").waitFor();
  await hook(page, "keep-now").click();
  await comeBack(page);
  await hook(page, "kept-delete").click();
  assert.equal(await stored(page), "");
  await page.getByText("Deleted from this device.").waitFor();
  assert.equal(await hook(page, "kept").isVisible(), false);
});

test("who signs in between leaves another person's signature where it is", async (visit) => {
  const page = await visit.open(english());
  const kept = newSupporter({ given: "Waiting" });
  await signWithoutNetwork(page, kept);
  await hook(page, "keep-now").click();
  await comeBack(page);
  await hook(page, "kept").waitFor();
  await sign(page, newSupporter({ given: "Between" }));
  await hook(page, "sign-another").click();
  assert.match(await stored(page), new RegExp(kept.email));
  await hook(page, "kept-send").click();
  await page.getByRole("heading", { name: "Thank you, Waiting." }).waitFor();
  await until("nothing to be kept", async () => (await stored(page)) === "");
});

test("after a day it is gone", async (visit) => {
  const page = await visit.open(english());
  await signWithoutNetwork(page, newSupporter());
  await hook(page, "keep-now").click();
  await page.evaluate(() => {
    for (const [name, text] of Object.entries(localStorage))
      localStorage[name] = JSON.stringify({ ...JSON.parse(text), at: Date.now() - 24 * 60 * 60 * 1000 });
  });
  await comeBack(page);
  await page.waitForFunction(() => localStorage.length === 0);
  assert.equal(await hook(page, "kept").isVisible(), false);
});

test("a consent is asked once more when its text has changed", async (visit) => {
  const page = await visit.open(english());
  const posts = record(page, "/signatures", "POST");
  await signWithoutNetwork(page, newSupporter({ given: "Later" }));
  await hook(page, "keep-now").click();
  await page.evaluate(() => {
    for (const [name, text] of Object.entries(localStorage))
      localStorage[name] = JSON.stringify({ ...JSON.parse(text), view: "an older text" });
  });
  await comeBack(page);
  const tried = posts.length;
  await hook(page, "kept-send").click();
  await hook(page, "problems").waitFor();
  const consents = await hook(page, "consent").evaluateAll((all) => all.map((one) => one.dataset.notice));
  assert.ok(consents.length > 0);
  for (const notice of consents) assert.equal(await problem(page, `consent:${notice}`).isVisible(), true, notice);
  assert.equal(await problem(page, "email").isVisible(), false);
  assert.equal(posts.length, tried);
});

test("a browser inside of another app is not offered it", async (visit) => {
  const userAgent =
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 [FBAN/FBIOS;FBAV/500.0.0.0]";
  const page = await visit.open(english(), { userAgent });
  await signWithoutNetwork(page, newSupporter());
  assert.equal(await hook(page, "keep").isVisible(), false);
});

test("where the campaign has closed it is gone too", async (visit) => {
  const page = await visit.open(english());
  await signWithoutNetwork(page, newSupporter());
  await hook(page, "keep-now").click();
  const daysAgo = (days) => new Date(Date.now() - days * 86_400_000).toISOString();
  await world.campaign.change({ opens_at: daysAgo(9), closes_at: daysAgo(1) });
  await comeBack(page);
  // The edge notices within seconds.
  await until("the campaign to be closed", async () => {
    await hook(page, "feed").waitFor();
    return (await hook(page, "closed").isVisible()) || (await page.reload(), false);
  });
  await page.waitForFunction(() => localStorage.length === 0);
});
