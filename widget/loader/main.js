// The one tag of a partner's page. A classic script, so that
// `document.currentScript` tells where the petition goes; it defines one
// custom element and nothing else that the page could see, and never throws
// into the page.
//
// The edge replaces the payload's token when it serves the tag's script; the
// pinned file keeps it and asks the edge for the view.

import { complain } from "./complain.js";
import { Petition } from "./element.js";
import { hosted } from "./hosted.js";
import { tagsOf } from "./tags.js";

const NAME = "undersigned-petition";

/** Where the element can't be: the hosted page beside the tag. */
const fallBack = ({ assets, campaign, partner }) => {
  try {
    const box = document.createElement("div");
    document.currentScript.after(box);
    hosted(box, `${assets.edge}/c/${campaign}/${partner}`);
  } catch {}
};

const run = (payload) => {
  if (!customElements.get(NAME)) customElements.define(NAME, Petition);
  // The first copy of this script on the page serves the later ones.
  const first = customElements.get(NAME);
  const tags = tagsOf(payload, document.currentScript);
  if (payload.assets && !tags[0]) complain("no tag in the body");
  for (const tag of tags) first.claim(tag, payload);
};

const payload = "__UNDERSIGNED_PAYLOAD__";
try {
  run(payload);
} catch (error) {
  complain(error);
  fallBack(payload);
}
