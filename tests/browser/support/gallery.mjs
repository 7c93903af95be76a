// Every state in which a supporter can meet the petition: the campaign that it
// needs, and how a page gets there. One edge has them all, as campaigns of
// their own.

import { Campaign } from "./campaign.mjs";
import { field, fill, hook, newSupporter } from "./form.mjs";
import { serveHost } from "./host.mjs";
import { inEveryLanguage } from "./right_to_left.mjs";
import { until } from "./wait.mjs";

const PARTNER = "refugee-council";
const DAY_MS = 86_400_000;
const dayFromNow = (days) => new Date(Date.now() + days * DAY_MS).toISOString();

/** Enough for a number (25), with some of them listed. */
const SIGNED = 30;
const LISTED = 6;

const link = {
  label: { en: "Write to your MP", fr: "Écrire à votre député", ar: "اكتب إلى نائبك", ug: "پارلامېنت ئەزاسىغا خەت يېزىڭ" },
  url: "https://example.org/write",
};
const OUTCOME = {
  kind: "partly",
  update: {
    en: "The Minister has promised 4,000 more places a year. Family reunification still has no deadline.",
    fr: "La ministre a promis 4 000 places de plus par année. La réunification des familles reste sans échéance.",
    ar: "وعدت الوزيرة بأربعة آلاف مكان إضافي كل عام. ولا يزال لمّ شمل الأسر بلا موعد.",
    ug: "مىنىستىر ھەر يىلى 4000 ئورۇن قوشۇشقا ۋەدە قىلدى. ئائىلە جەم بولۇشنىڭ ۋاقتى تېخى بەلگىلەنمىدى.",
  },
  updated_on: "2026-11-20",
  next: link,
};

/** What differs from the usual campaign; `then` once so many have signed. */
const CAMPAIGNS = {
  usual: {},
  met: { signed: SIGNED, settings: { goal: SIGNED, goals: [500, 1000], next_step: { link } }, hasTicks: true },
  paused: { signed: SIGNED, then: (campaign) => campaign.pauseFeed() },
  ended: {
    signed: SIGNED,
    then: (campaign) => campaign.change({ opens_at: dayFromNow(-9), closes_at: dayFromNow(-1), outcome: OUTCOME }),
  },
  early: { settings: { opens_at: dayFromNow(3) } },
  waiting: { settings: { counts: "confirmed" } },
  unlisted: { isUnlisted: true },
};

/** Presses with everything filled in, and holds what is sent. */
async function send({ page }) {
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await page.route("**/signatures", (route) => held.then(() => route.continue()));
  page.release = release;
  if (await field(page, "abroad").isChecked()) await field(page, "abroad").uncheck();
  await fill(page, newSupporter({ given: "Étienne-Amélie", family: "Lindqvist" }));
  await hook(page, "submit").click();
  await page.waitForFunction(() =>
    document.querySelector("undersigned-petition").shadowRoot.querySelector("[data-us=status]").textContent);
}

/** The thanks with all that comes later. */
async function thank(context) {
  const { page } = context;
  if (!page.release) await send(context);
  page.release();
  await hook(page, "sign-another").waitFor();
}

/** Every row that a form can open, and a question about the address. */
async function openRows({ page }) {
  await field(page, "given_name").fill("Étienne-Amélie");
  await field(page, "email").fill("etienne-amelie.lindqvist.du.temiscamingue@gmial.com");
  await field(page, "list_me").check();
  await hook(page, "choose-region").click();
  await hook(page, "comment-row").waitFor();
  await hook(page, "suggestion").waitFor();
}

async function goAbroad({ page }) {
  await field(page, "abroad").check();
  await field(page, "country").locator("option").nth(100).waitFor({ state: "attached" });
}

async function lose({ page }) {
  const rest = page.waitForResponse(/\/embed\/rest/);
  await fill(page, newSupporter());
  await rest;
  await page.context().setOffline(true);
  await hook(page, "submit").click();
  await hook(page, "keep").waitFor();
}

/** Somebody signs while the list is read. */
async function readOn({ page, campaigns, host }) {
  await hook(page, "entries").focus();
  await campaigns.usual.sign([newSupporter({ given: "Nadia", isListed: true })], host.origin);
  await hook(page, "new").waitFor();
}

/**
 * Journeys through the states: a campaign, a layout, and by its name what leads
 * to each state from the one before.
 */
export const JOURNEYS = [
  {
    campaign: "usual",
    states: {
      form: ({ page }) => hook(page, "count-line").waitFor(),
      problems: ({ page }) => hook(page, "submit").click(),
      rows: openRows,
      abroad: goAbroad,
      sending: send,
      thanks: thank,
    },
  },
  { campaign: "usual", states: { "new-entries": readOn } },
  { campaign: "usual", states: { "keep-offer": lose, kept: ({ page }) => hook(page, "keep-now").click() } },
  {
    campaign: "usual",
    layout: "compact",
    states: {
      "compact-folded": ({ page }) => hook(page, "count-line").waitFor(),
      "compact-open": ({ page }) => hook(page, "fold").click(),
      "compact-thanks": thank,
    },
  },
  { campaign: "usual", layout: "counter", states: { counter: ({ page }) => page.locator("undersigned-petition summary").click() } },
  {
    campaign: "met",
    states: { "goal-met": ({ page }) => hook(page, "met").waitFor(), "goal-met-thanks": thank },
  },
  {
    campaign: "paused",
    states: {
      "feed-paused": async ({ page }) => {
        await hook(page, "count-line").waitFor();
        // A list of nobody would contradict the count.
        await hook(page, "feed").waitFor({ state: "hidden" });
      },
    },
  },
  { campaign: "ended", states: { closed: ({ page }) => hook(page, "outcome").waitFor() } },
  { campaign: "early", states: { "not-yet-open": ({ page }) => hook(page, "closed").waitFor() } },
  { campaign: "waiting", states: { tiny: ({ page }) => hook(page, "first").waitFor(), "one-step-left": thank } },
  {
    campaign: "unlisted",
    states: {
      preview: async ({ page }) => {
        await field(page, "given_name").focus();
        await hook(page, "preview").waitFor();
      },
    },
  },
];

export class Gallery {
  campaigns = {};

  constructor(world) {
    this.world = world;
  }

  /** Makes the campaigns, and a partner's page for them. */
  async open() {
    const { edge, campaign } = this.world;
    this.host = await serveHost();
    campaign.allow(PARTNER, this.host.origin);
    await campaign.change(inEveryLanguage(campaign.settings()));
    await Promise.all(Object.entries(CAMPAIGNS).map((entry) => this.#make(edge, ...entry)));
  }

  async #make(edge, name, { settings, signed = 0, then, hasTicks, isUnlisted }) {
    if (name === "usual") return (this.campaigns[name] = this.world.campaign);
    const usual = this.world.campaign.settings();
    if (hasTicks) for (const notice of usual.notices) notice.control = "tick";
    if (isUnlisted) for (const partner of usual.partners) partner.origins = [];
    const campaign = new Campaign(edge, inEveryLanguage({ ...usual, campaign: `${usual.campaign}-${name}`, shards: 1, ...settings }));
    this.campaigns[name] = campaign;
    await campaign.put();
    const supporters = Array.from({ length: signed }, (_, index) => newSupporter({ isListed: index < LISTED }));
    if (signed) await campaign.sign(supporters, this.host.origin);
    await until(`the tally of ${name}`, async () => (await campaign.publicTally()) === signed);
    await then?.(campaign);
  }

  /** A page with the petition of a journey, in a language. */
  show(visit, { campaign, layout }, language, options) {
    const { id } = this.campaigns[campaign];
    const { origin } = this.world.edge;
    const data = layout ? `data-layout="${layout}"` : "";
    this.host.body = `<script async data-lang="${language}" ${data} src="${origin}/embed/${id}/${PARTNER}.js?lang=${language}"></script>`;
    return visit.open(this.host.origin, { locale: `${language}-CA`, ...options });
  }

  close() {
    this.host?.close();
  }
}
