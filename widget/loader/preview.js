// A site that the partner does not list, such as one where the page is still
// being made: the form stays to be looked at and tried, and nothing is sent.

const petition = customElements.get("undersigned-petition");

/** Says that nothing is counted here, and where it is. */
export const preview = (page) => {
  const line = page.hook("preview");
  if (!line.hidden) return;
  const { partner } = JSON.parse(page.ask);
  petition.complain(`a preview: ${self.origin} is not listed for ${partner}`);
  const box = page.hook("problems");
  box.before(line);
  line.hidden = false;
  // Where the answer came to a press of the button, this says more.
  if (!box.hidden) line.focus();
  box.hidden = true;
  const keep = (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    line.focus();
  };
  page.view.addEventListener("submit", keep, true);
  // Nor is a session asked for again, which the wasm would at every focus.
  page.view.addEventListener("focusin", (event) => event.stopPropagation(), true);
};
