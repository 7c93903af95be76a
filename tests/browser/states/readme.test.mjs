// The README's picture of the petition.

import assert from "node:assert/strict";
import { stat } from "node:fs/promises";

import { hook } from "../support/form.mjs";
import { project, screenshot } from "../support/tools.mjs";
import { makeWorld } from "../support/world.mjs";

/** The README loads with it. */
const MAX_BYTES = 300 * 1024;

const world = makeWorld();
const file = process.env.UNDERSIGNED_WRITE_SCREENSHOT === "1" ? project("docs/screenshot.png") : screenshot("readme");

world.test("the README's screenshot is small enough to load with it", async (visit) => {
  const page = await visit.open(world.sites["refugee-council"].origin, { viewport: { width: 1200, height: 960 } });
  await hook(page, "entries").getByRole("listitem").first().waitFor();
  await page.screenshot({ path: file, animations: "disabled" });
  const { size } = await stat(file);
  assert.ok(size > 0 && size <= MAX_BYTES, `it has ${size} bytes`);
});
