// The offline draft: "Keep it on this device and send later", offered where the
// edge could not be reached.
//
// A draft is what the form holds. It stays in the storage of the partner's site
// for a day, and nothing is sent before the supporter presses the button. A
// consent is asked again when its text has changed since.

import { fillCountries } from "./countries.js";

const LIFETIME_MS = 24 * 60 * 60 * 1000;

/**
 * Browsers inside of other apps: their storage is deleted with the view,
 * and the app may read it. Facebook, Instagram and Messenger; WeChat; LINE;
 * TikTok; Snapchat; LinkedIn; X; Google's app; any Android WebView.
 */
const IN_APP_BROWSER =
  /FBAN|FBAV|Instagram|Messenger|MicroMessenger|\bLine\/|BytedanceWebview|musical_ly|Snapchat|LinkedInApp|Twitter|\bGSA\/|; wv\)/;

const storageKey = (page) => `undersigned:${page.path}`;

/** The draft of this campaign, unless it has expired. */
const loadDraft = (page) => {
  try {
    const draft = JSON.parse(localStorage.getItem(storageKey(page)));
    const age = Date.now() - draft.at;
    if (age >= 0 && age < LIFETIME_MS) return draft;
  } catch {}
  deleteDraft(page);
};

const deleteDraft = (page) => {
  try {
    localStorage.removeItem(storageKey(page));
  } catch {}
};

/** Whether there is a draft that can still be sent; otherwise it is deleted. */
export const hasDraft = (page) => {
  if (page.hook("form")) return !!loadDraft(page);
  deleteDraft(page);
};

/** Whether the draft has the email that the form has, and is not another person's. */
const hasSameEmail = ({ fields }, page) => {
  const email = page.value("email").toLowerCase();
  return fields.some(([name, value]) => name === "email" && value.trim().toLowerCase() === email);
};

/** Deletes the draft once it has been sent, or is not needed any more. */
export const deleteDraftWhenSigned = (page) => {
  page.view.addEventListener("undersigned:signed", () => {
    page.show("keep", false);
    const draft = loadDraft(page);
    if (draft && !hasSameEmail(draft, page)) return;
    deleteDraft(page);
    page.show("kept", false);
  });
};

/** Offers to save a draft, below the sentence that the edge could not be reached. */
export const offerDraft = (page) => {
  if (IN_APP_BROWSER.test(navigator.userAgent) || loadDraft(page)) return;
  page.hook("keep-now").onclick = () => saveDraft(page);
  page.hook("keep-not").onclick = () => {
    page.show("keep", false);
    page.hook("submit").focus();
  };
  page.hook("status").after(page.hook("keep"));
  page.show("keep", true);
};

/** The form's values, by field name. */
export const formFields = (page) => [...new FormData(page.hook("form"))];

const saveDraft = (page) => {
  const draft = { at: Date.now(), view: JSON.parse(page.shown).view, fields: formFields(page) };
  page.show("keep", false);
  try {
    localStorage.setItem(storageKey(page), JSON.stringify(draft));
  } catch {
    // A full or forbidden storage: the form still holds what is typed.
    return;
  }
  page.show("problems", false);
  page.hook("status").after(page.hook("kept"));
  showDraft(page);
  page.hook("kept").focus();
};

/** Shows that there is a draft, also when the page is opened again. The form stays empty. */
export const showDraft = (page) => {
  if (!loadDraft(page)) return;
  page.hook("kept-send").onclick = () => sendDraft(page);
  page.hook("kept-delete").onclick = () => {
    deleteDraft(page);
    page.show("kept", false);
    page.showStatus("kept-deleted");
    page.field("given_name").focus();
  };
  // At the top, unless it was saved just now.
  if (page.hook("thanks").contains(page.hook("kept"))) page.hook("problems").before(page.hook("kept"));
  page.show("kept", true);
  // In the layout `compact` the form may be folded.
  page.hook("fold").ariaExpanded = true;
};

const sendDraft = (page) => {
  const draft = loadDraft(page);
  page.show("kept", !!draft);
  if (!draft) return;
  fillForm(page, draft);
  page.hook("form").requestSubmit();
};

/** Fills in a form's values; consents only where the view is the same. */
export const fillForm = (page, { view, fields }) => {
  const isSameView = view === JSON.parse(page.shown).view;
  if (fields.some(([name, value]) => name === "country" && value)) fillCountries(page);
  for (const control of page.hook("form").elements) {
    const { name, type } = control;
    const values = fields.filter(([field]) => field === name).map(([, value]) => value);
    if (type === "radio" || type === "checkbox")
      control.checked = values.includes(control.value) && (isSameView || !name.includes(":"));
    // A country has to wait for its list (`countries.js`).
    else if (values.length) control.value = control.pendingValue = values[0];
  }
  // Updates what the form shows beside its fields, and starts the work.
  for (const [name, kind] of [["given_name", "input"], ["list_me", "change"], ["abroad", "change"], ["email", "change"]])
    page.field(name)?.dispatchEvent(new Event(kind, { bubbles: true }));
};
