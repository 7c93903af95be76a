// Checks what can only be known by trying it: what the page's policy and the
// network allow.

import { canCompile } from "../loader/runtime.js";

/** Much longer than a slow phone needs. */
const LIMIT_MS = 8000;
/** A violation is reported in a task of its own, right after the blocked request. */
const REPORT_DELAY_MS = 100;

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Runs all checks; `box` is where hidden frames are added. */
export const checkPermissions = async (payload, box) => {
  const { edge, live } = payload;
  const violations = new Set();
  const onViolation = ({ disposition, effectiveDirective, blockedURI }) => {
    const isOurs = [edge, live].some((url) => blockedURI && (url.startsWith(blockedURI) || blockedURI.startsWith(url)));
    if (isOurs && disposition === "enforce") violations.add(`${effectiveDirective} ${new URL(blockedURI).protocol}`);
  };
  document.addEventListener("securitypolicyviolation", onViolation);
  const [answer, isLive, isFramed] = await Promise.all([requestSession(payload), openSocket(live), openFrame(edge, box)]);
  await pause(REPORT_DELAY_MS);
  document.removeEventListener("securitypolicyviolation", onViolation);
  const isBlocked = (directive, url) => violations.has(`${directive} ${new URL(url).protocol}`);
  const wasm = checkWasm();
  return [
    { kind: "good", key: "check-script-good", values: { edge } },
    checkConnection(edge, answer, isBlocked("connect-src", edge)),
    checkOrigin(answer),
    checkSocket(live, isLive, isBlocked("connect-src", live)),
    wasm,
    checkFrame(edge, isFramed && !isBlocked("frame-src", edge), wasm.kind === "good"),
    checkTrustedTypes(box),
  ].filter(Boolean);
};

/** Requests a session as the widget does; the answer, or nothing. */
const requestSession = async ({ edge, campaign, partner, language }) => {
  try {
    const { status } = await fetch(`${edge}/v1/campaigns/${campaign}/sessions`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ partner, language }),
      credentials: "omit",
      signal: AbortSignal.timeout?.(LIMIT_MS),
    });
    return { status };
  } catch {}
};

const checkConnection = (edge, answer, isBlocked) => {
  const values = { edge };
  if (answer) return { kind: "good", key: "check-connect-good", values };
  if (!isBlocked) return { kind: "bad", key: "check-connect-cut", values };
  return { kind: "bad", key: "check-connect-bad", values, add: ["connect-src", edge] };
};

/** Whether the edge issues a session to a page of this origin. */
const checkOrigin = (answer) => {
  const values = { origin: self.origin };
  if (answer?.status === 200) return { kind: "good", key: "check-origin-good", values };
  if (answer?.status === 403) return { kind: "bad", key: "check-origin-bad", values };
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

const checkSocket = (live, isLive, isBlocked) => {
  if (isLive) return { kind: "good", key: "check-socket-good" };
  if (!isBlocked) return { kind: "note", key: "check-socket-cut" };
  return { kind: "note", key: "check-socket-bad", add: ["connect-src", new URL(live).origin] };
};

const checkWasm = () => {
  if (canCompile()) return { kind: "good", key: "check-wasm-good" };
  if (!window.WebAssembly) return { kind: "bad", key: "check-wasm-none" };
  return { kind: "bad", key: "check-wasm-bad", add: ["script-src", "'wasm-unsafe-eval'"] };
};

/** A frame that the policy blocks fires `load` too, with nothing in it. */
const openFrame = (edge, box) =>
  new Promise((resolve) => {
    const frame = document.createElement("iframe");
    const end = (isLoaded) => {
      resolve(isLoaded);
      frame.remove();
    };
    frame.hidden = true;
    frame.onload = () => pause(REPORT_DELAY_MS).then(() => end(true));
    setTimeout(end, LIMIT_MS, false);
    frame.src = `${edge}/healthz`;
    box.append(frame);
  });

const checkFrame = (edge, isAllowed, isFallbackOnly) => {
  if (isAllowed) return { kind: "good", key: "check-frame-good" };
  if (isFallbackOnly) return { kind: "note", key: "check-frame-spare", values: { edge } };
  return { kind: "bad", key: "check-frame-bad", values: { edge }, add: ["frame-src", edge] };
};

const throws = (trial) => {
  try {
    trial();
  } catch {
    return true;
  }
};

/**
 * Runs in an empty frame, which has the page's policy but policy names of its
 * own: on the page itself, the name would be taken before the widget uses it.
 */
const checkTrustedTypes = (box) => {
  const frame = document.createElement("iframe");
  frame.hidden = true;
  box.append(frame);
  // A sandbox may isolate even this frame.
  const view = frame.contentDocument ? frame.contentWindow : window;
  const isRequired = throws(() => (view.document.createElement("p").innerHTML = "<br>"));
  const isNameForbidden = throws(() => view.trustedTypes?.createPolicy("undersigned", {}));
  const hasDefaultPolicy = window.trustedTypes?.defaultPolicy;
  frame.remove();
  if (!isRequired) return { kind: "good", key: "check-types-off" };
  if (!isNameForbidden || hasDefaultPolicy) return { kind: "good", key: "check-types-good" };
  return { kind: "bad", key: "check-types-bad", add: ["trusted-types", "undersigned"] };
};
