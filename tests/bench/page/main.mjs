// Time to a usable form on a slow phone: the widget beside a plain script that
// shows the same view, cold, in turns, medians of some rounds. `cargo xtask
// bench --cases page` starts it. It prints figures and judges none.

import { newSupporter } from "../../browser/support/form.mjs";
import { Campaign } from "../../browser/support/campaign.mjs";
import { Edge } from "../../browser/support/edge.mjs";
import { chromium, setting } from "../../browser/support/tools.mjs";
import { until } from "../../browser/support/wait.mjs";
import { longTasks } from "./trace.mjs";
import { listen, readFacts } from "./facts.mjs";
import { signByHand } from "./hand.mjs";
import { pageWith, plainAnswer, plainScript, serve } from "./serve.mjs";

const ROUNDS = 5;
/** The developer tools' "Slow 4G", bytes a second, and a phone's processor. */
const SLOW_4G = { offline: false, latency: 562.5, downloadThroughput: 180_000, uploadThroughput: 84_375 };
const CPU_SLOWDOWN = 4;
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"];
const LIMIT_MS = 60_000;
const TRACED = ["toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline"];

/** Serves both pages at one origin, which stands before the edge; it has the example campaign then. */
async function open(edge) {
  const pages = {};
  const server = await serve(edge, pages);
  await edge.runBehind(server.origin);
  const campaign = new Campaign(edge);
  campaign.allow("refugee-council", server.origin);
  // At once: nobody here reads mail.
  await campaign.change({ counts: "submitted" });
  // Enough that the number is shown, and some who are listed.
  const before = Array.from({ length: 40 }, (_, index) => newSupporter({ isListed: index < 6 }));
  await campaign.sign(before, server.origin);
  await until("the public tally to have them", async () => (await campaign.publicTally()) === before.length);
  await edge.runAgain(16);
  const resource = `/v1/campaigns/${campaign.id}/embed?partner=refugee-council&view=1`;
  const view = await fetch(edge.origin + resource).then((answer) => answer.json());
  pages["/widget"] = pageWith(`<script async src="/embed/${campaign.id}/refugee-council.js"></script>`);
  pages["/script"] = pageWith('<script async src="/plain.js"></script>');
  pages["/plain.js"] = plainScript(view);
  pages["/plain"] = plainAnswer;
  return server;
}

/** One cold visit, until the thanks; gives its figures in milliseconds. */
async function visit(browser, url) {
  const context = await browser.newContext({ locale: "en-CA", ...PHONE });
  context.setDefaultTimeout(LIMIT_MS);
  await context.addInitScript(listen);
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send("Network.enable");
  await devtools.send("Network.emulateNetworkConditions", SLOW_4G);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: CPU_SLOWDOWN });
  await browser.startTracing(page, { categories: TRACED });
  await page.goto(url);
  const isThere = url.endsWith("/widget") ? "live" : "usable";
  await until("the form", async () => (await page.evaluate(readFacts))[isThere], LIMIT_MS);
  await signByHand(page);
  const facts = await page.evaluate(readFacts);
  const tasks = longTasks(await browser.stopTracing());
  await context.close();
  return { ...facts, ...tasks };
}

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

const ROWS = [
  ["usable form", "usable", 0],
  ["live: session, signing and feed can start", "live", 0],
  ["largest contentful paint", "lcp", 0],
  ["slowest interaction while filling in and signing", "interaction", 0],
  ["layout shift (score)", "shift", 3],
  ["longest task of the main thread, processor time", "longest", 0],
  ["tasks over 50 ms", "long", 0],
];

function print(ours, plain) {
  console.log(`| cold, phone, ${CPU_SLOWDOWN}x CPU, Slow 4G; medians of ${ROUNDS} | widget | plain script | widget : plain |`);
  console.log("|---|--:|--:|--:|");
  for (const [what, name, digits] of ROWS) {
    const [a, b] = [ours, plain].map((visits) => median(visits.map((facts) => facts[name] ?? 0)));
    const ratio = name === "usable" || name === "lcp" ? (a / b).toFixed(2) : "";
    console.log(`| ${what} | ${a.toFixed(digits)} | ${b.toFixed(digits)} | ${ratio} |`);
  }
  const all = (visits, name) => visits.map((facts) => Math.round(facts[name])).join(", ");
  console.log(`\nusable, each round: widget ${all(ours, "usable")}; plain ${all(plain, "usable")}`);
  console.log(`longest task, each round: widget ${all(ours, "longest")}; plain ${all(plain, "longest")}`);
}

let browser, edge, server;
try {
  browser = await chromium.launch({ executablePath: setting("CHROME"), args: FLAGS });
  Edge.configuration = "workerd.capnp";
  edge = await Edge.start();
  server = await open(edge);
  const [ours, plain] = [[], []];
  // The first visits warm the browser and the edge, and are thrown away.
  for (let round = 0; round <= ROUNDS; round += 1)
    for (const [path, visits] of [["/widget", ours], ["/script", plain]]) {
      const facts = await visit(browser, server.origin + path);
      if (round > 0) visits.push(facts);
    }
  console.log(`Chromium ${browser.version()}`);
  print(ours, plain);
} finally {
  await browser?.close();
  server?.close();
  await edge?.stop();
}
