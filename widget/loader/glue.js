// The second script: binds the wasm to the browser. It loads with the wasm,
// after the view is painted, and hands its API to the custom element.

import { init, silence, start } from "undersigned-glue";
import { Page } from "./page.js";
import { runDeferred } from "./run-deferred.js";

const petition = customElements.get("undersigned-petition");

/** Warns with the directive to allow when the page's policy blocks a request of a running widget. */
document.addEventListener("securitypolicyviolation", (event) => {
  const [edge, path] = event.blockedURI.split("/v1/campaigns");
  if (path && event.disposition === "enforce") petition.complain(`${event.effectiveDirective} needs ${edge}`);
});

/**
 * Handles whatever is thrown where the browser calls the wasm: a panic, or an
 * error of a built-in that the page has replaced. Nothing is thrown into the
 * page; the widget falls back to the hosted page.
 */
const onWasmError = (error) => {
  silence();
  petition.onPanic(error);
};

/** Whether the page has not replaced the built-ins that a submission is written with. */
const hasSoundBuiltins = () =>
  JSON.stringify([[1].map((n) => n + 1), [[3]].flat(), JSON.parse("[4]")]) === "[[2],[3],[4]]";

/**
 * Whether the painted form can be signed: it exists, owns its fields, and a trial
 * submission fires its event, which a sandbox may forbid. A view without the
 * button that opens a form has none.
 */
const canSubmit = (view) => {
  const form = view.querySelector("form");
  let isUsable = !view.querySelector("[data-us=fold]");
  view.onsubmit = (event) => {
    event.stopPropagation();
    isUsable = form.email;
    return false;
  };
  form?.requestSubmit();
  view.onsubmit = null;
  return isUsable;
};

/** Starts a painted view; returns a function that ends it. */
const begin = (view, payload, edge) => {
  if (!hasSoundBuiltins()) throw "the page has replaced JSON or Array";
  if (!canSubmit(view)) throw "no form: sandbox lacks allow-forms?";
  const page = new Page(view, payload, edge);
  start(page);
  if (page.hook("form") && (page.prefillText = petition.takePrefillText())) runDeferred(page, "prefill");
  return () => {
    page.campaignWidgets.delete(page);
    view.dispatchEvent(new Event("end"));
  };
};

petition.serve({ init: (response) => init(response, onWasmError), begin });
