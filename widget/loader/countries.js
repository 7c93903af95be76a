// The list of countries, for those who sign from abroad: 249 options in the
// page's language, so they come when they are first needed.

export const fillCountries = (page) => {
  const { words } = page;
  const list = page.field("country");
  if (list.length > 1) return;
  // "ADE BAB" is AD, AE, BA and BB.
  const codes = words
    .text("countries")
    .split(" ")
    .flatMap(([first, ...seconds]) => seconds.map((second) => first + second));
  const options = codes.map((code) => new Option(words.country(code), code));
  list.append(...options.sort((a, b) => a.text.localeCompare(b.text, words.language)));
  // Chosen before, in another language.
  if (list.pendingValue) list.value = list.pendingValue;
};
