// The second script: what binds the wasm to the browser. It comes with the
// wasm, after the view is painted, and hands itself to the custom element.

import { init, silence, start } from "undersigned-glue";
import { Page } from "./page.js";
import { runDeferred } from "./run-deferred.js";

const petition = customElements.get("undersigned-petition");

/** What the page's policy refuses of a widget that runs says what to allow. */
document.addEventListener("securitypolicyviolation", (event) => {
  const [edge, path] = event.blockedURI.split("/v1/campaigns");
  if (path && event.disposition === "enforce") petition.complain(`${event.effectiveDirective} needs ${edge}`);
});

/**
 * Whatever is thrown where the browser calls the wasm ends here: a panic, or
 * a fault of what the page has put in the place of the browser's own. The page
 * hears nothing of it; the petition goes to the hosted page.
 */
const onFault = (error) => {
  silence();
  petition.broken(error);
};

/** Whether the page has left alone what a submission is written with. */
const isSound = () =>
  JSON.stringify([[1].map((n) => n + 1), [[3]].flat(), JSON.parse("[4]")]) === "[[2],[3],[4]]";

/**
 * Whether what is painted can be signed: the form is there, owns its fields,
 * and is heard when it is sent on trial, which a sandbox may forbid. Without the
 * button that opens a form there is none.
 */
const isWhole = (view) => {
  const form = view.querySelector("form");
  let isHeard = !view.querySelector("[data-us=fold]");
  view.onsubmit = (event) => {
    event.stopPropagation();
    isHeard = form.email;
    return false;
  };
  form?.requestSubmit();
  view.onsubmit = null;
  return isHeard;
};

/** Starts a painted view; gives a function that ends it. */
const begin = (view, payload, edge) => {
  if (!isSound()) throw "the page has replaced JSON or Array";
  if (!isWhole(view)) throw "no form: sandbox lacks allow-forms?";
  const page = new Page(view, payload, edge);
  start(page);
  if (page.hook("form") && (page.link = petition.takeLink())) runDeferred(page, "prefill");
  return () => {
    page.campaignWidgets.delete(page);
    view.dispatchEvent(new Event("end"));
  };
};

petition.serve({ init: (response) => init(response, onFault), begin });
