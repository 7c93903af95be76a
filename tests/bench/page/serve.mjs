// One server for both pages: the partner's page, the plain script, and
// everything else from the edge, all compressed as a content network would.

import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, request as ask } from "node:http";
import { connect } from "node:net";
import path from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

/** What such networks use for answers that are made anew each time. */
const QUALITY = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };
const COMPRESSED = /^(text\/|application\/(wasm|json|javascript))/;

const read = (name) => readFileSync(path.join(import.meta.dirname, name), "utf8");

/** An origin whose paths `pages` answers by name, and the edge else. */
export async function serve(edge, pages) {
  const server = createServer(async (request, response) => {
    const page = pages[new URL(request.url, "http://page").pathname];
    if (page) return request.resume() && send(response, 200, page);
    const { hostname, port } = new URL(edge.origin);
    const { method, headers, url } = request;
    const onward = ask({ hostname, port, method, path: url, headers }, async (answer) => {
      const parts = [];
      for await (const part of answer) parts.push(part);
      send(response, answer.statusCode, { headers: answer.headers, body: Buffer.concat(parts) });
    });
    onward.on("error", () => response.destroy());
    request.pipe(onward);
  });
  server.on("upgrade", (request, socket, head) => {
    const onward = connect(new URL(edge.origin).port, "127.0.0.1");
    const lines = request.rawHeaders.map((text, index) => (index % 2 ? `${text}\r\n` : `${text}: `));
    onward.write(`${request.method} ${request.url} HTTP/1.1\r\n${lines.join("")}\r\n`);
    onward.write(head);
    socket.pipe(onward).pipe(socket);
    for (const end of [socket, onward]) end.on("error", () => [socket, onward].forEach((each) => each.destroy()));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function send(response, status, { headers, body }) {
  const { "content-length": _length, "transfer-encoding": _coding, ...kept } = headers;
  if (!COMPRESSED.test(headers["content-type"] ?? "")) return response.writeHead(status, kept).end(body);
  response.writeHead(status, { ...kept, "content-encoding": "br" }).end(brotliCompressSync(body, QUALITY));
}

const page = (type, body) => ({
  headers: { "content-type": `${type}; charset=utf-8`, "cache-control": "no-store" },
  body: Buffer.from(body),
});

/** The partner's page with a tag in it. */
export const pageWith = (tag) => page("text/html", read("index.html").replace("<!-- tag -->", () => tag));

/** The plain script with a view in it. */
export const plainScript = ({ html, style }) =>
  page("text/javascript", read("plain.js").replace('"__VIEW__"', () => JSON.stringify({ html, style })));

/** What the plain script's form is sent to. */
export const plainAnswer = page("application/json", "{}");
