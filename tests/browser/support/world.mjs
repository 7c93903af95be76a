// All that a test file runs against: an edge, the example campaign with some
// signatures, the partners' sites and a browser. The campaign and the sites are
// the file's own.

import { after } from "node:test";

import { Campaign } from "./campaign.mjs";
import { Edge } from "./edge.mjs";
import { withOurFonts } from "./fonts.mjs";
import { serveSite } from "./site.mjs";
import { test } from "./test.mjs";
import { chromium, setting } from "./tools.mjs";
import { Visit } from "./visit.mjs";
import { until } from "./wait.mjs";

/** More than the 25 below which no number is shown. */
const SUPPORTERS = 40;
const LISTED = [
  ["Zoë", "Tremblay", "H2X 1Y4"],
  ["Tenzin", null, "M5V 2T6"],
  ["Fatima", "Al-Rashid", "V6B 1A1"],
  ["José", "Núñez", "R3C 0A5"],
  ["Aisha", "Mohamed", "T2P 2M5"],
  ["Étienne", "Roy", "G1R 4P5"],
];

/** A name of this machine, by the browsers' settings. */
export const PLAIN_HOST = "partner.example";

/**
 * Off: what Playwright switches off (of several such flags a browser takes the
 * last), and the page that the browser's own address bar loads into each new
 * window, which took more than half of the processor's time of a visit.
 */
const FEATURES_OFF = [
  "AvoidCorsURLLoaderRestartOnRedirect",
  "AvoidUnnecessaryBeforeUnloadCheckSync",
  "DestroyProfileOnBrowserClose",
  "HttpsFirstBalancedModeAutoEnable",
  "HttpsUpgrades",
  "LensOverlay",
  "MediaRouter",
  "NetworkTimeServiceQuerying",
  "OptimizationHints",
  "PaintHolding",
  "PreconnectToSearch",
  "ThirdPartyStoragePartitioning",
  "AimEnabled",
  "WebUIOmniboxAimPopup",
  "WebUIOmniboxPopup",
];

export const FLAGS = [
  `--disable-features=${FEATURES_OFF}`,
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * `folders` of `examples/` are further sites, by name, each of a partner;
 * `variants` are a folder with another policy or another page, by functions of
 * the text and the edge's origin, or with files that are built for it.
 * `settings` are what differs from the example campaign's, which counts at once
 * here unless said, since most tests are not about a mailbox; `supporters` have
 * signed before.
 *
 * The worlds of a process share an edge and a browser, and each has a campaign
 * of its own. One `hasOwnEdge` that stops or restarts it, or changes its mail;
 * so has one with `assets`, a folder that it serves in the place of what was
 * built, or with `workBits`, which sessions ask for once the world is there.
 * `launch` starts another browser than Chromium.
 */
export function makeWorld({ folders = {}, variants = {}, launch = launchChromium, supporters = SUPPORTERS, settings = {}, ...more } = {}) {
  const { assets, workBits, hasOwnEdge = Boolean(assets || workBits) } = more;
  const world = { sites: {} };
  const plan = { folders, variants, launch, supporters, assets, workBits, hasOwnEdge };
  plan.settings = { counts: "submitted", ...settings };
  let starting;
  /** Once its edge, sites and browser are there. */
  world.ready = () => (starting ??= start(world, plan));
  after(() => stop(world, plan));

  /** A test with visits of its own. */
  world.test = (name, body) =>
    test(name, async () => {
      await world.ready();
      const visit = new Visit(world.browser);
      try {
        await body(visit);
        visit.check();
      } catch (error) {
        await visit.keep(name);
        throw error;
      } finally {
        await visit.close();
      }
    });
  return world;
}

const launchChromium = () =>
  chromium.launch({ executablePath: process.env.CHROME_HEADLESS_SHELL ?? setting("CHROME"), args: FLAGS, env: withOurFonts() });

/** What the worlds of this process share, once one has asked for it: browsers by what launches them. */
const shared = { browsers: new Map() };
const sharedEdge = () => (shared.edge ??= Edge.start());

function sharedBrowser(launch) {
  if (!shared.browsers.has(launch)) shared.browsers.set(launch, launch());
  return shared.browsers.get(launch);
}

after(async () => {
  for (const browser of shared.browsers.values()) await (await browser).close();
  await (await shared.edge)?.stop();
});

/** How many campaigns each edge has. */
const made = new Map();

/** The example, under a name that the edge does not have yet. */
function makeCampaign(edge) {
  const number = (made.get(edge) ?? 0) + 1;
  made.set(edge, number);
  return new Campaign(edge, { suffix: number > 1 ? `-${number}` : "" });
}

async function start(world, { folders, variants, settings, supporters, workBits, assets, launch, hasOwnEdge }) {
  const edge = (world.edge = await (hasOwnEdge ? Edge.start(assets) : sharedEdge()));
  const campaign = (world.campaign = makeCampaign(edge));
  const add = async (name, folder, partner, edits) => {
    const site = (world.sites[name] = await serveSite(folder, campaign, edits));
    campaign.allow(partner, site.origin);
    // The same site by a name, which is no secure context.
    if (name === "pages") campaign.allow(partner, site.origin.replace("127.0.0.1", PLAIN_HOST));
  };
  await add("refugee-council", "refugee-council", "refugee-council");
  await add("rights-circle", "rights-circle", "rights-circle");
  await add("strict-csp", "strict-csp", "refugee-council");
  for (const [folder, partner] of Object.entries(folders)) await add(folder, folder, partner);
  for (const [name, { folder, ...edits }] of Object.entries(variants))
    await add(name, folder, "refugee-council", edits);
  await campaign.change(settings);
  await campaign.sign(signedBefore(supporters), world.sites["refugee-council"].origin);
  await until("the public tally to have them", async () => (await campaign.publicTally()) === supporters);
  if (workBits) await edge.runAgain(workBits);
  world.browser = await sharedBrowser(launch);
}

async function stop(world, { hasOwnEdge }) {
  for (const site of Object.values(world.sites)) site.close();
  if (hasOwnEdge) await world.edge?.stop();
}

const signedBefore = (length) =>
  Array.from({ length }, (_, index) => {
    const email = `before-${index}@example.org`;
    const [given, family, postalCode] = LISTED[index] ?? ["Sam", "Lee", "K1A 0B1"];
    return { given, family, postalCode, email, isListed: index < LISTED.length };
  });
