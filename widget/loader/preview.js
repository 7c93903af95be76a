// Preview on a site that the partner does not list, such as one under
// construction: the form can be seen and filled in, and nothing is sent.

const petition = customElements.get("undersigned-petition");

/** Says that nothing is counted on this site. */
export const showPreview = (page) => {
  const line = page.hook("preview");
  if (!line.hidden) return;
  const { partner } = JSON.parse(page.ask);
  petition.complain(`a preview: ${self.origin} is not listed for ${partner}`);
  const box = page.hook("problems");
  box.before(line);
  line.hidden = false;
  // After a submission this replaces the problem.
  if (!box.hidden) line.focus();
  box.hidden = true;
  const block = (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    line.focus();
  };
  page.view.addEventListener("submit", block, true);
  // Without this the wasm would request a session at every focus.
  page.view.addEventListener("focusin", (event) => event.stopPropagation(), true);
};
