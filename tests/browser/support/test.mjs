// Node's own runner, which takes a file without a test for one that passed:
// here such a file fails, and so does one without a test among the files that
// share a process.

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test as nodeTest } from "node:test";
import path from "node:path";
import { pathToFileURL } from "node:url";

import { pick } from "./tools.mjs";

/** A test hangs, past this; none takes half of it on a machine with nothing else to do. */
const LIMIT_MS = pick(300_000, 1_200_000);

let registered = 0;

/** Registers a test, as Node's `test` does. */
export function test(name, ...rest) {
  registered += 1;
  const body = rest.pop();
  const [options = {}] = rest;
  return nodeTest(name, { timeout: LIMIT_MS, ...options }, body);
}

process.on("exit", () => {
  if (registered) return;
  console.error(`${process.argv[1]} registers no test`);
  process.exitCode = 1;
});

/** Registers the tests of every file in a folder beside this one. */
export async function together(folder) {
  const home = path.join(import.meta.dirname, "..", folder);
  const files = readdirSync(home).filter((name) => name.endsWith(".test.mjs"));
  for (const name of files.sort()) {
    const before = registered;
    const fault = await import(pathToFileURL(path.join(home, name))).then(
      () => (registered === before ? "it registers no test" : null),
      (error) => error.stack,
    );
    if (fault) test(`${folder}/${name} has tests`, () => assert.fail(fault));
  }
}
