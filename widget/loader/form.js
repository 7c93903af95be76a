// What the form does by itself while it is filled in. The wasm validates it and
// sends requests to the edge.

import { runDeferred } from "./run-deferred.js";

export const attachForm = (page) => {
  const { view } = page;
  view.onkeydown = view.onkeypress = view.onkeyup = containKey;
  view.addEventListener("input", (event) => {
    if (event.target.name.endsWith("_name")) runDeferred(page, "showPublicName");
  });
  view.addEventListener("change", (event) => {
    if (event.target.type === "checkbox") showConditionalRows(page);
    // At the first change, so that the deferred view has loaded before the thanks.
    runDeferred(page, "suggest");
  });
  view.addEventListener("click", (event) => onClick(page, event));
  // A change of language may have filled it in again.
  if (page.value("given_name")) runDeferred(page, "showPublicName");
  showConditionalRows(page);
};

/**
 * Keys that are typed here must not trigger the page's shortcuts, nor an input
 * method's Escape ours. Keys that move the focus, close a dialog or are pressed
 * with Ctrl or Cmd reach the page.
 */
const containKey = (event) => {
  const isForPage = event.ctrlKey || event.metaKey || /^(Esc|Tab)/.test(event.key);
  if (event.isComposing || event.keyCode === 229 || !isForPage) event.stopPropagation();
};

/** Shows postal code and province, or a country; and the reason for a listed name. */
const showConditionalRows = (page) => {
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
    // A fragment does not find a field inside a shadow root.
    event.preventDefault();
    page.field(target.dataset.field).focus();
  }
  if (target.dataset.us === "choose-region") {
    page.show("region-row", true);
    page.field("region").focus();
  }
};
