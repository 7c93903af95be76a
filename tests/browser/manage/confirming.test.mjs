// Where the mailbox confirms: from the form in a partner's page to the mail,
// to the supporter's own page, and back.

import assert from "node:assert/strict";

import { assertAccessible } from "../support/accessibility.mjs";
import { entry, field, fill, focused, hook, newSupporter, sign } from "../support/form.mjs";
import { picture } from "../support/look.mjs";
import { Mailbox } from "../support/mailbox.mjs";
import { pick } from "../support/tools.mjs";
import { heard, record } from "../support/visit.mjs";
import { until } from "../support/wait.mjs";
import { makeWorld } from "../support/world.mjs";

const world = makeWorld({ settings: { counts: "confirmed" }, supporters: 0 });
const { test } = world;
const english = () => world.sites["refugee-council"].origin;
const WITHOUT_SCRIPT = { javaScriptEnabled: false };
const ONE_STEP = "One step left: confirm by email.";

const linkTo = async (supporter, count) => Mailbox.link(await world.edge.mailbox.await(supporter.email, count));

/** What a screen reader says of an element beside its name, by Chromium's own tree. */
async function described(page, name) {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  return nodes.find((node) => node.name?.value === name && node.role.value === "heading")?.description?.value ?? "";
}

const WAYS = { "without scripts": ["Rosa", WITHOUT_SCRIPT], "with scripts": ["Nadia", {}] };
for (const [how, [given, options]] of Object.entries(WAYS))
  test(`a supporter confirms ${how} in their mail, and the page where they signed says so`, async (visit) => {
    const page = await visit.open(english());
    const before = await world.campaign.signatures();
    const asked = record(page, "/confirmations", "POST");
    const supporter = newSupporter({ given, family: "Lindqvist", isListed: true });
    await sign(page, supporter);
    await page.getByRole("heading", { name: ONE_STEP }).waitFor();
    assert.equal(await focused(page), "thanks-heading");
    await hook(page, "confirm-email").getByText(supporter.email, { exact: true }).waitFor();
    await until("the tally", async () => (await heard(page)).some(({ kind }) => kind === "tally"));
    assert.equal(await described(page, ONE_STEP), "", "no number is said that nobody sees");
    await assertAccessible(page, "one step left");
    // Nothing of the supporter's is counted or listed, not even on their own page.
    assert.equal(await world.campaign.signatures(), before);
    assert.equal(await entry(page, `${given} L.`).count(), 0);

    const mail = await visit.open(await linkTo(supporter), options);
    await mail.getByRole("heading", { name: "Confirm your signature" }).waitFor();
    assert.equal(await world.campaign.signatures(), before, "looking confirms nothing");
    await mail.getByRole("button", { name: "Confirm my signature" }).press("Enter");
    await mail.getByRole("heading", { name: "Your signature is counted." }).waitFor();
    assert.equal(await world.campaign.signatures(), before + 1);
    await mail.reload();
    assert.equal(await world.campaign.signatures(), before + 1);

    await page.getByRole("heading", { name: `Thank you, ${given}.` }).waitFor();
    await hook(page, "confirm-status").getByText("Confirmed: your signature is counted.").waitFor();
    assert.equal(await hook(page, "confirm-wait").isVisible(), false);
    await entry(page, `${given} L.`).waitFor();
    await assertAccessible(page, "confirmed");
    assert.ok(asked.length >= 1);
    for (const request of asked) assert.deepEqual(Object.keys(request.postDataJSON()), ["receipt"]);
    const tries = asked.length;
    // It asks no more.
    await hook(page, "sign-another").click();
    await field(page, "given_name").waitFor();
    assert.equal(asked.length, tries);
    assert.equal(await hook(page, "confirm-email").textContent(), "");
  });

test("a supporter can change the address, with everything kept, and be written to again", async (visit) => {
  const page = await visit.open(english());
  const wrong = newSupporter({ given: "Tova", family: "Berg", isListed: true });
  const right = newSupporter();
  await sign(page, wrong);
  await hook(page, "confirm-change").click();
  await until("the focus on the address", async () => (await focused(page)) === "email");
  assert.equal(await field(page, "given_name").inputValue(), "Tova");
  assert.equal(await field(page, "family_name").inputValue(), "Berg");
  assert.equal(await field(page, "postal_code").inputValue(), wrong.postalCode);
  assert.ok(await field(page, "list_me").isChecked());
  assert.ok(await page.locator("[name^='consent:'][value=yes]").first().isChecked());
  await field(page, "email").fill(right.email);
  await hook(page, "submit").click();
  await hook(page, "confirm-email").getByText(right.email, { exact: true }).waitFor();
  const mail = await visit.open(await linkTo(right), WITHOUT_SCRIPT);
  await mail.getByRole("button", { name: "Confirm my signature" }).click();
  await page.getByRole("heading", { name: "Thank you, Tova." }).waitFor();
});

/** As `widget/loader/confirm.js` has it. */
const AGAIN_S = 60;
const SLOWEST_S = 5;

/** Lets the page's clock, which stands still, go on: second by second, and each once what was asked in it is answered. */
function steps(page) {
  const asked = new Set();
  page.on("request", (request) => asked.add(request));
  for (const end of ["requestfinished", "requestfailed"]) page.on(end, (request) => asked.delete(request));
  return async (seconds) => {
    for (let second = 0; second < seconds; second += 1) {
      await page.clock.runFor(1_000);
      await until("the answers", () => asked.size === 0);
    }
  };
}

test("after a minute the supporter can have it sent again, and not before", async (visit) => {
  const page = await visit.open(english());
  await fill(page, newSupporter());
  await page.clock.install();
  await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 1_000);
  const pass = steps(page);
  await hook(page, "submit").click();
  await until("one step left", async () => {
    await pass(1);
    return hook(page, "confirm-wait").isVisible();
  });
  const again = hook(page, "confirm-again");
  // It is there for some seconds already, by the clock of the page.
  await pass(AGAIN_S - 10);
  assert.equal(await again.isVisible(), false, "not before a minute is over");
  await pass(15);
  assert.ok(await again.isVisible(), "but then");
  const answered = page.waitForResponse((response) => response.url().endsWith("/confirmations/resend"));
  await again.click();
  assert.equal((await answered).status(), 202);
  await hook(page, "confirm-status").getByText("We will send it once more.").waitFor();
  assert.equal(await focused(page), "confirm-status");
  assert.equal(await again.isVisible(), false);
  // Minutes later it still asks every five seconds.
  const asked = record(page, "/confirmations", "POST");
  await pass(150);
  const before = asked.length;
  await pass(60);
  const times = asked.length - before;
  // Each counts its wait from the answer to the one before, which may be seen in the step after it.
  assert.ok(times >= 60 / (SLOWEST_S + 2) && times <= 60 / SLOWEST_S + 1, `${times} times in a minute`);
});

test("where what is loaded later is missing, the heading says what is left", async (visit) => {
  const prepare = (page) => page.route(/\/assets\/deferred\./, (route) => route.fulfill({ status: 404 }));
  const page = await visit.open(english(), { prepare });
  await sign(page, newSupporter());
  await page.getByRole("heading", { name: ONE_STEP }).waitFor();
  assert.equal(await focused(page), "thanks-heading");
});

test("a mailbox that is read in the browser is one press away", async (visit) => {
  for (const [domain, shown] of [
    ["gmail.com", ["Open Gmail"]],
    ["hotmail.ca", ["Open Outlook"]],
    ["example.org", ["Open Gmail", "Open Outlook"]],
  ]) {
    const page = await visit.open(english());
    await sign(page, newSupporter({ email: `page-${process.pid}@${domain}` }));
    await hook(page, "confirm-wait").waitFor();
    const links = page.getByRole("link", { name: /^Open (Gmail|Outlook)$/ });
    assert.deepEqual(await links.allTextContents(), shown);
    for (const link of await links.all()) assert.equal(await link.getAttribute("rel"), "noopener noreferrer");
  }
});

test("without scripts the hosted page says what is left, and the supporter's page does the rest", async (visit) => {
  const page = await visit.open(`${world.edge.origin}/c/${world.campaign.id}/rights-circle?lang=en`, WITHOUT_SCRIPT);
  const before = await world.campaign.signatures();
  await page.getByText("We send one message to confirm, with one reminder.").waitFor();
  const ida = newSupporter({ given: "Ida", isListed: true });
  await fill(page, ida);
  await hook(page, "submit").click();
  await page.getByRole("heading", { name: ONE_STEP }).waitFor();
  // The address stands in full, and in no address bar; a reload is a replay.
  await page.getByText(ida.email, { exact: true }).waitFor();
  assert.ok(!page.url().includes("@") && !page.url().includes("?"));
  await linkTo(ida);
  await page.reload();
  await page.getByText(ida.email, { exact: true }).waitFor();
  await page.getByRole("button", { name: "Send again" }).click();
  await page.getByText("We will send it once more.").waitFor();
  await page.getByText(ida.email, { exact: true }).waitFor();
  assert.equal(await world.campaign.signatures(), before);

  await page.goto(await linkTo(ida));
  await page.getByRole("button", { name: "Confirm my signature" }).click();
  await page.getByRole("button", { name: "Take me off the list" }).click();
  await page.getByRole("button", { name: 'List me as "Ida K."' }).click();
  await page.getByRole("button", { name: "Stop emails from Rights Circle" }).click();
  await page.getByText(/Withdrawn on/).waitFor();
  assert.equal(await page.getByRole("button", { name: /^Stop emails/ }).count(), 1);
  assert.equal(await world.campaign.signatures(), before + 1);
  // A second step, without a script.
  const sure = page.getByRole("button", { name: "Yes, take back my signature" });
  assert.equal(await sure.isVisible(), false);
  await page.getByText("Take back my signature", { exact: true }).click();
  await sure.click();
  await page.getByRole("heading", { name: "You have taken back your signature." }).waitFor();
  assert.equal(await world.campaign.signatures(), before);
  assert.deepEqual(await page.context().cookies(), []);
});

test("without scripts a wrong address is changed, with everything else kept", async (visit) => {
  const form = `${world.edge.origin}/c/${world.campaign.id}/refugee-council`;
  const page = await visit.open(form, WITHOUT_SCRIPT);
  const before = await world.campaign.signatures();
  const wrong = newSupporter({ given: "Tove", family: "<b>Berg", isListed: true });
  const right = newSupporter();
  await fill(page, wrong);
  await hook(page, "submit").click();
  await page.getByText(wrong.email, { exact: true }).waitFor();
  await page.getByText("You said yes to").waitFor();
  await page.getByRole("button", { name: "Change the address" }).click();
  assert.equal(await field(page, "email").inputValue(), wrong.email);
  assert.equal(await field(page, "given_name").inputValue(), "Tove");
  assert.equal(await field(page, "family_name").inputValue(), "<b>Berg");
  assert.equal(await field(page, "postal_code").inputValue(), wrong.postalCode);
  assert.ok(await field(page, "list_me").isChecked());
  assert.ok(await page.locator("[name^='consent:'][value=yes]").first().isChecked());
  await field(page, "email").fill(right.email);
  await hook(page, "submit").click();
  await page.getByText(right.email, { exact: true }).waitFor();
  await page.goto(await linkTo(right));
  await page.getByRole("button", { name: "Confirm my signature" }).click();
  await page.getByRole("heading", { name: "Your signature is counted." }).waitFor();
  assert.equal(await world.campaign.signatures(), before + 1);
});

test("what the hosted form is answered with is accessible, and fits a phone", async (visit) => {
  const form = `${world.edge.origin}/c/${world.campaign.id}/refugee-council`;
  const IN_TWO = [["en", "light"], ["fr", "dark"]];
  for (const [language, colorScheme] of pick(IN_TWO, [...IN_TWO, ["fr", "light"]])) {
    const page = await visit.open(`${form}?lang=${language}`, { viewport: { width: 390, height: 844 }, colorScheme });
    const supporter = newSupporter();
    await fill(page, supporter);
    await hook(page, "submit").click();
    await page.getByText(supporter.email, { exact: true }).waitFor();
    const name = `phone-${language}-${colorScheme}-hosted-one-step-left`;
    await picture(page, name, { prefix: "" });
    const [inner, whole] = await page.evaluate(() => [innerWidth, document.documentElement.scrollWidth]);
    assert.ok(whole <= inner, `${name}: nothing is wider than the screen (${whole} > ${inner})`);
    await assertAccessible(page, name);
  }
});

test("a supporter confirms by the keyboard alone", async (visit) => {
  const page = await visit.open(english());
  const before = await world.campaign.signatures();
  const supporter = newSupporter();
  await sign(page, supporter);
  const mail = await visit.open(await linkTo(supporter));
  await until("the button under the focus", async () => {
    await mail.keyboard.press("Tab");
    return mail.evaluate(() => document.activeElement.textContent === "Confirm my signature");
  });
  await mail.keyboard.press("Enter");
  await mail.getByRole("heading", { name: "Your signature is counted." }).waitFor();
  assert.equal(await world.campaign.signatures(), before + 1);
});
