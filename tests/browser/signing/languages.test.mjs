// Which language a page is given, which ones it is offered, and the switch
// inside the widget: what was typed stays, an answer to a text that is no longer
// there does not.

import assert from "node:assert/strict";

import { field, fill, focused, hook, newSupporter } from "../support/form.mjs";
import { loaderModule } from "../support/tools.mjs";
import { staysAsItIs, until } from "../support/wait.mjs";
import { makeWorld } from "../support/world.mjs";

const { nearest } = await loaderModule("languages.js");

let edit;
const edited = (folder) => ({ folder, editPage: (text) => edit(text) });
const world = makeWorld({
  variants: { page: edited("refugee-council"), layouts: edited("layouts"), pinned: edited("pinned") },
});
const { test } = world;

const NAMES = { en: "English", fr: "Français", ar: "العربية", ug: "ئۇيغۇرچە" };
const VIEW = /\/embed\?/;

/** The languages that the page has asked the edge for by themselves, in their order. */
const askedFor = (page) =>
  page.asked.map((url) => new URL(url)).filter(({ href }) => VIEW.test(href)).map(({ searchParams }) => searchParams.get("lang"));

const same = (text) => text;

/** A page, written otherwise than it is, in a browser of some languages. */
async function open(visit, { site = "page", file = "", write = same, languages = ["en-CA"], prepare = () => {} } = {}) {
  edit = write;
  return visit.open(`${world.sites[site].origin}/${file}`, {
    prepare: async (page) => {
      page.asked = [];
      page.on("request", (request) => page.asked.push(request.url()));
      await page.addInitScript((languages) => {
        Object.defineProperty(Navigator.prototype, "languages", { get: () => languages });
      }, languages);
      await prepare(page);
    },
  });
}

const inLanguage = (tag) => (text) => text.replace('<html lang="en">', `<html lang="${tag}">`);
const shown = async (page) => {
  await hook(page, "count-line").waitFor();
  return hook(page, "view").getAttribute("lang");
};
const offered = (page) => hook(page, "languages").locator("a").allTextContents();

const toFrench = async (page) => {
  await hook(page, "languages").getByText(NAMES.fr).click();
  await page.getByRole("button", { name: "Signer la pétition" }).waitFor();
};

test("the nearest language is the same one, in the same script", () => {
  for (const [tags, wishes, found] of [
    [["en", "fr"], ["fr-CA"], "fr"],
    [["en", "fr"], ["FR"], "fr"],
    [["fr", "fr-CA"], ["fr-CA", "fr"], "fr-CA"],
    [["en", "fr"], ["de", "fr-CH", "en"], "fr"],
    [["en", "ug"], ["ug-Arab-CN"], "ug"],
    [["en", "zh-Hans"], ["zh-Hant"], undefined],
    [["en", "zh-Hans"], ["zh-TW"], undefined],
    [["en", "zh-Hans"], ["zh-CN"], "zh-Hans"],
    [["zh-Hant", "zh-Hans"], ["zh"], "zh-Hans"],
    [["sr"], ["sr-Latn"], undefined],
    [["en"], ["english", "", "x-", "-zh-", "zh-toolongasubtag"], undefined],
    [["fr"], ["fra"], undefined],
    [["en", "fr"], ["fr_CA"], "fr"],
    [["fr", "fr-CA"], ["Fr_ca"], "fr-CA"],
    [["en", "zh-Hans", "zh-Hant"], ["ZH_TW"], "zh-Hant"],
    [["en", "zh-Hans", "zh-Hant"], ["zh_hant_HK"], "zh-Hant"],
    [[], ["en"], undefined],
  ])
    assert.equal(nearest(tags, wishes), found, `${wishes} of ${tags}`);
});

test("an English page is English, and a browser is offered its own language first", async (visit) => {
  for (const [languages, first] of [
    [["fr-CA", "en"], "fr"],
    [["ar-SY", "fr"], "ar"],
    [["de", "ug-CN"], "ug"],
    [["en-GB", "fr"], "fr"],
  ]) {
    const page = await open(visit, { languages });
    assert.equal(await shown(page), "en", `${languages}`);
    assert.equal((await offered(page))[0], NAMES[first], `${languages}`);
    assert.deepEqual((await offered(page)).toSorted(), ["fr", "ar", "ug"].map((tag) => NAMES[tag]).toSorted());
    assert.deepEqual(askedFor(page), []);
  }
});

test("a page in another language gets it before anything is painted", async (visit) => {
  let release;
  const released = new Promise((resolve) => (release = resolve));
  const page = await open(visit, {
    write: inLanguage("ar-SY"),
    prepare: (page) =>
      page.route(VIEW, async (route) => {
        await released;
        await route.continue();
      }),
  });
  const held = () => askedFor(page).length === 1;
  await until("the other view to be asked for", held);
  const painted = () => page.evaluate(() => document.querySelector("undersigned-petition").shadowRoot.childElementCount);
  assert.equal(await painted(), 0);
  release();
  assert.equal(await shown(page), "ar");
  assert.deepEqual(askedFor(page), ["ar"]);
});

const RIGHT = {
  "where the page's language is none of the campaign's the browser's counts": [{ write: inLanguage("de"), languages: ["de", "fr"] }, "fr"],
  "where neither is, the partner's stays": [{ write: inLanguage("de"), languages: ["de"] }, "en"],
  "where the page says nothing the browser's counts": [{ write: (text) => text.replace(' lang="en"', ""), languages: ["fr-CA"] }, "fr"],
  "the tag counts before the page": [{ write: (text) => text.replace("<script", '<script data-lang="fr"') }, "fr"],
  "the tag's address counts before the page": [{ write: (text) => text.replaceAll(/refugee-council\.js/g, "refugee-council.js?lang=fr") }, "fr"],
};

for (const [what, [options, language]] of Object.entries(RIGHT))
  test(what, async (visit) => {
    const page = await open(visit, options);
    assert.equal(await shown(page), language);
    assert.ok(askedFor(page).length <= 1);
  });

test("the pinned loader and a counter are in the page's language too", async (visit) => {
  for (const [site, file, asked] of [["pinned", "", ["fr-CA"]], ["layouts", "counter.html", ["fr"]]]) {
    const page = await open(visit, { site, file, write: inLanguage("fr-CA") });
    assert.equal(await shown(page), "fr", site);
    assert.deepEqual(askedFor(page), asked, site);
  }
});

test("what was typed stays, with the country and the focus, and no answer to another text", async (visit) => {
  const page = await open(visit);
  await field(page, "given_name").fill("Noor");
  await field(page, "email").fill("noor@example.org");
  await field(page, "list_me").check();
  await field(page, "abroad").check();
  await field(page, "country").selectOption({ label: "Nepal" });
  await hook(page, "consent").first().locator("[value=yes]").check();
  await toFrench(page);
  assert.equal(await field(page, "given_name").inputValue(), "Noor");
  assert.equal(await field(page, "email").inputValue(), "noor@example.org");
  assert.ok(await field(page, "list_me").isChecked());
  assert.ok(await field(page, "abroad").isChecked());
  const country = field(page, "country");
  await until("the country to be chosen", async () => (await country.inputValue()) === "NP");
  assert.equal(await country.evaluate((list) => list.selectedOptions[0].text), "Népal");
  assert.equal(await hook(page, "consent").locator(":checked").count(), 0);
  // The focus is on the way back.
  assert.equal(await focused(page), "language");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Sign the petition" }).waitFor();
  assert.equal(await field(page, "given_name").inputValue(), "Noor");
});

test("a supporter signs in the language that they chose, and the record is in it", async (visit) => {
  const page = await open(visit);
  const before = await world.campaign.count("language", "ug");
  await fill(page, newSupporter({ given: "Ayshem" }));
  await hook(page, "languages").getByText(NAMES.ug).click();
  await hook(page, "view").and(page.locator("[lang=ug]")).waitFor();
  await hook(page, "submit").click();
  // Not before the supporter has answered the text that stands there now.
  await hook(page, "problems").waitFor();
  await hook(page, "consent").first().locator("[value=no]").check();
  await hook(page, "submit").click();
  await hook(page, "thanks").waitFor();
  assert.equal(await world.campaign.count("language", "ug"), before + 1);
});

test("no other language comes over what is sent or thanked for", async (visit) => {
  const page = await open(visit);
  const languages = hook(page, "languages");
  await toFrench(page);
  await fill(page, newSupporter({ given: "Noor" }));
  let answer;
  const asked = new Promise((resolve) => (answer = resolve));
  await page.route(/\/signatures$/, async (route) => {
    await asked;
    await route.fulfill({ status: 429, headers: { "Access-Control-Allow-Origin": "*" }, body: "{}" });
  });
  const submit = hook(page, "submit");
  await submit.click();
  await hook(page, "status").getByText("Signature en cours").waitFor();
  assert.equal(await languages.isVisible(), false, "while it is sent");
  answer();
  await hook(page, "problems").waitFor();
  assert.ok(await languages.isVisible(), "when it was refused");
  await page.unroute(/\/signatures$/);
  await submit.click();
  await page.getByRole("heading", { name: "Merci, Noor." }).waitFor();
  await hook(page, "sign-another").waitFor();
  assert.equal(await languages.isVisible(), false, "under the thanks");
  // The page has a switch of its own.
  const fetched = askedFor(page).length;
  await page.evaluate(() => (document.querySelector("undersigned-petition").lang = "en"));
  await staysAsItIs("the thanks, and what was asked for", async () => [
    await page.getByRole("heading", { name: "Merci, Noor." }).isVisible(),
    askedFor(page).length,
  ]);
  assert.ok(await page.getByRole("heading", { name: "Merci, Noor." }).isVisible());
  assert.equal(askedFor(page).length, fetched);
  await hook(page, "sign-another").click();
  await page.getByRole("button", { name: "Sign the petition" }).waitFor();
  assert.ok(await languages.isVisible());
  assert.equal(await focused(page), "given_name");
});

test("a country that was chosen in another language is not the next person's", async (visit) => {
  const page = await open(visit);
  await field(page, "abroad").check();
  await field(page, "country").selectOption({ label: "Nepal" });
  await field(page, "abroad").uncheck();
  await toFrench(page);
  await fill(page, newSupporter());
  await hook(page, "submit").click();
  await hook(page, "sign-another").click();
  await field(page, "abroad").check();
  await field(page, "country").locator("option").nth(100).waitFor({ state: "attached" });
  assert.equal(await field(page, "country").inputValue(), "");
});

test("a language that does not come takes nothing away", async (visit) => {
  const page = await open(visit);
  await field(page, "given_name").fill("Noor");
  await page.route(VIEW, (route) => route.abort());
  await hook(page, "languages").getByText(NAMES.fr).click();
  await page.getByText("We couldn't reach the server. Nothing is lost: try again.").waitFor();
  assert.equal(await field(page, "given_name").inputValue(), "Noor");
  await page.unroute(VIEW);
  await toFrench(page);
  assert.equal(await field(page, "given_name").inputValue(), "Noor");
});

test("a box that was ticked for one text is not ticked for its translation", async (visit) => {
  const { notices } = world.campaign.settings();
  await world.campaign.change({ notices: notices.map((notice) => ({ ...notice, control: "tick", version: 2 })) });
  const page = await open(visit);
  await hook(page, "consent").locator("[type=checkbox]").first().check();
  await toFrench(page);
  assert.equal(await hook(page, "consent").locator(":checked").count(), 0);
});
