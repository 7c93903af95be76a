// Pages that have put something else in the place of the browser's own
// functions, and a widget whose parts don't arrive: the page hears nothing of
// it, and what was typed is in no address.

import assert from "node:assert/strict";

import { field, fill, hook, newSupporter } from "../support/form.mjs";
import { pick } from "../support/tools.mjs";
import { until } from "../support/wait.mjs";
import { makeWorld } from "../support/world.mjs";

const world = makeWorld();
const { test } = world;
const english = () => world.sites["refugee-council"].origin;
const hosted = () => `${world.edge.origin}/c/${world.campaign.id}/refugee-council`;

const ours = (page) => page.lines.filter((line) => line.startsWith("undersigned:"));

/** A frame with the hosted page, or a link to it. */
const fallback = (page) => page.locator(`iframe[src^="${hosted()}"], a[href^="${hosted()}"]:not([data-us])`).first();

/** Every address that the page has asked for or stood at. */
function watch(page) {
  const addresses = [];
  page.on("request", (request) => addresses.push(request.url()));
  page.on("framenavigated", (frame) => addresses.push(frame.url()));
  return addresses;
}

const BEFORE = {
  "fetch throws": () => (window.fetch = () => { throw new Error("host"); }),
  "fetch gives nothing": () => (window.fetch = () => undefined),
  "JSON.stringify throws": () => (JSON.stringify = () => { throw new Error("host"); }),
  "JSON.parse gives something else": () => (JSON.parse = () => ({})),
  "Array.prototype.map gives nothing": () => (Array.prototype.map = () => []),
  "Array.prototype.flat throws": () => (Array.prototype.flat = () => { throw new Error("host"); }),
  "Promise is something else": () => (window.Promise = function () { throw new Error("host"); }),
  "then and catch throw": () => {
    Promise.prototype.then = Promise.prototype.catch = () => { throw new Error("host"); };
  },
  "customElements.define does nothing": () => (customElements.define = () => {}),
  "customElements.define throws": () => (customElements.define = () => { throw new Error("host"); }),
  "attachShadow throws": () => (Element.prototype.attachShadow = () => { throw new Error("host"); }),
};

/** In `test` one of each kind: what is called, what is made, and what the widget is built on. */
const KINDS = ["fetch throws", "JSON.parse gives something else", "Promise is something else", "attachShadow throws"];
const some = (all, names) => pick(names.map((name) => [name, all[name]]), Object.entries(all));

for (const [what, break_] of some(BEFORE, KINDS))
  test(`where ${what} the hosted page takes over, and the page hears nothing`, async (visit) => {
    const page = await visit.open(english(), { prepare: (page) => page.addInitScript(break_) });
    await fallback(page).waitFor({ state: "attached" });
    assert.equal(ours(page).length, 1, `one line in the console: ${ours(page)}`);
  });

test("methods that a page adds to every array and object do no harm", async (visit) => {
  const page = await visit.open(english(), {
    prepare: (page) =>
      page.addInitScript(() => {
        Array.prototype.each = function () {};
        Object.prototype.extend = function () {};
        const { define } = customElements;
        customElements.define = (name, type, options) => define.call(customElements, name, class extends type {}, options);
      }),
  });
  await fill(page, newSupporter({ given: "Old" }));
  await hook(page, "submit").click();
  await page.getByRole("heading", { name: "Thank you, Old." }).waitFor();
  assert.deepEqual(ours(page), []);
});

const AFTER = {
  "fetch throws": () => (window.fetch = () => { throw new Error("host"); }),
  "Array.prototype.map throws": () => (Array.prototype.map = () => { throw new Error("host"); }),
  "textContent throws": () =>
    Object.defineProperty(Node.prototype, "textContent", { set() { throw new Error("host"); } }),
  "querySelector throws": () => (Element.prototype.querySelector = () => { throw new Error("host"); }),
};

for (const [what, break_] of some(AFTER, ["fetch throws", "querySelector throws"]))
  test(`where ${what} once the form is there, the supporter learns it and the page hears nothing`, async (visit) => {
    const page = await visit.open(english());
    const addresses = watch(page);
    await until("the session's first focus to be possible", () => hook(page, "submit").isVisible());
    const supporter = newSupporter({ given: "Late" });
    await fill(page, supporter);
    await page.evaluate(break_);
    await hook(page, "submit").click();
    const notice = page.getByText("We couldn't reach the server.");
    await until("the hosted page or a word", async () => (await fallback(page).count()) > 0 || (await notice.isVisible()));
    assert.ok(ours(page).length <= 1);
    assert.ok(!addresses.join(" ").includes(supporter.email.split("@")[0]));
  });

test("what throws in a timer of ours stays with us, and the hosted page takes over", async (visit) => {
  const page = await visit.open(english());
  await hook(page, "submit").waitFor();
  await page.evaluate(() => {
    Crypto.prototype.getRandomValues = () => { throw new Error("host"); };
  });
  // The next snapshot is planned at random, in a timer.
  await fallback(page).waitFor({ state: "attached" });
  assert.equal(ours(page).length, 1);
});

const CUT = {
  "the wasm does not arrive": /\.wasm$/,
  "the glue does not arrive": /\/glue\.\w+\.js$/,
};

for (const [what, pattern] of Object.entries(CUT))
  test(`where ${what} Enter puts nothing into an address, and the hosted page takes over`, async (visit) => {
    let release;
    const released = new Promise((resolve) => (release = resolve));
    let addresses;
    const page = await visit.open(english(), {
      // A script that is on its way holds the page's load event back.
      waitUntil: "commit",
      prepare: async (page) => {
        addresses = watch(page);
        await page.route(pattern, async (route) => {
          await released;
          await route.abort();
        });
      },
    });
    const stood = page.url();
    const { email } = newSupporter();
    await field(page, "email").fill(email);
    await field(page, "email").press("Enter");
    release();
    await fallback(page).waitFor({ state: "attached" });
    assert.equal(page.url(), stood);
    assert.ok(addresses.length > 2);
    assert.ok(!addresses.join(" ").includes(email.split("@")[0]), "no address has what was typed");
  });

test("where the payload is damaged nothing is thrown, and the page stays where it is", async (visit) => {
  const page = await visit.open(english(), {
    prepare: (page) =>
      page.route(/\/embed\//, async (route) => {
        const answer = await route.fetch();
        const body = (await answer.text()).replace(/"html":"(?:[^"\\]|\\.)*"/, '"html":null');
        await route.fulfill({ response: answer, body });
      }),
  });
  await fallback(page).waitFor({ state: "attached" });
  assert.equal(ours(page).length, 1);
});

test("the widget listens to no message", async (visit) => {
  const page = await visit.open(english(), {
    prepare: (page) =>
      page.addInitScript(() => {
        const kinds = [];
        Object.defineProperty(window, Symbol.for("kinds"), { value: kinds });
        const { addEventListener } = EventTarget.prototype;
        EventTarget.prototype.addEventListener = function (kind, ...rest) {
          if (this === window) kinds.push(kind);
          return addEventListener.call(this, kind, ...rest);
        };
      }),
  });
  await fill(page, newSupporter({ given: "Deaf" }));
  await hook(page, "submit").click();
  await page.getByRole("heading", { name: "Thank you, Deaf." }).waitFor();
  const kinds = await page.evaluate(() => [window[Symbol.for("kinds")], window.onmessage]);
  assert.ok(!kinds[0].includes("message"), `${kinds[0]}`);
  assert.equal(kinds[1], null);
});
