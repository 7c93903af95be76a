// Localization of one view: the edge's messages, and the browser's formats for
// numbers, countries and times.

/** The messages of one view, with their values filled in. */
export class Messages {
  #requested;
  #language;

  constructor({ language, messages }, view) {
    this.messages = messages;
    this.view = view;
    this.#requested = language;
    // The first use of `Intl` loads the data of all languages, which takes a
    // desktop's processor 12 ms: in a task of its own, before a number is needed.
    setTimeout(() => this.language);
  }

  get language() {
    // For a language that `Intl` lacks it would use the browser's own.
    return (this.#language ??= Intl.NumberFormat.supportedLocalesOf(this.#requested)[0] ?? "en");
  }

  /** A message; a value is never treated as a template. */
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

  /** The name in the form's list, which the edge fills in where `Intl` lacks the language. */
  country(code) {
    try {
      return (
        this.#listedName("country", code) ??
        new Intl.DisplayNames(this.language, { type: "region" }).of(code)
      );
    } catch {
      return code;
    }
  }

  /** The name in the form's list, or a message if it is not there. */
  province(code) {
    return this.#listedName("region", code) ?? this.text(`region-${code}`);
  }

  #listedName(field, code) {
    return this.view.querySelector(`[name=${field}] [value=${code}]`)?.text;
  }

  /** Relative below a month, otherwise the date; with the edge's messages if it sent some. */
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
