// "List me publicly as ...": the widget shows what the edge will list, by
// the same vectors.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

import { fill, hook, newSupporter } from "../support/form.mjs";
import { loaderModule, project } from "../support/tools.mjs";
import { makeWorld } from "../support/world.mjs";

globalThis.customElements ??= { get: () => ({}) };
const { cleanName, publicName } = await loaderModule("label.js");
const vectors = async (name) => JSON.parse(await readFile(project("crates/protocol/vectors", name), "utf8"));

const world = makeWorld({ folders: { layouts: "refugee-council" } });
const { test } = world;
const english = () => world.sites["refugee-council"].origin;

test("the label is what the edge lists, whatever is typed", async () => {
  for (const { given, family, kept_given, public: shown } of (await vectors("names.json")).cases) {
    assert.equal(cleanName(given), kept_given);
    assert.equal(publicName(given, family ?? ""), shown);
  }
  for (const { given, family, shown } of (await vectors("people.json")).people)
    assert.equal(publicName(given, family ?? ""), shown);
  for (const { typed, kept } of (await vectors("hostile_text.json")).marks) assert.equal(cleanName(typed), kept);
});

test("the label keeps every letter and mark of every script", async () => {
  for (const { script, names, letters, stacks } of (await vectors("scripts.json")).scripts) {
    for (const name of names) assert.equal(cleanName(name), name.normalize(), script);
    for (const letter of letters)
      for (const stack of stacks) {
        const typed = letter + stack + letter;
        assert.equal(cleanName(typed), typed.normalize(), script);
      }
  }
});

test("the label follows what is typed, and says nothing of an empty name", async (visit) => {
  const page = await visit.open(english());
  const fallback = await hook(page, "public-name").textContent();
  const typed = page.locator("undersigned-petition [name=given_name]");
  await typed.fill(" မြို့\u200b ");
  await page.locator("undersigned-petition [name=family_name]").fill("الخطيب");
  await hook(page, "public-name").getByText("မြို့ خ.", { exact: true }).waitFor();
  assert.equal(await hook(page, "public-name").getAttribute("translate"), "no");
  await typed.fill("");
  await hook(page, "public-name").getByText(fallback, { exact: true }).waitFor();
});

test("a name of the widest letters takes two lines of the list", async (visit) => {
  const page = await visit.open(english());
  await fill(page, newSupporter({ given: "\ufdfd".repeat(60), family: "Kumar", isListed: true }));
  await hook(page, "submit").click();
  const entry = hook(page, "entries").locator("li", { hasText: "\ufdfd" });
  await entry.waitFor();
  const [{ height, width }, list] = [await entry.boundingBox(), await hook(page, "entries").boundingBox()];
  assert.ok(height <= 100, `${height} px`);
  assert.ok(width <= list.width);
  assert.equal(await entry.locator(".us-name").getAttribute("translate"), "no");
});

test("a refusal of a filled field says its own reason, in its place and in the summary", async (visit) => {
  const page = await visit.open(english());
  await fill(page, newSupporter({ given: "=1+1" }));
  await page.locator("undersigned-petition [name=email]").fill("zoe.@mailbox.example");
  await hook(page, "submit").click();
  const problems = hook(page, "problems");
  for (const sentence of ["Start your name with a letter, not with = + - or @", "Check the dots before the @: none at the start or the end, and no two in a row"]) {
    await problems.getByText(sentence, { exact: true }).waitFor();
    assert.equal(await page.getByText(sentence, { exact: true }).count(), 2);
  }
});
