// Pages whose policy leaves little open.

import assert from "node:assert/strict";

import { entry, field, hook, newSupporter, sign } from "../support/form.mjs";
import { record } from "../support/visit.mjs";
import { until } from "../support/wait.mjs";
import { makeWorld } from "../support/world.mjs";

const withoutWasm = (policy) => policy.replace(" 'wasm-unsafe-eval'", "");
const world = makeWorld({
  variants: {
    "frames only": {
      folder: "strict-csp",
      editPolicy: (policy, edge) => `${withoutWasm(policy)}; frame-src ${edge}`,
    },
    "no frames": { folder: "strict-csp", editPolicy: withoutWasm },
    "no socket": { folder: "strict-csp", editPolicy: (policy) => policy.replace(/ ws:\S+?(?=;|$)/, "") },
  },
});
const { test } = world;

const listed = (given) =>
  world.campaign.sign(
    [newSupporter({ given, family: "Ek", isListed: true })],
    world.sites["refugee-council"].origin,
  );

/** The lines that a partner's web admin reads. */
const ours = (page) => page.lines.filter((line) => line.startsWith("undersigned:"));

test("three tags under the strictest policy are three live widgets with one wasm and one socket", async (visit) => {
  const sockets = [];
  const deferred = [];
  let wasm;
  const page = await visit.open(world.sites["strict-csp"].origin, {
    prepare: (page) => {
      wasm = record(page, ".wasm");
      page.on("request", (request) => /\/assets\/deferred\./.test(request.url()) && deferred.push(request));
      page.on("websocket", (socket) => sockets.push(socket));
    },
  });
  const widgets = page.locator("undersigned-petition");
  await until("three forms", async () => (await hook(widgets, "submit").count()) === 3);
  assert.deepEqual(await hook(widgets, "headline").allTextContents(), [
    world.campaign.headline("en"),
    world.campaign.headline("en"),
    world.campaign.headline("fr"),
  ]);
  const colour = await hook(widgets.first(), "submit").evaluate((button) => getComputedStyle(button).backgroundColor);
  assert.notEqual(colour, "rgb(239, 239, 239)", "the form has its style");

  await until("the socket", () => sockets.length > 0);
  await listed("Strict");
  assert.equal(deferred.length, 0, "nobody has needed it");
  await until("the entry in all three", async () => (await entry(widgets, "Strict E.").count()) === 3);
  await sign(widgets.nth(2), newSupporter({ given: "Ada" }));
  assert.equal(await hook(widgets.nth(2), "thanks-heading").textContent(), "Merci, Ada.");
  await hook(widgets.nth(2), "share-url").waitFor();
  assert.ok(await hook(widgets.first(), "form").isVisible(), "the others are as they were");
  await field(widgets.nth(1), "email").fill("ada@gmial.com");
  await field(widgets.nth(1), "given_name").focus();
  await hook(widgets.nth(1), "suggestion").waitFor();
  assert.equal(deferred.length, 1, "one for all widgets");
  assert.equal(wasm.length, 1);
  assert.equal(sockets.length, 1);
  assert.deepEqual(ours(page), []);
});

test("where the policy forbids the socket the feed is polled", async (visit) => {
  const page = await visit.open(world.sites["no socket"].origin, { isRefused: true });
  await hook(page, "submit").first().waitFor();
  await listed("Without");
  await entry(page, "Without E.").first().waitFor();
});

test("where wasm may not compile the hosted page stands in a frame, and signs", async (visit) => {
  const page = await visit.open(world.sites["frames only"].origin, { isRefused: true });
  const frames = page.locator("undersigned-petition iframe");
  await until("three frames", async () => (await frames.count()) === 3);
  const hosted = frames.first().contentFrame();
  const before = await world.campaign.signatures();
  await field(hosted, "given_name").fill("Frame");
  await field(hosted, "email").fill(newSupporter().email);
  await field(hosted, "postal_code").fill("K1A 0B1");
  await hosted.getByLabel("No, thank you").check();
  await hook(hosted, "submit").click();
  await hosted.getByRole("heading", { name: "Thank you. We have your signature." }).waitFor();
  assert.equal(await world.campaign.signatures(), before + 1);
  assert.equal(ours(page).length, 1, "the console says why, in one line");
  assert.match(ours(page)[0], /wasm-unsafe-eval/);
});

test("where frames are forbidden too there is a link to the hosted page", async (visit) => {
  const page = await visit.open(world.sites["no frames"].origin, { isRefused: true });
  const widgets = page.locator("undersigned-petition");
  const address = `${world.edge.origin}/c/${world.campaign.id}/refugee-council`;
  await until("three links and no frame", async () =>
    (await widgets.getByRole("link").count()) === 3 && (await widgets.locator("iframe").count()) === 0,
  );
  const links = await widgets.getByRole("link").all();
  const targets = await Promise.all(links.map((link) => link.getAttribute("href")));
  assert.deepEqual(targets, ["en", "en", "fr"].map((lang) => `${address}?lang=${lang}`));
  assert.equal(ours(page).length, 1, "the console says why, in one line");
});
