// What one supporter does appears on the pages of the others.

import assert from "node:assert/strict";

import { entry, hook, newSupporter, sign } from "../support/form.mjs";
import { record } from "../support/visit.mjs";
import { until } from "../support/wait.mjs";
import { makeWorld } from "../support/world.mjs";

const world = makeWorld({ hasOwnEdge: true });
const { test } = world;
const english = () => world.sites["refugee-council"].origin;
const french = () => world.sites["rights-circle"].origin;

/** The French page, with every frame that its sockets have received. */
async function openFrench(visit, options = {}) {
  const frames = [];
  const sockets = [];
  const page = await visit.open(french(), {
    locale: "fr-CA",
    ...options,
    prepare: async (page) => {
      page.on("websocket", (socket) => {
        sockets.push(socket);
        socket.on("framereceived", ({ payload }) => frames.push(String(payload)));
      });
      await options.prepare?.(page);
    },
  });
  await page.getByRole("heading", { name: "Qui signe" }).waitFor();
  return { page, frames, sockets };
}

const elsewhere = (given, fields = {}) =>
  world.campaign.sign([newSupporter({ given, family: "Okafor", isListed: true, ...fields })], english());

test("a signature reaches the other partner's open page, pushed", async (visit) => {
  const { page, frames, sockets } = await openFrench(visit);
  const before = await world.campaign.signatures();
  await until("the socket and the first snapshot", () => sockets.length === 1 && !sockets[0].isClosed());
  await hook(page, "count-line").getByText(`${before} signatures sur 3 000`).waitFor();

  const signing = await visit.open(english());
  await sign(signing, newSupporter({ isListed: true }));
  await Promise.all([
    entry(page, "Anil K.").waitFor(),
    hook(page, "count-line").getByText(`${before + 1} signatures sur 3 000`).waitFor(),
  ]);
  assert.ok(frames.some((frame) => frame.includes("Anil K.")), "a frame of the socket carried it");
  assert.match(await entry(page, "Anil K.").textContent(), /Ontario/);
});

test("an entry that an organizer hides leaves the open page", async (visit) => {
  const { page, frames } = await openFrench(visit);
  const [{ entry: shown }] = await elsewhere("Hidden");
  await entry(page, "Hidden O.").waitFor();
  await world.campaign.hide(shown.id);
  await entry(page, "Hidden O.").waitFor({ state: "detached" });
  assert.ok(frames.some((frame) => frame.includes(`"removed":["${shown.id}"]`)), "a frame of the socket carried it");
});

test("a name is shown as text, whatever it is", async (visit) => {
  const { page } = await openFrench(visit);
  await elsewhere("<img src=x onerror=alert(1)>");
  await entry(page, "<img src=x onerror=alert(1)> O.").waitFor();
  assert.equal(await hook(page, "entries").locator("img").count(), 0);
});

test("after the edge has died, the page polls, connects again, and shows what it missed", async (visit) => {
  const { page, sockets } = await openFrench(visit);
  await until("the socket", () => sockets.length === 1);
  const asked = record(page, "/feed");
  await world.edge.kill();
  try {
    await until("the socket to be gone", () => sockets[0].isClosed());
    await until("a poll while the edge is away", () => asked.length > 0);
  } finally {
    await world.edge.run();
  }
  await elsewhere("Missed");
  await entry(page, "Missed O.").waitFor();
  await until("another socket", () => sockets.some((socket) => !socket.isClosed()));

  const frames = [];
  sockets.at(-1).on("framereceived", ({ payload }) => frames.push(String(payload)));
  await elsewhere("Again");
  await entry(page, "Again O.").waitFor();
});

test("where no socket is let through, the page polls until one is", async (visit) => {
  let isCut = true;
  let connections = 0;
  const { page } = await openFrench(visit, {
    prepare: (page) =>
      page.routeWebSocket(/\/live$/, (socket) => {
        if (isCut) return socket.close();
        connections += 1;
        socket.connectToServer();
      }),
  });
  const asked = record(page, "/feed");
  await elsewhere("Polled");
  await entry(page, "Polled O.").waitFor();
  assert.equal(connections, 0);
  assert.ok(asked.length > 0, "it was a poll that brought it");
  isCut = false;
  await until("a socket", () => connections > 0);
});

test("a page in the background holds no socket", async (visit) => {
  const { page, sockets } = await openFrench(visit);
  await until("the socket", () => sockets.length === 1);
  const become = (state) =>
    page.evaluate((state) => {
      Object.defineProperty(document, "visibilityState", { configurable: true, get: () => state });
      document.dispatchEvent(new Event("visibilitychange"));
    }, state);
  await become("hidden");
  await until("the socket to be closed", () => sockets[0].isClosed());
  await elsewhere("Meanwhile");
  assert.equal(await entry(page, "Meanwhile O.").count(), 0);
  await become("visible");
  await entry(page, "Meanwhile O.").waitFor();
  await until("another socket", () => sockets.length === 2);
});

/** Runs in the page: every text that a live region gets, with its instant. */
function listenAloud() {
  const said = [];
  Object.defineProperty(window, Symbol.for("aloud"), { value: said });
  const note = (root) =>
    new MutationObserver((records) => {
      for (const { target } of records) {
        const element = target.nodeType === Node.ELEMENT_NODE ? target : target.parentElement;
        const region = element?.closest("[aria-live]:not([aria-live=off]), [role=status], [role=alert], [role=log]");
        // What is hidden in it is not said, and has no inner text.
        const text = region?.checkVisibility() && region.innerText;
        if (text) said.push({ at: performance.now(), text });
      }
    }).observe(root, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ["hidden"] });
  note(document.querySelector("undersigned-petition").shadowRoot);
}

const aloud = (page) => page.evaluate(() => window[Symbol.for("aloud")]);

/** Chromium's accessibility tree, flat: role, name, description and what is live. */
async function accessible(page) {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  await session.detach();
  const by = new Map(nodes.map((node) => [node.nodeId, node]));
  const property = (node, name) => node.properties?.find((one) => one.name === name)?.value.value;
  const liveOf = (node) => node && (property(node, "live") ?? liveOf(by.get(node.parentId)));
  return nodes
    .filter(({ ignored }) => !ignored)
    .map((node) => ({ role: node.role?.value, name: node.name?.value, description: node.description?.value, live: liveOf(node) ?? "off", isFocused: !!property(node, "focused") }));
}

/** As `widget/loader/feed.js` has it. */
const SAY_MS = 3_000;

test("the feed is not read aloud entry by entry: a button says how many are new, once in some seconds", async (visit) => {
  const frames = [];
  // The page's clock stands still from the first of them on, so that no machine is too slow for the next.
  const prepare = async (page) => {
    await page.clock.install();
    page.on("websocket", (socket) => socket.on("framereceived", ({ payload }) => frames.push(String(payload))));
  };
  const page = await visit.open(english(), { prepare });
  await hook(page, "entries").getByRole("listitem").first().waitFor();
  // Before the wasm is there, nothing comes.
  await elsewhere("Before");
  await entry(page, "Before O.").waitFor();
  await page.evaluate(listenAloud);
  for (const given of ["Unread", "Unheard"]) await elsewhere(given);
  await entry(page, "Unheard O.").waitFor();
  // What the cached view did not have yet comes with a snapshot: not while it is read.
  const listed = () => hook(page, "entries").getByRole("listitem").count();
  await until("the newest eight", async () => (await listed()) === 8 && (await world.campaign.listed()) >= 8);
  // They and the others are all that are counted.
  const others = async () => Number((await hook(page, "others").textContent()).match(/\d+/u)[0]);
  await until("all to be announced", async () => 8 + (await others()) === (await world.campaign.signatures()));
  await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 2 * SAY_MS);
  assert.deepEqual(await aloud(page), [], "who does not read the list hears nothing");

  await hook(page, "entries").focus();
  const burst = async (from, to) => {
    const names = Array.from({ length: to - from }, (_, each) => `Burst${from + each}`);
    for (const given of names) await elsewhere(given);
    await until("all of them to be pushed", () => names.every((given) => frames.some((frame) => frame.includes(`${given} O.`))));
    const button = page.getByRole("button", { name: `${to} new` });
    await until(`${to} new`, async () => {
      await page.clock.runFor(SAY_MS / 3);
      return button.isVisible();
    });
  };
  await burst(0, 4);
  await burst(4, 12);
  const said = await aloud(page);
  // A text and that it is shown are one announcement.
  const times = said.map(({ at }) => at).filter((at, index, all) => !index || at - all[index - 1] > 100);
  assert.ok(times.length >= 2 && times.length < 12, `12 entries, said ${times.length} times: ${said.map(({ text }) => text)}`);
  for (const [index, at] of times.slice(1).entries()) assert.ok(at - times[index] >= SAY_MS, `${times}`);
  assert.ok(said.every(({ text }) => /^\d+ new$/.test(text)), "no name is read aloud");

  const nodes = await accessible(page);
  const button = nodes.find(({ role, name }) => role === "button" && name === "12 new");
  assert.equal(button.live, "polite");
  const quiet = nodes.filter(({ name }) => /Unheard|have signed|others/.test(name ?? ""));
  assert.ok(quiet.length >= 3, `${quiet.length} of the list and the count`);
  for (const node of quiet) assert.equal(node.live, "off", `${node.role} ${node.name}`);
  await page.getByRole("button", { name: "12 new" }).click();
  await entry(page, "Burst11 O.").waitFor();
  assert.equal((await accessible(page)).some(({ name }) => /^\d+ new$/.test(name ?? "")), false);
});

test("the count is read aloud once: with the thanks, which have the focus", async (visit) => {
  const page = await visit.open(english());
  await hook(page, "entries").getByRole("listitem").first().waitFor();
  await page.evaluate(listenAloud);
  const before = await world.campaign.signatures();
  await sign(page, newSupporter({ given: "Heard" }));
  const count = `${before + 1} of 3,000 have signed`;
  await hook(page, "count-line").getByText(count).waitFor();
  await elsewhere("Following");
  await hook(page, "count-line").getByText(`${before + 2} of 3,000 have signed`).waitFor();
  const said = (await aloud(page)).map(({ text }) => text);
  assert.ok(said.some((text) => text.includes("Signing…")), `what is said is heard: ${said}`);
  assert.ok(said.every((text) => !text.includes("have signed")), `no live region has it: ${said}`);
  const heading = (await accessible(page)).find(({ isFocused, role }) => isFocused && role === "heading");
  assert.equal(heading.name, "Thank you, Heard.");
  assert.match(heading.description, /of 3,000 have signed$/);
});
