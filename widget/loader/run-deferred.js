// Runs the deferred code (`deferred.js`): one download for all widgets of the
// page, started by the first that needs it.

let deferred;

/**
 * Runs one of the deferred jobs for a page. Nothing waits for it: if the script
 * does not load, the job is not done, and the next call tries again.
 */
export const runDeferred = async (page, job) => {
  const petition = customElements.get("undersigned-petition");
  try {
    deferred ??= petition.fetchScript(page.edge, UNDERSIGNED_DEFERRED_NAME, UNDERSIGNED_DEFERRED_INTEGRITY);
    await (await deferred)[job](page);
  } catch {
    deferred = undefined;
  }
};
