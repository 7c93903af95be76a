// The layouts `compact` and `counter`.

import assert from "node:assert/strict";

import { entry, field, fill, focused, hook, newSupporter, sign } from "../support/form.mjs";
import { DESKTOP, NARROWEST, PHONE, look } from "../support/look.mjs";
import { heard } from "../support/visit.mjs";
import { until } from "../support/wait.mjs";
import { makeWorld } from "../support/world.mjs";

const world = makeWorld({ folders: { layouts: "refugee-council" } });
const { test } = world;
const english = () => world.sites["refugee-council"].origin;
const pageOf = (layout) => `${world.sites.layouts.origin}/${layout}.html`;

test("compact: a button opens the form in place, Escape and the button close it, and the supporter signs", async (visit) => {
  const page = await visit.open(pageOf("compact"), PHONE);
  const fold = hook(page, "fold");
  await fold.waitFor();
  await hook(page, "count-line").waitFor();
  assert.equal(await field(page, "email").isVisible(), false);
  await look(page, "compact-phone-folded");
  await fold.click();
  assert.equal(await focused(page), "given_name");
  assert.equal(await fold.getAttribute("aria-expanded"), "true");
  await field(page, "given_name").fill("Anil");
  await page.keyboard.press("Escape");
  assert.equal(await focused(page), "fold");
  assert.equal(await field(page, "email").isVisible(), false);
  await page.keyboard.press("Enter");
  assert.equal(await field(page, "given_name").inputValue(), "Anil", "what was typed is kept");
  await look(page, "compact-phone-unfolded");
  await sign(page, newSupporter());
  assert.equal(await focused(page), "thanks-heading");
  assert.equal(await fold.isVisible(), false);
  await page.keyboard.press("Escape");
  assert.ok(await hook(page, "thanks").isVisible(), "Escape does not take the thanks away");
  await look(page, "compact-phone-thanks");
});

test("compact: what is kept on the supporter's device is seen", async (visit) => {
  const page = await visit.open(pageOf("compact"), PHONE);
  await hook(page, "count-line").waitFor();
  await page.evaluate((name) => {
    localStorage[name] = JSON.stringify({ at: Date.now(), view: "", fields: [["given_name", "Anil"]] });
  }, `undersigned:/v1/campaigns/${world.campaign.id}/`);
  await page.reload();
  await hook(page, "kept").waitFor();
  assert.equal(await hook(page, "fold").getAttribute("aria-expanded"), "true");
  await look(page, "compact-phone-kept");
  await hook(page, "fold").click();
  assert.equal(await hook(page, "kept").isVisible(), false, "and can be folded away");
});

test("compact: another language keeps the form open", async (visit) => {
  const page = await visit.open(pageOf("compact"), DESKTOP);
  await hook(page, "fold").click();
  await field(page, "given_name").fill("Anil");
  await hook(page, "languages").getByText("Français").click();
  await page.getByText("Prénom", { exact: true }).waitFor();
  assert.equal(await field(page, "given_name").inputValue(), "Anil");
  assert.equal(await hook(page, "fold").getAttribute("aria-expanded"), "true");
});

test("counter: no form, no session and no wasm, and the count follows what is signed elsewhere", async (visit) => {
  const asked = [];
  const page = await visit.open(pageOf("counter"), {
    ...NARROWEST,
    permissions: ["clipboard-read", "clipboard-write"],
    prepare: (page) => page.on("request", (request) => asked.push(new URL(request.url()).pathname)),
  });
  await hook(page, "count-line").waitFor();
  await until("the counter's script", () => asked.some((path) => path.includes("/counter.")));
  const before = await world.campaign.signatures();
  await world.campaign.sign([newSupporter(), newSupporter(), newSupporter()], english());
  await hook(page, "count-line").getByText(`${before + 3} of 3,000 have signed`).waitFor();
  assert.equal(await page.locator("form").count(), 0);
  const petition = page.locator("undersigned-petition").getByRole("link", { name: world.campaign.headline("en") });
  assert.equal(await petition.getAttribute("href"), `${world.edge.origin}/c/${world.campaign.id}/refugee-council?lang=en`);
  assert.deepEqual(asked.filter((path) => /wasm|glue|sessions/.test(path)), []);
  await page.getByText("Show this counter on your site").click();
  const tag = await hook(page, "counter-tag").inputValue();
  assert.match(tag, /^<script async .*data-layout="counter" .*\?layout=counter"><\/script>$/);
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    await look(page, `counter-narrow-${colorScheme}`);
  }
  await hook(page, "counter-copy").click();
  await hook(page, "counter-copy").getByText("Copied").waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), tag);
});

test("counter: where no socket is let through it polls", async (visit) => {
  const page = await visit.open(pageOf("counter"), {
    prepare: (page) => page.routeWebSocket(/\/live$/, (socket) => socket.close()),
  });
  await hook(page, "count-line").waitFor();
  const before = await world.campaign.signatures();
  await world.campaign.sign([newSupporter()], english());
  await hook(page, "count-line").getByText(`${before + 1} of 3,000 have signed`).waitFor();
});

/** Sets the element's layout, as an app does: by the property or the attribute. */
const become = (page, layout, how = "property") =>
  page.evaluate(
    ([layout, how]) => {
      const element = document.querySelector("undersigned-petition");
      if (how === "property") element.layout = layout;
      else element.setAttribute("layout", layout);
    },
    [layout, how],
  );

test("the layout can change while the supporter writes, and all that they have typed and answered stays", async (visit) => {
  const page = await visit.open(english(), DESKTOP);
  const before = await world.campaign.signatures();
  const supporter = newSupporter({ given: "Steady", isListed: true });
  await fill(page, supporter);
  await field(page, "email").focus();
  await become(page, "compact");
  const fold = hook(page, "fold");
  await fold.waitFor();
  assert.equal(await field(page, "email").isVisible(), false);
  await become(page, "counter", "attribute");
  await hook(page, "counter-copy").waitFor({ state: "attached" });
  assert.equal(await page.locator("form").count(), 0);
  await hook(page, "count-line").getByText(`${before} of 3,000 have signed`).waitFor();
  await become(page, "full");
  await field(page, "email").waitFor();
  assert.equal(await page.evaluate(() => document.querySelector("undersigned-petition").getAttribute("layout")), "full");
  for (const [name, value] of [["given_name", "Steady"], ["email", supporter.email], ["postal_code", supporter.postalCode]])
    assert.equal(await field(page, name).inputValue(), value, name);
  assert.ok(await field(page, "list_me").isChecked());
  assert.ok(await page.locator("[name^='consent:'][value=yes]").first().isChecked());
  await look(page, "layout-changed-back");
  await hook(page, "submit").click();
  await page.getByRole("heading", { name: "Thank you, Steady." }).waitFor();
  // There and back: the thanks are still there.
  await become(page, "counter");
  await hook(page, "counter-copy").waitFor({ state: "attached" });
  await become(page, "compact", "attribute");
  await page.getByRole("heading", { name: "Thank you, Steady." }).waitFor();
  assert.equal(await world.campaign.signatures(), before + 1);
});

test("a counter becomes a form that signs, in the language that is set with it", async (visit) => {
  const page = await visit.open(pageOf("counter"), PHONE);
  await hook(page, "counter-copy").waitFor({ state: "attached" });
  await page.evaluate(() => {
    const element = document.querySelector("undersigned-petition");
    // Back and forth at once costs nothing.
    element.layout = "full";
    element.layout = "counter";
    element.lang = "fr";
    element.layout = "compact";
  });
  await page.getByRole("button", { name: "Signer la pétition" }).first().click();
  await sign(page, newSupporter({ given: "Prompte" }));
  await page.getByRole("heading", { name: "Merci, Prompte." }).waitFor();
});

test("a layout that changes while the supporter signs loses neither the signature nor the thanks", async (visit) => {
  let release;
  const released = new Promise((resolve) => (release = resolve));
  const page = await visit.open(english(), {
    prepare: (page) =>
      page.route(/\/signatures$/, async (route) => {
        if (route.request().method() === "POST") await released;
        await route.continue();
      }),
  });
  const before = await world.campaign.signatures();
  await fill(page, newSupporter({ given: "Moving" }));
  await hook(page, "submit").click();
  await hook(page, "status").getByText("Signing…").waitFor();
  await become(page, "counter");
  await hook(page, "counter-copy").waitFor({ state: "attached" });
  release();
  await hook(page, "count-line").getByText(`${before + 1} of 3,000 have signed`).waitFor();
  await become(page, "full");
  await page.getByRole("heading", { name: "Thank you, Moving." }).waitFor();
  assert.equal(await world.campaign.signatures(), before + 1);
});

test("who reads the feed is not moved: a button says how many are new", async (visit) => {
  const page = await visit.open(english());
  await entry(page, "Zoë T.").waitFor();
  await hook(page, "entries").focus();
  await world.campaign.sign([newSupporter({ given: "Nadia", isListed: true }), newSupporter({ given: "Omar", isListed: true })], english());
  await hook(page, "new").getByText("2 new").waitFor();
  assert.equal(await entry(page, "Nadia K.").count(), 0);
  await look(page, "feed-new");
  await hook(page, "new").click();
  await entry(page, "Nadia K.").waitFor();
  await entry(page, "Omar K.").waitFor();
  assert.equal(await focused(page), "entries");
  assert.equal(await hook(page, "new").isVisible(), false);
});

/** Holds the page back, as a tab that nobody looks at, or lets it on. */
const setVisible = (page, state) =>
  page.evaluate((state) => {
    Object.defineProperty(document, "visibilityState", { configurable: true, get: () => state });
    document.dispatchEvent(new Event("visibilitychange"));
  }, state);

/** Runs in the page: every number that the line shows from now on, and every tally that the page hears. */
function watchCount() {
  const line = document.querySelector("undersigned-petition").shadowRoot.querySelector("[data-us=count-line]");
  const seen = { shown: [], tallies: [] };
  Object.defineProperty(window, Symbol.for("seen"), { value: seen });
  new MutationObserver(() => seen.shown.push(parseInt(line.textContent, 10))).observe(line, { childList: true });
  addEventListener("undersigned:tally", ({ detail }) => seen.tallies.push(detail.signatures));
}

for (const reducedMotion of ["no-preference", "reduce"])
  test(`the count ${reducedMotion === "reduce" ? "jumps where motion is unwelcome" : "rolls up where motion is welcome"}`, async (visit) => {
    const sockets = [];
    const prepare = (page) => page.on("websocket", (socket) => sockets.push(socket));
    const page = await visit.open(english(), { reducedMotion, prepare });
    await hook(page, "count-line").waitFor();
    await until("the first snapshot", async () => (await heard(page)).some(({ kind }) => kind === "tally"));
    const sign = (count) => world.campaign.sign(Array.from({ length: count }, () => newSupporter()), english());
    const shows = async () => {
      const counted = await world.campaign.signatures();
      await hook(page, "count-line").getByText(`${counted} of 3,000 have signed`).waitFor();
      return counted;
    };
    // The first change fetches what the later ones are shown with.
    const fetched = page.waitForResponse((answer) => answer.url().includes("/assets/deferred."));
    await sign(20);
    const before = (await Promise.all([shows(), fetched]))[0];
    // All at once, however long twenty take: the page learns of them when it is looked at again.
    await until("the socket", () => sockets.length > 0);
    await setVisible(page, "hidden");
    await until("the socket to be closed", () => sockets.every((socket) => socket.isClosed()));
    await sign(20);
    await until("all to be published", async () => (await world.campaign.publicTally()) === before + 20);
    await page.evaluate(watchCount);
    await setVisible(page, "visible");
    assert.equal(await shows(), before + 20);
    const { shown, tallies } = await page.evaluate(() => window[Symbol.for("seen")]);
    assert.ok(tallies.length > 0 && shown.at(-1) === before + 20, `heard ${tallies}, shown ${shown}`);
    const between = shown.filter((number) => !tallies.includes(number));
    if (reducedMotion === "reduce") assert.deepEqual(between, []);
    else assert.ok(between.length > 0, `it rolls: heard ${tallies}, shown ${shown}`);
  });
