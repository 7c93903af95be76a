// The rest of the view: what only some see, with its words. Rendered by the
// edge, fetched once for each view, and put into the thanks.

import { deleteDraftWhenSigned } from "./offline-draft.js";

import style from "undersigned-late";

const petition = customElements.get("undersigned-petition");

/** Resolves when the page has the rest; a fetch that failed is forgotten. */
export const withRest = (page) => (page.rest ??= add(page));

const add = async (page) => {
  try {
    const { html, messages } = await load(page);
    Object.assign(page.words.messages, messages);
    dress(page.view.getRootNode());
    // A view that was taken out and put back has it from its last page.
    if (!page.hook("sign-another")) {
      const template = document.createElement("template");
      template.innerHTML = petition.markup(html);
      page.hook("thanks").append(template.content);
    }
    // What the supporter chose stands last before the way to sign again.
    page.hook("sign-another").before(page.hook("thanks-choices"));
    deleteDraftWhenSigned(page);
  } catch (error) {
    page.rest = undefined;
    throw error;
  }
};

let sheet;

/** The style of what comes late. Another language's view has taken it off. */
const dress = (root) => {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
  }
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
};

const load = async (page) => {
  const { partner, language } = JSON.parse(page.ask);
  const query = new URLSearchParams({ partner, lang: language, view: 1 });
  const answer = await fetch(`${page.edge}${page.path}embed/rest?${query}`, { credentials: "omit" });
  if (!answer.ok) throw answer.status;
  return answer.json();
};
