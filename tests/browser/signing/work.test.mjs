// The work that a session asks for, in the page that does it: who presses
// early waits for it, and each session and address has its own.

import assert from "node:assert/strict";

import { field, fill, hook, newSupporter } from "../support/form.mjs";
import { record } from "../support/visit.mjs";
import { makeWorld } from "../support/world.mjs";

/** Four times what a session asks for by default. */
const world = makeWorld({ workBits: 18 });
const { test } = world;
const english = () => world.sites["refugee-council"].origin;
/** The counters that were sent, with the sessions they were for. */
const sent = (posts) =>
  posts.map((post) => ({
    counter: JSON.parse(post.postData()).work.counter,
    session: /keyid="([^"]+)"/.exec(post.headers()["signature-input"])[1],
    key: post.headers()["idempotency-key"],
  }));

test("a button pressed before the work is done waits for it, and another address has work of its own", async (visit) => {
  const page = await visit.open(english());
  const posts = record(page, "/signatures", "POST");
  const before = await world.campaign.signatures();
  await fill(page, newSupporter({ given: "Quick" }));
  await field(page, "email").fill(newSupporter().email);
  await hook(page, "submit").click();
  await page.getByRole("heading", { name: "Thank you, Quick." }).waitFor();
  assert.equal(posts.length, 1);
  assert.equal(await world.campaign.signatures(), before + 1);
});

test("a retry in a renewed session has other work and the same key", async (visit) => {
  let attempt = 0;
  const page = await visit.open(english(), {
    prepare: (page) =>
      page.route(/\/signatures$/, async (route) => {
        if (route.request().method() !== "POST" || ++attempt > 1) return route.continue();
        await route.fetch();
        return route.fulfill({ status: 401, headers: { "Access-Control-Allow-Origin": "*" }, body: "{}" });
      }),
  });
  const posts = record(page, "/signatures", "POST");
  const before = await world.campaign.signatures();
  await fill(page, newSupporter({ given: "Again" }));
  await hook(page, "submit").click();
  await page.getByRole("heading", { name: "Thank you, Again." }).waitFor();
  const [first, second] = sent(posts);
  assert.notEqual(second.session, first.session);
  assert.notEqual(second.counter, first.counter);
  assert.equal(second.key, first.key);
  assert.equal(await world.campaign.signatures(), before + 1, "the edge takes it for the same submission");
});
