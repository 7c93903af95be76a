// Waiting on a condition, never for a time.

import { setTimeout as pause } from "node:timers/promises";

const POLL_MS = 20;

/** Asks until it answers with something true, and returns that. */
export async function until(what, question, limitMs = 10_000) {
  const deadline = performance.now() + limitMs;
  for (;;) {
    const answer = await question();
    if (answer) return answer;
    if (performance.now() > deadline) throw new Error(`waited ${limitMs} ms for ${what}, in vain`);
    await pause(POLL_MS);
  }
}
