// Pages of other people that the petition was tried on, what it gives there,
// and how one signs. `docs/embedding.md` has a row for each.

import assert from "node:assert/strict";

import { countOn, find, frameOf, petition, signOnHosted, signOnWidget } from "./host_page.mjs";
import { until } from "./wait.mjs";

const SIGNS = "signs on the page";
const FRAME = "signs in a frame with the hosted page";
const LINK = "a link to the hosted page, where one signs";
const NOTHING = "nothing but a line in the console";

/** Signs on the n-th petition, and sees the count move on every one. */
async function onWidget(frame, { index = 0, all = 1 } = {}) {
  const widget = await petition(frame, index);
  await find(widget, "[data-us=submit]");
  const before = await countOn(widget);
  await signOnWidget(widget);
  for (let other = 0; other < all; other += 1) {
    const shown = await petition(frame, other);
    await until(`the count of petition ${other} to move`, async () => (await countOn(shown)) > before);
  }
}

async function onFrame(frame) {
  const hosted = await find(await petition(frame), "iframe");
  await signOnHosted(await hosted.contentFrame());
}

/** Follows the link that is all there is. */
async function onLink({ page }, frame, scope) {
  const link = await find(scope ?? (await petition(frame)), "a[href*='/c/']");
  assert.equal(await frame.$(">>> undersigned-petition iframe"), null, "there is no frame");
  const address = await link.evaluate(({ href }) => href);
  await page.goto(address);
  await signOnHosted(page.mainFrame());
}

const plain = (name, more = {}) => ({ page: name, gives: SIGNS, run: ({ page }) => onWidget(page.mainFrame()), ...more });
const inFrame = (name, more = {}) => plain(name, { run: async ({ page }) => onWidget(await frameOf(page, "iframe")), ...more });
const pressed = (name, more) =>
  plain(name, {
    run: async ({ page }) => {
      await page.click("#accept");
      await onWidget(page.mainFrame());
    },
    ...more,
  });

/** A route of an app, by its link. */
const follow = (page, route) => page.click(`a[href="#${route}"]`);
const language = (page, lang) => find(page, `[data-us=view][lang=${lang}]`);

async function inApp({ page }) {
  await follow(page, "sign");
  await language(page, "en");
  await follow(page, "signer");
  await language(page, "fr");
  await follow(page, "home");
  await until("the petition to be gone", async () => (await page.$("undersigned-petition")) === null);
  await follow(page, "sign");
  await onWidget(page.mainFrame());
}

/** Takes the petition out, puts it back and moves it, with what was typed. */
async function moved({ page }) {
  const email = await find(page, "[name=email]");
  await email.type("kept@example.org");
  await email.evaluate((field) => field.dispatchEvent(new Event("change", { bubbles: true })));
  // What follows the thanks has come, and comes once.
  await find(page, "[data-us=sign-another]");
  await page.evaluate(async () => {
    const petition = document.querySelector("undersigned-petition");
    petition.remove();
    await new Promise((resolve) => setTimeout(resolve));
    document.body.append(petition);
    document.querySelector("h1").before(petition);
  });
  const again = await find(page, "[name=email]");
  assert.equal(await again.evaluate(({ value }) => value), "kept@example.org");
  await again.evaluate((field) => (field.value = ""));
  await onWidget(page.mainFrame());
  await find(page, "[data-us=share]:not([hidden])");
  assert.equal((await page.$$(">>> [data-us=sign-another]")).length, 1, "one way to sign again");
}

/**
 * Leaves and comes back. Chromium has kept the page as it was; Firefox keeps
 * none that has had a socket, and loads it afresh.
 */
async function goneBack({ page }, { campaign, site, browser }) {
  const isKept = browser === "Chromium";
  await page.evaluate(() => addEventListener("pageshow", ({ persisted }) => (document.title = `kept: ${persisted}`)));
  await (await find(page, "[name=given_name]")).type("A");
  await page.evaluate(() => (location.href = "elsewhere.html"));
  const titled = (wanted) => until(`the page "${wanted}"`, async () => (await page.title().catch(() => "")) === wanted);
  await titled("Another page");
  await page.evaluate(() => history.back()).catch(() => {});
  await titled(isKept ? "kept: true" : "A plain page");
  const view = await petition(page);
  const given = await find(view, "[name=given_name]");
  assert.equal(await given.evaluate(({ value }) => value), isKept ? "A" : "");
  const before = await countOn(view);
  await campaign.sign([{ given: "While", email: "while-away@example.org" }], site.origin);
  await until("the feed to be alive", async () => (await countOn(view)) > before);
  await onWidget(page.mainFrame());
}

/** The page is there before it is asked for, and lives once it is shown. */
async function prerendered(host, { site }) {
  await until("the next page to have run ahead", () => site.asked.has("/elsewhere.html?ahead"));
  await host.page.evaluate(() => document.querySelector("a").click()).catch(() => {});
  await until("the next page to be shown", () => site.asked.has("/elsewhere.html?shown"));
  await host.follow("/ahead.html");
  await onWidget(host.page.mainFrame());
}

/** `site` is the one named in `host_pages.test.mjs`; `file` a page of it. */
export const CASES = [
  plain("A plain page", { file: "plain.html" }),
  plain("The strictest policy, with Trusted Types", { site: "strict-csp", run: ({ page }) => onWidget(page.mainFrame(), { index: 2, all: 3 }) }),
  plain("A nonce with strict-dynamic", { file: "nonce.html" }),
  plain("The pinned loader, with integrity", { site: "pinned" }),
  { page: "A policy without 'wasm-unsafe-eval'", file: "frame-only.html", gives: FRAME, refuses: ["script-src"], run: ({ page }) => onFrame(page.mainFrame()) },
  { page: "A policy without frame-src either", file: "link-only.html", gives: LINK, refuses: ["script-src", "frame-src"], run: (host) => onLink(host, host.page.mainFrame()) },
  { page: "No scripts, a link in noscript", file: "no-script.html", gives: LINK, hasScripts: false, lacks: { Firefox: "not tried" }, run: (host) => onLink(host, host.page.mainFrame(), host.page) },
  plain("A page by plain http", { file: "plain.html", isPlain: true }),
  { page: "No WebAssembly", file: "no-wasm.html", gives: FRAME, run: ({ page }) => onFrame(page.mainFrame()) },
  plain("A script optimizer (no currentScript)", { file: "optimizer.html" }),
  pressed("A consent manager that swaps the tag", { file: "consent.html" }),
  pressed("A consent manager that runs a copy in the head", { file: "consent-head.html" }),
  inFrame("A sandboxed frame with allow-same-origin", { file: "sandbox.html" }),
  { page: "A sandboxed frame without allow-same-origin", file: "sandbox-opaque.html", gives: LINK, run: async (host) => onLink(host, await frameOf(host.page, "iframe")) },
  inFrame("A frame of another site", { file: "framed.html", isNamed: true }),
  plain("A base address", { file: "base.html" }),
  plain("A hostile style sheet", { file: "hostile-style.html" }),
  plain("A page from right to left", { file: "rtl.html" }),
  plain("Quirks mode", { file: "quirks.html" }),
  plain("The same petition twice", { file: "twice.html", run: ({ page }) => onWidget(page.mainFrame(), { index: 1, all: 2 }) }),
  plain("Petitions of two partners", { file: "several.html", run: ({ page }) => onWidget(page.mainFrame(), { index: 2, all: 3 }) }),
  plain("Removed, put back and moved", { file: "plain.html", run: moved }),
  plain("A React app", { site: "react", run: inApp }),
  plain("An app with a plain router", { site: "router", run: inApp }),
  plain("WordPress's editor", { site: "wordpress" }),
  plain("NationBuilder's editor", { site: "nationbuilder" }),
  plain("Back to the page, by the browser's button", { file: "plain.html", run: goneBack }),
  plain("A page that was prerendered", { file: "prerender.html", run: prerendered, lacks: { Firefox: "does not prerender" } }),
  {
    page: "A tag in the head",
    file: "head.html",
    gives: NOTHING,
    isUnsigned: true,
    run: async (host) => {
      await until("the line", () => host.ours.length === 1);
      assert.equal(await host.page.$("undersigned-petition"), null);
    },
  },
];
