// A partner's page made up by a test: its markup and its headers, on an origin
// of its own.

import { once } from "node:events";
import { createServer } from "node:http";

const page = (body) => `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>A partner</title></head>
<body><main><h1>A partner</h1><p>We stand with refugees.</p>${body}</main></body></html>`;

/**
 * Serves it at `/`, further `pages` and `scripts` by their paths. The markup, the
 * pages and the `headers` of each may be set later.
 */
export async function serveHost({ body = "", policy, scripts = {}, pages = {}, headers: more = {} } = {}) {
  const host = { body, policy, pages, headers: more };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://host");
    const script = scripts[pathname];
    const markup = pathname === "/" ? host.body : host.pages[pathname];
    if (markup === undefined && script === undefined) return response.writeHead(404).end();
    const type = script === undefined ? "text/html" : "text/javascript";
    const headers = { "Cache-Control": "no-store", "Content-Type": type, ...host.headers };
    if (host.policy && script === undefined) headers["Content-Security-Policy"] = host.policy;
    response.writeHead(200, headers).end(script ?? page(markup));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  host.origin = `http://127.0.0.1:${server.address().port}`;
  host.close = () => {
    server.closeAllConnections();
    server.close();
  };
  return host;
}
