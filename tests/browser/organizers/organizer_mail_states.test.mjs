// What the dashboard shows of mail where something has to be known or fixed.

import assert from "node:assert/strict";

import { assertAccessible } from "../support/accessibility.mjs";
import { newSupporter } from "../support/form.mjs";
import { picture } from "../support/look.mjs";
import { Mailbox } from "../support/mailbox.mjs";
import { pick } from "../support/tools.mjs";
import { until } from "../support/wait.mjs";
import { makeWorld } from "../support/world.mjs";

const ONE = { per_hour: 1, burst: 1 };
const world = makeWorld({ settings: { counts: "confirmed", shards: 1 }, supporters: 0, hasOwnEdge: true });
const { test } = world;

const LOOKS = {
  "phone-light": { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, colorScheme: "light" },
  "desktop-dark": { viewport: { width: 1280, height: 800 }, colorScheme: "dark" },
};
const WORDS = {
  en: {
    states: "Submissions by state",
    off: "Mail is not set up, or its settings are wrong: nobody can confirm.",
    delayed: /^Some mails are held back until \d{4}-\d\d-\d\d \d\d:\d\d UTC/,
    reviews: "1 supporter asks you to look at a hold.",
    undeliverable: "Mail came back",
  },
  fr: {
    states: "Soumissions selon leur état",
    off: "L'envoi de courriels n'est pas configuré, ou mal : personne ne peut confirmer.",
    delayed: /^Des courriels sont retenus jusqu'au \d{4}-\d\d-\d\d \d\d:\d\d UTC/,
    reviews: "1 personne vous demande de revoir une signature retenue.",
    undeliverable: "Courriel retourné",
  },
};

/** The dashboard in each language and look, kept; `see` says what is in it. */
async function look(visit, scene, see) {
  const { campaign, edge } = world;
  for (const [language, words] of Object.entries(WORDS))
    for (const name of pick([language === "en" ? "phone-light" : "desktop-dark"], Object.keys(LOOKS))) {
      const options = LOOKS[name];
      const page = await visit.open(`${edge.origin}/organizer#token=${edge.token}`, {
        ...options,
        locale: `${language}-CA`,
      });
      await page.getByRole("link", { name: campaign.headline(language) }).click();
      const states = page.getByRole("region", { name: words.states });
      await states.waitFor();
      await see(states, words);
      const title = `${name}-${language}-organizer-mail-${scene}`;
      await picture(page, title, { prefix: "" });
      const [inner, whole] = await page.evaluate(() => [innerWidth, document.documentElement.scrollWidth]);
      assert.ok(whole <= inner, `${title}: nothing is wider than the screen (${whole} > ${inner})`);
      const wide = await page.locator(".org-tables table").evaluateAll((tables) => {
        const right = (element) => element.getBoundingClientRect().right;
        return tables.filter((table) => right(table) > right(table.parentElement)).length;
      });
      assert.equal(wide, 0, `${title}: tables stick out of their boxes`);
      await assertAccessible(page, title);
    }
}

test("what comes back, what the throttle delays and who asks for a person are shown", async (visit) => {
  const { campaign, edge } = world;
  const { origin } = world.sites["refugee-council"];
  const at = (domain) => ({ ...newSupporter(), email: `s${Math.random().toString(36).slice(2)}@${domain}` });
  const sign = (supporter) => campaign.sign([supporter], origin);
  const gone = at("gone.example");
  edge.mailbox.gone.add(gone.email);
  await sign(gone);
  await until("the mail to come back", async () => (await campaign.counts("partner")).rows[0].undeliverable === 1);
  await campaign.change({ limits: { mail_domain: ONE, campaign: ONE } });
  // The second of two is over the limit; that supporter's mailbox says yes all the same.
  await sign(at("first.example"));
  const held = at("second.example");
  await sign(held);
  const page = await visit.open(Mailbox.link(await edge.mailbox.await(held.email)));
  const confirm = page.getByRole("button", { name: "Confirm my signature" });
  await confirm.click();
  await page.getByRole("heading", { name: "Your signature is being reviewed" }).waitFor();
  assert.equal(await confirm.count(), 0, "a second yes is not asked for");
  await picture(page, "desktop-en-manage-held", { prefix: "" });
  await page.getByRole("button", { name: "Ask a person to look at it" }).click();
  await page.getByText("You have asked a person to look at it.").waitFor();
  for (let number = 0; number < 2; number += 1) await sign(at("school.example"));
  await until("the throttle", async () => (await campaign.mail()).delayed_until !== null);

  await look(visit, "busy", async (states, words) => {
    await states.getByText(words.delayed).waitFor();
    await states.getByText(words.reviews).waitFor();
    const row = states.locator("div").filter({ hasText: words.undeliverable }).getByRole("definition");
    assert.equal(await row.first().textContent(), "1");
  });
});

test("where mail is not set up, the dashboard says that nobody can confirm", async (visit) => {
  const { edge } = world;
  edge.mailbox.isSetUp = false;
  await edge.runAgain(8);
  await look(visit, "off", async (states, words) => states.getByText(words.off).waitFor());
});
