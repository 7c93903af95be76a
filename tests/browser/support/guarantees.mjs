// What the documentation guarantees, in its own words: a test that proves a
// sentence reads it, so that the two change together.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import { project } from "./tools.mjs";

/** Fails where a page of the documentation does not say it. */
export const guaranteed = (page, sentence) =>
  assert.ok(readFileSync(project(page), "utf8").includes(sentence), `${page} says: ${sentence}`);
