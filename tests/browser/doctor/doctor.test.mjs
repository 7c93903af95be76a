// The doctor for a partner's web admin: its page, and the probe in pages that
// allow one thing and forbid another.

import assert from "node:assert/strict";
import { after } from "node:test";

import { assertAccessible } from "../support/accessibility.mjs";
import { snippets } from "../support/doctor.mjs";
import { hook, newSupporter, sign } from "../support/form.mjs";
import { serveHost } from "../support/host.mjs";
import { DESKTOP, PHONE, picture } from "../support/look.mjs";
import { pick } from "../support/tools.mjs";
import { until } from "../support/wait.mjs";
import { makeWorld } from "../support/world.mjs";

const PARTNER = "refugee-council";
const world = makeWorld();
const { test } = world;
const hosts = {};

const doctor = (query = "", partner = PARTNER) => `${world.edge.origin}/doctor/${world.campaign.id}/${partner}${query}`;

/** As a page has them that lists our tag in its policy, but for one thing. */
const POLICIES = {
  fine: (policy) => policy,
  "no wasm": (policy) => policy.replace(" 'wasm-unsafe-eval'", ""),
  "no connection": (policy) => policy.replace(/connect-src \S+/, "connect-src"),
  "no socket": (policy) => policy.replace(/ wss?:\S+;/, ";"),
  "no frame": (policy) => policy.replace(/ frame-src.*/, ""),
  "other types": (policy) => policy.replace("trusted-types undersigned", "trusted-types theirs"),
  "wrong tag": (policy) => policy,
  unlisted: (policy) => policy,
  recorders: (policy) => policy.replace("script-src", "script-src 'self'"),
  plain: () => undefined,
};

/** The hosts of all tests, listed in one go. */
let hosting;
const host = async () => {
  for (const name of Object.keys(POLICIES))
    hosts[name] = await serveHost({ scripts: { "/pixel.js": "window.fbq = function () {};" } });
  for (const [name, { origin }] of Object.entries(hosts)) if (name !== "unlisted") world.campaign.allow(PARTNER, origin);
  await world.campaign.put();
};
after(() => {
  for (const host of Object.values(hosts)) host.close();
});

/** The doctor's snippets, once the hosts are listed. */
const boxes = async (query, partner) => {
  await (hosting ??= host());
  return snippets(doctor(query, partner));
};

/** Puts what the doctor says to paste into a host page, and opens that. */
async function examine(visit, name, { extra = "", query = "", tagOf = PARTNER, ...options } = {}) {
  const { policy, frame, probe } = await boxes(query);
  const { tag } = await boxes(query, tagOf);
  const site = hosts[name];
  site.policy = POLICIES[name](`${policy}; ${frame}`);
  site.body = tag + extra + probe;
  const page = await visit.open(site.origin, { isRefused: true, ...options });
  await reported(page);
  return page;
}

const box = (page) => page.locator("undersigned-doctor");
const reported = (page) => box(page).locator("li").first().waitFor();

/** What it found of one kind: the checks' names. */
const found = (page, kind) =>
  box(page).locator(`li[data-kind=${kind}]`).evaluateAll((lines) => lines.map(({ dataset }) => dataset.check.replace("check-", "")));
const line = (page, check) => box(page).locator(`li[data-check="check-${check}"]`).textContent();

test("on a page with the doctor's own policy all is well, and the petition works beside the probe", async (visit) => {
  const page = await examine(visit, "fine");
  assert.deepEqual(await found(page, "bad"), []);
  assert.deepEqual(await found(page, "note"), []);
  assert.equal(await box(page).getByRole("status").textContent(), "All is well: the petition works on this page.");
  assert.deepEqual(
    (await found(page, "good")).sort(),
    ["connect-good", "form-good", "frame-good", "origin-good", "recorder-none", "script-good", "socket-good", "tag-good", "types-good", "wasm-good"],
  );
  await assertAccessible(page, "a page with the probe");
  await box(page).getByRole("button", { name: "Close" }).click();
  assert.equal(await box(page).count(), 0);
  await sign(page, newSupporter());
});

test("the probe leaves nothing on the page but its box", async (visit) => {
  const names = (page) => page.evaluate(() => Object.getOwnPropertyNames(window).filter((name) => !/^\d+$/.test(name)).sort());
  const { tag, probe } = await boxes();
  hosts.plain.body = tag;
  const without = await visit.open(hosts.plain.origin);
  await hook(without, "submit").waitFor();
  const expected = await names(without);
  hosts.plain.body = tag + probe + probe;
  const page = await visit.open(hosts.plain.origin);
  await reported(page);
  await hook(page, "submit").waitFor();
  assert.deepEqual(await names(page), expected);
  assert.equal(await box(page).count(), 1, "pasted twice, it answers once");
  assert.equal(await page.locator("iframe").count(), 0);
  assert.deepEqual(await page.context().cookies(), []);
  assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0);
});

const FAULTS = {
  "no wasm": { bad: ["wasm-bad"], change: ["wasm-bad", "Allow 'wasm-unsafe-eval' in script-src."] },
  "no connection": { bad: ["connect-bad"], note: ["origin-unknown"], change: ["connect-bad", () => `Allow ${world.edge.origin} in connect-src.`] },
  "no socket": { bad: [], note: ["socket-bad"], change: ["socket-bad", () => `Allow ws://${world.edge.authority} in connect-src.`] },
  "no frame": { bad: [], note: ["frame-spare"] },
  "other types": { bad: ["types-bad"], change: ["types-bad", "Allow undersigned in trusted-types."] },
  unlisted: { bad: ["origin-bad"], change: ["origin-bad", () => hosts.unlisted.origin] },
};

for (const [name, { bad, note = [], change }] of Object.entries(FAULTS))
  test(`the probe says what is wrong on a page: ${name}`, async (visit) => {
    const page = await examine(visit, name);
    assert.deepEqual(await found(page, "bad"), bad);
    assert.deepEqual(await found(page, "note"), note);
    const status = bad.length ? `To change: ${bad.length}` : "All is well: the petition works on this page.";
    assert.equal(await box(page).getByRole("status").textContent(), status);
    const [check, text] = change ?? [];
    const wanted = typeof text === "function" ? text() : text;
    if (check) assert.ok((await line(page, check)).includes(wanted), await line(page, check));
  });

test("another partner's tag is recognized, and so is none and one that is held back", async (visit) => {
  const wrong = await examine(visit, "wrong tag", { tagOf: "rights-circle" });
  assert.deepEqual(await found(wrong, "bad"), ["tag-wrong"]);
  const text = await line(wrong, "tag-wrong");
  assert.ok(text.includes(`/embed/${world.campaign.id}/rights-circle.js`) && text.includes(`/embed/${world.campaign.id}/${PARTNER}.js`), text);

  const { probe, tag, pinned } = await boxes();
  hosts.plain.policy = undefined;
  for (const [body, bad, note] of [
    [probe, ["tag-none"], []],
    [tag.replace("<script ", '<script type="text/plain" ') + probe, [], ["tag-held"]],
    [pinned + probe, [], []],
    [`${tag}<undersigned-petition campaign="another" partner="${PARTNER}"></undersigned-petition>${probe}`, ["tag-wrong"], []],
  ]) {
    hosts.plain.body = body;
    const page = await visit.open(hosts.plain.origin, { isRefused: true });
    await reported(page);
    assert.deepEqual([await found(page, "bad"), await found(page, "note")], [bad, note], body);
  }
});

test("all is said to be well only where one can sign, and a hidden petition is said to be hidden", async (visit) => {
  const { probe, tag, pinned } = await boxes();
  const [, campaign] = /\/embed\/([^/]+)\//.exec(tag);
  const element = `<undersigned-petition campaign="${campaign}" partner="${PARTNER}"></undersigned-petition>`;
  const definer = pinned.replace(/data-(campaign|partner)="[^"]*"/g, "");
  hosts.plain.policy = undefined;
  for (const [body, bad, note] of [
    [`<div hidden>${tag}</div>${probe}`, [], ["hidden"]],
    [`<details><summary>Sign</summary>${tag}</details>${probe}`, [], ["hidden"]],
    [`<button>${element}</button>${definer}${probe}`, ["form-bad"], []],
    [`<form>${tag}</form>${probe}`, [], []],
    [`${tag.replace("<script ", '<script data-layout="counter" ')}${probe}`, [], []],
    // In the head, where a tag shows nothing.
    [`<script>document.head.append(document.createRange().createContextualFragment(${JSON.stringify(tag).replace("</", "<\\/")}))</script>${probe}`, ["form-bad"], []],
  ]) {
    hosts.plain.body = body;
    const page = await visit.open(hosts.plain.origin, { isRefused: true });
    await reported(page);
    assert.deepEqual([await found(page, "bad"), await found(page, "note")], [bad, note], body);
    const isWell = (await box(page).getByRole("status").textContent()).startsWith("All is well");
    assert.equal(isWell, !bad.length);
    if (bad.length) assert.ok((await line(page, "form-bad")).includes("<undersigned-petition campaign="));
  }
});

test("scripts that read along are named, whether by their name on the page or by their host", async (visit) => {
  const extra = '<script src="/pixel.js"></script><script src="https://static.hotjar.com/c/hotjar-1.js" type="text/plain"></script><i id="clarity"></i>';
  const page = await examine(visit, "recorders", { extra });
  assert.deepEqual(await found(page, "bad"), ["recorder", "recorder"]);
  const lines = await box(page).locator("li[data-check=check-recorder]").allTextContents();
  assert.ok(lines[0].includes("Hotjar") && lines[1].includes("Meta Pixel"), `${lines}`);
  assert.ok(lines[0].includes("Leave it off this page"), lines[0]);
});

test("a late start, a frame and a sandbox are noticed", async (visit) => {
  const { tag, probe } = await boxes();
  hosts.plain.body = tag + probe.replace("<script ", '<script type="module" ');
  const late = await visit.open(hosts.plain.origin);
  await reported(late);
  assert.deepEqual([await found(late, "bad"), await found(late, "note")], [[], ["current"]]);

  hosts.plain.body = tag + probe;
  const around = await serveHost({ body: `<iframe sandbox="allow-scripts" src="${hosts.plain.origin}"></iframe>` });
  try {
    const page = await visit.open(around.origin, { isRefused: true });
    const inside = page.locator("iframe").contentFrame();
    await reported(inside);
    assert.deepEqual(await found(inside, "bad"), ["opaque", "forms", "origin-bad"]);
    assert.deepEqual(await found(inside, "note"), ["framed"]);
  } finally {
    around.close();
  }
});

test("a page without encryption is noticed", async (visit) => {
  const { tag, probe } = await boxes();
  const page = await visit.open("http://partner.example/", {
    isRefused: true,
    prepare: (page) =>
      Promise.all([
        page.route("http://partner.example/**", (route) => route.fulfill({ contentType: "text/html", body: `<!doctype html><body>${tag}${probe}` })),
        // A page of the web may not reach this machine; the test does it for it.
        page.route(`${world.edge.origin}/**`, async (route) => route.fulfill({ response: await route.fetch() })),
      ]),
  });
  await reported(page);
  assert.ok((await found(page, "bad")).includes("http"));
});

test("a snippet of another version is refused", async () => {
  const answer = await fetch(`${doctor()}/probe.0123456789abcdef.js?lang=en`);
  assert.equal(answer.status, 404);
});

const IN_ALL = [["en", "light"], ["fr", "dark"], ["ar", "light"], ["ug", "dark"], ["fr", "light"], ["en", "dark"]];
/** In `test` each language once, and each scheme on each device. */
const IN_TWO = { phone: [["en", "light"], ["ug", "dark"]], desktop: [["fr", "dark"], ["ar", "light"]] };

for (const [device, options] of Object.entries({ phone: PHONE, desktop: DESKTOP }))
  test(`the doctor's page and the probe's box fit the ${device}`, async (visit) => {
    for (const [language, colorScheme] of pick(IN_TWO[device], IN_ALL)) {
      const name = `doctor-${device}-${language}-${colorScheme}`;
      const page = await visit.open(doctor(`?lang=${language}`), { ...options, colorScheme });
      await keep(page, name);
      await assertAccessible(page, name);
      const tried = await examine(visit, "no wasm", { query: `?lang=${language}`, ...options, colorScheme });
      await keep(tried, `${name}-probe`, false);
    }
  });

/** Keeps it, and fails if the page scrolls sideways. */
async function keep(page, name, fullPage = true) {
  await picture(page, name, { prefix: "", fullPage });
  const [inner, whole] = await page.evaluate(() => [innerWidth, document.documentElement.scrollWidth]);
  assert.ok(whole <= inner, `${name}: nothing is wider than the screen (${whole} > ${inner})`);
}

test("the doctor looks at a page from outside and says what to change", async (visit) => {
  const { policy, tag } = await boxes();
  const site = hosts["no wasm"];
  site.policy = POLICIES["no wasm"](policy);
  site.body = tag;
  for (const [name, options] of Object.entries({ "phone-light": PHONE, "desktop-dark": { ...DESKTOP, colorScheme: "dark" } }))
    for (const language of pick([name === "phone-light" ? "en" : "ar"], ["en", "fr", "ar"])) {
      const page = await visit.open(doctor(`?lang=${language}`), options);
      await page.locator("input[name=url]").fill(site.origin);
      await page.locator("form button").click();
      const line = page.locator("li[data-kind=bad]");
      await line.first().waitFor();
      assert.deepEqual(await line.evaluateAll((lines) => lines.map(({ dataset }) => dataset.check)), ["check-wasm-bad", "check-frame-bad"]);
      assert.equal(await page.locator("input[name=url]").inputValue(), site.origin);
      assert.equal(await page.locator("html").getAttribute("lang"), language);
      await keep(page, `doctor-check-${name}-${language}`);
      await assertAccessible(page, `the doctor's look, ${name} ${language}`);
    }
});

test("without a language the doctor speaks the partner's, and links to every other", async (visit) => {
  const page = await visit.open(doctor("", "rights-circle"));
  assert.equal(await page.locator("html").getAttribute("lang"), "fr");
  await page.getByRole("link", { name: "English" }).click();
  await page.getByRole("heading", { name: "Your tag" }).waitFor();
  await until("the address to say so", () => page.url().endsWith("?lang=en"));
});
