// Every state of the petition, each in two ways; `soak` looks at each in all.

import assert from "node:assert/strict";

import { FACTORS, inPairs, lookAtStates } from "../support/every_state.mjs";
import { JOURNEYS } from "../support/gallery.mjs";
import { missing } from "../support/pairs.mjs";
import { test } from "../support/test.mjs";
import { isSoak } from "../support/tools.mjs";

test("each state is looked at in two ways, and each language, size, scheme and theme meets each other", () => {
  const { ways, trips } = inPairs();
  assert.deepEqual(missing(FACTORS, ways), []);
  for (const state of JOURNEYS.flatMap(({ states }) => Object.keys(states)))
    assert.equal(trips.filter(({ journey }) => state in journey.states).flatMap(({ waysOf }) => waysOf(state)).length, 2, state);
});

if (!isSoak) lookAtStates(inPairs().trips);
