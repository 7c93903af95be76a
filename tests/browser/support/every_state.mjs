// Each state of the gallery: in every language, on phone and desktop, down to
// 280 px, by day and by night, in forced colours and in the ready themes.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after } from "node:test";

import { assertAccessible } from "./accessibility.mjs";
import { Gallery, JOURNEYS } from "./gallery.mjs";
import { assertFits, picture } from "./look.mjs";
import { cover } from "./pairs.mjs";
import { project } from "./tools.mjs";
import { makeWorld } from "./world.mjs";

const SIZES = { phone: { width: 390, height: 844 }, desktop: { width: 1200, height: 900 } };
/** The narrowest that is guaranteed; a desktop at 400 % and at 200 %. */
const WIDTHS = [280, 320, 640];
/** Of which pictures are kept. */
const SEEN = ["phone light", "desktop dark"];
const PLAIN = "plain";
const THEMES = ["broadsheet", "meadow", "beacon"];

const readTheme = (theme) =>
  ["page", theme].map((name) => readFileSync(project(`examples/themes/${name}.css`), "utf8")).join("\n");

/** A partner's page without a theme, then the ready ones. */
const sheets = {
  [PLAIN]: ":root { color-scheme: light dark } body { background: light-dark(#fff, #14181a); color: light-dark(#111, #eee) }",
  ...Object.fromEntries(THEMES.map((theme) => [theme, readTheme(theme)])),
};

/** What a way of looking consists of. */
export const FACTORS = {
  language: ["en", "fr", "ar", "ug"],
  size: Object.keys(SIZES),
  scheme: ["light", "dark", "forced"],
  theme: [PLAIN, ...THEMES],
};

const way = (size, scheme, theme) => ({ size, scheme, theme });

/** Ways that each state is looked at in, in `soak`. */
export const BY_ITSELF = [
  way("phone", "light", PLAIN),
  way("phone", "dark", PLAIN),
  way("desktop", "light", PLAIN),
  way("desktop", "dark", PLAIN),
  way("desktop", "forced", PLAIN),
];
export const MIRRORED = [way("phone", "light", PLAIN), way("desktop", "dark", PLAIN), way("desktop", "forced", PLAIN)];
export const IN_THEMES = THEMES.flatMap((theme) => [way("phone", "light", theme), way("desktop", "dark", theme)]);

/** The journeys in these languages, with every state in all of these ways. */
export const inAll = (languages, ways) =>
  languages.flatMap((language) => JOURNEYS.map((journey) => ({ journey, language, waysOf: () => ways })));

/**
 * Every journey in two languages, with each state in one way in either: so many
 * that each language, size, scheme and theme meets each of the others.
 */
export function inPairs() {
  const { language: languages } = FACTORS;
  const trips = [0, 2].flatMap((ahead) =>
    JOURNEYS.map((journey, at) => ({ journey, language: languages[(at + ahead) % languages.length] })),
  );
  const stops = trips.flatMap((trip) => Object.keys(trip.journey.states).map((state) => ({ trip, state })));
  const ways = cover(FACTORS, stops.map(({ trip: { language } }) => ({ language })));
  const waysOf = (trip) => (state) => ways.filter((_, at) => stops[at].trip === trip && stops[at].state === state);
  return { ways, trips: trips.map((trip) => ({ ...trip, waysOf: waysOf(trip) })) };
}

/** Registers a test for each trip: a journey in a language. */
export function lookAtStates(trips) {
  const world = makeWorld({ settings: { comments: "moderated" } });
  const gallery = new Gallery(world);
  // By the first test, once there is a world.
  let opening;
  let looks = 0;
  after(() => {
    gallery.close();
    console.log(`${looks} looks at states of the petition`);
  });
  for (const { journey, language, waysOf } of trips)
    world.test(`${Object.keys(journey.states).join(", ")}: all is legible, clickable and announced, in ${language}`, async (visit) => {
      await (opening ??= gallery.open());
      const page = await gallery.show(visit, journey, language, { viewport: SIZES.phone });
      const faults = [];
      for (const [state, reach] of Object.entries(journey.states)) {
        await reach({ ...gallery, page });
        const ways = waysOf(state);
        assert.ok(ways.length > 0, `${state} is looked at`);
        faults.push(...(await lookAt(page, `${state}-${language}`, ways)));
        looks += ways.length;
      }
      if (faults.length) assert.fail(faults.join("\n"));
    });
}

/** Everything that is wrong with a state, in every way. */
async function lookAt(page, name, ways) {
  const faults = [];
  const keep = (check) => check.catch((fault) => faults.push(fault.message));
  for (const { size, scheme, theme } of ways) {
    const what = [name, size, scheme, theme].join("-");
    await page.setViewportSize(SIZES[size]);
    const isForced = scheme === "forced";
    await page.emulateMedia({
      colorScheme: isForced ? "light" : scheme,
      forcedColors: isForced ? "active" : "none",
    });
    await page.evaluate(dress, sheets[theme]);
    if (SEEN.includes(`${size} ${scheme}`)) await picture(page, what);
    await keep(assertFits(page, what));
    await keep(assertAccessible(page, what));
  }
  await page.emulateMedia({ colorScheme: "light", forcedColors: "none" });
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    await keep(assertFits(page, `${name}-${width}`));
  }
  await page.setViewportSize(SIZES.phone);
  await page.evaluate(dress, sheets[PLAIN]);
  return faults;
}

/** Runs in the page: puts on a theme, in the place of the one before. */
function dress(css) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [sheet];
}
