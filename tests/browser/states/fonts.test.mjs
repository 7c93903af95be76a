// In which letters the pages are laid out that the other files measure.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";

import { makeWorld } from "../support/world.mjs";

const world = makeWorld();
const FAMILIES = ["system-ui, sans-serif", "Georgia, serif", "Verdana", "monospace"];
const TEXT = "Signed, امضاء, ئىمزا";

/** macOS and Windows have no fontconfig, and lay out in fonts of their own. */
const hasFontconfig = existsSync("/etc/fonts");

world.test("letters of every language come from the tests' own fonts, whatever the machine has", async (visit) => {
  const page = await visit.open("about:blank");
  await page.evaluate(
    ([families, text]) => document.body.append(...families.map((fontFamily) => {
      const line = Object.assign(document.createElement("p"), { textContent: text });
      line.style.fontFamily = fontFamily;
      return line;
    })),
    [FAMILIES, TEXT],
  );
  const session = await page.context().newCDPSession(page);
  await session.send("DOM.enable");
  await session.send("CSS.enable");
  const { root } = await session.send("DOM.getDocument");
  const { nodeIds } = await session.send("DOM.querySelectorAll", { nodeId: root.nodeId, selector: "p" });
  assert.equal(nodeIds.length, FAMILIES.length);
  for (const nodeId of nodeIds) {
    const { fonts } = await session.send("CSS.getPlatformFontsForNode", { nodeId });
    const used = fonts.map(({ familyName }) => familyName);
    assert.ok(used.length > 0);
    const others = used.filter((name) => !/^DejaVu (Sans|Serif|Sans Mono)$/.test(name));
    assert.deepEqual(hasFontconfig ? others : [], []);
  }
});
