// The example campaign in every language of the interface: where it has no
// text of its own in one that is written from the right, these stand for it.

const WRITTEN = {
  ar: { headline: "افتحوا الباب للاجئين", addressee: "حكومة كندا", ask: "أعيدوا توطين مزيد من اللاجئين." },
  ug: { headline: "مۇساپىرلارغا ئىشىكنى ئېچىڭ", addressee: "كانادا ھۆكۈمىتى", ask: "تېخىمۇ كۆپ مۇساپىرنى قوبۇل قىلىڭ." },
};

/** Adds what is missing to a campaign's settings, and gives them. */
export function inEveryLanguage(settings) {
  for (const [language, text] of Object.entries(WRITTEN)) {
    settings.petition[language] ??= { ...text, text: [text.ask] };
    translate(settings, language);
  }
  return settings;
}

/** Whatever has words in English, and none in a language, has the English ones. */
function translate(settings, language) {
  for (const value of Object.values(settings ?? {})) {
    if (value === null || typeof value !== "object") continue;
    if ("en" in value) value[language] ??= value.en;
    else translate(value, language);
  }
}
