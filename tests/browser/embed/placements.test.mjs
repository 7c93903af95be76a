// The tag in any place and the page in any frame: there is one petition that can
// be signed, or what stands for it, and the page's own shortcuts stay out of its
// fields.

import assert from "node:assert/strict";
import { after } from "node:test";

import { field, fill, focused, hook, newSupporter, sign } from "../support/form.mjs";
import { serveHost } from "../support/host.mjs";
import { FRAMES, PLACEMENTS, SOME_PLACEMENTS, checkFrame, checkPlacements, pageOf, putFrames } from "../support/placements.mjs";
import { guaranteed } from "../support/guarantees.mjs";
import { pick } from "../support/tools.mjs";
import { heard } from "../support/visit.mjs";
import { staysAsItIs, until } from "../support/wait.mjs";
import { makeWorld } from "../support/world.mjs";

const PARTNER = "refugee-council";
const world = makeWorld();
const { test } = world;
const hosts = [];
after(() => hosts.forEach((host) => host.close()));

const source = () => `${world.edge.origin}/embed/${world.campaign.id}/${PARTNER}.js`;
const tag = (attributes = "") => `<script async data-cfasync="false" ${attributes} src="${source()}"></script>`;
const element = () => `<undersigned-petition campaign="${world.campaign.id}" partner="${PARTNER}"></undersigned-petition>`;

/** A listed page. */
async function serve(options) {
  const host = await serveHost(options);
  hosts.push(host);
  world.campaign.allow(PARTNER, host.origin);
  await world.campaign.put();
  return host;
}

const ours = (page) => page.lines.filter((line) => line.startsWith("undersigned:"));
const petitions = (page) => page.locator("undersigned-petition");

test("around the tag may be any element: the petition stands there, or after what could hold none", async (visit) => {
  const names = pick(SOME_PLACEMENTS, Object.keys(PLACEMENTS));
  const page = await visit.open((await serve({ body: pageOf(names, tag()) })).origin);
  await checkPlacements(page, names);
  assert.deepEqual(ours(page), []);
});

test("inside of a page's form, which is not sent, a supporter signs as elsewhere", async (visit) => {
  const theirs = `<form action="/theirs"><fieldset disabled><input name="email" required>${tag()}<button>Theirs</button></fieldset></form>`;
  const page = await visit.open((await serve({ body: theirs })).origin);
  const before = await world.campaign.signatures();
  await sign(petitions(page), newSupporter({ given: "Nested" }));
  assert.equal(await world.campaign.signatures(), before + 1);
  assert.equal(new URL(page.url()).pathname, "/");
});

test("an element that an app makes inside of a button says so, and shows a link", async (visit) => {
  const body = `${tag()}<button id="theirs">${element()}</button>`;
  const page = await visit.open((await serve({ body })).origin);
  await page.locator("#theirs a[target=_blank]").waitFor();
  await until("the line", () => ours(page).length === 1);
  assert.match(ours(page)[0], /no form can live in <button>/);
  assert.equal(await page.locator("#theirs iframe").count(), 0);
});

test("a tag in a shadow root, where a script has no place, gets a line that says what to do", async (visit) => {
  const body = `<div id="theirs"></div><script>
    const script = Object.assign(document.createElement("script"), { async: true, src: ${JSON.stringify(source())} });
    document.querySelector("#theirs").attachShadow({ mode: "open" }).append(script);
  </script>`;
  const page = await visit.open((await serve({ body })).origin);
  await until("the line", () => ours(page).length === 1);
  assert.ok(ours(page)[0].includes("use <undersigned-petition>"), ours(page)[0]);
  await page.evaluate((html) => (document.querySelector("#theirs").shadowRoot.innerHTML = html), element());
  await sign(petitions(page), newSupporter());
});

test("the script may stand in the page as text", async (visit) => {
  const text = await fetch(source()).then((answer) => answer.text());
  const page = await visit.open((await serve({ body: `<script>${text}</script>` })).origin);
  await sign(petitions(page), newSupporter());
  assert.deepEqual(ours(page), []);
});

test("frames of every kind: a form where one can sign, else a link or nothing", async (visit) => {
  const frames = pick(FRAMES.filter(({ content }) => content !== "blob"), FRAMES);
  const host = await serve({ pages: { "/inner": tag() } });
  const page = await visit.open(host.origin, { isRefused: true });
  await page.evaluate(putFrames, [frames, tag()]);
  for (const [at, frame] of frames.entries()) await checkFrame(page.locator("body > iframe").nth(at).contentFrame(), frame);
});

test("in a preview that a script has filled one signs, and it counts", async (visit) => {
  const host = await serve();
  const before = await world.campaign.signatures();
  const page = await visit.open(`${host.origin}/?source=editor`);
  const frames = ["srcdoc", "about:blank", "blob"].map((content) => ({ sandbox: null, content }));
  await page.evaluate(putFrames, [frames, tag()]);
  for (const at of frames.keys()) await sign(page.locator("body > iframe").nth(at).contentFrame(), newSupporter());
  await until("all of them to count", async () => (await world.campaign.signatures()) === before + frames.length);
});

test("in a box that is hidden the petition is there once the box is shown", async (visit) => {
  const page = await visit.open((await serve({ body: `<div id="theirs" hidden>${tag()}</div>` })).origin);
  await until("a form that nobody sees", async () => (await hook(page, "submit").count()) === 1);
  await page.evaluate(() => (document.querySelector("#theirs").hidden = false));
  await sign(petitions(page), newSupporter());
});

/** A site with shortcuts of one letter, arrows and Escape. Runs in the page. */
const withShortcuts = () => {
  const heard = [];
  Object.defineProperty(window, Symbol.for("keys"), { value: heard });
  for (const kind of ["keydown", "keypress", "keyup"])
    document.addEventListener(kind, (event) => {
      heard.push(`${kind} ${event.key}`);
      if (event.key.length === 1 && !event.ctrlKey) event.preventDefault();
    });
};

test("keys in our fields are no shortcuts of the page's, but those that lead out are", async (visit) => {
  const page = await visit.open((await serve({ body: `<input id="theirs">${tag('data-layout="compact"')}` })).origin);
  await hook(page, "fold").click();
  await page.evaluate(withShortcuts);
  await field(page, "given_name").pressSequentially("Francesca");
  await page.keyboard.press("ArrowLeft");
  assert.equal(await field(page, "given_name").inputValue(), "Francesca");
  const keys = () => page.evaluate(() => window[Symbol.for("keys")].splice(0));
  assert.deepEqual(await keys(), []);
  await page.keyboard.press("Control+k");
  await page.keyboard.press("Tab");
  assert.deepEqual((await keys()).filter((key) => key.startsWith("keydown")), ["keydown Control", "keydown k", "keydown Tab"]);
  const press = (init) =>
    field(page, "given_name").evaluate((input, init) => {
      input.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true, composed: true, ...init }));
    }, init);
  const isOpen = () => hook(page, "fold").evaluate((fold) => fold.ariaExpanded);
  await press({ isComposing: true });
  await press({ keyCode: 229 });
  assert.equal(await isOpen(), "true", "an input method's Escape closes nothing");
  await press({ keyCode: 27 });
  assert.equal(await isOpen(), "false");
  assert.equal(await focused(page), "fold");
  assert.deepEqual(await keys(), ["keydown Escape"], "which may close what is the page's too");
});

test("languages are read as pages write them", async (visit) => {
  const french = world.campaign.headline("fr");
  const attributes = ["fr_CA", "FR", "fr-ca", "Fr_ca"];
  const body = attributes.map((lang) => tag(`data-lang="${lang}"`)).join("");
  const page = await visit.open((await serve({ body })).origin);
  await until("all in French", async () => (await hook(page, "headline").allTextContents()).filter((text) => text === french).length === attributes.length);
  for (const lang of ["fr_CA", "FR"]) {
    const answer = await fetch(`${world.edge.origin}/v1/campaigns/${world.campaign.id}/embed?partner=${PARTNER}&view=1&lang=${lang}`);
    assert.equal((await answer.json()).language, "fr", lang);
    const hosted = await fetch(`${world.edge.origin}/c/${world.campaign.id}/${PARTNER}?lang=${lang}`);
    assert.match(await hosted.text(), /<html lang="fr/, lang);
  }
});

test("a page that lets in only what is made for it has the hosted page in a frame that loads", async (visit) => {
  const policy = `script-src ${world.edge.origin} 'unsafe-inline'`;
  const host = await serve({ body: tag(), policy, headers: { "Cross-Origin-Embedder-Policy": "require-corp" } });
  const page = await visit.open(host.origin, { isRefused: true });
  const frame = petitions(page).locator("iframe").contentFrame();
  const before = await world.campaign.signatures();
  await fill(frame, newSupporter());
  await hook(frame, "submit").click();
  await frame.getByRole("heading", { name: "Thank you. We have your signature." }).waitFor();
  assert.equal(await world.campaign.signatures(), before + 1);
});

test("a page that sends its form elsewhere, or takes ours apart, has a link to the hosted page", async (visit) => {
  const host = await serve({ body: tag() });
  const page = await visit.open(host.origin, {
    prepare: (page) =>
      page.addInitScript(() => {
        const { set } = Object.getOwnPropertyDescriptor(Element.prototype, "innerHTML");
        Object.defineProperty(Element.prototype, "innerHTML", { set(html) { set.call(this, `${html}`.replace(/<form[^>]*>/, "")); } });
      }),
  });
  await petitions(page).locator("a[target=_blank]:not([data-us] *)").waitFor();
  await until("the line", () => ours(page).length === 1);
  assert.match(ours(page)[0], /no form: sandbox lacks allow-forms/);
  assert.deepEqual(await heard(page), [], "it is not said to be ready");
});

test("the page hears when the form is whole, and of each other count once", async (visit) => {
  guaranteed("docs/embedding.md", "| `undersigned:ready` | the form is whole, can be sent here, and takes what is typed; on a site that is not listed it is a preview");
  guaranteed("docs/embedding.md", "| `undersigned:tally` | the first count has come, or another |");
  const page = await visit.open((await serve({ body: tag() })).origin);
  const events = async (kind) => (await heard(page)).filter((event) => event.kind === kind);
  await until("the first count", async () => (await events("tally")).length === 1);
  assert.equal((await events("ready")).length, 1);
  const again = page.waitForResponse((answer) => answer.url().endsWith("/feed"));
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await again;
  await staysAsItIs("one count, however often it comes", async () => (await events("tally")).length);
  await fill(petitions(page), newSupporter());
  await hook(page, "submit").click();
  await until("another", async () => (await events("tally")).length === 2);
  const counts = (await events("tally")).map(({ detail }) => JSON.parse(detail).signatures);
  assert.ok(counts[1] > counts[0], `${counts}`);
});
