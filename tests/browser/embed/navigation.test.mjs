// Libraries that change a page without loading it: whatever they keep, copy and
// run again, there is one petition where there was one, and it can be signed.

import assert from "node:assert/strict";
import { after } from "node:test";

import { LIBRARIES, renderedByReact } from "../support/apps.mjs";
import { hook, newSupporter, sign } from "../support/form.mjs";
import { serveHost } from "../support/host.mjs";
import { pick } from "../support/tools.mjs";
import { staysAsItIs, until } from "../support/wait.mjs";
import { makeWorld } from "../support/world.mjs";

const PARTNER = "refugee-council";
const world = makeWorld();
const { test } = world;
const hosts = [];
after(() => hosts.forEach((host) => host.close()));

const source = () => `${world.edge.origin}/embed/${world.campaign.id}/${PARTNER}.js`;
const tag = () => `<script async data-cfasync="false" src="${source()}"></script>`;
const element = () => `<undersigned-petition campaign="${world.campaign.id}" partner="${PARTNER}"></undersigned-petition>`;
const definer = () => `<script async src="${world.edge.origin}/assets/${world.edge.manifest.loader.name}"></script>`;

/** A listed site. */
async function serve(options) {
  const host = await serveHost(options);
  hosts.push(host);
  world.campaign.allow(PARTNER, host.origin);
  await world.campaign.put();
  return host;
}

const ours = (page) => page.lines.filter((line) => line.startsWith("undersigned:"));
const petitions = (page) => page.locator("undersigned-petition");
const forms = (page) => hook(page, "submit").count();
const are = (page, wanted) => until(`${wanted} petitions`, async () => (await forms(page)) === wanted && (await petitions(page).count()) === wanted);
const isAt = (page, path) => until(`the page ${path}`, async () => new URL(page.url()).pathname === path && (await page.locator(`#at[data-path="${path}"]`).count()) === 1);

/** The page that a library shows at a path, with or without a petition. */
const content = (path, petition) => `<p id="at" data-path="${path}">${path}</p>${petition}`;

/** Away from the petition, back by the button, and on to another page that has it. */
async function walk(page, stays) {
  await are(page, 1);
  await page.locator("#again").click();
  await isAt(page, "/again");
  await are(page, 1);
  await page.locator("#away").click();
  await isAt(page, "/away");
  await are(page, 0);
  await page.goBack();
  await isAt(page, "/again");
  if (!stays) return;
  await are(page, 1);
  await page.goBack();
  await isAt(page, "/");
  await are(page, 1);
  await staysAsItIs("one petition", () => petitions(page).count());
  const before = await world.campaign.signatures();
  await sign(petitions(page), newSupporter({ given: "Back" }));
  await until("it to count", async () => (await world.campaign.signatures()) === before + 1);
}

/** In `test` one of those that run a page's scripts, and of those that do not. */
const some = pick(["Turbo", "swup", "a cache of copies"], Object.keys(LIBRARIES));

for (const [name, { scripts, wrap, runsScripts }] of Object.entries(LIBRARIES).filter(([name]) => some.includes(name))) {
  test(`under ${name} a tag has one petition on each page that has the tag`, async (visit) => {
    const site = (path, petition) => wrap(content(path, petition));
    const host = await serve({ scripts: scripts(), body: site("/", tag()), pages: { "/again": site("/again", tag()), "/away": site("/away", "") } });
    const page = await visit.open(host.origin);
    await walk(page, runsScripts);
    assert.deepEqual(ours(page), []);
  });

  test(`under ${name} the element is alive on each page that has it`, async (visit) => {
    const site = (path, petition) => definer() + wrap(content(path, petition));
    const host = await serve({ scripts: scripts(), body: site("/", element()), pages: { "/again": site("/again", element()), "/away": site("/away", "") } });
    const page = await visit.open(host.origin);
    await walk(page, true);
    assert.deepEqual(ours(page), []);
  });
}

/** What a server renders and the browser takes over, as text too: it stands in the page's script. */
const inReact = {
  tag: (src) => `(make) => make("main", null, make("h1", null, "App"), make("script", { async: true, src: ${JSON.stringify(src)} }))`,
  element: (_, { id }) =>
    `(make) => make("main", null, make("h1", null, "App"), make("undersigned-petition", { campaign: "${id}", partner: "${PARTNER}" }))`,
};

async function openReact(visit, version, kind) {
  const text = inReact[kind](source(), world.campaign);
  const { markup, script } = renderedByReact(version, (0, eval)(text), text);
  const head = kind === "element" ? definer() : "";
  const host = await serve({ body: `${head}<div id="app">${markup}</div><script src="/app.js"></script>`, scripts: { "/app.js": script } });
  return visit.open(host.origin);
}

const hydrate = (page) => page.evaluate(() => document.dispatchEvent(new Event("hydrate")));

for (const version of [18, 19]) {
  test(`React ${version} takes over a page with the element, before and after it is painted`, async (visit) => {
    const early = await openReact(visit, version, "element");
    await hydrate(early);
    await are(early, 1);
    const page = await openReact(visit, version, "element");
    await are(page, 1);
    await hydrate(page);
    await sign(petitions(page), newSupporter({ given: "Hydrated" }));
    assert.equal(await petitions(page).count(), 1);
    assert.deepEqual(ours(page), []);
  });

  test(`React ${version} takes over a page with a tag, and the petition stays or says what to use`, async (visit) => {
    const page = await openReact(visit, version, "tag");
    await until("a petition or a line", async () => (await forms(page)) === 1 || ours(page).length === 1);
    await hydrate(page);
    if ((await forms(page)) === 0) return assert.match(ours(page)[0], /no tag in the body: use <undersigned-petition/);
    await are(page, 1);
    await sign(petitions(page), newSupporter({ given: "Tagged" }));
  });
}
