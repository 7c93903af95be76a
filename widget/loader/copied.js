// "Copied", on the button that did it.

export const sayCopied = (page, button) => {
  button.dataset.label ??= button.textContent;
  button.textContent = page.i18n.text("copied");
};

/** What every such button said before. */
export const relabel = (page) => {
  for (const button of page.view.querySelectorAll("[data-label]"))
    button.textContent = button.dataset.label;
};
