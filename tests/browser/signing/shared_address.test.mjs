// Which address of a page is shared: where it is found, without what reveals
// the visit.

import assert from "node:assert/strict";

import { hook, newSupporter, sign } from "../support/form.mjs";
import { test } from "../support/test.mjs";
import { loaderModule } from "../support/tools.mjs";
import { makeWorld } from "../support/world.mjs";

const { addressOf } = await loaderModule("address.js");
const PAGE = "https://partner.example";

test("a query that finds the page stays, and what tracks the visit goes", () => {
  for (const [asked, shared] of [
    ["/?page_id=42", "/?page_id=42"],
    ["/?page_id=42&source=news&utm_campaign=x&fbclid=y", "/?page_id=42"],
    ["/act?utm_source=mail&gclid=1&mc_eid=2&recruiter_id=3&_ga=4", "/act"],
    ["/?p=1&UTM_Medium=mail", "/?p=1"],
    // Not one of them, though it begins or ends like one.
    ["/?sources=2&utm=3&reference=4", "/?sources=2&utm=3&reference=4"],
    // Somebody's address, whatever the key.
    ["/?p=1&who=zoe%40example.org", "/?p=1"],
    // As it is written, where nothing goes.
    ["/?q=a%20b&c", "/?q=a%20b&c"],
    ["/#about", "/"],
    ["/?p=1#/act/7", "/?p=1#/act/7"],
    ["/app#!/act?step=2", "/app#!/act?step=2"],
  ])
    assert.equal(addressOf(PAGE + asked, undefined), PAGE + shared, asked);
});

test("what a page says of itself is its address", () => {
  const canonical = `${PAGE}/petition`;
  assert.equal(addressOf(`${PAGE}/?p=1&utm_source=x#top`, canonical), canonical);
  assert.equal(addressOf(`${PAGE}/#/act/7`, canonical), `${canonical}#/act/7`);
  for (const none of ["", "javascript:alert(1)", "mailto:a@b.example"])
    assert.equal(addressOf(`${PAGE}/?p=1`, none), `${PAGE}/?p=1`, none);
});

const world = makeWorld();

world.test("the links of a signed page carry its own address", async (visit) => {
  const { origin } = world.sites["refugee-council"];
  const page = await visit.open(`${origin}/?page_id=42&source=news&utm_source=mail`);
  await sign(page, newSupporter());
  await hook(page, "share-url").getByText(`${origin}/?page_id=42`, { exact: true }).waitFor();
  const other = await visit.open(`${origin}/?page_id=42`, {
    prepare: (page) =>
      page.addInitScript(() =>
        addEventListener("DOMContentLoaded", () => {
          const link = document.createElement("link");
          Object.assign(link, { rel: "canonical", href: "/petition" });
          document.head.append(link);
        }),
      ),
  });
  await sign(other, newSupporter());
  await hook(other, "share-url").getByText(`${origin}/petition`, { exact: true }).waitFor();
});
