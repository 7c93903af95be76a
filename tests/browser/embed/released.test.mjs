// Supply chain: what a page has pinned yesterday works with today's edge, and
// what was changed on its way runs nowhere.

import assert from "node:assert/strict";
import { after } from "node:test";

import { entry, hook, newSupporter, sign } from "../support/form.mjs";
import { Assets, earlierBuilds, pinnedTag, today } from "../support/released.mjs";
import { heard } from "../support/visit.mjs";
import { until } from "../support/wait.mjs";
import { makeWorld } from "../support/world.mjs";

const assets = new Assets();
after(() => assets.remove());

/** The page under the strictest policy, with one pinned tag on it. */
const pinnedPage = (loader) => ({
  folder: "strict-csp",
  editPage: (html, edge) => html.replace(/<script[\s\S]*<\/script>/, pinnedTag(loader, edge)),
});
const pinned = Object.fromEntries(earlierBuilds.map(({ version, loader }) => [version, pinnedPage(loader)]));
const world = makeWorld({ assets: assets.folder, variants: { ...pinned, today: pinnedPage(today.loader) } });
const { test } = world;

const ours = (page) => page.lines.filter((line) => line.startsWith("undersigned:"));
const refused = (page, name) => page.lines.some((line) => /integrity/.test(line) && line.includes(name));

/** The names of what a page asks of `/assets/`. */
function watch(page) {
  const names = new Set();
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith("/assets/")) names.add(pathname.slice("/assets/".length));
  });
  return names;
}

test("there are earlier builds to be pinned", async () => assert.ok(earlierBuilds.length > 0));

for (const { version, files } of earlierBuilds)
  test(`a page that has pinned the loader of ${version} signs and stays live`, async (visit) => {
    let names;
    const page = await visit.open(world.sites[version].origin, { prepare: (page) => (names = watch(page)) });
    const before = await world.campaign.signatures();
    await sign(page, newSupporter({ given: "Faithful" }));
    await page.getByRole("heading", { name: "Thank you, Faithful." }).waitFor();
    assert.equal(await world.campaign.signatures(), before + 1);
    const late = newSupporter({ given: "Later", family: "Zed", isListed: true });
    await world.campaign.sign([late], world.sites["refugee-council"].origin);
    // A feed that waits for its reader says so first, in builds that have it.
    await until("who signed later", async () => {
      await hook(page, "new").click({ timeout: 100 }).catch(() => {});
      return (await entry(page, "Later Z.").count()) > 0;
    });
    const kinds = (await heard(page)).map(({ kind }) => kind);
    assert.ok(kinds.includes("ready") && kinds.includes("signed") && !kinds.includes("problem"), `${kinds}`);
    assert.deepEqual([...names].filter((name) => !files.includes(name)), [], "nothing of another build is loaded");
    assert.ok([...names].some((name) => name.endsWith(".wasm")));
    assert.deepEqual(ours(page), []);
  });

test("a page that has pinned today's loader signs", async (visit) => {
  const page = await visit.open(world.sites.today.origin);
  await sign(page, newSupporter({ given: "Pinned" }));
  assert.deepEqual(ours(page), []);
});

test("a pinned loader with one byte changed does not run", async (visit) => {
  const { name } = today.loader;
  // A line's end for a space: what would run as before, if it ran.
  await assets.damaged(name, () => 0x20, async () => {
    const page = await visit.open(world.sites.today.origin);
    await until("the browser to refuse it", () => refused(page, name));
    assert.equal(await page.evaluate(() => customElements.get("undersigned-petition")), undefined);
    assert.equal(await page.locator("undersigned-petition, iframe").count(), 0);
  });
});

const NEEDED = {
  "the wasm": [today.wasm.name, (byte) => byte ^ 1],
  "the glue": [today.glue.name, () => 0x20],
};

for (const [what, [name, change]] of Object.entries(NEEDED))
  test(`where one byte of ${what} was changed the hosted page takes over, and one line says so`, (visit) =>
    assets.damaged(name, change, async () => {
      const page = await visit.open(world.sites["refugee-council"].origin);
      const hosted = `${world.edge.origin}/c/${world.campaign.id}/refugee-council`;
      await page.locator(`iframe[src^="${hosted}"]`).waitFor();
      assert.ok(refused(page, name), `the browser names what it refused: ${page.lines}`);
      assert.equal(ours(page).length, 1, `${ours(page)}`);
      assert.ok(!(await heard(page)).some(({ kind }) => kind === "ready"));
    }));

test("where one byte of what only some need was changed the supporter signs without it, and one line says so", (visit) =>
  assets.damaged(today.deferred.name, () => 0x20, async () => {
    const page = await visit.open(world.sites["refugee-council"].origin);
    const before = await world.campaign.signatures();
    await sign(page, newSupporter({ given: "Plain" }));
    assert.equal(await world.campaign.signatures(), before + 1);
    await until("the browser to refuse it", () => refused(page, today.deferred.name));
    await until("our line", () => ours(page).length > 0);
    assert.equal(ours(page).length, 1, `${ours(page)}`);
    assert.match(ours(page)[0], new RegExp(today.deferred.name));
    assert.equal(await hook(page, "share").isVisible(), false);
  }));
