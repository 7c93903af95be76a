// The language's words: the edge's messages, and what the browser knows.

/** The edge's messages of one view, filled. */
export class Words {
  constructor({ language, messages }) {
    this.language = language;
    this.messages = messages;
  }

  /** A message; a value is never looked at as a template. */
  text(key, values = {}) {
    return (this.messages[key] ?? "").replace(/{(\w+)}/g, (all, name) => values[name] ?? all);
  }

  /** A message that depends on a number. */
  plural(key, number) {
    const category = new Intl.PluralRules(this.language).select(number);
    const exact = `${key}-${category}`;
    return this.text(exact in this.messages ? exact : `${key}-other`, { n: this.number(number) });
  }

  number(number) {
    return number.toLocaleString(this.language);
  }

  country(code) {
    try {
      return new Intl.DisplayNames(this.language, { type: "region" }).of(code);
    } catch {
      return code;
    }
  }

  /** Relative below a month, else the date; as it came in a language unknown here. */
  time(instant) {
    const { DateTimeFormat, RelativeTimeFormat } = Intl;
    const { language } = this;
    if (!RelativeTimeFormat.supportedLocalesOf(language).length) return instant.slice(0, 10);
    const minutes = Math.max(0, (Date.now() - Date.parse(instant)) / 60000);
    const relative = (amount, unit) =>
      new RelativeTimeFormat(language, { numeric: "auto" }).format(-Math.floor(amount), unit);
    if (minutes < 1) return relative(0, "second");
    if (minutes < 60) return relative(minutes, "minute");
    if (minutes < 1440) return relative(minutes / 60, "hour");
    if (minutes < 43200) return relative(minutes / 1440, "day");
    return new DateTimeFormat(language, { dateStyle: "long" }).format(new Date(instant));
  }
}

/**
 * "Anil K.", as the edge will list it: the family name's first grapheme
 * cluster that begins with a letter or a digit (`petition`, `public_name`).
 */
export const publicName = (given, family) => {
  const clusters = Intl.Segmenter
    ? Array.from(new Intl.Segmenter().segment(family), ({ segment }) => segment)
    : [...family];
  const initial = clusters.find((text) => /^[\p{Alphabetic}\p{N}]/u.test(text)) ?? clusters[0];
  return initial ? `${given} ${initial}.` : given;
};
