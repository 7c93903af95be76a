// A partner's page in either browser, and a petition on it. An uncaught
// exception, or what the page's policy refuses unasked, is a fault.

import assert from "node:assert/strict";

import { connect } from "./browsers.mjs";
import { newSupporter } from "./form.mjs";
import { PATIENCE_MS, until } from "./wait.mjs";

export class HostPage {
  #context;
  #faults = [];
  #again;
  lines = [];

  static async open(browser, url, { hasScripts = true } = {}) {
    const host = new HostPage();
    host.#context = await browser.createBrowserContext();
    const page = await host.#context.newPage();
    host.#listen(page);
    await page.setViewport({ width: 1000, height: 900 });
    await page.evaluateOnNewDocument(watch);
    if (!hasScripts) await page.setJavaScriptEnabled(false);
    await page.goto(url);
    return host;
  }

  #listen(page) {
    this.page = page;
    page.setDefaultTimeout(PATIENCE_MS);
    page.on("pageerror", ({ message }) => {
      // Firefox reports what a policy refuses as an error too.
      if (!message.startsWith("Content-Security-Policy:")) this.#faults.push(`exception: ${message}`);
    });
    page.on("console", (message) => this.lines.push(message.text()));
  }

  /** The page that the browser has put in this one's place, which the driver has lost. */
  async follow(path) {
    const again = (this.#again = await connect(this.#context.browser().wsEndpoint()));
    this.#listen((await again.pages()).find((page) => page.url().endsWith(path)));
  }

  /** The lines that a partner's web admin reads. */
  get ours() {
    return this.lines.filter((line) => line.startsWith("undersigned:"));
  }

  /** Fails on any fault; `expected` are directives that are meant to refuse. */
  async check(expected = []) {
    const refused = await this.page.evaluate(() => window[Symbol.for("refused")] ?? []);
    const surprises = refused.filter((directive) => !expected.includes(directive));
    assert.deepEqual([...this.#faults, ...surprises], [], "the page ran without a fault");
  }

  async close() {
    await this.#again?.disconnect();
    await this.#context.close();
  }
}

/** Runs in each document: what its policy refuses, under a symbol. */
function watch() {
  const refused = [];
  Object.defineProperty(window, Symbol.for("refused"), { value: refused });
  document.addEventListener("securitypolicyviolation", (event) => refused.push(event.effectiveDirective));
}

/** The page's frame once it is there. */
export const frameOf = (page, selector) =>
  until(`the frame ${selector}`, async () => (await page.$(selector))?.contentFrame());

/** The n-th petition of a page or frame. */
export const petition = (frame, index = 0) =>
  until(`petition ${index}`, async () => (await frame.$$("undersigned-petition"))[index]);

/** An element within a petition or a page, shadow roots included. */
export const find = (scope, selector) =>
  until(`the element ${selector}`, () => scope.$(`>>> ${selector}`));

/** Fills in what is asked for and presses the button. */
export async function submit(scope, supporter = newSupporter()) {
  const fields = { given_name: supporter.given, email: supporter.email, postal_code: supporter.postalCode };
  for (const [name, text] of Object.entries(fields)) await (await find(scope, `[name=${name}]`)).type(text);
  for (const choice of await scope.$$(`>>> [data-us=consent] [value=${supporter.choice}]`)) await choose(choice);
  await (await find(scope, "[data-us=submit]")).click();
}

/**
 * Clicks until the choice is made: what loads later can move the page between
 * the driver's look at where it is and its click (`shift` measures that).
 */
const choose = (choice) =>
  until("the choice to be made", async () => {
    await choice.click();
    return choice.evaluate(({ checked }) => checked);
  });

/** Signs on the widget, which thanks. */
export async function signOnWidget(scope, supporter) {
  await submit(scope, supporter);
  await until("the thanks", () => scope.$eval(">>> [data-us=thanks]", ({ hidden }) => !hidden));
}

/** Signs on the hosted page, which thanks after a redirect. */
export async function signOnHosted(frame, supporter) {
  await submit(frame, supporter);
  const isThanked = async () => (await frame.$("text/Thank you. We have your signature.")) !== null;
  // The document is away while the redirect is followed.
  await until("the thanks", () => isThanked().catch(() => false));
}

/** The count that a petition shows; below a thousand it has no separator. */
export const countOn = (scope) =>
  scope.$eval(">>> [data-us=count-line]", ({ textContent }) => Number(textContent.match(/\d+/)[0]));
