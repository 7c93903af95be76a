// Fills in what a link brings (`prefill-link.js`), as mailing programs write it:
// `&amp;` for `&`, `+` for a space, and characters that are encoded once or more
// too often.

import { showPublicName } from "./label.js";

/** A placeholder that such a program did not replace: `*|FNAME|*`, `{{name}}`. */
const PLACEHOLDER = /\*\||%%|\[\[|[{$#]\{|<[<%]|\{%/;

const FIELD = /^(given_name|family_name|email|postal_code)$/;

/** `=`, and `&` before another key, encoded any number of times. */
const EQUALS = /=|%(?:25)*3d/i;
const SEPARATOR = /(?:&|%(?:25)*26)(?:(?:amp|#38|#x26)(?:;|%(?:25)*3b))?(?=\w+(?:=|%(?:25)*3d))/i;

/** Decodes a value as often as its `=` was encoded and once more; throws if it is malformed. */
const decode = (text, depth) => {
  for (let times = 0; times <= depth && text.includes("%"); times += 1) text = decodeURIComponent(text);
  return text;
};

/** Pairs of a field's name and its value. */
export const parsePrefill = (text) => {
  const found = [];
  for (const pair of text.split(SEPARATOR)) {
    const [sign] = EQUALS.exec(pair) ?? [];
    if (!sign) continue;
    const at = pair.indexOf(sign);
    const name = pair.slice(0, at);
    const typed = pair.slice(at + sign.length);
    if (!FIELD.test(name) || PLACEHOLDER.test(typed)) continue;
    try {
      const depth = sign.length > 1 ? (sign.length - 1) / 2 : 0;
      const value = decode(name === "email" ? typed : typed.replaceAll("+", " "), depth);
      if (!PLACEHOLDER.test(value)) found.push([name, value]);
    } catch {
      // Not in UTF-8.
    }
  }
  return found;
};

/** Fills in fields that are still empty: the supporter may have begun. */
export const prefill = (page) => {
  for (const [name, value] of parsePrefill(page.prefillText)) {
    const field = page.field(name);
    if (field && !field.value) field.value = value;
  }
  showPublicName(page);
};
