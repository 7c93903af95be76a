// Which mail domains are asked about, and which are left alone.

import assert from "node:assert/strict";

import { test } from "../support/test.mjs";
import { loaderModule } from "../support/tools.mjs";

const { DOMAINS, suggestedDomain } = await loaderModule("suggest.js");

test("one slip is recognized", () => {
  for (const typed of ["gmial.com", "gmai.com", "gmaill.com", "gmail.con", "GMAIL.co", "gmail.vom"])
    assert.equal(suggestedDomain(`a@${typed}`), "gmail.com", typed);
  assert.equal(suggestedDomain("a@hotmial.com"), "hotmail.com");
});

test("a real domain is left alone", () => {
  const real = [...DOMAINS, "example.org", "gmail", "", "x.ca", "gnmial.com", "be.com"];
  for (const domain of real) assert.equal(suggestedDomain(`a@${domain}`), undefined, domain);
  assert.equal(suggestedDomain("gmial.com"), undefined);
});
