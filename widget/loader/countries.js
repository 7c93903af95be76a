// The list of countries, for supporters who sign from abroad: 249 options in
// the page's language, added when they are first needed.

export const fillCountries = (page) => {
  const { i18n } = page;
  const list = page.field("country");
  if (list.length > 1) return;
  // "ADE BAB" is AD, AE, BA and BB.
  const codes = i18n
    .text("countries")
    .split(" ")
    .flatMap(([first, ...seconds]) => seconds.map((second) => first + second));
  const options = codes.map((code) => new Option(i18n.country(code), code));
  list.append(...options.sort((a, b) => a.text.localeCompare(b.text, i18n.language)));
  // Chosen before in another language.
  if (list.pendingValue) list.value = list.pendingValue;
};
