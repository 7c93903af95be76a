// The organizers' pages, in two parts:
// a token in the fragment (which no server ever sees) or in the field is
// traded for a cookie that no script can read; and hiding an entry is asked
// for once more.
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
    const question = event.target.dataset.confirm;
    if (question && !confirm(question)) event.preventDefault();
  });
})();
