// The network and servers fail in the middle: the supporter sees what to do,
// nothing that they typed is lost, and trying again signs exactly once.

import assert from "node:assert/strict";

import { hook, newSupporter } from "../support/form.mjs";
import { FAULTS } from "../support/faulty.mjs";
import { PARTNER, UNREACHED, counts, failing, faulty, fillIn, isTold, keys, signsOnce, world } from "../support/faulty_world.mjs";

const { test } = world;

for (const name of ["lost", "answerLost", "cut", "unavailable", "gatewayTimeout"])
  test(`${name}, once: it is sent once more by itself, and counts once`, async (visit) => {
    const before = await world.campaign.signatures();
    const { page, posts } = await fillIn(visit, newSupporter({ given: name }));
    const tries = failing(FAULTS[name], 1);
    await hook(page, "submit").click();
    await page.getByRole("heading", { name: `Thank you, ${name}.` }).waitFor();
    // Of a connection that broke before any answer the browser itself may do it.
    assert.equal(tries.seen, 2);
    assert.equal(keys(posts).size, 1);
    await counts(before + 1);
  });

for (const name of ["answerLost", "cut", "gatewayTimeout"])
  test(`${name}, every time: the supporter sees it, and trying again signs once`, async (visit) => {
    const before = await world.campaign.signatures();
    const supporter = newSupporter({ given: "Firm" });
    const { page, posts } = await fillIn(visit, supporter);
    const tries = failing(FAULTS[name]);
    await hook(page, "submit").click();
    await isTold(page, UNREACHED.en, supporter);
    assert.ok(tries.seen >= 4, `${tries.seen} tries`);
    await counts(before + 1);
    await signsOnce(page, posts, before, "Firm");
  });

test("the edge is killed while the supporter signs, and starts again", async (visit) => {
  const before = await world.campaign.signatures();
  const supporter = newSupporter({ given: "Steady" });
  const { page, posts } = await fillIn(visit, supporter);
  let isFirst = true;
  failing(async ({ response, forward }) => {
    await forward();
    if (isFirst) await world.edge.kill();
    isFirst = false;
    response.destroy();
  });
  await hook(page, "submit").click();
  await isTold(page, UNREACHED.en, supporter);
  await world.edge.run();
  await signsOnce(page, posts, before, "Steady");
});

test("what a proxy changes on the way is named, with another way to sign", async (visit) => {
  const before = await world.campaign.signatures();
  const supporter = newSupporter({ given: "Clear" });
  const { page, posts } = await fillIn(visit, supporter);
  failing(FAULTS.alters);
  await hook(page, "submit").click();
  await isTold(page, "What arrived is not what this page sent: something on the way changes it. Nothing is lost: try another network, or sign on the petition's own page.", supporter);
  const link = hook(page, "problems").getByRole("link", { name: "The petition's own page" });
  assert.equal(await link.getAttribute("href"), `${faulty.origin}/c/${world.campaign.id}/${PARTNER}?lang=en`);
  assert.equal(await world.campaign.signatures(), before);
  // Nobody knows that no try before the refusal has arrived: the key stays.
  await signsOnce(page, posts, before, "Clear");
});
