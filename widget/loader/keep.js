// "Keep it on this device and send later", where the edge could not be reached.
//
// What is kept is what stands in the form, in the storage of the partner's
// site, for a day, and nothing is sent before the supporter presses. Whatever
// was consented to is asked again when its text has changed since.

import { fillCountries } from "./countries.js";

const LIFE_MS = 24 * 60 * 60 * 1000;

/**
 * Browsers inside of other apps: their storage is thrown away with the view,
 * and the app may read it. Facebook, Instagram and Messenger; WeChat; LINE;
 * TikTok; Snapchat; LinkedIn; X; Google's app; any Android WebView.
 */
const IN_APP =
  /FBAN|FBAV|Instagram|Messenger|MicroMessenger|\bLine\/|BytedanceWebview|musical_ly|Snapchat|LinkedInApp|Twitter|\bGSA\/|; wv\)/;

const nameOf = (page) => `undersigned:${page.path}`;

/** What is kept for this campaign, unless its day is over. */
const read = (page) => {
  try {
    const kept = JSON.parse(localStorage.getItem(nameOf(page)));
    const age = Date.now() - kept.at;
    if (age >= 0 && age < LIFE_MS) return kept;
  } catch {}
  forget(page);
};

const forget = (page) => {
  try {
    localStorage.removeItem(nameOf(page));
  } catch {}
};

/** Whether something is kept that can still be sent; else it is forgotten. */
export const isKept = (page) => {
  if (page.hook("form")) return !!read(page);
  forget(page);
};

/** By its email, the signature that stands in the form and not another person's. */
const isHers = ({ fields }, page) => {
  const email = page.value("email").toLowerCase();
  return fields.some(([name, value]) => name === "email" && value.trim().toLowerCase() === email);
};

/** What was kept has been sent, or is not needed any more. */
export const forgetWhenSigned = (page) => {
  page.view.addEventListener("undersigned:signed", () => {
    page.show("keep", false);
    const kept = read(page);
    if (kept && !isHers(kept, page)) return;
    forget(page);
    page.show("kept", false);
  });
};

/** Where the edge could not be reached, below what says so. */
export const offerToKeep = (page) => {
  if (IN_APP.test(navigator.userAgent) || read(page)) return;
  page.hook("keep-now").onclick = () => keep(page);
  page.hook("keep-not").onclick = () => {
    page.show("keep", false);
    page.hook("submit").focus();
  };
  page.hook("status").after(page.hook("keep"));
  page.show("keep", true);
};

/** What is filled in, by the names of the fields. */
export const fieldsOf = (page) => [...new FormData(page.hook("form"))];

const keep = (page) => {
  const kept = { at: Date.now(), view: JSON.parse(page.shown).view, fields: fieldsOf(page) };
  page.show("keep", false);
  try {
    localStorage.setItem(nameOf(page), JSON.stringify(kept));
  } catch {
    // A full or forbidden storage: what is typed still stands in the form.
    return;
  }
  page.show("problems", false);
  page.hook("status").after(page.hook("kept"));
  showKept(page);
  page.hook("kept").focus();
};

/** What is kept, also when the page is opened again: nothing of it is filled in. */
export const showKept = (page) => {
  if (!read(page)) return;
  page.hook("kept-send").onclick = () => send(page);
  page.hook("kept-delete").onclick = () => {
    forget(page);
    page.show("kept", false);
    page.say("kept-deleted");
    page.field("given_name").focus();
  };
  // At the top, unless it was kept just now.
  if (page.hook("thanks").contains(page.hook("kept"))) page.hook("problems").before(page.hook("kept"));
  page.show("kept", true);
  // In the layout `compact` the form may be folded.
  page.hook("fold").ariaExpanded = true;
};

const send = (page) => {
  const kept = read(page);
  page.show("kept", !!kept);
  if (!kept) return;
  fill(page, kept);
  page.hook("form").requestSubmit();
};

/** Fills in what stood in a form; consents only where it was the same view. */
export const fill = (page, { view, fields }) => {
  const isSameText = view === JSON.parse(page.shown).view;
  if (fields.some(([name, value]) => name === "country" && value)) fillCountries(page);
  for (const control of page.hook("form").elements) {
    const { name, type } = control;
    const values = fields.filter(([of]) => of === name).map(([, value]) => value);
    if (type === "radio" || type === "checkbox")
      control.checked = values.includes(control.value) && (isSameText || !name.includes(":"));
    // A country has to wait for its list (`countries.js`).
    else if (values.length) control.value = control.kept = values[0];
  }
  // What the form shows beside its fields follows them, and the work begins.
  for (const [name, kind] of [["given_name", "input"], ["list_me", "change"], ["abroad", "change"], ["email", "change"]])
    page.field(name)?.dispatchEvent(new Event(kind, { bubbles: true }));
};
