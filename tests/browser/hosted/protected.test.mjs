// A protected campaign, for people at risk: a partner's page has the edge's own
// page in a frame, or a link to it, and never a form.

import assert from "node:assert/strict";

import { assertAccessible } from "../support/accessibility.mjs";
import { entry, field, fill, focused, hook, newSupporter } from "../support/form.mjs";
import { serveHost } from "../support/host.mjs";
import { DESKTOP, PHONE, picture } from "../support/look.mjs";
import { Mailbox } from "../support/mailbox.mjs";
import { guaranteed } from "../support/guarantees.mjs";
import { heard, record } from "../support/visit.mjs";
import { until } from "../support/wait.mjs";
import { makeWorld } from "../support/world.mjs";

const PARTNER = "refugee-council";
const world = makeWorld({
  variants: {
    pages: { folder: "tests/browser/pages" },
    pinned: { folder: "pinned" },
    layouts: { folder: "layouts" },
  },
});
const { test } = world;
const hosted = (query = "") => `${world.edge.origin}/c/${world.campaign.id}/${PARTNER}${query}`;
const site = (name, file = "") => `${world.sites[name].origin}/${file}`;
const ours = (page) => page.lines.filter((line) => line.startsWith("undersigned:"));

/** Of the partner's page, shadow roots included: whatever can be typed into. */
const typable = (page) =>
  page.evaluate(() => {
    const roots = [document, ...[...document.querySelectorAll("undersigned-petition")].map((one) => one.shadowRoot)];
    return roots.flatMap((root) => [...root.querySelectorAll("form, input, select, textarea")]).length;
  });

const stored = (page) => page.evaluate(() => localStorage.length + sessionStorage.length);

async function protect() {
  const settings = world.campaign.settings();
  await world.campaign.change({
    mode: "protected",
    counts: "confirmed",
    postal_code: "optional",
    collection_notice: { ...settings.collection_notice, delivery: "count" },
  });
}

test("pages that are open lose every name, and sign no more", async (visit) => {
  const page = await visit.open(site(PARTNER));
  const link = hosted("?lang=en");
  await entry(page, "Zoë T.").waitFor();
  await fill(page, newSupporter({ isListed: true }));
  await page.evaluate((name) => (localStorage[name] = "{}"), `undersigned:/v1/campaigns/${world.campaign.id}/`);
  await protect();
  await until("no entry", async () => (await hook(page, "entries").getByRole("listitem").count()) === 0);
  await hook(page, "submit").click();
  await until("the sentence to have the focus", async () => (await focused(page)) === "problems");
  assert.equal(await hook(page, "problem-list").getByRole("link").getAttribute("href"), link);
  const { rows } = await world.campaign.counts("partner");
  assert.equal(rows.reduce((sum, { signatures }) => sum + signatures, 0), 0, "forty had signed, and nobody has confirmed");

  // Loaded afresh it has no form, and nothing of before on the device: at the
  // latest when no cache has the tag's script any more.
  const frame = page.locator("undersigned-petition iframe");
  await until("a page without a form", async () => {
    await page.reload();
    await page.locator("undersigned-petition :is(form, iframe)").first().waitFor();
    return frame.isVisible();
  });
  assert.equal(await typable(page), 0);
  assert.equal(await stored(page), 0);
});

const FRAMED = {
  "a plain page": ["pages", "plain.html"],
  "a page that forbids wasm": ["pages", "frame-only.html"],
  "the pinned loader": ["pinned", ""],
};

for (const [name, [folder, file]] of Object.entries(FRAMED))
  test(`${name} has the hosted page in a frame, where the supporter signs by mail`, async (visit) => {
    const before = await world.campaign.signatures();
    let wasm;
    let posts;
    const page = await visit.open(site(folder, file), {
      isRefused: true,
      prepare: (page) => {
        wasm = record(page, ".wasm");
        posts = record(page, "/sessions", "POST");
        // Kept there before the campaign was protected.
        const kept = `undersigned:/v1/campaigns/${world.campaign.id}/`;
        return page.addInitScript((kept) => self === top && (localStorage[kept] = "{}"), kept);
      },
    });
    const frame = page.locator("undersigned-petition iframe");
    await frame.waitFor();
    assert.equal(await typable(page), 0, "nothing to type into stands in the partner's page");
    assert.equal(await page.locator("undersigned-petition").getByRole("link").getAttribute("href"), hosted("?lang=en"));
    const view = frame.contentFrame();
    const supporter = newSupporter({ given: "Framed", postalCode: "K1A" });
    await fill(view, supporter);
    await picture(page, `protected-frame-${folder}-${file}`, { prefix: "" });
    await hook(view, "submit").click();
    await view.getByRole("heading", { name: "One step left: confirm by email." }).waitFor();
    const mail = await world.edge.mailbox.await(supporter.email);
    const own = await visit.open(Mailbox.link(mail), { javaScriptEnabled: false });
    await own.getByRole("button", { name: "Confirm my signature" }).click();
    await own.getByText("Your signature is counted.").first().waitFor();
    assert.equal(await world.campaign.signatures(), before + 1);
    assert.equal(await world.campaign.publicTally(), 0, "the count moves in steps");
    assert.deepEqual(posts, []);
    // A pinned loader asks for the view first: it can't know before.
    if (folder !== "pinned") assert.deepEqual(wasm, [], "nothing is loaded that is not needed");
    assert.equal(ours(page).length, 1, `${ours(page)}`);
    if (folder !== "pinned") assert.match(ours(page)[0], /protected/);
    assert.deepEqual(await heard(page), [], "the page hears nothing");
    assert.equal(await stored(page), 0);
    assert.deepEqual(await page.context().cookies(), []);
  });

test("where frames are forbidden there is a link", async (visit) => {
  const page = await visit.open(site("pages", "link-only.html"), { isRefused: true });
  const widget = page.locator("undersigned-petition");
  await until("a link and no frame", async () =>
    (await widget.getByRole("link").count()) === 1 && (await widget.locator("iframe").count()) === 0,
  );
  assert.equal(await typable(page), 0);
  await page.goto(await widget.getByRole("link").getAttribute("href"));
  await hook(page, "submit").waitFor();
});

test("another site cannot put it in a frame", async (visit) => {
  const page = await visit.open(site("pages", "elsewhere.html"), { isRefused: true });
  await page.evaluate((address) => {
    const frame = document.createElement("iframe");
    frame.src = address;
    document.body.append(frame);
  }, hosted().replace(PARTNER, "rights-circle"));
  await until("the refusal", () => page.lines.some((line) => /frame-ancestors/.test(line)));
});

test("a tag on a site that is not listed has the link alone, and no empty frame", async (visit) => {
  guaranteed("docs/embedding.md", "A tag on a site that is not listed has the link alone.");
  const src = `${world.edge.origin}/embed/${world.campaign.id}/${PARTNER}.js`;
  const host = await serveHost({ body: `<script async data-cfasync="false" src="${src}"></script>` });
  try {
    const page = await visit.open(host.origin);
    const widget = page.locator("undersigned-petition");
    await widget.getByRole("link").waitFor();
    assert.equal(await widget.locator("iframe").count(), 0);
  } finally {
    host.close();
  }
});

test("a pinned tag on a site that is not listed has the link alone", async (visit) => {
  const { name, integrity } = world.edge.manifest.loader;
  const where = `data-campaign="${world.campaign.id}" data-partner="${PARTNER}"`;
  const tag = `<script async data-cfasync="false" src="${world.edge.origin}/assets/${name}" integrity="${integrity}" crossorigin="anonymous" ${where}></script>`;
  const host = await serveHost({ body: tag });
  try {
    const page = await visit.open(host.origin, { isRefused: true });
    const widget = page.locator("undersigned-petition");
    await widget.getByRole("link").waitFor();
    assert.equal(await widget.locator("iframe").count(), 0);
    assert.match(ours(page)[0], /answers 403 .*origin-not-listed/);
  } finally {
    host.close();
  }
});

const WORDS = {
  en: { title: "Petition", note: /no name is shown/, code: "First three characters of your postal code", left: "One step left" },
  fr: { title: "Pétition", note: /aucun nom n'est affiché/, code: "Trois premiers caractères de votre code postal", left: "étape" },
};
const LOOKS = [
  ["en", "phone", { ...PHONE, colorScheme: "light" }],
  ["fr", "desktop", { ...DESKTOP, colorScheme: "dark" }],
];

for (const [language, device, options] of LOOKS)
  test(`the hosted page asks for less and keeps nothing, in ${language} on a ${device}`, async (visit) => {
    const words = WORDS[language];
    const name = `protected-${device}-${language}`;
    const page = await visit.open(hosted(`?lang=${language}`), options);
    assert.equal(await page.title(), words.title);
    assert.match(await hook(page, "protected").textContent(), words.note);
    for (const absent of ["list_me", "comment"]) assert.equal(await field(page, absent).count(), 0, absent);
    assert.equal(await hook(page, "feed").count(), 0);
    const code = page.getByLabel(words.code);
    await code.pressSequentially("K1A 0B1");
    assert.equal(await code.inputValue(), "K1A", "the rest is never typed");
    const controls = await page.locator("form input:not([type=hidden], [type=radio], [type=checkbox]), form select").all();
    assert.ok(controls.length >= 4, `${controls.length} fields`);
    for (const control of controls)
      assert.equal(await control.getAttribute("autocomplete"), "off");
    const [inner, whole] = await page.evaluate(() => [innerWidth, document.documentElement.scrollWidth]);
    assert.ok(whole <= inner, `${name}: nothing is wider than the screen (${whole} > ${inner})`);
    await picture(page, name, { prefix: "" });
    await assertAccessible(page, name);
    await fill(page, newSupporter({ postalCode: "" }));
    await hook(page, "submit").click();
    await page.getByRole("heading", { name: words.left }).waitFor();
    assert.match(await page.title(), new RegExp(`${words.title}$`));
    for (const absent of ["share", "share-url"]) assert.equal(await hook(page, absent).count(), 0, absent);
    await picture(page, `${name}-thanks`, { prefix: "" });
    await assertAccessible(page, `${name}-thanks`);
    assert.equal(await stored(page), 0);
    assert.deepEqual(await page.context().cookies(), []);
  });

const UNNAMED = { en: "does not say what it is about", fr: "ne dit pas de quoi", ar: "لا تذكر هذه الرسالة", ug: "يېزىلمايدۇ" };

for (const [language, words] of Object.entries(UNNAMED))
  test(`the mail names neither the petition nor who runs it, in ${language}`, async (visit) => {
    const { petition, partners } = world.campaign.settings();
    const texts = Object.values(petition).flatMap(({ headline, addressee, ask }) => [headline, addressee, ask]);
    const names = [...texts, ...partners.flatMap(({ name }) => Object.values(name))];
    assert.ok(texts.length >= 6 && partners.length >= 2 && names.every(Boolean));
    for (const kind of ["confirm", "reminder", "already_signed", "your_link"]) {
      const to = `protected-${kind}-${language}@example.org`;
      await world.campaign.tryMail({ to, language, kind });
      const mail = await world.edge.mailbox.await(to);
      const whole = `${mail.from} ${mail.subject} ${mail.text} ${mail.html}`;
      for (const name of names) assert.ok(!whole.includes(name), `${kind}: ${name}`);
      assert.ok(mail.text.includes(words), `${kind}: ${mail.text}`);
      if (kind !== "confirm") continue;
      const url = `http://${world.edge.mailbox.address}/html/${world.edge.mailbox.mails.indexOf(mail)}`;
      const page = await visit.open(url, PHONE);
      await picture(page, `protected-mail-${language}`, { prefix: "" });
    }
  });

test("the counter stays, with a count that moves in steps", async (visit) => {
  const page = await visit.open(site("layouts", "counter.html"));
  await hook(page, "tally").waitFor();
  assert.equal(await hook(page, "count-line").isVisible(), false, "under 25 there is no number");
  assert.equal(await page.locator("undersigned-petition iframe").count(), 0);
});
