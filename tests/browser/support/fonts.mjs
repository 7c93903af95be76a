// The fonts that the pages are laid out in: DejaVu, which come with the tests,
// and no font of this machine. Where there is no fontconfig (macOS, Windows) the
// browser has the machine's own, and the guarantees hold all the same.

import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

import { project } from "./tools.mjs";

const files = path.dirname(createRequire(import.meta.url).resolve("dejavu-fonts-ttf/ttf/DejaVuSans.ttf"));

const FAMILIES = {
  "sans-serif": "DejaVu Sans",
  "system-ui": "DejaVu Sans",
  serif: "DejaVu Serif",
  monospace: "DejaVu Sans Mono",
};

/**
 * Whoever names a family that is not there gets letters without serifs, and no
 * sign of mathematics. Hints are as distributions have them: more would make
 * letters wider.
 */
const OTHERWISE = `<match target="pattern">
${Object.keys(FAMILIES).map((generic) => `<test qual="all" name="family" compare="not_eq"><string>${generic}</string></test>`).join("\n")}
<edit name="family" mode="append_last"><string>sans-serif</string></edit></match>
<match target="pattern"><edit name="hintstyle" mode="append"><const>hintslight</const></edit></match>
<selectfont><rejectfont><glob>*Math*</glob></rejectfont></selectfont>`;

const alias = ([generic, family]) => `<alias><family>${generic}</family><prefer><family>${family}</family></prefer></alias>`;

/** The environment of a browser that has these fonts and no others. */
export function withOurFonts() {
  const folder = project("target/fonts");
  mkdirSync(folder, { recursive: true });
  const conf = path.join(folder, "fonts.conf");
  writeFileSync(
    conf,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<dir>${files}</dir><cachedir>${path.join(folder, "cache")}</cachedir>
${OTHERWISE}
${Object.entries(FAMILIES).map(alias).join("\n")}</fontconfig>\n`,
  );
  return { ...process.env, FONTCONFIG_FILE: conf };
}
