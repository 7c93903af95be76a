// Checks each petition of this partner on the page, as the widget itself does.

/** Much longer than a slow phone needs. */
const LIMIT_MS = 8000;

const POLL_MS = 100;

const SELECTOR = "undersigned-petition:not([layout=counter])";

const isPainted = ({ shadowRoot }) => shadowRoot?.querySelector("[data-us=view], a");

/**
 * The petitions that have a form, or nothing if there are only counters. Waits
 * until each shows a form or its fallback, at most for the limit.
 */
const petitions = async ({ campaign, partner }) => {
  const until = performance.now() + LIMIT_MS;
  for (;;) {
    const ours = `[campaign="${campaign}"][partner="${partner}"]`;
    const all = [...document.querySelectorAll(SELECTOR + ours)];
    if (!all.length && document.querySelector(`undersigned-petition${ours}`)) return;
    if ((all.length && all.every(isPainted)) || performance.now() > until) return all;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
};

/**
 * Whether the form exists, owns its fields and can be submitted; a view without
 * the button that opens its form has none, since the campaign has closed. The
 * event of the trial submission is stopped here.
 */
const canSubmit = ({ shadowRoot: root }) => {
  if (!root?.querySelector("[data-us=view]")) return false;
  if (!root.querySelector("[data-us=fold]")) return true;
  const form = root.querySelector("form");
  let isSubmitted = false;
  const onSubmit = (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    isSubmitted = true;
  };
  root.addEventListener("submit", onSubmit, true);
  form?.requestSubmit();
  root.removeEventListener("submit", onSubmit, true);
  return isSubmitted && Array.from(root.querySelectorAll("[name]")).every((field) => field.form === form);
};

/** Skips the check if `findings` already has the reason why the petition can't be signed. */
export const checkForms = async (payload, findings) => {
  if (findings.some(({ kind, key }) => kind === "bad" || key === "check-tag-held")) return [];
  const all = await petitions(payload);
  if (!all) return [];
  if (!all.length || !all.every(canSubmit)) {
    const element = `<undersigned-petition campaign="${payload.campaign}" partner="${payload.partner}">`;
    return [{ kind: "bad", key: "check-form-bad", values: { element } }];
  }
  // A browser without `checkVisibility` at least has the element's boxes.
  const isHidden = all.some((one) => !(one.checkVisibility?.() ?? one.getClientRects().length));
  return [isHidden ? { kind: "note", key: "check-hidden" } : { kind: "good", key: "check-form-good" }];
};
