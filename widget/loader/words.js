// The language's words: the edge's messages, and what the browser knows.

/** The edge's messages of one view, filled. */
export class Words {
  #asked;
  #language;

  constructor({ language, messages }, view) {
    this.messages = messages;
    this.view = view;
    this.#asked = language;
    // The first use of `Intl` opens the data of all languages, for 12 ms of a
    // desktop's processor: in a task of its own, before a number is needed.
    setTimeout(() => this.language);
  }

  get language() {
    // Of a language that it lacks, `Intl` would speak the browser's own.
    return (this.#language ??= Intl.NumberFormat.supportedLocalesOf(this.#asked)[0] ?? "en");
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

  /** As the form's list has it, which the edge has filled where `Intl` lacks the language. */
  country(code) {
    try {
      return (
        this.#listed("country", code) ??
        new Intl.DisplayNames(this.language, { type: "region" }).of(code)
      );
    } catch {
      return code;
    }
  }

  /** As the form's list has it; a message where there is none. */
  province(code) {
    return this.#listed("region", code) ?? this.text(`region-${code}`);
  }

  #listed(field, code) {
    return this.view.querySelector(`[name=${field}] [value=${code}]`)?.text;
  }

  /** Relative below a month, else the date; in the edge's words where it sent some. */
  time(instant) {
    const { language } = this;
    const at = new Date(instant);
    const minutes = Math.max(0, (Date.now() - at) / 60000);
    const relative = (amount, unit) => {
      const n = Math.floor(amount);
      return (
        this.text(`time-${unit}`, { n: this.number(n) }) ||
        new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(-n, unit)
      );
    };
    if (minutes < 1) return relative(0, "second");
    if (minutes < 60) return relative(minutes, "minute");
    if (minutes < 1440) return relative(minutes / 60, "hour");
    if (minutes < 43200) return relative(minutes / 1440, "day");
    const month = this.text(`month-${at.getMonth() + 1}`);
    return (
      this.text("date-year", { day: at.getDate(), month, year: at.getFullYear() }) ||
      at.toLocaleDateString(language, { dateStyle: "long" })
    );
  }
}
