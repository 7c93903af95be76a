// The second script: what binds the wasm to the browser. It comes with the
// wasm, after the view is painted, and hands itself to the custom element.

import { init, silence, start } from "undersigned-glue";
import { Page } from "./page.js";

const petition = customElements.get("undersigned-petition");

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

/** Starts a painted view; gives a function that ends it. */
const begin = (view, payload, edge) => {
  if (!isSound()) throw "the page has replaced JSON or Array";
  const page = new Page(view, payload, edge);
  start(page);
  return () => {
    page.board.delete(page);
    view.dispatchEvent(new Event("end"));
  };
};

petition.serve({ init: (response) => init(response, onFault), begin });
