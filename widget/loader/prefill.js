// What a link fills in, as programs for mailings write it: `&amp;` for `&`, `+`
// for a space, and signs that are encoded once or more too often.

import { label } from "./label.js";

/** What such a program left where a name was to be: `*|FNAME|*`, `{{name}}`. */
const UNFILLED = /\*\||%%|\[\[|[{$#]\{|<[<%]|\{%/;

const FIELD = /^(given_name|family_name|email|postal_code)$/;

/** `=`, and `&` before another key, encoded any number of times. */
const IS = /=|%(?:25)*3d/i;
const AND = /(?:&|%(?:25)*26)(?:(?:amp|#38|#x26)(?:;|%(?:25)*3b))?(?=\w+(?:=|%(?:25)*3d))/i;

/** A value, decoded as often as its sign was encoded and once more; nothing where it is broken. */
const decode = (text, depth) => {
  for (let times = 0; times <= depth && text.includes("%"); times += 1) text = decodeURIComponent(text);
  return text;
};

/** Each field of the form that the text names, with its value. */
export const read = (text) => {
  const found = [];
  for (const pair of text.split(AND)) {
    const [sign] = IS.exec(pair) ?? [];
    if (!sign) continue;
    const at = pair.indexOf(sign);
    const name = pair.slice(0, at);
    const typed = pair.slice(at + sign.length);
    if (!FIELD.test(name) || UNFILLED.test(typed)) continue;
    try {
      const depth = sign.length > 1 ? (sign.length - 1) / 2 : 0;
      const value = decode(name === "email" ? typed : typed.replaceAll("+", " "), depth);
      if (!UNFILLED.test(value)) found.push([name, value]);
    } catch {
      // Not in UTF-8.
    }
  }
  return found;
};

/** Fills in what is still empty: the supporter may have begun. */
export const prefill = (page) => {
  for (const [name, value] of read(page.link)) {
    const field = page.field(name);
    if (field && !field.value) field.value = value;
  }
  label(page);
};
