// What a supporter's mail looks like: each kind in each language, on a phone.

import assert from "node:assert/strict";

import { assertAccessible } from "../support/accessibility.mjs";
import { PHONE, picture } from "../support/look.mjs";
import { Mailbox } from "../support/mailbox.mjs";
import { inAllWays, inTwoWays } from "../support/pairs.mjs";
import { pick } from "../support/tools.mjs";
import { makeWorld } from "../support/world.mjs";

const world = makeWorld();
const { test } = world;

const KINDS = ["confirm", "reminder", "already_signed", "your_link"];
/** Of a thumb's target (WCAG 2.5.5). */
const TARGET_PX = 44;

const FACTORS = { language: ["en", "fr", "ar", "ug"], colorScheme: ["light", "dark"] };
const PLAN = pick(inTwoWays, inAllWays)(KINDS, FACTORS);

for (const language of FACTORS.language)
  test(`every mail in ${language} can be read and followed on a phone, in light and dark`, async (visit) => {
    const { mailbox } = world.edge;
    const requests = [];
    const prepare = (page) => page.on("request", (request) => requests.push(request.url()));
    const page = await visit.open("about:blank", { ...PHONE, prepare });
    const looks = PLAN.filter(({ way }) => way.language === language);
    assert.ok(looks.length >= 2);
    for (const { name: kind, way } of looks) {
      const { colorScheme } = way;
      const name = `mail-${language}-${kind}-${colorScheme}`;
      const to = `${kind}-${language}-${colorScheme}@example.org`;
      await world.campaign.tryMail({ to, language, kind });
      const mail = await mailbox.await(to);
      const link = Mailbox.link(mail);
      const url = `http://${mailbox.address}/html/${mailbox.mails.indexOf(mail)}`;
      await page.emulateMedia({ colorScheme });
      requests.length = 0;
      await page.goto(url);
      await picture(page, name, { prefix: "" });
      assert.deepEqual(requests, [url], `${name} fetches nothing`);

      const [button, text] = await page.getByRole("link").all();
      assert.ok((await button.boundingBox()).height >= TARGET_PX, `${name}: the button is as large as a thumb`);
      assert.deepEqual([await button.getAttribute("href"), await text.getAttribute("href")], [link, link]);
      assert.equal(await text.innerText(), link, `${name}: the address stands in full`);
      const [inner, whole] = await page.evaluate(() => [innerWidth, document.documentElement.scrollWidth]);
      assert.ok(whole <= inner, `${name}: nothing is wider than the screen (${whole} > ${inner})`);
      const direction = await page.evaluate(() => getComputedStyle(document.body).direction);
      assert.equal(direction, ["ar", "ug"].includes(language) ? "rtl" : "ltr");
      await assertFits(page, name);
    }
  });

/** A mail stands in a mail client's page, which has the region around it. */
async function assertFits(page, name) {
  await page.evaluate(() => {
    const main = document.createElement("main");
    main.append(...document.body.childNodes);
    document.body.append(main);
  });
  await assertAccessible(page, name);
}
