// A tag that stands for nothing, or for nothing any more: one quiet line, a way
// on where there is one, and nothing broken.

import assert from "node:assert/strict";
import { after } from "node:test";

import { assertAccessible } from "../support/accessibility.mjs";
import { hook } from "../support/form.mjs";
import { serveHost } from "../support/host.mjs";
import { PHONE, picture } from "../support/look.mjs";
import { until } from "../support/wait.mjs";
import { makeWorld } from "../support/world.mjs";

const world = makeWorld();
const { test } = world;
const hosts = [];
after(() => {
  for (const host of hosts) host.close();
});

const address = (campaign, partner) => `${world.edge.origin}/embed/${campaign}/${partner}.js`;
const tag = (campaign, partner, more = "") => `<script async data-cfasync="false" ${more} src="${address(campaign, partner)}"></script>`;
const ownPage = (partner, language) => `${world.edge.origin}/c/${world.campaign.id}/${partner}?lang=${language}`;

async function open(visit, body, { policy, ...options } = {}) {
  const host = await serveHost({ body, policy });
  hosts.push(host);
  const page = await visit.open(host.origin, options);
  page.origin = host.origin;
  return page;
}

const ours = (page) => page.lines.filter((line) => line.startsWith("undersigned:"));
const look = async (page, name) => {
  await picture(page, name);
  await assertAccessible(page, name);
};

const NO_PARTNER = {
  en: "This petition is not set up for this site yet.",
  fr: "Cette pétition n'est pas encore prête pour ce site.",
  ar: "لم تُجهّز هذه العريضة لهذا الموقع بعد.",
  ug: "بۇ ئىلتىماس بۇ تور بېكەت ئۈچۈن تېخى تەييار ئەمەس.",
};

for (const [language, text] of Object.entries(NO_PARTNER))
  test(`a partner that the campaign does not have, in ${language}: a line, and the lead's page`, async (visit) => {
    const page = await open(visit, tag(world.campaign.id, "no-such-partner", `data-lang="${language}"`), PHONE);
    const line = page.getByText(text);
    await line.waitFor();
    const link = page.getByRole("link");
    assert.equal(await link.getAttribute("href"), ownPage("refugee-council", language));
    assert.equal(ours(page).length, 1, `${ours(page)}`);
    assert.match(ours(page)[0], new RegExp(`${world.campaign.id} has no partner no-such-partner`));
    await look(page, `absent-partner-${language}`);
    const [own] = await Promise.all([page.context().waitForEvent("page"), link.click()]);
    await hook(own, "submit").waitFor();
  });

test("a campaign that is not there: a line in the page's language, and nothing to follow", async (visit) => {
  const page = await open(visit, tag("no-such-campaign", "refugee-council"), PHONE);
  await page.getByText("There is no petition here yet.").waitFor();
  assert.equal(await page.getByRole("link").count(), 0);
  assert.equal(ours(page).length, 1);
  await look(page, "absent-campaign");
});

test("a partner that is added shows at the next visit", async (visit) => {
  const body = tag(world.campaign.id, "new-partner");
  const page = await open(visit, body);
  await page.getByText(NO_PARTNER.en).waitFor();
  const { partners } = world.campaign.settings();
  const [first] = partners;
  await world.campaign.change({ partners: [...partners, { ...first, partner: "new-partner", name: { ...first.name, en: "A new one" }, origins: [page.origin] }] });
  // The same browser, with what it has kept for some seconds.
  await until("the petition", async () => {
    await page.reload();
    return (await hook(page, "submit").count()) > 0;
  });
});

test("under the strictest policy, run by an optimizer, twice: one line for each tag, and it breaks nothing", async (visit) => {
  const { origin } = world.edge;
  const policy = `default-src 'none'; script-src ${origin} 'unsafe-inline'; require-trusted-types-for 'script'; trusted-types undersigned`;
  const path = `/embed/${world.campaign.id}/no-such-partner.js`;
  // As optimizers do: the scripts stand there, and run without being current.
  const held = (at) => `<script type="text/held" id="held${at}" src="${origin}${path}"></script>`;
  const optimizer = `<script>Object.defineProperty(document, "currentScript", { get: () => null });</script>`;
  const page = await open(visit, `${optimizer}${tag(world.campaign.id, "no-such-partner")}${tag(world.campaign.id, "no-such-partner")}${held(1)}`, { policy });
  await until("two lines and the held one's", async () => (await page.getByText(NO_PARTNER.en).count()) === 3);
  assert.equal(ours(page).length, 1, `${ours(page)}`);
  const globals = await page.evaluate(() => Object.keys(window).filter((name) => /undersigned/i.test(name)));
  assert.deepEqual(globals, []);
});

for (const [what, body] of Object.entries({
  "the pinned tag": () => `<script async crossorigin="anonymous" data-campaign="${world.campaign.id}" data-partner="no-such-partner" src="${world.edge.origin}/assets/${world.edge.manifest.loader.name}" integrity="${world.edge.manifest.loader.integrity}"></script>`,
  "an app's element": () => `<script async src="${world.edge.origin}/assets/${world.edge.manifest.loader.name}"></script><undersigned-petition campaign="${world.campaign.id}" partner="no-such-partner"></undersigned-petition>`,
}))
  test(`${what}: a link to a page that says it, and no empty frame`, async (visit) => {
    const page = await open(visit, body());
    const link = page.locator("undersigned-petition").getByRole("link");
    await link.waitFor();
    assert.equal(await page.locator("iframe").count(), 0);
    const [own] = await Promise.all([page.context().waitForEvent("page"), link.click()]);
    await own.getByText("This site does not collect signatures for this petition.").waitFor();
    await own.getByRole("link", { name: "The petition's own page" }).click();
    await hook(own, "submit").waitFor();
  });

test("a program learns it from the status, and no cache keeps it longer than a tag's script", async () => {
  const { origin } = world.edge;
  const script = await fetch(address(world.campaign.id, "no-such-partner"));
  assert.equal(script.status, 200);
  assert.equal(script.headers.get("cache-control"), "public, max-age=5, stale-while-revalidate=10");
  assert.match(script.headers.get("content-type"), /^text\/javascript/);
  const json = await fetch(`${origin}/v1/campaigns/${world.campaign.id}/embed?partner=no-such-partner&view=1`);
  assert.equal(json.status, 404);
  assert.equal((await json.json()).type, "/problems/unknown-partner");
  const page = await fetch(`${origin}/c/no-such-campaign/x`);
  assert.equal((await page.json()).type, "/problems/unknown-campaign");
});
