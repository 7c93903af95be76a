// "Copied", on the button that copied.

export const showCopied = (page, button) => {
  button.dataset.label ??= button.textContent;
  button.textContent = page.i18n.text("copied");
};

/** Gives every such button its own label again. */
export const restoreLabels = (page) => {
  for (const button of page.view.querySelectorAll("[data-label]"))
    button.textContent = button.dataset.label;
};
