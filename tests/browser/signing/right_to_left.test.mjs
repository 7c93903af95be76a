// Arabic and Uyghur: everything runs from right to left but addresses and codes,
// what a person writes runs as they write it, and numbers, times and countries
// are in the language, which no browser does for Uyghur.

import assert from "node:assert/strict";

import { entry, field, fill, hook, newSupporter, problem } from "../support/form.mjs";
import { DESKTOP, NARROWEST, PHONE, look } from "../support/look.mjs";
import { pick } from "../support/tools.mjs";
import { until } from "../support/wait.mjs";
import { makeWorld } from "../support/world.mjs";

let language = "ar";
const world = makeWorld({
  settings: { comments: "open" },
  variants: {
    page: {
      folder: "refugee-council",
      editPage: (text) => text.replace('<html lang="en">', `<html lang="${language}" dir="rtl">`),
    },
  },
});
const { test } = world;

const WORDS = {
  ar: { sign: "وقّع العريضة", others: "و34 شخصًا آخر", nepal: "نيبال", ontario: "أونتاريو", ago: /^(الآن|قبل)/ },
  ug: { sign: "ئىلتىماسقا ئىمزا قويۇڭ", others: "ۋە يەنە 34 كىشى", nepal: "نېپال", ontario: "ئونتارىيو", ago: /^(ھازىر|.* ئىلگىرى)/ },
};

const DEVICES = { ar: { desktop: DESKTOP, ...pick({}, { phone: PHONE }) }, ug: { narrow: NARROWEST } };

/** The example's page as one in this language, its own text aside. */
const open = (visit, tag, device) => {
  language = tag;
  return visit.open(world.sites.page.origin, device);
};

const direction = (locator) => locator.evaluate((element) => getComputedStyle(element).direction);
const isRightToLeft = async (locator) => (await direction(locator)) === "rtl";

for (const [tag, words] of Object.entries(WORDS)) {
  for (const [device, options] of Object.entries(DEVICES[tag]))
    test(`the form, its errors and the thanks in ${tag} (${device})`, async (visit) => {
      const page = await open(visit, tag, options);
      await page.getByRole("button", { name: words.sign }).waitFor();
      await hook(page, "count-line").waitFor();
      const colour = device === "desktop" ? "dark" : "light";
      await page.emulateMedia({ colorScheme: colour });
      await look(page, `${tag}-${device}-form`);
      await hook(page, "submit").click();
      await hook(page, "problems").waitFor();
      await look(page, `${tag}-${device}-problems`);
      await fill(page, newSupporter({ isListed: true }));
      await hook(page, "submit").click();
      await hook(page, "letter").waitFor();
      await look(page, `${tag}-${device}-thanks`);
    });

  test(`in ${tag} only addresses, codes and what the supporter writes run their own way`, async (visit) => {
    const page = await open(visit, tag, PHONE);
    const view = hook(page, "view");
    await page.getByRole("button", { name: words.sign }).waitFor();
    assert.equal(await view.getAttribute("dir"), "rtl");
    assert.equal(await view.getAttribute("lang"), tag);
    for (const name of ["headline", "ask", "submit", "consent", "collection-notice", "entries"])
      assert.ok(await isRightToLeft(hook(page, name).first()), name);
    for (const name of ["email", "postal_code"]) assert.equal(await direction(field(page, name)), "ltr", name);
    for (const [name, text, is] of [
      ["given_name", "Anil", "ltr"],
      ["given_name", "أمل", "rtl"],
      ["comment", "Because I know them.", "ltr"],
      ["comment", "لأنني أعرفهم.", "rtl"],
    ]) {
      if (name === "comment") await field(page, "list_me").check();
      await field(page, name).fill(text);
      assert.equal(await direction(field(page, name)), is, `${name}: ${text}`);
    }
    // The labels stand at the right, where a line begins.
    const box = await hook(page, "headline").boundingBox();
    const label = await page.locator("label[for=us-given_name]").evaluate((element) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      return range.getBoundingClientRect().right;
    });
    assert.ok(Math.abs(box.x + box.width - label) < 2, `${label} in ${JSON.stringify(box)}`);
    await fill(page, newSupporter({ given: "Zed", family: "Zwei", isListed: true }));
    await hook(page, "submit").click();
    await hook(page, "letter-text").waitFor();
    for (const [text, is] of [["Dear Member", "ltr"], ["حضرة النائبة", "rtl"]]) {
      await hook(page, "letter-text").fill(text);
      assert.equal(await direction(hook(page, "letter-text")), is, text);
    }
    assert.equal(await direction(hook(page, "share-url")), "ltr");
  });

  test(`in ${tag} numbers, times, countries and provinces are in the language`, async (visit) => {
    const page = await open(visit, tag, PHONE);
    await page.getByRole("button", { name: words.sign }).waitFor();
    const given = `Mira${tag}`;
    await field(page, "abroad").check();
    const country = field(page, "country");
    await until("the countries to be there", async () => (await country.locator("option").count()) > 200);
    await country.selectOption({ label: words.nepal });
    assert.equal(await country.inputValue(), "NP");
    await world.campaign.sign([{ ...newSupporter(), given, family: "Bose", isListed: true }], world.sites.page.origin);
    const listed = entry(page, `${given} B.`);
    await listed.waitFor();
    assert.match(await listed.locator("time").textContent(), words.ago);
    const others = await hook(page, "others").textContent();
    assert.match(others, /^[^A-Za-z]*\d+[^A-Za-z]*$/);
    assert.match(await hook(page, "count-line").textContent(), /\b3,000\b/);
    await hook(page, "submit").click();
    assert.match(await problem(page, "given_name").textContent(), /^[^A-Za-z]+$/);
  });
}

test("an Arabic of Egypt has its own digits, by the edge and by the browser", async (visit) => {
  const settings = world.campaign.settings();
  const again = (texts) => {
    if (texts?.ar) [texts["ar-EG"], texts.ar] = [texts.ar, undefined];
    for (const part of Object.values(texts ?? {})) if (typeof part === "object") again(part);
  };
  again(settings);
  await world.campaign.change(JSON.parse(JSON.stringify(settings)));
  const page = await open(visit, "ar-EG", PHONE);
  await page.getByRole("button", { name: WORDS.ar.sign }).waitFor();
  assert.match(await hook(page, "count-line").textContent(), /[٠-٩]+.*٣٬٠٠٠/);
  const before = await hook(page, "count-line").textContent();
  await world.campaign.sign([newSupporter()], world.sites.page.origin);
  await until("the count to move", async () => (await hook(page, "count-line").textContent()) !== before);
  assert.match(await hook(page, "count-line").textContent(), /[٠-٩]+.*٣٬٠٠٠/);
});
