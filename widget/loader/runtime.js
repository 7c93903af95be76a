// The wasm and its glue: one download, one compilation and one instance of
// each for a page, begun before the view is painted.

import { warnOnce } from "./warn-once.js";
import { make } from "./make.js";
import { scriptUrl } from "./paint.js";

/**
 * Whether wasm with SIMD may compile here: tries the smallest module that uses
 * it. Checked before painting, or the supporter would lose what they typed.
 */
export const canCompile = () => {
  try {
    return new WebAssembly.Module(
      new Uint8Array([
        0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0,
        253, 15, 253, 98, 11,
      ]),
    );
  } catch {}
};

let loading;
let served;

/** A script of ours hands over its API here, since it must not define a global. */
export const serve = (api) => (served = api);

/**
 * Resolves to the API that a script of the edge hands over: its `load` event
 * fires right after it has run, before any other script. Later scripts load the
 * same way, so the page's policy and ours allow them too.
 */
export const fetchScript = (edge, name, integrity) =>
  new Promise((resolve, reject) => {
    const script = make("script", {
      crossOrigin: "anonymous",
      integrity,
      // Warns at once: the widget may work without this script.
      onerror: () => reject(warnOnce(`script-src needs ${edge}: ${name} did not load`)),
      onload: () => {
        script.remove();
        resolve(served);
      },
      src: scriptUrl(`${edge}/assets/${name}`),
    });
    document.head.append(script);
  });

/** The error is the same for a forbidden request and for no network, so this adds the directive. */
export const explainFetchError = (error, edge) => `${error} (connect-src needs ${edge}?)`;

/** Resolves to `{begin}` or `{error}`. After an error the next call tries again. */
export const load = (edge) => (loading ??= loadBoth(edge));

// Awaits and never calls `then`, which the page may have replaced.
const loadBoth = async (edge) => {
  try {
    return await fetchBoth(edge);
  } catch (error) {
    loading = undefined;
    return { error: explainFetchError(error, edge) };
  }
};

const fetchBoth = async (edge) => {
  const wasm = fetch(`${edge}/assets/${UNDERSIGNED_WASM_NAME}`, {
    integrity: UNDERSIGNED_WASM_INTEGRITY,
    credentials: "omit",
  });
  const glue = fetchScript(edge, UNDERSIGNED_GLUE_NAME, UNDERSIGNED_GLUE_INTEGRITY);
  const [response, { init, ...api }] = await Promise.all([wasm, glue]);
  await init(response);
  // What follows is a task of its own, so that a slow phone can paint a frame before.
  await new Promise((resolve) => setTimeout(resolve));
  return api;
};
