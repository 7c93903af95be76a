// Anybody's page in Chromium, and the documentation's table of what each page
// gave in which browser.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import { CASES } from "./support/cases.mjs";
import { test } from "./support/test.mjs";
import { project } from "./support/tools.mjs";
import { tryAll } from "./support/trials.mjs";

tryAll("Chromium");

test("the table of the documentation says what was tried, and what it gave", () => {
  const text = readFileSync(project("docs/embedding.md"), "utf8").split("## Pages that were tried")[1];
  const lines = text.split("\n## ")[0].split("\n").filter((line) => line.startsWith("|")).slice(2);
  const rows = lines.map((line) => line.split("|").slice(1, -1).map((cell) => cell.trim().replaceAll("`", "")));
  const tried = CASES.map(({ page, gives, lacks = {} }) => [page, ...["Chromium", "Firefox"].map((name) => lacks[name] ?? gives)]);
  assert.deepEqual(rows, tried);
});
