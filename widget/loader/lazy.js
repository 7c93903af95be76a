// The way to what only some need (`more.js`): one download for all widgets of
// the page, begun when the first of them asks.

let more;

/**
 * Lets `more.js` do a job for a page. Nothing waits for it: where it does not
 * load, the job is left undone, and the next one tries again.
 */
export const later = async (page, job) => {
  const petition = customElements.get("undersigned-petition");
  try {
    more ??= petition.fetchScript(page.edge, UNDERSIGNED_MORE_NAME, UNDERSIGNED_MORE_INTEGRITY);
    await (await more)[job](page);
  } catch {
    more = undefined;
  }
};
