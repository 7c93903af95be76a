// The organizers' pages, in three parts:
// a token in the fragment (which no server ever sees) or in the field is
// traded for a cookie that no script can read; hiding is asked for once more;
// and the moderators' queue has keys. All but signing in works without it.
(() => {
  "use strict";

  const part = (name) => document.querySelector(`[data-org=${name}]`);
  const show = (name, isShown) => {
    const element = part(name);
    if (element) element.hidden = !isShown;
  };

  async function signIn(token) {
    show("wrong", false);
    show("failed", false);
    show("status", true);
    try {
      const answer = await fetch("/organizer/session", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ token }),
      });
      if (answer.ok) {
        location.reload();
        return;
      }
      show(answer.status < 500 ? "wrong" : "failed", true);
    } catch {
      show("failed", true);
    }
    show("status", false);
  }

  const token = new URLSearchParams(location.hash.slice(1)).get("token");
  if (token) {
    // Out of the address bar before anything else, so that it is neither
    // copied with the address nor kept in the history.
    history.replaceState(null, "", location.pathname + location.search);
    signIn(token);
  }

  part("sign-in")?.addEventListener("submit", (event) => {
    event.preventDefault();
    signIn(event.target.elements.token.value.trim());
  });

  document.addEventListener("submit", (event) => {
    const question = event.submitter?.dataset.confirm ?? event.target.dataset.confirm;
    if (question && !confirm(question)) event.preventDefault();
  });

  // The queue: every key works only while the focus is in it.
  const queue = part("queue");
  if (!queue) return;
  const boxes = [...queue.querySelectorAll("[name=entry]")];
  const all = part("tick-all");
  show("all", true);
  show("keys", true);
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
  });

  const KEYS = { a: "approve", n: "name_only", h: "hide" };
  queue.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const row = event.target.closest("li");
    const at = boxes.findIndex((box) => row?.contains(box));
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[key];
    if (step) boxes[Math.max(0, Math.min(boxes.length - 1, at + step))].focus();
    else if (key === "x" && at >= 0) boxes[at].checked = !boxes[at].checked;
    else if (KEYS[key]) decide(KEYS[key], row);
    else return;
    event.preventDefault();
  });

  /** The ticked rows if there are any, else the one with the focus. */
  function decide(decision, row) {
    const ticked = boxes.some((box) => box.checked);
    const scope = ticked ? queue.querySelector(".org-bulk") : row;
    const button = ticked ? `[value=${decision}]` : `[data-decision=${decision}]`;
    scope?.querySelector(button)?.click();
  }
})();
