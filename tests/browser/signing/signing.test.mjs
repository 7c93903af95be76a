// From the partner's page to the thanks.

import assert from "node:assert/strict";

import { field, fill, focused, hook, newSupporter, sign } from "../support/form.mjs";
import { heard, record } from "../support/visit.mjs";
import { until } from "../support/wait.mjs";
import { makeWorld } from "../support/world.mjs";

const world = makeWorld();
const { test } = world;
const english = () => world.sites["refugee-council"].origin;
const french = () => world.sites["rights-circle"].origin;

const counted = (signatures) => `${signatures.toLocaleString("en")} of 3,000 have signed`;

test("a supporter reads the petition, signs it, and is thanked with the new count", async (visit) => {
  const page = await visit.open(`${english()}/?source=news#about`);
  const address = page.url();
  const before = await world.campaign.signatures();
  assert.equal(await hook(page, "headline").textContent(), world.campaign.headline("en"));
  assert.equal(await hook(page, "addressee").textContent(), "To: the Government of Canada");
  await hook(page, "count-line").getByText(counted(before), { exact: true }).waitFor();
  await page.getByRole("heading", { name: "Who's signing" }).waitFor();
  await hook(page, "entries").getByText("Zoë T.").waitFor();

  await fill(page, newSupporter({ given: "Rosa", family: "Lindqvist", isListed: true }));
  await hook(page, "public-name").getByText("Rosa L.", { exact: true }).waitFor();
  await hook(page, "submit").click();

  await page.getByRole("heading", { name: "Thank you, Rosa." }).waitFor();
  assert.equal(await focused(page), "thanks-heading");
  await hook(page, "thanks").getByText(counted(before + 1), { exact: true }).waitFor();
  await hook(page, "thanks").getByText("You said yes to Harbour Refugee Council.").waitFor();
  assert.equal(await hook(page, "share-url").textContent(), `${english()}/`);
  await hook(page, "entries").getByText("Rosa L.").waitFor();
  assert.equal(await hook(page, "form").isVisible(), false);
  assert.equal(page.url(), address, "the partner's address is as it was");
  assert.equal(await world.campaign.signatures(), before + 1);
});

const missing = (route) => route.fulfill({ status: 404 });
const altered = async (route) => {
  const response = await route.fetch();
  await route.fulfill({ response, body: `${await response.text()} ` });
};

/** What comes later: its script not at all, or one byte longer; its view not at all. */
const refused = [
  ["the script that is loaded later is missing", /\/assets\/deferred\./, missing],
  ["the script that is loaded later is tampered with", /\/assets\/deferred\./, altered],
  ["the rest of the view is missing", /\/embed\/rest/, missing],
];

for (const [what, address, answer] of refused)
  test(`where ${what}, the supporter signs, is thanked, and sees no dead button`, async (visit) => {
    const prepare = (page) => page.route(address, answer);
    const page = await visit.open(english(), { prepare });
    const before = await world.campaign.signatures();
    await sign(page, newSupporter({ given: "Plain" }));
    await page.getByRole("heading", { name: "Thank you, Plain." }).waitFor();
    assert.equal(await focused(page), "thanks-heading");
    await hook(page, "thanks").getByText(counted(before + 1), { exact: true }).waitFor();
    await until("the browser to refuse it", () => page.lines.some((line) => /integrity|CORS|404/.test(line)));
    assert.equal(await hook(page, "share").isVisible(), false);
    assert.equal(await hook(page, "sign-another").isVisible(), false);
    assert.deepEqual(await heard(page).then((events) => events.filter(({ kind }) => kind === "problem")), []);
  });

test("what is loaded later comes after the form is filled in, not before", async (visit) => {
  // A count that is two behind would roll up, by a script that is loaded for it.
  const signatures = await world.campaign.signatures();
  await until("the public tally to be complete", async () => (await world.campaign.publicTally()) === signatures);
  const page = await visit.open(english());
  const later = [];
  page.on("request", (request) => /\/assets\/deferred\.|\/rest/.test(request.url()) && later.push(request));
  await page.waitForLoadState("networkidle");
  await field(page, "given_name").fill("Early");
  assert.equal(later.length, 0);
  await sign(page, newSupporter());
  await hook(page, "share-url").waitFor();
  assert.equal(later.length, 2);
});

test("the page hears events without personal data", async (visit) => {
  const page = await visit.open(english());
  const supporter = newSupporter({ given: "Oyelaran", family: "Whitecloud", postalCode: "X0A 0H0" });
  await sign(page, supporter);
  const events = await heard(page);
  const kinds = new Set(events.map(({ kind }) => kind));
  assert.deepEqual([...kinds].sort(), ["ready", "signed", "tally"]);
  const details = JSON.stringify(events);
  for (const personal of ["Oyelaran", "Whitecloud", supporter.email, "X0A", "Nunavut", '"NU"'])
    assert.ok(!details.includes(personal), `${personal} is in an event`);
});

test("the page gets no cookie, no storage and no global", async (visit) => {
  const names = (page) => page.evaluate(() => Object.getOwnPropertyNames(window).sort());
  const bare = await visit.open(english(), {
    prepare: (page) => page.route(/\/embed\//, (route) => route.fulfill({ body: "" })),
  });
  const page = await visit.open(english());
  await sign(page, newSupporter());
  assert.deepEqual(await names(page), await names(bare));
  assert.ok(await page.evaluate(() => !!customElements.get("undersigned-petition")));
  assert.deepEqual(await page.context().cookies(), []);
  const kept = await page.evaluate(async () => [
    document.cookie,
    ...Object.keys(localStorage),
    ...Object.keys(sessionStorage),
    ...(await indexedDB.databases()),
    ...(await caches.keys()),
  ]);
  assert.deepEqual(kept, [""]);
});

test("the same address on the other site gets the same thanks and is not counted again", async (visit) => {
  const supporter = newSupporter({ email: `Twice.${process.pid}@Example.org`, choice: "no" });
  await sign(await visit.open(english()), supporter);
  const before = await world.campaign.signatures();
  const consents = await world.campaign.count("partner", "rights-circle", "consents");

  const page = await visit.open(french(), { locale: "fr-CA" });
  const answers = [];
  page.on("response", (answer) => {
    if (answer.request().method() === "POST" && answer.url().endsWith("/signatures")) answers.push(answer);
  });
  await sign(page, { ...supporter, email: supporter.email.toUpperCase(), choice: "yes" });
  assert.equal(await hook(page, "thanks-heading").textContent(), "Merci, Anil.");
  assert.equal(answers.length, 1);
  assert.ok((await answers[0].json()).receipt.id);
  await until("the new yes to be recorded", async () => {
    const now = await world.campaign.count("partner", "rights-circle", "consents");
    return now === consents + 1;
  });
  assert.equal(await world.campaign.signatures(), before);
});

test("a province, or another country, stands in for a postal code", async (visit) => {
  const page = await visit.open(english());
  await fill(page, newSupporter({ given: "Uki", postalCode: "" }));
  await hook(page, "choose-region").click();
  assert.equal(await focused(page), "region");
  await field(page, "region").selectOption({ label: "Nunavut" });
  await hook(page, "submit").click();
  await hook(page, "thanks").waitFor();
  await until("Nunavut to be counted", () => world.campaign.count("region", "CA-NU"));
  assert.equal(await hook(page, "ask").isVisible(), false, "the thanks stand where the supporter was asked");
  assert.equal(await hook(page, "languages").isVisible(), false, "nothing takes the thanks away");

  await hook(page, "sign-another").click();
  await hook(page, "form").waitFor();
  for (const asked of ["ask", "petition-text", "languages"]) assert.ok(await hook(page, asked).isVisible(), `${asked} is back`);
  assert.equal(await focused(page), "given_name");
  for (const name of ["given_name", "family_name", "email", "postal_code"])
    assert.equal(await field(page, name).inputValue(), "", `${name} is empty for the next person`);
  assert.equal(await page.locator(":checked[type=radio]").count(), 0, "no answer is left for the next person");
  await fill(page, newSupporter({ given: "Maya", postalCode: "" }));
  await field(page, "abroad").check();
  await hook(page, "postal-row").waitFor({ state: "hidden" });
  await field(page, "country").selectOption({ label: "Nepal" });
  await hook(page, "submit").click();
  await page.getByRole("heading", { name: "Thank you, Maya." }).waitFor();
  await until("Nepal to be counted", () => world.campaign.count("country", "NP"));
});

test("the supporter shares the petition's address and title, and nothing of their own", async (visit) => {
  const page = await visit.open(`${english()}/?source=news#about`, {
    permissions: ["clipboard-read", "clipboard-write"],
    prepare: (page) =>
      page.addInitScript(() => {
        navigator.share = async (shared) => (document.title = JSON.stringify(shared));
      }),
  });
  await sign(page, newSupporter());
  await hook(page, "share-native").click();
  const title = world.campaign.headline("en");
  const url = `${english()}/`;
  assert.deepEqual(JSON.parse(await page.title()), { title, url });
  const both = encodeURIComponent(`${title} ${url}`);
  const address = encodeURIComponent(url);
  for (const [name, href] of [
    ["whatsapp", `https://wa.me/?text=${both}`],
    ["facebook", `https://www.facebook.com/sharer/sharer.php?u=${address}`],
    ["email", `mailto:?subject=${encodeURIComponent(title)}&body=${address}`],
    ["sms", `sms:?&body=${both}`],
  ])
    assert.equal(await hook(page, `share-${name}`).getAttribute("href"), href, name);
  await hook(page, "share-copy").click();
  await hook(page, "share-copy").getByText("Copied").waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), url);
  await hook(page, "sign-another").click();
  assert.equal(await hook(page, "share-copy").textContent(), "Copy the link");
});

test("a form sent before the wasm has arrived is sent once it has, and once", async (visit) => {
  let release;
  const released = new Promise((resolve) => (release = resolve));
  const page = await visit.open(english(), {
    prepare: (page) =>
      page.route(/\.wasm$/, async (route) => {
        await released;
        await route.continue();
      }),
  });
  const posts = record(page, "/signatures", "POST");
  const before = await world.campaign.signatures();
  await fill(page, newSupporter({ given: "Early" }));
  await hook(page, "submit").click();
  await hook(page, "submit").click();
  await hook(page, "status").getByText("Signing…").waitFor();
  assert.equal(posts.length, 0);
  assert.equal(new URL(page.url()).search, "", "nothing typed is in the address");
  release();
  await page.getByRole("heading", { name: "Thank you, Early." }).waitFor();
  assert.equal(posts.length, 1);
  assert.equal(await world.campaign.signatures(), before + 1);
});
