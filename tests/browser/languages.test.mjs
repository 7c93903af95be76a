// Another language inside the widget: what was typed stays, an answer to a text
// that is no longer there does not.

import assert from "node:assert/strict";

import { field, hook } from "./support/form.mjs";
import { makeWorld } from "./support/world.mjs";

const world = makeWorld();
const { test } = world;

const open = (visit) => visit.open(world.sites["refugee-council"].origin);

const toFrench = async (page) => {
  await hook(page, "languages").getByText("Français").click();
  await page.getByRole("button", { name: "Signer la pétition" }).waitFor();
};

test("what was typed stays, and no answer to another text", async (visit) => {
  const page = await open(visit);
  await field(page, "given_name").fill("Noor");
  await field(page, "email").fill("noor@example.org");
  await field(page, "list_me").check();
  await hook(page, "consent").first().locator("[value=yes]").check();
  await toFrench(page);
  assert.equal(await field(page, "given_name").inputValue(), "Noor");
  assert.equal(await field(page, "email").inputValue(), "noor@example.org");
  assert.ok(await field(page, "list_me").isChecked());
  assert.equal(await hook(page, "consent").locator(":checked").count(), 0);
});

test("a box that was ticked for one text is not ticked for its translation", async (visit) => {
  const { notices } = world.campaign.settings();
  await world.campaign.change({ notices: notices.map((notice) => ({ ...notice, control: "tick", version: 2 })) });
  const page = await open(visit);
  await hook(page, "consent").locator("[type=checkbox]").first().check();
  await toFrench(page);
  assert.equal(await hook(page, "consent").locator(":checked").count(), 0);
});
