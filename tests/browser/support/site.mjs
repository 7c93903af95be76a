// A partner's site: a folder of `examples/` on an origin of its own, with the
// headers of its `_headers` file; only the edge's address in it is put right.

import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";

import { project } from "./tools.mjs";

const WRITTEN_EDGE = "//127.0.0.1:8787";
const KINDS = { ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8" };

const same = (text) => text;

/** `editPolicy` makes a variant of the folder's Content-Security-Policy, `editPage` of its pages. */
export async function serveSite(folder, edge, { editPolicy = same, editPage = same } = {}) {
  const root = project("examples", folder);
  const correct = (text) => text.replaceAll(WRITTEN_EDGE, `//${edge.authority}`);
  const headers = readHeaders(path.join(root, "_headers"));
  const policy = headers["Content-Security-Policy"];
  if (policy) headers["Content-Security-Policy"] = editPolicy(correct(policy), edge.origin);

  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://site");
    const file = path.join(root, pathname === "/" ? "index.html" : path.basename(pathname));
    if (!existsSync(file)) return response.writeHead(404).end();
    response.writeHead(200, {
      "Content-Type": KINDS[path.extname(file)] ?? "application/octet-stream",
      "Cache-Control": "no-store",
      ...headers,
    });
    const text = correct(readFileSync(file, "utf8"));
    response.end(file.endsWith(".html") ? editPage(text, edge.origin) : text);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function readHeaders(file) {
  if (!existsSync(file)) return {};
  const lines = readFileSync(file, "utf8").split("\n").filter((line) => /^\s+\S+:/.test(line));
  return Object.fromEntries(lines.map((line) => line.trim().split(/:\s+(.*)/s, 2)));
}
