// The second script: what binds the wasm to the browser. It comes with the
// wasm, after the view is painted, and hands itself to the custom element.

import { init, silence, start } from "undersigned-glue";
import { Page } from "./page.js";

const ours = document.currentScript.src;
const petition = customElements.get("undersigned-petition");

// A panic of the wasm ends as an uncaught exception of its listener or timer.
// The page goes on; the petition goes to the hosted page.
addEventListener("error", ({ error }) => {
  if (error instanceof WebAssembly.RuntimeError && error.stack.includes(ours)) {
    silence();
    petition.broken(error);
  }
});

/** Starts a painted view; gives a function that ends it. */
const begin = (view, payload, edge) => {
  const page = new Page(view, payload, edge);
  start(page);
  return () => {
    page.board.delete(page);
    view.dispatchEvent(new Event("end"));
  };
};

petition.serve({ init, begin });
