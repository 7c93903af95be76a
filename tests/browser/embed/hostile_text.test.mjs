// Names and reasons from strangers, through the real edge, on the page with the
// strictest policy: whatever they are, they are shown as text.

import assert from "node:assert/strict";

import { entry, hook, newSupporter, sign } from "../support/form.mjs";
import { until } from "../support/wait.mjs";
import { makeWorld } from "../support/world.mjs";

const world = makeWorld({ settings: { comments: "open" } });
const { test } = world;
const strict = () => world.sites["strict-csp"].origin;

const HOSTILE = [
  ["<img src=x onerror=alert(1)>", "<script>alert(1)</script>"],
  ['"><svg onload=alert(1)>', "</bdi></li><a href=javascript:alert(1)>x</a>"],
  ["{given} {n} ${7*7}", "{count} of {goal} \\u003cb\\u003e"],
  ["\u202eecila", "\u2066left\u2069 \u202eto right\u202c and \u200fback"],
  ["Z\u0335\u0321\u0327\u0322\u0328\u0333\u0347\u0353a\u0334\u0321\u0327lgo", "h\u0334\u0321\u0327\u0322\u0328e\u0335\u0321\u0327 comes"],
  ["O'Brien-Núñez", "J'appuie « tout ça »"],
  ["محمد", "مرحبا بكم"],
  ["ئايگۈل", "ئەسسالامۇ"],
  ["ᐊᓪᓚᑦ", "ᓄᓇᕗᑦ"],
  ["👩🏽‍🚀", "👍🏾 &lt;b&gt; &amp;"],
];
const BIDI_CONTROLS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
const STACKED_MARKS = /\p{M}{5}/u;

/** What the page shows of the list: the texts, and every element in it. */
const shown = (page) =>
  hook(page, "entries")
    .first()
    .evaluate((list) => ({
      tags: [...new Set([...list.querySelectorAll("*")].map(({ localName }) => localName))].sort(),
      entries: [...list.children].map((item) => ({
        name: item.querySelector("bdi.us-name").textContent,
        comment: item.querySelector("bdi.us-comment")?.textContent ?? null,
      })),
    }));

/** So many at once: a page lists the newest eight. */
const AT_ONCE = 5;

test("every name and every reason is text, pushed and painted alike", async (visit) => {
  const pushed = await visit.open(strict());
  await hook(pushed, "entries").first().waitFor();
  for (let from = 0; from < HOSTILE.length; from += AT_ONCE) await arrive(visit, pushed, HOSTILE.slice(from, from + AT_ONCE));
});

/** These sign, and reach the open page and one that is opened later. */
async function arrive(visit, pushed, hostile) {
  const people = hostile.map(([given, comment]) => newSupporter({ given, family: null, comment, isListed: true }));
  const answers = await world.campaign.sign(people, world.sites["refugee-council"].origin);
  const expected = new Map(answers.map(({ entry: listed }) => [listed.name, listed.comment]));
  assert.equal(expected.size, hostile.length);
  const hasAll = async (page) => {
    const { entries } = await shown(page);
    return [...expected.keys()].every((name) => entries.some((listed) => listed.name === name));
  };
  await until("every entry to be pushed", () => hasAll(pushed));
  const painted = await visit.open(strict());
  await until("every entry on a page that is opened later", () => hasAll(painted));
  assert.ok(![...expected.values()].includes(null), "each has given a reason");

  for (const page of [pushed, painted]) {
    const { tags, entries } = await shown(page);
    assert.deepEqual(tags, ["bdi", "li", "span", "time"].filter((tag) => tags.includes(tag)));
    const theirs = entries.filter((listed) => expected.has(listed.name));
    assert.equal(theirs.length, hostile.length);
    for (const { name, comment } of theirs) {
      assert.equal(comment, expected.get(name), name);
      assert.doesNotMatch(`${name} ${comment}`, BIDI_CONTROLS);
      assert.doesNotMatch(`${name} ${comment}`, STACKED_MARKS);
    }
    assert.equal(
      theirs.some(({ comment }) => comment === "<script>alert(1)</script>"),
      hostile.some(([, comment]) => comment === "<script>alert(1)</script>"),
    );
  }
}

test("a supporter gives a reason while they are listed, and it stands under their name on everybody's page", async (visit) => {
  // The supporter's own page shows it even where it waits for a moderator; another partner's does not.
  const another = await visit.open(world.sites["rights-circle"].origin);
  const page = await visit.open(world.sites["refugee-council"].origin);
  const row = hook(page, "comment-row");
  await hook(page, "submit").waitFor();
  assert.ok(await row.isHidden(), "there is no row before the supporter is listed");
  await page.locator("[name=list_me]").check();
  await row.waitFor();
  await page.locator("[name=comment]").fill("Because <b>it</b>\nmatters");
  await page.locator("[name=list_me]").uncheck();
  await row.waitFor({ state: "hidden" });
  await sign(page, newSupporter({ given: "Reason", family: "Able", isListed: true }));
  await entry(page, "Reason A.").getByText("Because <b>it</b> matters").waitFor();
  await entry(another, "Reason A.").getByText("Because <b>it</b> matters").waitFor();
  await hook(page, "sign-another").click();
  await row.waitFor({ state: "hidden" });
});

test("a reason of somebody who is not listed after all is not sent", async (visit) => {
  const page = await visit.open(world.sites["refugee-council"].origin);
  const posted = page.waitForRequest((request) => request.method() === "POST" && request.url().endsWith("/signatures"));
  await hook(page, "submit").waitFor();
  await page.locator("[name=list_me]").check();
  await page.locator("[name=comment]").fill("Secret");
  await page.locator("[name=list_me]").uncheck();
  await sign(page, newSupporter());
  assert.ok(!(await posted).postData().includes("Secret"));
});
