// The painted view as the wasm sees it: the form's values, and what to show. The
// wasm decides; this file carries it out. Elements are found by the view's hooks
// (`data-us` names) and field names; a missing element is skipped. Text is
// inserted as text, names inside <bdi>.

import { campaignWidgetsOf } from "./campaign-widgets.js";
import { Feed } from "./feed.js";
import { attachForm } from "./form.js";
import { make } from "./make.js";
import { runDeferred } from "./run-deferred.js";
import { writeTally } from "./tally.js";
import { Messages } from "./messages.js";

export class Page {
  constructor(view, payload, edge) {
    const { campaign, partner, language, petition_version, collection_notice } = payload;
    const { origin, pathname, protocol, search } = location;
    const source = new URLSearchParams(search).get("source") ?? "";
    const shown = {
      partner,
      language,
      petition_version,
      view: payload.view,
      collection_notice,
      // Without query and fragment, which may be private. A frame that a script
      // has filled (`about:`, `blob:`) has no address.
      page: /^http/.test(protocol) ? origin + pathname : null,
      source: /^[\w-]{1,40}$/.test(source) ? source : null,
    };
    this.edge = edge;
    // Lower case and without the default port, by the URL standard.
    this.authority = new URL(edge).host;
    this.path = `/v1/campaigns/${campaign}/`;
    // http: becomes ws:, https: becomes wss:.
    this.live = edge.replace("http", "ws") + `${this.path}live`;
    this.campaignWidgets = campaignWidgetsOf(edge + this.path);
    this.campaignWidgets.add(this);
    this.shown = JSON.stringify(shown);
    this.ask = JSON.stringify({ partner, language });
    this.view = view;
    this.i18n = new Messages(payload, view);
    if (this.hook("entries")) this.feed = new Feed(view, this.i18n);
    attachForm(this);
    // A draft of a visit without a connection (`offline-draft.js`). Storage may be forbidden.
    try {
      if (localStorage[`undersigned:${this.path}`]) runDeferred(this, "draft");
    } catch {}
  }

  find(selector) {
    return this.view.querySelector(selector);
  }

  hook(name) {
    return this.find(`[data-us=${name}]`);
  }

  field(name) {
    return this.find(`[name="${name}"]`);
  }

  /**
   * Shows or hides the form, the ask (which would move up when the tally moves)
   * and the language switch (which would remove the thanks).
   */
  showForm(isShown) {
    for (const hook of ["languages", "ask", "petition-text", "form"]) this.show(hook, isShown);
  }

  setText(hook, text) {
    const element = this.hook(hook);
    if (element) element.textContent = text;
  }

  show(hook, isShown) {
    const element = this.hook(hook);
    if (element) element.hidden = !isShown;
  }

  /** The value of a field: NFC, without extra white space. */
  value(name) {
    return this.field(name)?.value.normalize().trim().replace(/\s+/g, " ") ?? "";
  }

  isTicked(name) {
    return !!this.field(name)?.checked;
  }

  /** A line for each field, then one for each consent notice (`FormValues::parse`). */
  get formValues() {
    const value = (name) => this.value(name);
    const code = this.field("postal_code");
    const place = code && (code.required ? "required" : "optional");
    return [
      ...["given_name", "family_name", "email"].map(value),
      place,
      ...["postal_code", "region", "country"].map(value),
      this.isTicked("abroad") ? "abroad" : "",
      // A reason is sent only with a listed name.
      this.isTicked("list_me") ? `listed ${value("comment")}` : "",
      ...this.consents().map(
        ({ notice, version, control, choice }) => `${notice} ${version} ${control} ${choice}`,
      ),
    ].join("\n");
  }

  consents() {
    return Array.from(this.view.querySelectorAll("[data-us=consent]"), (fieldset) => ({
      ...fieldset.dataset,
      choice: fieldset.querySelector(":checked")?.value ?? "",
    }));
  }

  /** Shows a message in the line below the button, or clears it. */
  showStatus(key) {
    this.setText("status", this.i18n.text(key));
  }

  /** Shows what is wrong with a field beside it, or clears that. */
  markField(name, isWrong) {
    const text = isWrong ? this.fieldProblem(name) : "";
    const line = this.find(`[data-us-error="${name}"]`);
    if (line) {
      line.textContent = text;
      line.hidden = !text;
    }
    for (const control of this.view.querySelectorAll(`[name="${name}"]`))
      control.ariaInvalid = isWrong;
    return text;
  }

  fieldProblem(name) {
    const [kind, notice] = name.split(":");
    const org = notice && this.find(`[data-notice=${notice}]`).dataset.partnerName;
    return this.i18n.text(`error-${kind}`, { org });
  }

  /** Marks these fields, and shows the summary. */
  showProblems(names) {
    const links = names.split(" ").map((name) => {
      const link = make("a", { href: "#", textContent: this.markField(name, true) });
      link.dataset.field = name;
      return link;
    });
    this.hook("form").prepend(this.hook("problems"));
    this.#showSummary(links);
  }

  /** Shows the summary with these lines, and focuses it. */
  #showSummary(lines) {
    const items = lines.map((line) => {
      const item = make("li");
      item.append(line);
      return item;
    });
    this.hook("problem-list").replaceChildren(...items);
    this.show("languages", true);
    this.show("problems", true);
    this.hook("problems").focus();
  }

  /** Shows a problem that is not about a field, beside the button, which tries again. */
  showProblem(problem) {
    const { i18n } = this;
    this.showStatus("");
    this.hook("status").before(this.hook("problems"));
    this.#showSummary([i18n.messages[problem?.type] ?? i18n.text("error-network")]);
    this.emit("problem", problem);
  }

  clearProblems() {
    for (const field of this.view.querySelectorAll("[aria-invalid=true]"))
      this.markField(field.name, false);
    this.show("problems", false);
    this.showStatus("");
  }

  /** Prepares the thanks with what is sent: the supporter may type on meanwhile. */
  showSending() {
    this.showStatus("sending");
    runDeferred(this, "slow");
    this.show("languages", false);
    this.sent = this.consents();
    this.setText("thanks-heading", this.i18n.text("thanks", { given: this.value("given_name") }));
  }

  showThanks({ receipt }) {
    this.receipt = receipt.id;
    this.showStatus("");
    const thanks = this.hook("thanks");
    const { bottom } = this.hook("form").getBoundingClientRect();
    this.hook("thanks-heading").after(this.hook("tally"));
    this.showForm(false);
    thanks.hidden = false;
    // The thanks reach down to where the form ended until the deferred view has
    // loaded, or the list below would jump up and down.
    const { style } = thanks;
    style.minHeight = `${bottom - thanks.getBoundingClientRect().top}px`;
    runDeferred(this, "thank").then(() => (style.minHeight = ""));
    this.hook("thanks-heading").focus();
  }

  showTally(tally, isShown) {
    const { signatures, goal } = tally;
    this.feed?.showOthers(isShown ? signatures : 0);
    const [, before = {}] = this.tallyChange ?? [];
    if (before.signatures === signatures && before.goal === goal) return;
    writeTally(this, tally, isShown);
    this.tallyChange = [before.signatures, tally, performance.now()];
    // One more is not animated.
    if (isShown && before.signatures + 1 < signatures) runDeferred(this, "animateCount");
    this.emit("tally", tally);
  }

  emit(kind, detail) {
    const event = new CustomEvent(`undersigned:${kind}`, { bubbles: true, composed: true, detail });
    this.view.dispatchEvent(event);
    if (kind === "problem") {
      this.problem = detail;
      runDeferred(this, "problem");
    }
  }
}
