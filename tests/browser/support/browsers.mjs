// Two browsers by one driver, WebDriver BiDi or Chromium's own protocol:
// Chromium, and Firefox where `cargo xtask test` has found one.

import { createRequire } from "node:module";

import { withOurFonts } from "./fonts.mjs";
import { setting } from "./tools.mjs";
import { FLAGS, PLAIN_HOST } from "./world.mjs";

const puppeteer = createRequire(import.meta.url)("puppeteer-core").default;

const chromium = () =>
  puppeteer.launch({
    browser: "chrome",
    executablePath: setting("CHROME"),
    env: withOurFonts(),
    args: [...FLAGS, `--host-resolver-rules=MAP ${PLAIN_HOST} 127.0.0.1`],
  });

const firefox = () =>
  puppeteer.launch({
    browser: "firefox",
    executablePath: setting("FIREFOX"),
    env: withOurFonts(),
    extraPrefsFirefox: {
      "network.dns.localDomains": PLAIN_HOST,
      "intl.accept_languages": "en-CA",
      // Its own request for an icon would break the strict policies.
      "browser.chrome.site_icons": false,
    },
  });

/** A second connection to a browser that runs. */
export const connect = (browserWSEndpoint) => puppeteer.connect({ browserWSEndpoint });

export const BROWSERS = { Chromium: chromium, Firefox: firefox };

/** Why a browser's tests are skipped, or false. */
export const skipped = {
  Chromium: false,
  Firefox: !process.env.FIREFOX && "Firefox is not on this machine: on Debian, apt-get install firefox-esr",
};
