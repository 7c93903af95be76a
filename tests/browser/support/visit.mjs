// One test's visits to pages. An uncaught exception on a page, or anything its
// policy refuses, fails the test.

import assert from "node:assert/strict";

import { screenshot } from "./tools.mjs";
import { PATIENCE_MS } from "./wait.mjs";

const VIOLATION = /content security policy|trusted ?type|violates/i;

export class Visit {
  #browser;
  #contexts = [];
  #faults = [];

  constructor(browser) {
    this.#browser = browser;
  }

  /**
   * A page in a browser profile of its own.
   *
   * `prepare` may set routes before the first request; `isRefused` says that
   * the page's policy is meant to refuse something; `waitUntil` is an event to
   * wait for instead of the page's `load`.
   */
  async open(url, { prepare, isRefused = false, waitUntil, ...options } = {}) {
    const context = await this.#browser.newContext({ locale: "en-CA", timezoneId: "America/Toronto", ...options });
    context.setDefaultTimeout(PATIENCE_MS);
    this.#contexts.push(context);
    await context.addInitScript(listen);
    const page = await context.newPage();
    page.lines = [];
    page.on("pageerror", (error) => this.#faults.push(`exception: ${error.stack ?? error}`));
    page.on("console", (message) => {
      page.lines.push(message.text());
      if (!isRefused && VIOLATION.test(message.text())) this.#faults.push(message.text());
    });
    await prepare?.(page);
    await page.goto(url, { waitUntil });
    return page;
  }

  check() {
    assert.deepEqual(this.#faults, [], "the pages ran without a fault");
  }

  /** What was on the pages when a test failed. */
  async keep(name) {
    const pages = this.#contexts.flatMap((context) => context.pages());
    for (const [index, page] of pages.entries()) {
      const file = screenshot(`failed-${name.replaceAll(/\W+/g, "-")}-${index}`);
      await page.screenshot({ path: file, fullPage: true }).catch(() => {});
    }
  }

  async close() {
    await Promise.all(this.#contexts.map((context) => context.close()));
  }
}

/** Runs in the page: keeps our events under a symbol, which is no global. */
function listen() {
  const heard = [];
  Object.defineProperty(window, Symbol.for("heard"), { value: heard });
  for (const kind of ["ready", "signed", "tally", "problem"])
    window.addEventListener(`undersigned:${kind}`, ({ detail }) =>
      heard.push({ kind, detail: JSON.stringify(detail) }),
    );
}

/** The events that the page has heard, with their details as JSON. */
export const heard = (page) => page.evaluate(() => window[Symbol.for("heard")]);

/** Every request of the page to a path that ends so, from now on. */
export function record(page, ending, method = "GET") {
  const requests = [];
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.endsWith(ending) && request.method() === method) requests.push(request);
  });
  return requests;
}
