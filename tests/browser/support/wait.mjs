// Waiting on a condition, never for a time.

import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";

const POLL_MS = 20;

/**
 * No test may depend on how fast the machine is: a wait ends when its condition
 * holds, and this is only when it has failed.
 */
export const PATIENCE_MS = 60_000;

/**
 * How long a test watches where nothing may happen: many times what it takes
 * when it does, on a machine with nothing else to do. A slower machine can miss
 * a fault here; it can never report one that is none.
 */
export const QUIET_MS = 1_500;

/** Fails as soon as the question is answered with something else than at first. */
export async function staysAsItIs(what, question) {
  const before = await question();
  const deadline = performance.now() + QUIET_MS;
  do {
    assert.deepEqual(await question(), before, what);
    await pause(POLL_MS);
  } while (performance.now() < deadline);
}

/** Asks until it answers with something true, and returns that. */
export async function until(what, question, limitMs = PATIENCE_MS) {
  const deadline = performance.now() + limitMs;
  for (;;) {
    const answer = await question();
    if (answer) return answer;
    if (performance.now() > deadline) throw new Error(`waited ${limitMs} ms for ${what}, in vain`);
    await pause(POLL_MS);
  }
}
