// What the form does by itself while it is filled in. What is asked of the
// edge, and what is right or wrong, is the wasm's to say.

import { runDeferred } from "./run-deferred.js";

export const live = (page) => {
  const { view } = page;
  view.onkeydown = view.onkeypress = view.onkeyup = keepKey;
  view.addEventListener("input", (event) => {
    if (event.target.name.endsWith("_name")) runDeferred(page, "label");
  });
  view.addEventListener("change", (event) => {
    if (event.target.type === "checkbox") showRows(page);
    // At the first answer, so that what follows the thanks has come by then.
    runDeferred(page, "suggest");
  });
  view.addEventListener("click", (event) => onClick(page, event));
  // Another language may have kept what was typed.
  if (page.value("given_name")) runDeferred(page, "label");
  showRows(page);
};

/**
 * What is typed here is no shortcut of the page's, and an input method's Escape
 * none of ours. What moves the focus, closes a dialog or goes with Ctrl or Cmd
 * is the page's too.
 */
const keepKey = (event) => {
  const isLent = event.ctrlKey || event.metaKey || /^(Esc|Tab)/.test(event.key);
  if (event.isComposing || event.keyCode === 229 || !isLent) event.stopPropagation();
};

/** Postal code and province, or a country; a reason beside a listed name. */
const showRows = (page) => {
  page.show("comment-row", page.isTicked("list_me"));
  const isAbroad = page.isTicked("abroad");
  page.show("postal-row", !isAbroad);
  page.show("region-row", !isAbroad && page.value("region"));
  page.show("country-row", isAbroad);
  if (isAbroad) runDeferred(page, "countries");
};

const onClick = (page, event) => {
  const { target } = event;
  if (target.dataset.field) {
    // An address inside a shadow root leads nowhere, and outside it elsewhere.
    event.preventDefault();
    page.field(target.dataset.field).focus();
  }
  if (target.dataset.us === "choose-region") {
    page.show("region-row", true);
    page.field("region").focus();
  }
};
