// The wasm and its glue: one download, one compilation and one instance of
// each for a page, begun before the view is painted.

import { warnOnce } from "./warn-once.js";
import { make } from "./make.js";
import { scriptUrl } from "./paint.js";

/**
 * Whether wasm with SIMD may compile here: the smallest module that uses it.
 * Asked before painting, or the supporter would lose what they typed.
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

let running;
let handed;

/** A script of ours hands itself over, since it must not leave a global behind. */
export const serve = (api) => (handed = api);

/**
 * Resolves to what a script of the edge hands over: its `load` comes right
 * after it has run, before any other script. Later ones come the same way, so
 * the page's policy and ours allow them too.
 */
export const fetchScript = (edge, name, integrity) =>
  new Promise((resolve, reject) => {
    const script = make("script", {
      crossOrigin: "anonymous",
      integrity,
      // Said at once: the page may go on without it.
      onerror: () => reject(warnOnce(`script-src needs ${edge}: ${name} did not load`)),
      onload: () => {
        script.remove();
        resolve(handed);
      },
      src: scriptUrl(`${edge}/assets/${name}`),
    });
    document.head.append(script);
  });

/** What a policy forbids fails as without a network, with an error that says neither. */
export const nameRefusal = (error, edge) => `${error} (connect-src needs ${edge}?)`;

/** Resolves to `{begin}` or `{error}`; a try that failed is forgotten. */
export const load = (edge) => (running ??= loadBoth(edge));

// With `await` and nothing else of promises: the page may have put others in
// their place.
const loadBoth = async (edge) => {
  try {
    return await fetchBoth(edge);
  } catch (error) {
    running = undefined;
    return { error: nameRefusal(error, edge) };
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
  // A task of its own for what begins now: a slow phone has a frame in between.
  await new Promise((resolve) => setTimeout(resolve));
  return api;
};
