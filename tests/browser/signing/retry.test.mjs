// A lost answer and an expired session: the supporter presses once, and it
// counts once.

import assert from "node:assert/strict";

import { fill, hook, newSupporter, problem } from "../support/form.mjs";
import { record } from "../support/visit.mjs";
import { makeWorld } from "../support/world.mjs";

const world = makeWorld();
const { test } = world;
const english = () => world.sites["refugee-council"].origin;
const SIGNATURES = /\/signatures$/;

const keys = (posts) => new Set(posts.map((post) => post.headers()["idempotency-key"]));
const sessions = (posts) => new Set(posts.map((post) => /keyid="([^"]+)"/.exec(post.headers()["signature-input"])[1]));

/** Opens the page and lets `answer(route, attempt)` deal with what it posts. */
async function openWith(visit, answer) {
  let attempt = 0;
  const page = await visit.open(english(), {
    prepare: (page) =>
      page.route(SIGNATURES, (route) =>
        route.request().method() === "POST" ? answer(route, ++attempt) : route.continue(),
      ),
  });
  return { page, posts: record(page, "/signatures", "POST") };
}

test("a request that is lost on its way, there or back, is sent once more with the same key", async (visit) => {
  const { page, posts } = await openWith(visit, async (route, attempt) => {
    if (attempt === 1) return route.abort();
    if (attempt > 2) return route.continue();
    // The edge has it, and the supporter never learns.
    const answer = await route.fetch();
    assert.ok(answer.ok(), `the edge answers ${answer.status()}`);
    return route.abort();
  });
  const before = await world.campaign.signatures();
  await fill(page, newSupporter({ given: "Lost" }));
  await hook(page, "submit").click();
  await page.getByRole("heading", { name: "Thank you, Lost." }).waitFor();
  assert.equal(posts.length, 3);
  assert.equal(keys(posts).size, 1);
  assert.equal(new Set(posts.map((post) => post.postData())).size, 1);
  assert.equal(await world.campaign.signatures(), before + 1);
});

test("an expired session is renewed silently and the same key is used", async (visit) => {
  const problem = { type: "/problems/session-expired", title: "The session has expired", status: 401 };
  const { page, posts } = await openWith(visit, (route, attempt) =>
    attempt > 1
      ? route.continue()
      : route.fulfill({
          status: 401,
          contentType: "application/problem+json",
          headers: { "Access-Control-Allow-Origin": "*" },
          body: JSON.stringify(problem),
        }),
  );
  const asked = record(page, "/sessions", "POST");
  const before = await world.campaign.signatures();
  await fill(page, newSupporter({ given: "Patient" }));
  await hook(page, "submit").click();
  await page.getByRole("heading", { name: "Thank you, Patient." }).waitFor();
  assert.equal(asked.length, 2);
  assert.equal(posts.length, 2);
  assert.equal(sessions(posts).size, 2);
  assert.equal(keys(posts).size, 1);
  assert.equal(await world.campaign.signatures(), before + 1);
});

test("an unreachable edge is named, what was typed stays, and pressing once more is a retry", async (visit) => {
  let isAway = true;
  const { page, posts } = await openWith(visit, (route) => (isAway ? route.abort() : route.continue()));
  const before = await world.campaign.signatures();
  const supporter = newSupporter({ given: "Stubborn" });
  await fill(page, supporter);
  await hook(page, "submit").click();
  await page.getByText("We couldn't reach the server. Nothing is lost: try again.").waitFor();
  assert.equal(await page.locator("[name=email]").inputValue(), supporter.email);
  assert.equal(await problem(page, "email").isVisible(), false);
  isAway = false;
  await hook(page, "submit").click();
  await page.getByRole("heading", { name: "Thank you, Stubborn." }).waitFor();
  assert.equal(keys(posts).size, 1);
  assert.equal(await world.campaign.signatures(), before + 1);
});

test("a refusal after a lost answer is no new press, and what was offered goes", async (visit) => {
  const problem = { type: "/problems/too-many-requests", title: "Too many", status: 429 };
  let isRefused = false;
  let isAway = true;
  const { page, posts } = await openWith(visit, async (route, attempt) => {
    // The edge has the first, and the supporter never learns.
    if (attempt === 1) await route.fetch();
    if (isAway) return route.abort();
    if (!isRefused) return route.continue();
    return route.fulfill({
      status: 429,
      contentType: "application/problem+json",
      headers: { "Access-Control-Allow-Origin": "*" },
      body: JSON.stringify(problem),
    });
  });
  const before = await world.campaign.signatures();
  await fill(page, newSupporter({ given: "Refused" }));
  await hook(page, "submit").click();
  await hook(page, "keep").waitFor();
  [isAway, isRefused] = [false, true];
  await hook(page, "submit").click();
  await hook(page, "keep").waitFor({ state: "hidden" });
  await hook(page, "problems").waitFor();
  isRefused = false;
  await hook(page, "submit").click();
  await page.getByRole("heading", { name: "Thank you, Refused." }).waitFor();
  assert.equal(keys(posts).size, 1);
  assert.equal(await world.campaign.signatures(), before + 1);
});
