// Counts up to the tally that is shown already: once for each change, where
// motion is welcome. What is read aloud is the bar's value, which never rolls.

import { sayCount } from "./tally.js";

const ROLL_MS = 600;

/** When this script came late, the number has been seen: it does not go back. */
const LATE_MS = 150;

const still = matchMedia("(prefers-reduced-motion: reduce)");

/** `page.change` is `[before, tally, the instant of the change]`. */
export const roll = (page) => {
  const { change } = page;
  const [from, { signatures, goal }, startAt] = change;
  if (still.matches || performance.now() - startAt > LATE_MS) return;
  const line = page.hook("count-line");
  const step = (now) => {
    // A later change rolls by itself.
    if (page.change !== change) return;
    const left = Math.max(0, Math.min(1, 1 - (now - startAt) / ROLL_MS));
    const count = Math.round(signatures - (signatures - from) * left ** 3);
    line.textContent = sayCount(page.words, count, goal);
    if (left) requestAnimationFrame(step);
  };
  step(startAt);
};
