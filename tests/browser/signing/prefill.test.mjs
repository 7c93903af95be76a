// What a link fills in stands behind `#undersigned:`. It leaves the address at
// once, goes nowhere, and is text.

import assert from "node:assert/strict";
import { after } from "node:test";
import { isDeepStrictEqual } from "node:util";

import { field, hook, newSupporter, sign } from "../support/form.mjs";
import { serveHost } from "../support/host.mjs";
import { pick } from "../support/tools.mjs";
import { staysAsItIs, until } from "../support/wait.mjs";
import { makeWorld } from "../support/world.mjs";

const world = makeWorld({ folders: { layouts: "refugee-council" }, variants: { router: { folder: "router" } } });
const { test } = world;
const english = () => world.sites["refugee-council"].origin;
const hosts = [];
after(() => hosts.forEach((host) => host.close()));

const GIVEN = "Zoë O'Hara";
const ROUTES = ["#sign", "#signer"];
const EMAIL = "zoe.secret+lists@example.org";
const LINK = `undersigned:given_name=${encodeURIComponent(GIVEN)}&family_name=Núñez&email=${EMAIL}&postal_code=K1A%200B1`;

const values = async (page) =>
  Promise.all(["given_name", "family_name", "email", "postal_code"].map((name) => field(page, name).first().inputValue()));

/** What reads a link is loaded when there is one. */
const areFilled = (page, wanted) =>
  until(`the fields to have ${wanted}`, async () => isDeepStrictEqual(await values(page), wanted)).catch(async (error) => {
    assert.deepEqual(await values(page), wanted);
    throw error;
  });

test("a link fills the form in, and the address is clean before anything can follow from it", async (visit) => {
  const sent = [];
  const page = await visit.open(`${english()}/?source=news#${LINK}`, {
    prepare: async (page) => {
      await page.addInitScript(() => {
        const seen = { events: [] };
        Object.defineProperty(window, Symbol.for("seen"), { value: seen });
        for (const kind of ["hashchange", "popstate"]) addEventListener(kind, () => seen.events.push(kind));
        history.replaceState({ theirs: 1 }, "");
      });
      page.on("request", (request) => sent.push(request));
    },
  });
  await field(page, "email").waitFor();
  await areFilled(page, [GIVEN, "Núñez", EMAIL, "K1A 0B1"]);
  assert.equal(page.url(), `${english()}/?source=news`);
  const seen = await page.evaluate(() => ({ ...window[Symbol.for("seen")], state: history.state, length: history.length }));
  assert.deepEqual(seen.events, [], "the page's router hears nothing");
  assert.deepEqual(seen.state, { theirs: 1 }, "and its state stays");
  await hook(page, "public-name").getByText(`${GIVEN} N.`).waitFor();

  // Nothing but the signature itself carries it, and it only after a press.
  await field(page, "given_name").focus();
  await page.waitForLoadState("networkidle");
  await page.evaluate(async () => {
    // What a page's own script would send on.
    await fetch("/beacon", { referrerPolicy: "unsafe-url" });
  });
  for (const request of sent) {
    const all = decodeURIComponent(`${request.url()} ${JSON.stringify(await request.allHeaders())} ${request.postData() ?? ""}`);
    for (const secret of ["secret", "O'Hara", "Núñez", "undersigned:"]) assert.ok(!all.includes(secret), `${secret} in ${all}`);
  }
  assert.ok(sent.some((request) => request.url().endsWith("/sessions")) && sent.some((request) => request.url().endsWith("/beacon")));
  assert.equal(await page.locator(":checked[type=radio]").count(), 0);
});

test("a supporter signs with what the link has filled in, once they have answered, and nothing stays for who comes next", async (visit) => {
  const { given, family, email } = newSupporter({ given: "Linked" });
  const page = await visit.open(`${english()}/#undersigned:given_name=${given}&family_name=${family}&email=${email}`);
  const before = await world.campaign.signatures();
  await field(page, "postal_code").fill("K1A 0B1");
  for (const consent of await hook(page, "consent").all()) await consent.locator("[value=no]").check();
  await hook(page, "submit").click();
  await page.getByRole("heading", { name: "Thank you, Linked." }).waitFor();
  assert.equal(await world.campaign.signatures(), before + 1);
  await hook(page, "sign-another").click();
  assert.deepEqual(await values(page), ["", "", "", ""]);
  await page.reload();
  await field(page, "email").waitFor();
  assert.deepEqual(await values(page), ["", "", "", ""]);
});

test("the query fills nothing in, and a fragment of the page's own is left alone", async (visit) => {
  for (const tail of [`/?${LINK}`, `/?given_name=Query&email=${EMAIL}`, "/#given_name=Fragment", "/#/undersigned/given_name=Route"]) {
    const page = await visit.open(english() + tail);
    await field(page, "email").waitFor();
    assert.deepEqual(await values(page), ["", "", "", ""], tail);
    assert.equal(page.url(), new URL(english() + tail).href, tail);
  }
  const page = await visit.open(`${english()}/#/act/7#${LINK}`);
  await areFilled(page, [GIVEN, "Núñez", EMAIL, "K1A 0B1"]);
  assert.equal(page.url(), `${english()}/#/act/7`, "a router's own stays");
});

test("under a base address, and twice on a page: the address is this page's, and one form has it", async (visit) => {
  const src = `${world.edge.origin}/embed/${world.campaign.id}/refugee-council.js`;
  const tag = `<script async data-cfasync="false" src="${src}"></script>`;
  const host = await serveHost({ body: `<base href="https://elsewhere.example/deep/">${tag}${tag}` });
  hosts.push(host);
  const page = await visit.open(`${host.origin}/#${LINK}`);
  await field(page, "email").nth(1).waitFor();
  assert.equal(page.url(), `${host.origin}/`);
  const emails = () => field(page, "email").evaluateAll((all) => all.map(({ value }) => value).sort());
  await until("one of them", async () => isDeepStrictEqual(await emails(), ["", EMAIL]));
  await staysAsItIs("one form has it", emails);
});

test("whatever stands in a link is harmless", async (visit) => {
  const hostile = [
    ["given_name", "<img src=x onerror=alert(1)>"],
    ["family_name", "\u202eevil\u0000\r\nX-Header: 1"],
    ["email", `"><script>alert(1)</script>@example.org`],
    ["list_me", "on"],
    ["abroad", "on"],
    ["comment", "a stranger's words"],
    ["country", "FR"],
    ["consent:refugee-council-updates", "yes"],
    ["__proto__", "x"],
    ["elements", "x"],
  ];
  const fragment = hostile.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join("&");
  const page = await visit.open(`${english()}/#undersigned:${fragment}`);
  await field(page, "email").waitFor();
  await until("the name", async () => (await values(page))[0] === "<img src=x onerror=alert(1)>");
  assert.equal(await page.locator("undersigned-petition img").count(), 0);
  assert.equal(await page.locator("undersigned-petition :checked:not(option)").count(), 0, "nothing is chosen for the supporter");
  await hook(page, "public-name").getByText("<img src=x onerror=alert(1)>").waitFor();
  for (const broken of ["", "%", "%E0%A4%A", "given_name=%E9ric", "%3D%26", "&&&==&", "given_name", `given_name=${"x".repeat(20_000)}`]) {
    const other = await visit.open(`${english()}/#undersigned:${broken}`);
    await field(other, "email").waitFor();
    assert.equal(other.url(), `${english()}/`, broken.slice(0, 20));
  }
  // The supporter can still sign with words of their own.
  await sign(page, newSupporter());
});

test("a page whose history cannot be written has nothing filled in, and works", async (visit) => {
  const page = await visit.open(`${english()}/#${LINK}`, {
    prepare: (page) =>
      page.addInitScript(() => {
        history.replaceState = () => {
          throw new DOMException("too many calls", "SecurityError");
        };
      }),
  });
  await field(page, "email").waitFor();
  assert.deepEqual(await values(page), ["", "", "", ""]);
  await sign(page, newSupporter());
});

test("in an app with a plain router the element that comes first has it, and no later one", async (visit) => {
  const page = await visit.open(`${world.sites.router.origin}/#${LINK}`);
  await until("a clean address", () => page.url() === `${world.sites.router.origin}/`);
  const go = (route) => page.evaluate((route) => (location.hash = route), route);
  await go(ROUTES[0]);
  await areFilled(page, [GIVEN, "Núñez", EMAIL, "K1A 0B1"]);
  await go(ROUTES[1]);
  await until("the other form", async () => (await values(page))[2] === "");
});

test("a counter keeps it for the form that it may become", async (visit) => {
  const page = await visit.open(`${world.sites.layouts.origin}/counter.html#${LINK}`);
  await hook(page, "count-line").waitFor();
  await page.evaluate(() => (document.querySelector("undersigned-petition").layout = "full"));
  await areFilled(page, [GIVEN, "Núñez", EMAIL, "K1A 0B1"]);
});

test("what a mailing's program left unfilled is not filled in", async (visit) => {
  for (const tag of ["*|FNAME|*", "{{ name }}", "%%first%%", "[[name]]", "${name}", "<<First Name>>", "<%= name %>"]) {
    const link = `undersigned:given_name=${encodeURIComponent(tag)}&family_name=${tag}&email=${tag}&postal_code=K1A%200B1`;
    const page = await visit.open(`${english()}/#${link}`);
    await areFilled(page, ["", "", "", "K1A 0B1"]);
    assert.equal(page.url(), `${english()}/`);
  }
});

const WRITTEN = {
  "as it should be": `#${LINK}`,
  "with &amp; for &": `#${LINK.replaceAll("&", "&amp;")}`,
  "with a number for &": `#${LINK.replaceAll("&", "&#38;")}`,
  "with + for a space": `#${LINK.replaceAll("%20", "+")}`,
  "with its separators encoded": `#${LINK.replaceAll("&", "%26").replaceAll("=", "%3D").replace(":", "%3A")}`,
  "with & alone encoded": `#${LINK.replaceAll("&", "%26")}`,
  "encoded whole": `#${encodeURIComponent(LINK)}`,
  "encoded twice": `#${encodeURIComponent(encodeURIComponent(LINK))}`,
  "in capitals": `#${LINK.replace("undersigned", "Undersigned")}`,
  "behind what a mailing adds": `#${LINK}&utm_source=mail&utm_medium=email`,
  "behind an encoded sign of a route's": `#/act%23${LINK}`,
};

/** In `test` what is recognized in its own way; `soak` has each. */
const SOME = ["with &amp; for &", "with + for a space", "encoded whole", "behind an encoded sign of a route's"];

for (const [name, link] of pick(SOME.map((name) => [name, WRITTEN[name]]), Object.entries(WRITTEN)))
  test(`a link as programs for mailings write it, ${name}, is read and leaves the address`, async (visit) => {
    const page = await visit.open(`${english()}/${link}`);
    await areFilled(page, [GIVEN, "Núñez", EMAIL, "K1A 0B1"]);
    assert.equal(page.url(), link.startsWith("#/act") ? `${english()}/#/act` : `${english()}/`);
  });
