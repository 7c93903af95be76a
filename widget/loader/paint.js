// Markup, style and script, by the ways that the strictest policy leaves open.

import { make } from "./make.js";

let policy;

/**
 * A policy for Trusted Types, or what stands for one. A second `createPolicy`
 * with the name would throw, and so does the first where the page's list lacks
 * ours; then plain texts are tried, since the page may not demand more.
 */
const trusted = () => {
  try {
    policy ??= window.trustedTypes?.createPolicy("undersigned", {
      createHTML: (text) => text,
      createScriptURL: (text) => text,
    });
  } catch {}
  return policy;
};

export const markup = (html) => trusted()?.createHTML(html) ?? html;

/**
 * The nodes of a view, read where no ancestor of the page's is: inside of a
 * page's form, a parser leaves ours out.
 */
export const nodesOf = (html) => {
  try {
    return make("template", { innerHTML: markup(html) }).content;
  } catch (error) {
    throw policy ? error : "trusted-types needs undersigned";
  }
};

export const scriptUrl = (url) => trusted()?.createScriptURL(url) ?? url;

const sheets = new Map();

/** Not an element: `style-src` would have to allow that. */
export const adopt = (root, style) => {
  let sheet = sheets.get(style);
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    sheets.set(style, sheet);
  }
  root.adoptedStyleSheets = [sheet];
};
