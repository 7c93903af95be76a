// What is missing or wrong is said in words, and nothing is sent.

import assert from "node:assert/strict";

import { field, fill, focused, hook, newSupporter, problem } from "../support/form.mjs";
import { heard, record } from "../support/visit.mjs";
import { makeWorld } from "../support/world.mjs";

const world = makeWorld();
const { test } = world;
const english = () => world.sites["refugee-council"].origin;
const french = () => world.sites["rights-circle"].origin;

const EMPTY = [
  ["given_name", "Enter your given name"],
  ["email", "Enter an email address, like name@example.org"],
  ["postal_code", "Enter a postal code, like K1A 0B1, or choose a province"],
  ["consent:refugee-council-updates", "Choose yes or no for Harbour Refugee Council"],
];

test("an empty form shows what is missing, in a summary and at the fields, and sends nothing", async (visit) => {
  const page = await visit.open(english());
  const posts = record(page, "/signatures", "POST");
  await hook(page, "submit").click();
  await page.getByRole("heading", { name: "There is a problem" }).waitFor();
  assert.equal(await focused(page), "problems");
  const summary = await hook(page, "problem-list").getByRole("link").allTextContents();
  assert.deepEqual(summary, EMPTY.map(([, text]) => text));
  for (const [name, text] of EMPTY) {
    assert.equal(await problem(page, name).textContent(), text);
    assert.ok(await problem(page, name).isVisible());
    assert.equal(await field(page, name).first().getAttribute("aria-invalid"), "true");
  }
  assert.equal(posts.length, 0);
  const kinds = (await heard(page)).map(({ kind }) => kind);
  assert.ok(kinds.includes("ready") && !kinds.includes("signed"), `${kinds}`);
});

test("each line of the summary moves the focus to its field", async (visit) => {
  const page = await visit.open(english());
  const address = page.url();
  await hook(page, "submit").click();
  for (const [name, text] of EMPTY) {
    await hook(page, "problem-list").getByRole("link", { name: text }).click();
    assert.equal(await focused(page), name);
  }
  assert.equal(page.url(), address);
});

test("an error goes when the field is right and left, and the rest is kept", async (visit) => {
  const page = await visit.open(english());
  await fill(page, newSupporter({ email: "anil@example", postalCode: "K1A" }));
  await hook(page, "submit").click();
  assert.equal(await hook(page, "problem-list").getByRole("link").count(), 2);
  await field(page, "email").fill("anil@example.org");
  await field(page, "postal_code").focus();
  await problem(page, "email").waitFor({ state: "hidden" });
  assert.ok(await problem(page, "postal_code").isVisible());
  assert.equal(await field(page, "given_name").inputValue(), "Anil");
});

test("in French every unanswered organization is named", async (visit) => {
  const page = await visit.open(french(), { locale: "fr-CA" });
  await hook(page, "submit").click();
  await page.getByRole("heading", { name: "Il y a un problème" }).waitFor();
  assert.deepEqual(await hook(page, "problem-list").getByRole("link").allTextContents(), [
    "Entrez votre prénom",
    "Entrez une adresse courriel, comme nom@exemple.org",
    "Entrez un code postal, comme K1A 0B1, ou choisissez une province",
    "Choisissez oui ou non pour Cercle des droits",
    "Choisissez oui ou non pour Conseil Havre Réfugiés",
  ]);
});

test("a mistyped mail domain is asked about, never corrected by itself", async (visit) => {
  const page = await visit.open(english());
  await field(page, "email").fill("anil@gmial.com");
  const top = async (name) => (await field(page, name).boundingBox()).y;
  const distance = async () => (await top("postal_code")) - (await top("email"));
  const before = await distance();
  await field(page, "postal_code").focus();
  const suggestion = page.getByRole("button", { name: "Did you mean gmail.com?" });
  await suggestion.waitFor();
  assert.equal(await distance(), before, "nothing moves under the pointer");
  assert.equal(await field(page, "email").inputValue(), "anil@gmial.com");
  await suggestion.click();
  assert.equal(await field(page, "email").inputValue(), "anil@gmail.com");
});

test("what only the edge refuses is shown at its field", async (visit) => {
  const page = await visit.open(english());
  const refused = page.waitForResponse((answer) => answer.status() === 422);
  await fill(page, newSupporter({ email: "anil@-example-.org" }));
  await hook(page, "submit").click();
  await refused;
  await problem(page, "email").waitFor();
  assert.equal(await focused(page), "problems");
  const events = (await heard(page)).filter(({ kind }) => kind === "problem");
  assert.equal(events.length, 1);
  assert.ok(!events[0].detail.includes("anil"), "no personal data in the event");
});

test("after a field is fixed the next click is not lost", async (visit) => {
  const page = await visit.open(english());
  await hook(page, "submit").click();
  await field(page, "postal_code").fill("K1A 0B1");
  // The error above goes away on leaving the field; what the supporter clicks must not.
  await field(page, "list_me").check();
});
