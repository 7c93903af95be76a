// What the wasm asks of the browser beside the page: data and network. One
// small function for each thing that JavaScript does in a line or two; no
// state and no rule of ours lives here.

/** A member of anything, also of nothing. */
export const pick = (from, key) => from?.[key];

export const bytesOf = (base64) =>
  Uint8Array.from(atob(base64), (character) => character.charCodeAt());

const answerTo = async (url, headers, body) => {
  try {
    const response = await fetch(url, {
      method: body ? "POST" : "GET",
      headers: headers ? headers.split("\n").map((line) => line.split(": ")) : [],
      body: body || undefined,
      credentials: "omit",
      // A feed that the browser keeps would hide what came between the first
      // paint and the socket.
      cache: "no-store",
      signal: AbortSignal.timeout?.(20000),
    });
    const at = performance.now();
    return { status: response.status, body: await response.json(), at };
  } catch {
    return { status: 0 };
  }
};

/**
 * Calls `done` with `{status, body, at}`. A network failure and an answer that
 * is no JSON are status 0: what can't be read is not acknowledged.
 */
export const request = (url, headers, body, done) =>
  answerTo(url, headers, body).then(done).catch(reportError);
