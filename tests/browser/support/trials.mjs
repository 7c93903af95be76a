// Each case in one browser: it signs for real, or gives what the documentation
// says.

import assert from "node:assert/strict";
import { createRequire } from "node:module";

import { BROWSERS, skipped } from "./browsers.mjs";
import { CASES } from "./cases.mjs";
import { HostPage } from "./host_page.mjs";
import { test } from "./test.mjs";
import { project, screenshot } from "./tools.mjs";
import { until } from "./wait.mjs";
import { PLAIN_HOST, makeWorld } from "./world.mjs";

/** The app as a partner's own bundler would make it. */
const buildApp = () => {
  const { outputFiles } = createRequire(import.meta.url)("esbuild").buildSync({
    entryPoints: [project("examples/react/app.jsx")],
    bundle: true,
    jsx: "automatic",
    define: { "process.env.NODE_ENV": '"production"' },
    nodePaths: [process.env.NODE_PATH],
    write: false,
  });
  return { "app.js": outputFiles[0].text };
};

const variants = {
  pages: { folder: "tests/browser/pages" },
  pinned: { folder: "pinned" },
  react: { folder: "react", built: buildApp },
  router: { folder: "router" },
  wordpress: { folder: "wordpress" },
  nationbuilder: { folder: "nationbuilder" },
};

/** Registers a test for each case, or for those of these pages. */
export function tryAll(name, pages) {
  const world = makeWorld({ launch: BROWSERS[name], variants });
  const cases = CASES.filter(({ page, lacks }) => !lacks?.[name] && (pages?.includes(page) ?? true));
  assert.ok(cases.length >= (pages?.length ?? 1), `${pages} are cases`);
  for (const trial of cases)
    test(`${trial.page}, in ${name}: ${trial.gives}`, { skip: skipped[name] }, () => prove(trial, world, name));
}

const addressOf = ({ site = "pages", file = "", isPlain, isNamed }, { sites }) => {
  const { origin } = sites[site];
  const host = isPlain ? PLAIN_HOST : isNamed ? "localhost" : "127.0.0.1";
  return `${origin.replace("127.0.0.1", host)}/${file}`;
};

/** Signs as the case says, and asks the organizers' count for it. */
async function prove(trial, world, browser) {
  await world.ready();
  const { campaign } = world;
  const before = await campaign.signatures();
  const host = await HostPage.open(world.browser, addressOf(trial, world), trial);
  try {
    await trial.run(host, { campaign, site: world.sites.pages, browser });
    await host.check(trial.refuses);
    assert.ok(host.ours.length <= 1, `one line in the console: ${host.ours}`);
    if (!trial.isUnsigned)
      await until("the signature to count", async () => (await campaign.signatures()) > before);
  } catch (error) {
    await host.page.screenshot({ path: screenshot(`failed-${trial.page.replaceAll(/\W+/g, "-")}`) });
    throw error;
  } finally {
    await host.close();
  }
}
