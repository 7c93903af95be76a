// The ready themes, and what no theme can do.

import assert from "node:assert/strict";

import { hook } from "../support/form.mjs";
import { DESKTOP, PHONE, look } from "../support/look.mjs";
import { pick } from "../support/tools.mjs";
import { makeWorld } from "../support/world.mjs";

const world = makeWorld({ folders: { themes: "refugee-council" } });
const { test } = world;

const IN_TWO = [["phone", PHONE, "light"], ["desktop", DESKTOP, "dark"]];
const IN_ALL = [...IN_TWO, ["phone", PHONE, "dark"], ["desktop", DESKTOP, "light"]];

for (const theme of ["broadsheet", "meadow", "beacon"])
  test(`the theme ${theme} can be read by day and by night`, async (visit) => {
    for (const [device, options, colorScheme] of pick(IN_TWO, IN_ALL)) {
      const page = await visit.open(`${world.sites.themes.origin}/${theme}.html`, { ...options, colorScheme });
      await hook(page, "count-line").waitFor();
      await look(page, `theme-${theme}-${device}-${colorScheme}`);
    }
  });

/** WCAG 2.2: (L1 + 0.05) / (L2 + 0.05), of two `rgb()`. */
function contrast(...colours) {
  const [low, high] = colours
    .map((colour) => {
      const [r, g, b] = colour.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    })
    .sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

test("the button's label can be read whatever a partner sets", async (visit) => {
  const page = await visit.open(world.sites["refugee-council"].origin);
  await hook(page, "submit").waitFor();
  for (const accent of ["#777", "#767676", "yellow", "#fff", "#000", "red", "#0a84ff", "hotpink", "oklch(0.6 0.2 150)"]) {
    const { colours, size } = await page.evaluate((accent) => {
      const element = document.querySelector("undersigned-petition");
      element.style.cssText = `--us-accent: ${accent}; --us-on-accent: ${accent}; --on-accent: ${accent}; --us-font: 2px; font-size: 3px`;
      const { backgroundColor, color, fontSize } = getComputedStyle(element.shadowRoot.querySelector("[data-us=submit]"));
      const context = new OffscreenCanvas(1, 1).getContext("2d");
      const rgb = (colour) => {
        context.fillStyle = colour;
        context.fillRect(0, 0, 1, 1);
        return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3).map((part) => part / 255);
      };
      return { colours: [rgb(backgroundColor), rgb(color)], size: parseFloat(fontSize) };
    }, accent);
    assert.ok(contrast(...colours) >= 4.5, `${accent}: ${contrast(...colours)}`);
    assert.ok(size >= 14, `${accent}: ${size} px`);
  }
});
