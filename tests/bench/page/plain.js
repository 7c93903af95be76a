// The baseline: the same view in one script, painted and sent by plain
// JavaScript, without wasm, session, checks or anything live. The bench puts
// the view in when it serves this.
(() => {
  const { html, style } = "__VIEW__";
  const box = document.createElement("div");
  const root = box.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  root.adoptedStyleSheets = [sheet];
  root.innerHTML = html;
  const form = root.querySelector("form");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const body = JSON.stringify(Object.fromEntries(new FormData(form)));
    fetch("/plain", { method: "POST", body }).then(() => {
      form.hidden = true;
      root.querySelector("[data-us=thanks-heading]").textContent = "Thank you.";
      root.querySelector("[data-us=thanks]").hidden = false;
    });
  });
  document.currentScript.after(box);
})();
