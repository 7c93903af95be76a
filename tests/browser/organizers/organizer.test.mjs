// What an organizer sees and does.

import assert from "node:assert/strict";

import { makeWorld } from "../support/world.mjs";

const world = makeWorld();
const { test } = world;

/** The dashboard, reached as an organizer does: by the link with the token. */
async function openDashboard(visit) {
  const page = await visit.open(`${world.edge.origin}/organizer#token=${world.edge.token}`);
  await world.campaign.linkOn(page).click();
  await page.getByRole("heading", { level: 1, name: world.campaign.headline("en") }).waitFor();
  return page;
}

test("the link with the token signs in, and the token leaves the address", async (visit) => {
  const page = await visit.open(`${world.edge.origin}/organizer#token=${world.edge.token}`);
  await page.getByRole("heading", { name: "Campaigns" }).waitFor();
  assert.equal(page.url(), `${world.edge.origin}/organizer`);
  const [cookie, ...others] = await page.context().cookies();
  assert.equal(others.length, 0);
  assert.ok(cookie.httpOnly);
  assert.equal(cookie.sameSite, "Strict");
  assert.ok(!cookie.value.includes(world.edge.token));
  await page.goBack();
  assert.ok(!page.url().includes(world.edge.token), "nor does the history keep it");
});

test("the dashboard shows the same numbers as the API", async (visit) => {
  const page = await openDashboard(visit);
  const total = await world.campaign.signatures();
  assert.equal(await page.locator("[aria-labelledby=total] .org-number").textContent(), total.toLocaleString("en"));
  for (const [by, heading] of [
    ["partner", "Per partner"],
    ["day", "Per day (UTC)"],
    ["language", "Per language"],
    ["country", "Per country"],
    ["region", "Per province"],
  ]) {
    const { rows } = await world.campaign.counts(by);
    const shown = page.getByRole("region", { name: heading }).locator("tbody tr");
    const figures = await shown.evaluateAll((lines) =>
      lines.map((line) => [...line.querySelectorAll("td")].map((cell) => Number(cell.textContent))),
    );
    assert.deepEqual(figures, rows.map((row) => [row.signatures, row.consents]), heading);
    assert.ok(rows.length > 0, heading);
  }
  for (const name of ["Harbour Refugee Council", "English", "Canada", "Ontario"])
    await page.getByRole("rowheader", { name, exact: true }).waitFor();
});

test("without the cookie there is only the form to sign in", async (visit) => {
  const page = await visit.open(`${world.edge.origin}/organizer/campaigns/${world.campaign.id}`);
  await page.getByLabel("Organizer token").waitFor();
  const text = await page.locator("body").textContent();
  assert.ok(!text.includes(world.campaign.headline("en")));
  assert.ok(!text.includes("Zoë"));
  await page.getByLabel("Organizer token").fill("not-the-token");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByText("This token is not valid.").waitFor();
  assert.deepEqual(await page.context().cookies(), []);
  await page.getByLabel("Organizer token").fill(world.edge.token);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { level: 1, name: world.campaign.headline("en") }).waitFor();
});
