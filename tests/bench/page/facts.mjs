// What runs in the page: the browser's own measurements (Largest Contentful
// Paint, Layout Instability, Event Timing), under a symbol, which is no global.

/** Starts to listen, before anything of the page runs. */
export function listen() {
  const facts = { usable: 0, lcp: 0, shift: 0, interaction: 0, live: 0 };
  Object.defineProperty(window, Symbol.for("facts"), { value: facts });
  const watch = (type, note, more) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true, ...more });
  watch("largest-contentful-paint", (entry) => (facts.lcp = entry.startTime));
  watch("layout-shift", (entry) => entry.hadRecentInput || (facts.shift += entry.value));
  const slowest = (entry) => {
    if (entry.interactionId) facts.interaction = Math.max(facts.interaction, entry.duration);
  };
  watch("event", slowest, { durationThreshold: 16 });
  // The frame after the one that has the form's button in its layout.
  const frame = () => {
    const host = document.querySelector(".place :not(script)");
    const button = host?.shadowRoot?.querySelector("[data-us=submit]");
    if (!button?.getBoundingClientRect().height) return requestAnimationFrame(frame);
    requestAnimationFrame(() => (facts.usable = performance.now()));
  };
  requestAnimationFrame(frame);
  window.addEventListener("undersigned:ready", () => (facts.live = performance.now()));
}

/** What was measured until now. */
export const readFacts = () => window[Symbol.for("facts")];
