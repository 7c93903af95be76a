// What the wasm asks of the browser beside the page: data and network. One
// small function for each thing that JavaScript does in a line or two; no
// state and no rule of ours lives here.

/** A member of anything, also of nothing. */
export const pick = (from, key) => from?.[key];
export const textOf = (from, key, bytes) =>
  new TextEncoder().encodeInto(from?.[key] ?? "", bytes).written;

export const numberOf = (from, key) => from?.[key] ?? 0;

export const decode = (from, key, bytes) =>
  bytes.set(Uint8Array.from(atob(from[key]), (character) => character.charCodeAt()));

const answerTo = async (target, url, headers, text) => {
  const answer = new Event("answer");
  try {
    const response = await fetch(url, {
      method: text ? "POST" : "GET",
      headers: headers ? headers.split("\n").map((line) => line.split(": ")) : [],
      body: text || undefined,
      credentials: "omit",
      // A feed that the browser keeps would hide what came between the first
      // paint and the socket.
      cache: "no-store",
      signal: AbortSignal.timeout?.(20000),
    });
    answer.at = performance.now();
    const { errors } = (answer.body = await response.json());
    // What a problem (RFC 9457) says about fields: JSON pointers.
    answer.pointers = errors?.map(({ pointer }) => pointer).join(" ");
    answer.status = response.status;
  } catch {
    // Who asked may not listen yet.
    await 0;
  }
  target.dispatchEvent(answer);
};

/** A policy that forbids the socket throws here, or closes it at once. */
export const connect = (url) => {
  try {
    return new WebSocket(url);
  } catch {
    const target = new EventTarget();
    setTimeout(() => target.dispatchEvent(new Event("close")));
    return Object.assign(target, { close() {} });
  }
};

export const listen = (target, kind, call) => target.addEventListener(kind, call);

export const unlisten = (target, kind, call) => target.removeEventListener(kind, call);

/**
 * Gives what fires `answer`, an event with `status`, `body`, `pointers` and
 * `at`. A network failure and an answer that is no JSON have no status: what
 * can't be read is not acknowledged.
 */
export const request = (url, headers, body) => {
  const target = new EventTarget();
  answerTo(target, url, headers, body);
  return target;
};
