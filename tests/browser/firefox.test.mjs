// Firefox, where there is one: a page of each kind that other people's pages
// come in (`soak` has them all), and what helps a partner's web admin, the probe
// and the preview on a site that is not listed.

import assert from "node:assert/strict";
import { after } from "node:test";

import { BROWSERS, skipped } from "./support/browsers.mjs";
import { snippets } from "./support/doctor.mjs";
import { newSupporter } from "./support/form.mjs";
import { serveHost } from "./support/host.mjs";
import { HostPage, find, submit } from "./support/host_page.mjs";
import { test } from "./support/test.mjs";
import { isSoak } from "./support/tools.mjs";
import { tryAll } from "./support/trials.mjs";
import { until } from "./support/wait.mjs";
import { makeWorld } from "./support/world.mjs";

const PARTNER = "refugee-council";
const skip = skipped.Firefox;
const world = makeWorld({ launch: BROWSERS.Firefox });
const hosts = [];

after(() => {
  for (const host of hosts) host.close();
});

const serve = async () => {
  await world.ready();
  const host = await serveHost();
  hosts.push(host);
  return host;
};

/** A listed page with the doctor's tag and probe, under its policy. */
async function serveProbed(edit = (policy) => policy) {
  const host = await serve();
  world.campaign.allow(PARTNER, host.origin);
  await world.campaign.put();
  const { tag, probe, policy, frame } = await snippets(`${world.edge.origin}/doctor/${world.campaign.id}/${PARTNER}`);
  return Object.assign(host, { policy: edit(`${policy}; ${frame}`), body: tag + probe });
}

/** Opens a page with the probe, and gives its checks by their kind. */
async function probed(host, { refuses = [] } = {}) {
  const opened = await HostPage.open(world.browser, host.origin);
  try {
    await find(opened.page, "li[data-check]");
    const checks = await opened.page.$$eval(">>> li[data-check]", (lines) => lines.map(({ dataset }) => [dataset.kind, dataset.check]));
    await opened.check(refuses);
    return (kind) => checks.filter(([is]) => is === kind).map(([, check]) => check.replace("check-", ""));
  } finally {
    await opened.close();
  }
}

test("the probe finds all well under the doctor's own policy, in Firefox", { skip }, async () => {
  const found = await probed(await serveProbed());
  assert.deepEqual([found("bad"), found("note")], [[], []]);
  assert.ok(["connect-good", "frame-good", "origin-good", "script-good", "socket-good", "wasm-good"].every((check) => found("good").includes(check)), `${found("good")}`);
});

test("the probe says that wasm is not allowed, in Firefox", { skip }, async () => {
  const host = await serveProbed((policy) => policy.replace(" 'wasm-unsafe-eval'", ""));
  const found = await probed(host, { refuses: ["script-src"] });
  assert.deepEqual(found("bad"), ["wasm-bad"]);
});

test("a site that is not listed shows a preview, in Firefox", { skip }, async () => {
  const host = await serve();
  host.body = `<script async src="${world.edge.origin}/embed/${world.campaign.id}/${PARTNER}.js"></script>`;
  const before = await world.campaign.signatures();
  const opened = await HostPage.open(world.browser, host.origin);
  try {
    await submit(opened.page, newSupporter());
    const line = await find(opened.page, "[data-us=preview]");
    await until("the line to have the focus", () => line.evaluate((element) => element.getRootNode().activeElement === element));
    const text = await line.evaluate(({ textContent }) => textContent);
    assert.ok(text.startsWith("Preview: signatures from this address are not counted."), text);
    assert.equal(opened.ours.length, 1, `${opened.ours}`);
    await opened.check();
  } finally {
    await opened.close();
  }
  assert.equal(await world.campaign.signatures(), before);
});

/** What signs on the page, in a frame and by a link. */
const PAGES = ["The strictest policy, with Trusted Types", "No WebAssembly", "A sandboxed frame without allow-same-origin"];

if (!isSoak) tryAll("Firefox", PAGES);
