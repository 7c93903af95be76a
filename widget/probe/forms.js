// Each petition of this partner, as it stands on the page: the widget's own
// check, made again.

/** Far past a slow phone's answer. */
const LIMIT_MS = 8000;

const POLL_MS = 100;

const SELECTOR = "undersigned-petition:not([layout=counter])";

const painted = ({ shadowRoot }) => shadowRoot?.querySelector("[data-us=view], a");

/**
 * The petitions that have a form, or nothing where there are counters alone;
 * once each shows a form or what stands for it, or none does.
 */
const petitions = async ({ campaign, partner }) => {
  const until = performance.now() + LIMIT_MS;
  for (;;) {
    const ours = `[campaign="${campaign}"][partner="${partner}"]`;
    const all = [...document.querySelectorAll(SELECTOR + ours)];
    if (!all.length && document.querySelector(`undersigned-petition${ours}`)) return;
    if ((all.length && all.every(painted)) || performance.now() > until) return all;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
};

/**
 * Whether the form is there, owns its fields and can be sent; a view without
 * the button that opens its form has none, since the campaign has closed. What
 * is sent on trial is heard here and by nobody else.
 */
const isWhole = ({ shadowRoot: root }) => {
  if (!root?.querySelector("[data-us=view]")) return false;
  if (!root.querySelector("[data-us=fold]")) return true;
  const form = root.querySelector("form");
  let isHeard = false;
  const hear = (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    isHeard = true;
  };
  root.addEventListener("submit", hear, true);
  form?.requestSubmit();
  root.removeEventListener("submit", hear, true);
  return isHeard && Array.from(root.querySelectorAll("[name]")).every((field) => field.form === form);
};

/** What is known of `found` already, the reason it can't be signed, is not said twice. */
export const lookAtForms = async (payload, found) => {
  if (found.some(({ kind, key }) => kind === "bad" || key === "check-tag-held")) return [];
  const all = await petitions(payload);
  if (!all) return [];
  if (!all.length || !all.every(isWhole)) {
    const element = `<undersigned-petition campaign="${payload.campaign}" partner="${payload.partner}">`;
    return [{ kind: "bad", key: "check-form-bad", values: { element } }];
  }
  // Where a browser can't say whether it is seen, it says at least where it stands.
  const isHidden = all.some((one) => !(one.checkVisibility?.() ?? one.getClientRects().length));
  return [isHidden ? { kind: "note", key: "check-hidden" } : { kind: "good", key: "check-form-good" }];
};
