// What the wasm uses of the browser beside the page: data and network. Each
// function is a line or two of JavaScript; no state and no rule lives here.

/** A member of any value, also of `undefined`. */
export const pick = (from, key) => from?.[key];
export const textOf = (from, key, bytes) =>
  new TextEncoder().encodeInto(from?.[key] ?? "", bytes).written;

export const numberOf = (from, key) => from?.[key] ?? 0;

export const decode = (from, key, bytes) =>
  bytes.set(Uint8Array.from(atob(from[key]), (character) => character.charCodeAt()));

const sendRequest = async (target, url, headers, text) => {
  const answer = new Event("answer");
  try {
    const response = await fetch(url, {
      method: text ? "POST" : "GET",
      headers: headers ? headers.split("\n").map((line) => line.split(": ")) : [],
      body: text || undefined,
      credentials: "omit",
      // A cached feed would lack what was published between the first paint and
      // the socket.
      cache: "no-store",
      signal: AbortSignal.timeout?.(20000),
    });
    answer.at = performance.now();
    const { errors } = (answer.body = await response.json());
    // The fields of a problem (RFC 9457): JSON pointers.
    answer.pointers = errors?.map(({ pointer }) => pointer).join(" ");
    answer.status = response.status;
  } catch {
    // The caller may not listen yet.
    await 0;
  }
  target.dispatchEvent(answer);
};

/** Where a policy forbids the socket, the constructor throws or the socket closes at once. */
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
 * Returns a target that fires `answer`, an event with `status`, `body`,
 * `pointers` and `at`. A network failure and an answer that is not JSON have no
 * status: an unreadable answer acknowledges nothing.
 */
export const request = (url, headers, body) => {
  const target = new EventTarget();
  sendRequest(target, url, headers, body);
  return target;
};
