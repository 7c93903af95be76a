// What can only be known by trying it: what the page's policy and the network
// let through.

import { canCompile } from "../loader/runtime.js";

/** Far past a slow phone's answer. */
const LIMIT_MS = 8000;
/** A refusal is reported in a task of its own, right after what was refused. */
const REPORTED_MS = 100;

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Everything tried; `box` is where a frame may stand unseen. */
export const tryAll = async (payload, box) => {
  const { edge, live } = payload;
  const refused = new Set();
  const onRefusal = ({ disposition, effectiveDirective, blockedURI }) => {
    const isOurs = [edge, live].some((url) => blockedURI && (url.startsWith(blockedURI) || blockedURI.startsWith(url)));
    if (isOurs && disposition === "enforce") refused.add(`${effectiveDirective} ${new URL(blockedURI).protocol}`);
  };
  document.addEventListener("securitypolicyviolation", onRefusal);
  const [asked, isLive, isFramed] = await Promise.all([ask(payload), openSocket(live), openFrame(edge, box)]);
  await pause(REPORTED_MS);
  document.removeEventListener("securitypolicyviolation", onRefusal);
  const isRefused = (directive, url) => refused.has(`${directive} ${new URL(url).protocol}`);
  const wasm = compile();
  return [
    { kind: "good", key: "check-script-good", values: { edge } },
    connection(edge, asked, isRefused("connect-src", edge)),
    origin(asked),
    socket(live, isLive, isRefused("connect-src", live)),
    wasm,
    frame(edge, isFramed && !isRefused("frame-src", edge), wasm.kind === "good"),
    trustedTypes(box),
  ].filter(Boolean);
};

/** A session, as the widget asks for one; its answer, or nothing. */
const ask = async ({ edge, campaign, partner, language }) => {
  try {
    const answer = await fetch(`${edge}/v1/campaigns/${campaign}/sessions`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ partner, language }),
      credentials: "omit",
      signal: AbortSignal.timeout?.(LIMIT_MS),
    });
    return { status: answer.status };
  } catch {}
};

const connection = (edge, asked, isRefused) => {
  const values = { edge };
  if (asked) return { kind: "good", key: "check-connect-good", values };
  if (!isRefused) return { kind: "bad", key: "check-connect-cut", values };
  return { kind: "bad", key: "check-connect-bad", values, add: ["connect-src", edge] };
};

/** Whether the edge gives a session to a page of this origin. */
const origin = (asked) => {
  const values = { origin: self.origin };
  if (asked?.status === 200) return { kind: "good", key: "check-origin-good", values };
  if (asked?.status === 403) return { kind: "bad", key: "check-origin-bad", values };
  return { kind: "note", key: "check-origin-unknown", values };
};

const openSocket = (live) =>
  new Promise((resolve) => {
    try {
      const socket = new WebSocket(live);
      const end = (isOpen) => {
        resolve(isOpen);
        socket.close();
      };
      socket.onopen = () => end(true);
      socket.onerror = () => end(false);
      setTimeout(end, LIMIT_MS, false);
    } catch {
      resolve(false);
    }
  });

const socket = (live, isLive, isRefused) => {
  if (isLive) return { kind: "good", key: "check-socket-good" };
  if (!isRefused) return { kind: "note", key: "check-socket-cut" };
  return { kind: "note", key: "check-socket-bad", add: ["connect-src", new URL(live).origin] };
};

const compile = () => {
  if (canCompile()) return { kind: "good", key: "check-wasm-good" };
  if (!window.WebAssembly) return { kind: "bad", key: "check-wasm-none" };
  return { kind: "bad", key: "check-wasm-bad", add: ["script-src", "'wasm-unsafe-eval'"] };
};

/** Also a frame that the policy refuses is loaded, with nothing in it. */
const openFrame = (edge, box) =>
  new Promise((resolve) => {
    const frame = document.createElement("iframe");
    const end = (isLoaded) => {
      resolve(isLoaded);
      frame.remove();
    };
    frame.hidden = true;
    frame.onload = () => pause(REPORTED_MS).then(() => end(true));
    setTimeout(end, LIMIT_MS, false);
    frame.src = `${edge}/healthz`;
    box.append(frame);
  });

const frame = (edge, isAllowed, isSpare) => {
  if (isAllowed) return { kind: "good", key: "check-frame-good" };
  if (isSpare) return { kind: "note", key: "check-frame-spare", values: { edge } };
  return { kind: "bad", key: "check-frame-bad", values: { edge }, add: ["frame-src", edge] };
};

const isThrown = (trial) => {
  try {
    trial();
  } catch {
    return true;
  }
};

/**
 * In an empty frame, which has the page's policy and names of its own: a
 * policy made on the page itself would be there before the widget's.
 */
const trustedTypes = (box) => {
  const frame = document.createElement("iframe");
  frame.hidden = true;
  box.append(frame);
  // A sandbox may keep even this one apart.
  const view = frame.contentDocument ? frame.contentWindow : window;
  const isDemanded = isThrown(() => (view.document.createElement("p").innerHTML = "<br>"));
  const isLacking = isThrown(() => view.trustedTypes?.createPolicy("undersigned", {}));
  const isLenient = window.trustedTypes?.defaultPolicy;
  frame.remove();
  if (!isDemanded) return { kind: "good", key: "check-types-off" };
  if (!isLacking || isLenient) return { kind: "good", key: "check-types-good" };
  return { kind: "bad", key: "check-types-bad", add: ["trusted-types", "undersigned"] };
};
