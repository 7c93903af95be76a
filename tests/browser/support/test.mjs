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

/** The tests that were asked for; all of them where nothing was. */
const wanted = (process.env.UNDERSIGNED_NAMED ?? "").split("\n").filter(Boolean).map((pattern) => new RegExp(pattern));

let registered = 0;

/** Registers a test, as Node's `test` does; it is skipped unless it was asked for. */
export function test(name, ...rest) {
  registered += 1;
  const body = rest.pop();
  const [options = {}] = rest;
  const isWanted = wanted.length === 0 || wanted.some((pattern) => pattern.test(name));
  return nodeTest(name, { timeout: LIMIT_MS, ...options, skip: options.skip || !isWanted }, body);
}

process.on("exit", () => {
  if (registered) return;
  console.error(`${process.argv[1]} registers no test`);
  process.exitCode = 1;
});

/**
 * Registers the tests of every file in a folder beside this one. The first test
 * ends when all are read: Node takes a process for finished as soon as no test
 * is left, also while a file is still being read, and then never runs `after`.
 */
export async function together(folder) {
  const home = path.join(import.meta.dirname, "..", folder);
  const files = readdirSync(home).filter((name) => name.endsWith(".test.mjs"));
  const faults = [];
  let end;
  const read = new Promise((resolve) => (end = resolve));
  nodeTest(`every file of ${folder}/ has tests`, { timeout: LIMIT_MS }, async () => {
    await read;
    assert.deepEqual(faults, []);
  });
  for (const name of files.sort()) {
    const before = registered;
    const fault = await import(pathToFileURL(path.join(home, name))).then(
      () => (registered === before ? "it registers no test" : null),
      (error) => error.stack,
    );
    if (fault) faults.push(`${folder}/${name}: ${fault}`);
  }
  end();
}
