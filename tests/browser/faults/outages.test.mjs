// Nothing answers at all: a server that hangs, or is down, or no network. The
// supporter sees what to do, and trying again signs exactly once.

import assert from "node:assert/strict";

import { hook, newSupporter } from "../support/form.mjs";
import { FAULTS } from "../support/faulty.mjs";
import { UNREACHED, failing, faulty, fillIn, isTold, signsOnce, world } from "../support/faulty_world.mjs";
import { PHONE, look } from "../support/look.mjs";
import { until } from "../support/wait.mjs";

const { test } = world;

test("a server that hangs: after one wait the supporter sees it, and trying again signs once", async (visit) => {
  const before = await world.campaign.signatures();
  const supporter = newSupporter({ given: "Calm" });
  const { page, posts } = await fillIn(visit, supporter);
  failing(FAULTS.hangs);
  const pressedAt = performance.now();
  await hook(page, "submit").click();
  await hook(page, "status").getByText("Signing…").waitFor();
  await hook(page, "status").getByText("Still trying. Nothing is lost.").waitFor();
  const saidAfter_s = (performance.now() - pressedAt) / 1000;
  assert.ok(saidAfter_s > 4.5, `${saidAfter_s} s`);
  assert.equal(await hook(page, "problems").isVisible(), false, "it goes on");
  await isTold(page, UNREACHED.en, supporter);
  console.log(`shown after ${Math.round((performance.now() - pressedAt) / 1000)} s`);
  assert.equal(posts.length, 1);
  await signsOnce(page, posts, before, "Calm");
});

for (const language of Object.keys(UNREACHED))
  test(`a server that is down, in ${language}: the supporter sees it, and when it is back trying again signs once`, async (visit) => {
    const before = await world.campaign.signatures();
    const supporter = newSupporter({ given: "Awake" });
    const { page, posts } = await fillIn(visit, supporter, { language, ...PHONE });
    await until("the words for it", () => page.evaluate(() => performance.getEntriesByType("resource").some(({ name }) => name.includes("/embed/rest"))));
    await faulty.down();
    try {
      await hook(page, "submit").click();
      await isTold(page, UNREACHED[language], supporter);
      await hook(page, "keep").waitFor();
      await look(page, `problem-unreached-${language}`);
    } finally {
      await faulty.up();
    }
    await signsOnce(page, posts, before, "Awake");
  });

test("no network at all, and then one", async (visit) => {
  const before = await world.campaign.signatures();
  const supporter = newSupporter({ given: "Afar" });
  const { page, posts } = await fillIn(visit, supporter);
  await page.context().setOffline(true);
  await hook(page, "submit").click();
  await isTold(page, UNREACHED.en, supporter);
  await page.context().setOffline(false);
  await signsOnce(page, posts, before, "Afar");
});
