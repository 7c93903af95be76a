// The count and its bar, or the organizations while the count is small.

/** Shows a tally on a page: anything with `view`, `i18n`, `hook` and `show`. */
export const writeTally = (page, { signatures, goal }, isShown) => {
  const { i18n } = page;
  const text = countText(i18n, signatures, goal);
  // It describes the heading of the thanks, also while it is hidden.
  page.hook("count-line").textContent = isShown ? text : "";
  page.show("count-line", isShown);
  page.show("first", !isShown);
  page.show("bar", isShown);
  const bar = page.hook("bar");
  bar.ariaValueNow = signatures;
  bar.ariaValueMax = goal;
  bar.ariaValueText = text;
  // By the object model: a style attribute would need the page's permission.
  bar.style.setProperty("--us-progress", `${Math.min(100, (signatures / goal) * 100)}%`);
};

export const countText = (i18n, signatures, goal) =>
  i18n.text("count", { count: i18n.number(signatures), goal: i18n.number(goal) });
