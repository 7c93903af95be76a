// Libraries that change a page without loading it, as a partner would use them:
// their own files, and pages that are as small as can be.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const require = createRequire(import.meta.url);

/** A file of a package, which may not export it. */
const script = (name) => readFileSync(path.join(process.env.NODE_PATH, name), "utf8");

const nav = `<nav><a id="home" href="/">Home</a> <a id="away" href="/away">Away</a> <a id="again" href="/again">Again</a></nav>`;

/**
 * What the head of each page has, its body around `content`, and whether the
 * library runs the scripts of a page that it shows: where it does not, a tag is
 * run on the page that was loaded alone.
 */
export const LIBRARIES = {
  Turbo: {
    scripts: () => ({ "/turbo.js": script("@hotwired/turbo/dist/turbo.es2017-umd.js") }),
    wrap: (content) => `<script src="/turbo.js"></script>${nav}${content}`,
    runsScripts: true,
  },
  htmx: {
    scripts: () => ({ "/htmx.js": script("htmx.org/dist/htmx.min.js") }),
    wrap: (content) => `<script src="/htmx.js"></script><div hx-boost="true">${nav}${content}</div>`,
    runsScripts: true,
  },
  swup: {
    scripts: () => ({ "/swup.js": `${script("swup/dist/Swup.umd.js")};new Swup({ animationSelector: false });` }),
    wrap: (content) => `${nav}<main id="swup">${content}</main><script src="/swup.js"></script>`,
    runsScripts: false,
  },
  Barba: {
    scripts: () => ({ "/barba.js": `${script("@barba/core/dist/barba.umd.js")};barba.init({ timeout: 60000 });` }),
    wrap: (content) =>
      `<div data-barba="wrapper">${nav}<div data-barba="container" data-barba-namespace="page">${content}</div></div><script src="/barba.js"></script>`,
    runsScripts: false,
  },
  // It keeps a copy of each page that is left, and runs the scripts of what it shows.
  "a cache of copies": {
    scripts: () => ({ "/copies.js": `(${swapWithCopies})()` }),
    wrap: (content) => `<script src="/copies.js"></script>${nav}${content}`,
    runsScripts: true,
  },
  // Its client-side router marks the scripts that both pages have, and runs the others.
  "Astro's way": {
    scripts: () => ({ "/astro.js": `(${swapAsAstro})()` }),
    wrap: (content) => `<script src="/astro.js"></script>${nav}${content}`,
    runsScripts: true,
  },
};

/** Runs in the page. */
function swapWithCopies() {
  if (window[Symbol.for("router")]) return;
  const copies = (window[Symbol.for("router")] = new Map());
  let at = location.href;
  const show = async (address) => {
    copies.set(at, document.body.cloneNode(true));
    at = address;
    const text = await fetch(address).then((answer) => answer.text());
    document.body.replaceWith(copies.get(address) ?? new DOMParser().parseFromString(text, "text/html").body);
    for (const script of [...document.scripts]) {
      const copy = document.createElement("script");
      for (const { name, value } of script.attributes) copy.setAttribute(name, value);
      script.replaceWith(copy);
    }
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("nav a");
    if (!link) return;
    event.preventDefault();
    history.pushState({}, "", link.href);
    show(link.href);
  });
  addEventListener("popstate", () => show(location.href));
}

/** Runs in the page. */
function swapAsAstro() {
  const run = (script) => {
    const copy = document.createElement("script");
    for (const { name, value } of script.attributes) copy.setAttribute(name, value);
    script.replaceWith(copy);
  };
  const show = async (address) => {
    const text = await fetch(address).then((answer) => answer.text());
    const next = new DOMParser().parseFromString(text, "text/html");
    const known = [...document.scripts].map(({ src }) => src);
    const fresh = [...next.scripts].filter(({ src }) => !known.includes(new URL(src, address).href));
    document.body.replaceWith(next.body);
    document.title = next.title;
    for (const script of fresh) run(script);
  };
  if (window[Symbol.for("router")]) return;
  window[Symbol.for("router")] = true;
  document.addEventListener("click", (event) => {
    const link = event.target.closest("nav a");
    if (!link) return;
    event.preventDefault();
    history.pushState({}, "", link.href);
    show(link.href);
  });
  addEventListener("popstate", () => show(location.href));
}

/**
 * An app that the server renders and the browser takes over when it hears
 * `hydrate`, in React of this version: `content` makes it, and `text` is that as
 * it stands in the browser's script.
 */
export function renderedByReact(version, content, text) {
  const suffix = version === 18 ? "-18" : "";
  const react = require(`react${suffix}`);
  const { createElement } = require(`react${suffix}`);
  const { renderToString } = withReact(suffix, `react-dom${suffix}/server`);
  const { outputFiles } = require("esbuild").buildSync({
    stdin: {
      contents: `
        import * as React from "react";
        import { hydrateRoot } from "react-dom/client";
        const content = ${text};
        const begin = () => hydrateRoot(document.querySelector("#app"), content(React.createElement), { onRecoverableError: () => {} });
        document.addEventListener("hydrate", begin, { once: true });
      `,
      resolveDir: process.env.NODE_PATH,
    },
    alias: { react: `react${suffix}`, "react-dom": `react-dom${suffix}` },
    bundle: true,
    define: { "process.env.NODE_ENV": '"production"' },
    nodePaths: [process.env.NODE_PATH],
    write: false,
  });
  return { markup: renderToString(content(createElement)), script: outputFiles[0].text };
}

/** A module of React 18, whose `react` is React 18 too. */
function withReact(suffix, name) {
  if (!suffix) return require(name);
  const Module = require("node:module");
  const { _resolveFilename } = Module;
  Module._resolveFilename = function (request, ...rest) {
    return _resolveFilename.call(this, request === "react" ? `react${suffix}` : request, ...rest);
  };
  try {
    return require(name);
  } finally {
    Module._resolveFilename = _resolveFilename;
  }
}
