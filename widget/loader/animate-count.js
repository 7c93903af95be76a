// Counts up to a tally that is shown already: once for each change, unless the
// supporter prefers reduced motion. What is read aloud is the bar's value, which is never animated.

import { countText } from "./tally.js";

const DURATION_MS = 600;

/** A script that arrives later than this does not animate: the number has been seen. */
const MAX_DELAY_MS = 150;

const reducedMotion = matchMedia("(prefers-reduced-motion: reduce)");

/** `page.tallyChange` is `[count before, tally, the instant of the change]`. */
export const animateCount = (page) => {
  const { tallyChange } = page;
  const [from, { signatures, goal }, startAt] = tallyChange;
  if (reducedMotion.matches || performance.now() - startAt > MAX_DELAY_MS) return;
  const line = page.hook("count-line");
  const step = (now) => {
    // A later change has its own animation.
    if (page.tallyChange !== tallyChange) return;
    const left = Math.max(0, Math.min(1, 1 - (now - startAt) / DURATION_MS));
    const count = Math.round(signatures - (signatures - from) * left ** 3);
    line.textContent = countText(page.i18n, count, goal);
    if (left) requestAnimationFrame(step);
  };
  step(startAt);
};
