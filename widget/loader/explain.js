// What stands below a problem's sentence: when to try again, another way to
// sign, an offer to save a draft. And a form that is older than its texts is fetched
// anew, with what was typed.

import { fillForm, formFields, offerDraft } from "./offline-draft.js";
import { make } from "./make.js";
import { preview } from "./preview.js";

/** What is wrong with a field, where its own sentence would not say it. */
const sayWhy = (page, errors) => {
  const link = (name) => page.find(`[data-us=problem-list] [data-field="${name}"]`);
  for (const { pointer, kind } of errors) {
    const name = pointer.split("/").pop();
    const text = page.i18n.messages[`error-${kind}`];
    const line = page.find(`[data-us-error="${name}"]`);
    if (kind === name || !text || !line?.textContent) continue;
    line.textContent = text;
    link(name)?.replaceChildren(text);
  }
};

/** Trying again may mend these: fields, limits. */
const MENDED = [422, 429];

export const explain = (page) => {
  const { problem, i18n } = page;
  const { status, type, errors = [], retry_after_s } = problem ?? {};
  // Offered anew below, where it still fits.
  page.show("keep", false);
  if (type === "/problems/origin-not-listed") return preview(page);
  if (errors.some(({ pointer }) => OF_THE_VIEW.test(pointer))) return renew(page);
  sayWhy(page, errors);
  const [line] = page.hook("problem-list").children;
  // Nothing was pressed; or it is about fields, and all of it is said there.
  if (!line || page.hook("problems").hidden || line.querySelector("[data-field]")) return;
  const sentence = i18n.messages[type];
  // The messages have loaded just now.
  if (sentence && line.textContent !== sentence) line.textContent = sentence;
  if (status < 500 && !MENDED.includes(status)) {
    const link = page.hook("own-page").cloneNode(true);
    link.hidden = false;
    line.append(" ", link);
  }
  if (retry_after_s) {
    const minutes = Math.ceil(retry_after_s / 60);
    line.after(make("li", { textContent: i18n.plural("error-wait", minutes) }));
  }
  if (!(status < 500)) offerDraft(page);
};

/** What the form shows, and no field: the supporter has answered every notice. */
const OF_THE_VIEW = /^\/(view|petition_version|collection_notice|consents)/;

/** The newest form in the old one's place. The answers to its texts are asked anew. */
const renew = async (page) => {
  const { host } = page.view.getRootNode();
  const { partner, language } = JSON.parse(page.ask);
  const query = new URLSearchParams({ partner, lang: language, view: 1 });
  try {
    // Past the browser's cache, and into it: where it can't be had, all stays.
    const answer = await fetch(`${page.edge}${page.path}embed?${query}`, { credentials: "omit", cache: "reload" });
    if (!answer.ok) return;
  } catch {
    return;
  }
  const fields = formFields(page);
  const { minHeight } = host.style;
  host.style.minHeight = `${host.offsetHeight}px`;
  const onReady = () => {
    host.style.minHeight = minHeight;
    const next = [...page.campaignWidgets].find(({ view }) => view.getRootNode().host === host);
    fillForm(next, { fields });
    next.fail({ ...page.problem, errors: [] });
  };
  host.addEventListener("undersigned:ready", onReady, { once: true });
  // As an app does that shows another petition.
  host.setAttribute("partner", partner);
};
