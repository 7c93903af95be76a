// "Did you mean gmail.com?": a hint at a mistyped domain, which never corrects
// anything by itself and keeps nobody from signing.

import { make } from "./make.js";

/**
 * Common mailbox domains here; real ones that look alike stand among them too,
 * so that nobody is told that their own is a mistake.
 */
export const DOMAINS = (
  "gmail.com hotmail.com outlook.com yahoo.ca yahoo.com icloud.com live.ca live.com " +
  "videotron.ca bell.net rogers.com shaw.ca telus.net sympatico.ca proton.me " +
  "protonmail.com gmx.com msn.com mail.com email.com ymail.com me.com hotmail.ca"
).split(" ");

/** Short domains have too many neighbours to be guessed. */
const SHORT = 7;

/** Whether one letter more, less or wrong, or two swapped, tells them apart. */
const isSlip = (typed, known) => {
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

/** The domain that an address probably means, or `undefined`. */
export const suggestedDomain = (email) => {
  const typed = email.split("@")[1]?.toLowerCase();
  if (!typed || DOMAINS.includes(typed)) return undefined;
  return DOMAINS.find((known) => known.length > SHORT && isSlip(typed, known));
};

/** Offers it beside the field; a press takes it. */
export const suggest = (page) => {
  const shown = page.hook("suggestion");
  const field = page.field("email");
  const domain = suggestedDomain(page.value("email"));
  // Another field was changed: what is offered stays where it is.
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
      // What was in error is right now, and the work is for this address.
      for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
    },
  });
  button.dataset.us = "suggestion";
  field.after(button);
  // Where the next label has no room beside it, that makes room.
  const below = field.parentNode.nextElementSibling?.querySelector("label") ?? field;
  const [label, offer] = [below, button].map(placeOf);
  if (label.right > offer.left && offer.right > label.left) button.style.position = "static";
};

/** Where an element's text stands. */
const placeOf = (element) => {
  const range = new Range();
  range.selectNodeContents(element);
  return range.getBoundingClientRect();
};
