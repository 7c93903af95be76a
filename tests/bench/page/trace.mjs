// The main thread's tasks in a trace of Chromium's.

/** From here on the browser itself calls a task long (W3C Long Tasks). */
const LONG_MS = 50;

const isTag = ({ name, args }) => name === "EvaluateScript" && /\/(embed\/|plain\.js)/.test(args?.data?.url ?? "");

/**
 * Every task of the page's main thread from the one that runs the tag's script
 * on: how many are long, and the longest. The pages have nothing else, so what
 * the script causes in the browser (layout, paint, compiling) is in it.
 * Processor time, so that what else the machine does counts little; the
 * throttling is in it, since Chromium slows a thread down by spinning in it.
 */
export function longTasks(trace) {
  const { traceEvents } = JSON.parse(trace);
  const tag = traceEvents.find(isTag);
  const times = traceEvents
    .filter(({ name, ph, pid, tid }) => name === "RunTask" && ph === "X" && pid === tag.pid && tid === tag.tid)
    .filter(({ ts, dur, tdur }) => tdur && ts + dur > tag.ts)
    .map(({ tdur }) => tdur / 1000);
  return { longest: Math.max(0, ...times), long: times.filter((ms) => ms > LONG_MS).length };
}
