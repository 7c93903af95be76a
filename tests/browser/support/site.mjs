// A partner's site: a folder of `examples/` on an origin of its own, with the
// headers of its `_headers` file; only the addresses and the campaign are put right.

import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";

import { project } from "./tools.mjs";

const WRITTEN_EDGE = "//127.0.0.1:8787";
const WRITTEN_SITE = "//127.0.0.1:8080";
const WRITTEN_CAMPAIGN = "welcome-refugees";
const KINDS = { ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8" };

const same = (text) => text;
const nothing = () => ({});

/**
 * A folder of `examples/`, or of `tests/browser/` where it is said with its
 * parents. `editPolicy` makes a variant of its Content-Security-Policy,
 * `editPage` of its pages; `built` makes files for it, by name.
 */
export async function serveSite(folder, campaign, { editPolicy = same, editPage = same, built = nothing } = {}) {
  const root = folder.includes("/") ? project(folder) : project("examples", folder);
  const rules = readHeaders(path.join(root, "_headers"));
  const site = { asked: new Set() };
  const made = built();
  const correct = (text) => correctIn(text, campaign, site.authority);
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://site");
    site.asked.add(request.url);
    const name = pathname === "/" ? "index.html" : path.basename(pathname);
    const text = made[name] ?? read(path.join(root, name)) ?? (path.extname(name) ? null : read(path.join(root, "index.html")));
    if (text === null) return response.writeHead(404).end();
    const headers = headersOf(rules, pathname);
    const policy = headers["Content-Security-Policy"];
    if (policy) headers["Content-Security-Policy"] = editPolicy(correct(policy), campaign.edge.origin);
    const kind = path.extname(name) || ".html";
    response.writeHead(200, {
      "Content-Type": KINDS[kind] ?? "application/octet-stream",
      // Not `no-store`, which would keep a page from being kept for "back".
      "Cache-Control": "no-cache",
      ...headers,
    });
    response.end(kind === ".html" ? editPage(correct(text), campaign.edge.origin) : correct(text));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  site.port = server.address().port;
  site.authority = `127.0.0.1:${site.port}`;
  site.origin = `http://${site.authority}`;
  site.close = () => {
    server.closeAllConnections();
    server.close();
  };
  return site;
}

const read = (file) => (existsSync(file) ? readFileSync(file, "utf8") : null);

/** Puts right which campaign it is, and the addresses: the edge's, the site's own, the pinned loader's. */
function correctIn(text, { id, edge }, authority) {
  const { name, integrity } = edge.manifest.loader;
  return text
    .replaceAll(WRITTEN_EDGE, `//${edge.authority}`)
    .replaceAll(WRITTEN_SITE, `//${authority}`)
    .replaceAll(WRITTEN_CAMPAIGN, id)
    .replaceAll("embed.HASH.js", name)
    .replaceAll("sha256-HASH", integrity);
}

/** In the format of static hosts: a path, then its fields, indented. */
function readHeaders(file) {
  const rules = [];
  for (const line of (read(file) ?? "").split("\n")) {
    if (/^\s+\S+:/.test(line)) rules.at(-1).fields.push(line.trim().split(/:\s+(.*)/s, 2));
    else if (line.trim()) rules.push({ path: line.trim(), fields: [] });
  }
  return rules;
}

const headersOf = (rules, pathname) =>
  Object.fromEntries(rules.filter(({ path }) => path === "/*" || path === pathname).flatMap(({ fields }) => fields));
