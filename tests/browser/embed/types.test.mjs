// The declarations for TypeScript, as an app's compiler reads them.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";

import { test } from "../support/test.mjs";
import { project, typescript } from "../support/tools.mjs";

test("an app in TypeScript knows the element, its events and what they do not carry", () => {
  const flags = ["--noEmit", "--strict", "--target", "es2022", "--lib", "es2022,dom"];
  const { status, stdout } = spawnSync(
    process.execPath,
    [typescript, ...flags, project("examples/types/sample.ts")],
    { encoding: "utf8" },
  );
  assert.equal(status, 0, stdout);
});
