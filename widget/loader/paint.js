// Inserts markup, style and scripts in ways that the strictest policy allows.

import { make } from "./make.js";

let policy;

/**
 * The policy for Trusted Types, or `undefined`. A second `createPolicy` with the
 * name would throw, and so does the first if the page's list lacks ours; then
 * plain strings are used, which the page may allow.
 */
const trustedTypesPolicy = () => {
  try {
    policy ??= window.trustedTypes?.createPolicy("undersigned", {
      createHTML: (text) => text,
      createScriptURL: (text) => text,
    });
  } catch {}
  return policy;
};

export const trustedHtml = (html) => trustedTypesPolicy()?.createHTML(html) ?? html;

/**
 * Parses a view outside of the page: inside of a page's form the parser would
 * drop our form.
 */
export const parseView = (html) => {
  try {
    return make("template", { innerHTML: trustedHtml(html) }).content;
  } catch (error) {
    throw policy ? error : "trusted-types needs undersigned";
  }
};

export const scriptUrl = (url) => trustedTypesPolicy()?.createScriptURL(url) ?? url;

const sheets = new Map();

/** Adopts a sheet instead of adding an element, which `style-src` would have to allow. */
export const adoptStyle = (root, style) => {
  let sheet = sheets.get(style);
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    sheets.set(style, sheet);
  }
  root.adoptedStyleSheets = [sheet];
};
