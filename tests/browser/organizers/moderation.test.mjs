// What a moderator sees and does: with the thumb, with keys, and without a
// script, while a public page is open.

import assert from "node:assert/strict";

import { assertAccessible } from "../support/accessibility.mjs";
import { entry, hook, newSupporter } from "../support/form.mjs";
import { PHONE, picture } from "../support/look.mjs";
import { until } from "../support/wait.mjs";
import { makeWorld } from "../support/world.mjs";

/** The least that a thumb hits (WCAG 2.5.5). */
const THUMB_PX = 44;

const world = makeWorld({ settings: { comments: "moderated" } });
const { test } = world;

const site = () => world.sites["refugee-council"].origin;
const join = (...supporters) => world.campaign.sign(supporters.map((one) => newSupporter({ isListed: true, ...one })), site());

/** The moderators' page, reached as an organizer does. */
async function openDesk(visit, options) {
  const page = await visit.open(`${world.edge.origin}/organizer#token=${world.edge.token}`, options);
  await world.campaign.linkOn(page).click();
  await page.getByRole("link", { name: /for you$/ }).click();
  await page.getByRole("heading", { level: 1, name: "Moderation" }).waitFor();
  return page;
}

const row = (page, name) => page.locator("[data-org=queue] li").filter({ hasText: name });
const isGone = (page, name) => until(`the queue without ${name}`, async () => (await row(page, name).count()) === 0);

/** Answers every question with yes, and keeps what was asked. */
function agree(page) {
  const questions = [];
  page.on("dialog", (dialog) => {
    questions.push(dialog.message());
    return dialog.accept();
  });
  return questions;
}

test("a moderator works through the queue on a phone", async (visit) => {
  await join(
    { given: "Mickey", family: "Mouse" },
    { given: "Noor", family: "Haddad", comment: "They welcomed <b>my</b> family.", source: "newsletter-3" },
    { given: "Lena", family: "Fischer", comment: "Look at www.spam.example" },
    { given: "Aylin", family: "Tursun", comment: "مرحبا بكم – ئەسسالامۇ" },
  );
  const publicPage = await visit.open(site());
  await entry(publicPage, "Noor H.").waitFor();
  assert.equal(await entry(publicPage, "Mickey M.").count(), 0, "a name that waits is nowhere");

  const page = await openDesk(visit, PHONE);
  await page.getByRole("heading", { name: "4 entries wait for you" }).waitFor();
  await row(page, "Noor H.").getByText("They welcomed <b>my</b> family.", { exact: true }).waitFor();
  assert.match(await row(page, "Mickey M.").textContent(), /The name waits: a famous name\./);
  assert.match(await row(page, "Lena F.").textContent(), /every reason is read first, a web address/);
  await picture(page, "phone-moderation", { prefix: "" });
  const [inner, whole] = await page.evaluate(() => [innerWidth, document.documentElement.scrollWidth]);
  assert.ok(whole <= inner, `nothing is wider than the screen (${whole} > ${inner})`);
  const buttons = await page.getByRole("button").all();
  assert.ok(buttons.length >= 4 * 2, `${buttons.length} buttons for four entries`);
  for (const button of buttons) {
    const { height } = await button.boundingBox();
    assert.ok(height >= THUMB_PX, `${await button.textContent()} is ${height} px high`);
  }
  await assertAccessible(page, "the moderators' page on a phone");

  await page.getByRole("button", { name: "Approve Noor H." }).tap();
  await isGone(page, "Noor H.");
  await page.getByRole("button", { name: "Name only Aylin T." }).tap();
  await isGone(page, "Aylin T.");
  const questions = agree(page);
  await page.getByRole("button", { name: "Hide Lena F." }).tap();
  await isGone(page, "Lena F.");
  await entry(publicPage, "Lena F.").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Approve Mickey M." }).tap();
  await page.getByRole("heading", { name: "0 entries wait for you" }).waitFor();
  await entry(publicPage, "Mickey M.").waitFor();
  assert.deepEqual(questions, ["Hide this entry on every page, for good?"]);

  const { entries } = await fetch(`${world.edge.origin}/v1/campaigns/${world.campaign.id}/feed`).then((answer) => answer.json());
  const reason = (name) => entries.find((listed) => listed.name === name)?.comment;
  assert.equal(reason("Noor H."), "They welcomed <b>my</b> family.");
  assert.equal(reason("Aylin T."), null);
});

test("the queue has keys: move, tick, approve, hide", async (visit) => {
  const people = ["Ada", "Bo", "Cy", "Di", "Ed"];
  await join(...people.map((given) => ({ given, family: "Quill", comment: `${given} says so.` })));
  const page = await openDesk(visit);
  const questions = agree(page);
  const focused = () => page.evaluate(() => document.activeElement.closest("li")?.querySelector("label").textContent);
  const names = await page.locator("[data-org=queue] li label").allTextContents();
  assert.equal(names.length, people.length);
  await page.getByText("Keys in this list:").waitFor();
  await picture(page, "desktop-moderation", { prefix: "" });

  await page.getByRole("checkbox", { name: names[0] }).focus();
  await page.keyboard.press("j");
  await page.keyboard.press("ArrowDown");
  assert.equal(await focused(), names[2]);
  await page.keyboard.press("k");
  assert.equal(await focused(), names[1]);
  await page.keyboard.press("a");
  await isGone(page, names[1]);
  assert.equal(await until("the focus in the new page", focused), names[0], "the focus stays in the queue");
  // Its script is there when it says which keys there are.
  await page.getByText("Keys in this list:").waitFor();

  await page.keyboard.press("x");
  await page.keyboard.press("j");
  await page.keyboard.press("Space");
  await page.keyboard.press("h");
  await isGone(page, names[0]);
  assert.equal(await row(page, names[2]).count(), 0);
  assert.deepEqual(questions, ["Hide every ticked entry, for good?"]);

  // Outside the queue a key is a key.
  await page.getByLabel("Source").focus();
  await page.keyboard.type("ahx");
  assert.equal(await page.getByLabel("Source").inputValue(), "ahx");
  assert.equal(await page.locator("[data-org=queue] li").count(), 2);

  await page.getByLabel("All", { exact: true }).check();
  await page.getByRole("group", { name: "Ticked ones:" }).getByRole("button", { name: "Approve" }).click();
  await page.getByRole("heading", { name: "0 entries wait for you" }).waitFor();
});

test("a paused feed leaves the open page, and comes back", async (visit) => {
  await join({ given: "Pia", family: "Stone" });
  const publicPage = await visit.open(site());
  await entry(publicPage, "Pia S.").waitFor();
  const shown = await hook(publicPage, "entries").getByRole("listitem").count();
  const page = await openDesk(visit, PHONE);
  await page.getByRole("button", { name: "Pause the feed" }).click();
  await until("the public page without a name", async () => (await hook(publicPage, "entries").getByRole("listitem").count()) === 0);
  await page.getByText("The feed is paused: no page shows a name.").waitFor();
  await picture(page, "phone-moderation-paused", { prefix: "" });
  const late = await visit.open(site());
  await hook(late, "count-line").waitFor();
  assert.equal(await hook(late, "entries").getByRole("listitem").count(), 0);

  await page.getByRole("button", { name: "Show the feed again" }).click();
  await entry(publicPage, "Pia S.").waitFor();
  await until("every entry", async () => (await hook(publicPage, "entries").getByRole("listitem").count()) === shown);
});

test("hiding asks once more, and is done on the page that follows", async (visit) => {
  await join({ given: "Regret", family: "Moss" });
  const publicPage = await visit.open(site());
  await entry(publicPage, "Regret M.").waitFor();
  const signatures = await world.campaign.signatures();
  const page = await openDesk(visit);
  const questions = [];
  page.on("dialog", (dialog) => {
    questions.push(dialog.message());
    return questions.length === 1 ? dialog.dismiss() : dialog.accept();
  });
  const button = page.getByRole("button", { name: "Hide Regret M." });
  await button.click();
  assert.ok(await button.isVisible(), "the moderator thought better of it");
  await Promise.all([page.waitForResponse((answer) => answer.status() === 303), button.click()]);
  await page.waitForLoadState();
  assert.equal(await button.count(), 0, "the page that follows has it no more");
  assert.deepEqual(questions, Array(2).fill("Hide this entry on every page, for good?"));
  await entry(publicPage, "Regret M.").waitFor({ state: "detached" });
  assert.equal(await world.campaign.signatures(), signatures, "the signature still counts");
});

test("everything of a source is hidden at once, without a script too", async (visit) => {
  await join(...["Una", "Duo", "Tria"].map((given) => ({ given, family: "Bot", source: "bots" })), { given: "Real", family: "Person" });
  const publicPage = await visit.open(site());
  await entry(publicPage, "Tria B.").waitFor();
  const signedIn = await openDesk(visit);
  const storageState = await signedIn.context().storageState();
  const page = await visit.open(signedIn.url(), { storageState, javaScriptEnabled: false });
  await page.getByLabel("Source").fill("bots");
  await page.getByLabel("Partner").selectOption({ label: "Harbour Refugee Council" });
  await page.getByRole("button", { name: "Hide all of them" }).click();
  await page.getByText("3 entries are hidden.").waitFor();
  for (const name of ["Una B.", "Duo B.", "Tria B."]) await entry(publicPage, name).waitFor({ state: "detached" });
  await entry(publicPage, "Real P.").waitFor();
});
