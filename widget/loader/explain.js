// Adds to a problem's sentence: when to try again, another way to sign, an offer
// to save a draft. A form whose texts have changed since is fetched again and
// keeps what was typed.

import { fillForm, formFields, offerDraft } from "./offline-draft.js";
import { make } from "./make.js";
import { showPreview } from "./preview.js";

/** Shows the exact reason for a field where the field's own sentence does not say it. */
const showFieldReasons = (page, errors) => {
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

/** Statuses after which another try may succeed: fields, limits. */
const RETRYABLE = [422, 429];

export const explainProblem = (page) => {
  const { problem, i18n } = page;
  const { status, type, errors = [], retry_after_s } = problem ?? {};
  // Offered again below if it still applies.
  page.show("keep", false);
  if (type === "/problems/origin-not-listed") return showPreview(page);
  if (errors.some(({ pointer }) => VIEW_POINTER.test(pointer))) return reloadForm(page);
  showFieldReasons(page, errors);
  const [line] = page.hook("problem-list").children;
  // Nothing was submitted, or the problem is about fields and the fields say it all.
  if (!line || page.hook("problems").hidden || line.querySelector("[data-field]")) return;
  const sentence = i18n.messages[type];
  // The messages have loaded just now.
  if (sentence && line.textContent !== sentence) line.textContent = sentence;
  if (status < 500 && !RETRYABLE.includes(status)) {
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

/** Pointers to what the form shows and not to a field: the supporter has answered every notice. */
const VIEW_POINTER = /^\/(view|petition_version|collection_notice|consents)/;

/** Replaces the form with the newest one, which asks for the consents again. */
const reloadForm = async (page) => {
  const { host } = page.view.getRootNode();
  const { partner, language } = JSON.parse(page.ask);
  const query = new URLSearchParams({ partner, lang: language, view: 1 });
  try {
    // Refreshes the browser's cache. If the fetch fails, the old form stays.
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
    next.showProblem({ ...page.problem, errors: [] });
  };
  host.addEventListener("undersigned:ready", onReady, { once: true });
  // Opens the element again, as an app does that shows another petition.
  host.setAttribute("partner", partner);
};
