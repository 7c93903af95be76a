// "Did you mean gmail.com?": a hint at a mistyped domain. It never corrects
// anything by itself and never prevents signing.

import { make } from "./make.js";

/**
 * Common mailbox domains in Canada. Real domains that look alike are listed too,
 * so that they are not taken for a mistake.
 */
export const DOMAINS = (
  "gmail.com hotmail.com outlook.com yahoo.ca yahoo.com icloud.com live.ca live.com " +
  "videotron.ca bell.net rogers.com shaw.ca telus.net sympatico.ca proton.me " +
  "protonmail.com gmx.com msn.com mail.com email.com ymail.com me.com hotmail.ca"
).split(" ");

/** Domains of this length or shorter look like too many others. */
const SHORT_LENGTH = 7;

/** Whether they differ by one letter that is added, missing or wrong, or by two that are swapped. */
const isTypo = (typed, known) => {
  let start = 0;
  while (start < typed.length && typed[start] === known[start]) start += 1;
  let end = 0;
  while (
    end < Math.min(typed.length, known.length) - start &&
    typed.at(-1 - end) === known.at(-1 - end)
  )
    end += 1;
  const [one, other] = [typed, known].map((text) => text.slice(start, text.length - end));
  if (one.length < 2 && other.length < 2) return true;
  return one.length === 2 && other.length === 2 && one[0] === other[1] && one[1] === other[0];
};

/** The domain that was probably meant, or `undefined`. */
export const suggestedDomain = (email) => {
  const typed = email.split("@")[1]?.toLowerCase();
  if (!typed || DOMAINS.includes(typed)) return undefined;
  return DOMAINS.find((known) => known.length > SHORT_LENGTH && isTypo(typed, known));
};

/** Offers the domain beside the field; a click accepts it. */
export const suggestDomain = (page) => {
  const shown = page.hook("suggestion");
  const field = page.field("email");
  const domain = suggestedDomain(page.value("email"));
  // Another field was changed: the suggestion stays.
  if (shown?.value === domain) return;
  shown?.remove();
  if (!domain) return;
  const button = make("button", {
    type: "button",
    className: "us-link",
    value: domain,
    textContent: page.i18n.text("did-you-mean", { domain }),
    onclick: () => {
      field.value = field.value.replace(/@.*/, `@${domain}`);
      button.remove();
      field.focus();
      // Clears the field's error, and starts the work for this address.
      for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
    },
  });
  button.dataset.us = "suggestion";
  field.after(button);
  // Makes room if the suggestion would overlap the next label.
  const below = field.parentNode.nextElementSibling?.querySelector("label") ?? field;
  const [label, suggestion] = [below, button].map(textBox);
  if (label.right > suggestion.left && suggestion.right > label.left) button.style.position = "static";
};

/** The box of an element's text. */
const textBox = (element) => {
  const range = new Range();
  range.selectNodeContents(element);
  return range.getBoundingClientRect();
};
