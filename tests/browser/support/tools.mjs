// What the suite is started with, and where it may write.

import { createRequire } from "node:module";
import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";

// `import` does not look into NODE_PATH; `require` does.
const require = createRequire(import.meta.url);

export const { chromium } = require("playwright-core");
export const { parse: parseToml } = require("smol-toml");
/** The short one: each page that is looked at has to read it. */
export const axeSource = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
export const hashWasmSource = readFileSync(require.resolve("hash-wasm/dist/sha256.umd.min.js"), "utf8");

/** The compiler of TypeScript, as a script for node. */
export const typescript = require.resolve("typescript/bin/tsc");

const root = path.resolve(import.meta.dirname, "../../..");

/** A path inside the project. */
export const project = (...parts) => path.join(root, ...parts);

/** A module of the loader, as it is bundled: by its text, since no package file says that it is one. */
export const loaderModule = async (name) => {
  const { build } = require("esbuild");
  const entryPoints = [project("widget/loader", name)];
  const { outputFiles } = await build({ entryPoints, bundle: true, format: "esm", write: false });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
};

/** A variable that `cargo xtask test` sets. */
export function setting(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: start the tests with \`cargo xtask test browser\``);
  return value;
}

/** `cargo xtask soak`: everything in every combination. */
export const isSoak = process.env.UNDERSIGNED_TIER === "soak";

/** What a test takes: each guarantee once, or everything there is. */
export const pick = (test, soak) => (isSoak ? soak : test);

/** Where a screenshot of this name goes. */
export function screenshot(name) {
  const folder = project("target/screenshots");
  mkdirSync(folder, { recursive: true });
  return path.join(folder, `${name}.png`);
}
