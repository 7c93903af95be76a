// The edge's own page, in a browser that runs no script.

import assert from "node:assert/strict";

import { field, fill, hook, newSupporter, problem } from "../support/form.mjs";
import { makeWorld } from "../support/world.mjs";

const world = makeWorld();
const { test } = world;
const address = (partner) => `${world.edge.origin}/c/${world.campaign.id}/${partner}`;
const WITHOUT_SCRIPT = { javaScriptEnabled: false };

test("without scripts a supporter signs and is thanked", async (visit) => {
  const page = await visit.open(address("refugee-council"), WITHOUT_SCRIPT);
  const before = await world.campaign.signatures();
  await fill(page, newSupporter({ given: "Plain", isListed: true }));
  await hook(page, "submit").click();
  await page.getByRole("heading", { name: "Thank you. We have your signature." }).waitFor();
  assert.equal(page.url(), `${address("refugee-council")}/thanks?lang=en`);
  assert.equal(await world.campaign.signatures(), before + 1);
  await page.reload();
  assert.equal(await world.campaign.signatures(), before + 1, "a reload signs nothing");
  assert.deepEqual(await page.context().cookies(), []);
});

test("without scripts an invalid form comes back with what was typed and what is wrong", async (visit) => {
  const page = await visit.open(address("rights-circle"), { ...WITHOUT_SCRIPT, locale: "fr-CA" });
  const before = await world.campaign.signatures();
  await field(page, "given_name").fill("Noémie");
  await field(page, "family_name").fill("Côté-Lévesque");
  await field(page, "email").fill("noemie@exemple");
  await field(page, "postal_code").fill("H2X");
  await field(page, "list_me").check();
  await page.locator("[name='consent:rights-circle-updates'][value=no]").check();
  await hook(page, "submit").click();

  await page.getByRole("heading", { name: "Il y a un problème" }).waitFor();
  assert.equal(await problem(page, "email").textContent(), "Vérifiez ce qui suit le @, comme exemple.org");
  assert.equal(
    await problem(page, "postal_code").textContent(),
    "Entrez un code postal, comme K1A 0B1, ou choisissez une province",
  );
  assert.equal(
    await problem(page, "consent:refugee-council-updates").textContent(),
    "Choisissez oui ou non pour Conseil Havre Réfugiés",
  );
  assert.equal(await field(page, "given_name").inputValue(), "Noémie");
  assert.equal(await field(page, "family_name").inputValue(), "Côté-Lévesque");
  assert.equal(await field(page, "email").inputValue(), "noemie@exemple");
  assert.ok(await field(page, "list_me").isChecked());
  assert.ok(await page.locator("[name='consent:rights-circle-updates'][value=no]").isChecked());
  assert.equal(await world.campaign.signatures(), before);

  await field(page, "email").fill(newSupporter().email);
  await field(page, "postal_code").fill("H2X 1Y4");
  await page.locator("[name='consent:refugee-council-updates'][value=yes]").check();
  await hook(page, "submit").click();
  await page.getByRole("heading", { name: "Merci. Nous avons reçu votre signature." }).waitFor();
  assert.equal(await world.campaign.signatures(), before + 1);
});

test("without scripts the switch gives the page in the other language, with what was typed and no answer", async (visit) => {
  const page = await visit.open(address("refugee-council"), WITHOUT_SCRIPT);
  const addresses = [];
  page.on("request", (request) => addresses.push(`${request.url()} ${request.headers().referer}`));
  const supporter = newSupporter({ given: "Noor" });
  await fill(page, supporter);
  await field(page, "abroad").check();
  await field(page, "country").selectOption("NP");
  await hook(page, "languages").getByRole("button", { name: "Français" }).click();
  await page.getByRole("button", { name: "Signer la pétition" }).waitFor();
  assert.equal(await page.locator("html").getAttribute("lang"), "fr");
  assert.equal(await field(page, "given_name").inputValue(), "Noor");
  assert.equal(await field(page, "email").inputValue(), supporter.email);
  assert.ok(await field(page, "abroad").isChecked());
  assert.equal(await field(page, "country").inputValue(), "NP");
  assert.equal(await hook(page, "consent").locator(":checked").count(), 0);
  assert.equal(await page.getByRole("alert").count(), 0, "nothing is wrong yet");
  assert.ok(!addresses.join(" ").includes(supporter.email.split("@")[0]), "no address has what was typed");

  const before = await world.campaign.signatures();
  await hook(page, "consent").first().locator("[value=no]").check();
  await hook(page, "submit").click();
  await page.getByRole("heading", { name: "Merci. Nous avons reçu votre signature." }).waitFor();
  assert.equal(await world.campaign.signatures(), before + 1);
});

test("without scripts Enter in a field signs, and switches no language", async (visit) => {
  const page = await visit.open(address("refugee-council"), WITHOUT_SCRIPT);
  await fill(page, newSupporter());
  await field(page, "email").press("Enter");
  await page.getByRole("heading", { name: "Thank you. We have your signature." }).waitFor();
});

test("a browser is offered its own language first", async (visit) => {
  for (const [locale, first] of [["fr-CA", "Français"], ["ar-SY", "العربية"], ["ug-CN", "ئۇيغۇرچە"]]) {
    const page = await visit.open(address("refugee-council"), { ...WITHOUT_SCRIPT, locale });
    assert.equal(await page.locator("html").getAttribute("lang"), "en");
    assert.equal(await hook(page, "languages").getByRole("button").first().textContent(), first);
  }
});
