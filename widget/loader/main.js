// The one tag of a partner's page. A classic script, so that
// `document.currentScript` is the petition's place; it defines one
// custom element and nothing else that the page could see, and never throws
// into the page.
//
// The edge replaces the payload's token when it serves the tag's script; the
// pinned file keeps it and asks the edge for the view.

import { warnOnce } from "./warn-once.js";
import { NAME, Petition } from "./element.js";
import { showHostedPage } from "./hosted-page.js";
import { tagsOf } from "./tags.js";

/** Where the element can't be used: the hosted page beside the tag. */
const fallBack = ({ assets, campaign, partner }) => {
  try {
    const box = document.createElement("div");
    document.currentScript.after(box);
    showHostedPage(box, `${assets.edge}/c/${campaign}/${partner}`);
  } catch {}
};

const run = (payload) => {
  const { assets } = payload;
  const { currentScript } = document;
  // For elements that an app makes itself.
  Petition.home = assets?.edge ?? (currentScript && new URL(currentScript.src).origin);
  if (!customElements.get(NAME)) customElements.define(NAME, Petition);
  // The first copy of this script on the page serves the later ones.
  const first = customElements.get(NAME);
  const tags = tagsOf(payload, currentScript);
  // The tag is in the head or in a shadow root, or the page's renderer moved it there.
  if (assets && !tags[0] && !document.querySelector(NAME))
    warnOnce(`no tag in the body: use <${NAME}>`);
  for (const tag of tags) first.claim(tag, payload);
};

const payload = "__UNDERSIGNED_PAYLOAD__";
try {
  run(payload);
} catch (error) {
  warnOnce(error);
  fallBack(payload);
}
