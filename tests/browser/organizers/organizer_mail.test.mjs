// What the dashboard shows of states and of mail.

import assert from "node:assert/strict";

import { assertAccessible } from "../support/accessibility.mjs";
import { newSupporter } from "../support/form.mjs";
import { picture } from "../support/look.mjs";
import { pick } from "../support/tools.mjs";
import { until } from "../support/wait.mjs";
import { makeWorld } from "../support/world.mjs";

const world = makeWorld({ hasOwnEdge: true });
const { test } = world;

const DEVICES = {
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
  desktop: { viewport: { width: 1280, height: 800 } },
};
const WORDS = {
  en: { states: "Submissions by state", failing: /^Mail is failing since \d{4}-\d\d-\d\d \d\d:\d\d UTC\./ },
  fr: { states: "Soumissions selon leur état", failing: /^Les courriels ne partent plus depuis le \d{4}-\d\d-\d\d \d\d:\d\d UTC\./ },
};
const STATES = ["pending", "confirmed", "held", "withdrawn", "undeliverable"];

test("the dashboard has every state, and says since when mail fails", async (visit) => {
  const { campaign, edge } = world;
  edge.mailbox.isDown = true;
  await campaign.change({ counts: "confirmed" });
  const { origin } = world.sites["refugee-council"];
  const supporter = newSupporter();
  await campaign.sign([supporter], origin);
  await until("the mail to fail", async () => (await campaign.mail()).failing_since !== null);
  const { rows } = await campaign.counts("partner");
  const wanted = STATES.map((state) => rows.reduce((sum, row) => sum + row[state], 0));
  assert.ok(wanted[0] > 0 && !wanted.includes(undefined), `${wanted}`);

  for (const [language, words] of Object.entries(WORDS))
    for (const device of pick([language === "en" ? "phone" : "desktop"], Object.keys(DEVICES)))
      for (const colorScheme of pick([device === "phone" ? "dark" : "light"], ["light", "dark"])) {
        const options = DEVICES[device];
        const name = `${device}-${language}-${colorScheme}-organizer-mail`;
        const page = await visit.open(`${edge.origin}/organizer#token=${edge.token}`, {
          ...options,
          colorScheme,
          locale: `${language}-CA`,
        });
        await page.getByRole("link", { name: campaign.headline(language) }).click();
        const states = page.getByRole("region", { name: words.states });
        await states.waitFor();
        const figures = await states.getByRole("definition").allTextContents();
        assert.deepEqual(figures.map(Number), wanted, name);
        await states.getByText(words.failing).waitFor();
        assert.ok(!(await page.content()).includes(supporter.email));
        await picture(page, name, { prefix: "" });
        await assertAccessible(page, name);
      }
});
