// The deferred view: HTML and messages that only some supporters need. The edge
// renders it; it is fetched once for each view and added to the thanks.

import { deleteDraftWhenSigned } from "./offline-draft.js";

import style from "undersigned-deferred-style";

const petition = customElements.get("undersigned-petition");

/** Resolves when the page has the deferred view. After a failed fetch the next call tries again. */
export const addDeferredView = (page) => (page.deferredView ??= add(page));

const add = async (page) => {
  try {
    const { html, messages } = await fetchDeferredView(page);
    Object.assign(page.i18n.messages, messages);
    adoptDeferredStyle(page.view.getRootNode());
    // A view that was removed and inserted again has it from its last page.
    if (!page.hook("sign-another")) {
      const template = document.createElement("template");
      template.innerHTML = petition.trustedHtml(html);
      page.hook("thanks").append(template.content);
    }
    // The supporter's choices stand last, before the button to sign again.
    page.hook("sign-another").before(page.hook("thanks-choices"));
    deleteDraftWhenSigned(page);
  } catch (error) {
    page.deferredView = undefined;
    throw error;
  }
};

let sheet;

/** Painting the view in another language has removed the sheet. */
const adoptDeferredStyle = (root) => {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
  }
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
};

const fetchDeferredView = async (page) => {
  const { partner, language } = JSON.parse(page.ask);
  const query = new URLSearchParams({ partner, lang: language, view: 1 });
  const answer = await fetch(`${page.edge}${page.path}embed/rest?${query}`, { credentials: "omit" });
  if (!answer.ok) throw answer.status;
  return answer.json();
};
