// A world whose pages ask the edge through a server that fails, and what these
// pages must keep then: the supporter sees it, nothing is lost, and it counts once.

import assert from "node:assert/strict";
import { after } from "node:test";

import { field, fill, focused, hook } from "./form.mjs";
import { Faulty } from "./faulty.mjs";
import { serveHost } from "./host.mjs";
import { record } from "./visit.mjs";
import { until } from "./wait.mjs";
import { makeWorld } from "./world.mjs";

export const PARTNER = "refugee-council";
export const UNREACHED = {
  en: "We couldn't reach the server. Nothing is lost: try again.",
  fr: "Serveur injoignable. Rien n'est perdu\u00a0: réessayez.",
};

export const world = makeWorld({ hasOwnEdge: true });
export let faulty;
const hosts = {};

/** The edge behind the faulty server, and a page in each language that asks that. */
let standing;
const stand = () => (standing ??= setUp());

async function setUp() {
  const { edge, campaign } = world;
  faulty = await Faulty.before(edge);
  await edge.runBehind(faulty.origin);
  for (const language of Object.keys(UNREACHED)) {
    const src = `${faulty.origin}/embed/${campaign.id}/${PARTNER}.js`;
    hosts[language] = await serveHost({ body: `<script async data-cfasync="false" data-lang="${language}" src="${src}"></script>` });
    campaign.allow(PARTNER, hosts[language].origin);
  }
  await campaign.put();
}

after(async () => {
  await faulty?.down();
  for (const host of Object.values(hosts)) host.close();
});

/** The page with a form that is filled in, its session asked for and given. */
export async function fillIn(visit, supporter, { language = "en", ...options } = {}) {
  await stand();
  faulty.judge = () => undefined;
  const page = await visit.open(hosts[language].origin, options);
  const given = page.waitForResponse((answer) => answer.url().endsWith("/sessions") && answer.ok());
  await fill(page, supporter);
  await given;
  return { page, posts: record(page, "/signatures", "POST") };
}

/** Signatures fail so, the first ones or all. */
export const failing = (fault, times = Infinity) => {
  const tries = { seen: 0 };
  faulty.judge = (path, method) => {
    if (method !== "POST" || !path.endsWith("/signatures")) return undefined;
    tries.seen += 1;
    return tries.seen > times ? undefined : fault;
  };
  return tries;
};

export const keys = (posts) => new Set(posts.map((post) => post.headers()["idempotency-key"]));

/** The problem has the focus, and everything still stands in the form. */
export async function isTold(page, text, supporter) {
  const summary = hook(page, "problems");
  await summary.getByText(text).waitFor();
  assert.equal(await focused(page), "problems");
  assert.equal(await hook(page, "status").textContent(), "");
  for (const [name, value] of [["given_name", supporter.given], ["email", supporter.email], ["postal_code", supporter.postalCode]])
    assert.equal(await field(page, name).inputValue(), value, name);
  assert.ok(await page.locator(`[name^="consent:"][value=${supporter.choice}]`).first().isChecked());
}

/** What the shards have announced by now, and no more. */
export async function counts(wanted) {
  await until(`${wanted} signatures`, async () => (await world.campaign.signatures()) >= wanted);
  assert.equal(await world.campaign.signatures(), wanted);
}

/** Once more, by the button, and it counts once. */
export async function signsOnce(page, posts, before, given) {
  faulty.judge = () => undefined;
  await hook(page, "submit").click();
  await hook(page, "thanks").waitFor();
  assert.match(await hook(page, "thanks-heading").textContent(), new RegExp(given));
  assert.equal(keys(posts).size, 1, "each try has the same key");
  await counts(before + 1);
}
