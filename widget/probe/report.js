// The box with the findings, those to change first. It has a shadow root of its
// own, so that the page's style and ours do not affect each other.

import style from "./style.css";

const ORDER = ["bad", "note", "good"];
const MARKS = { bad: "check-state-bad", note: "check-state-note", good: "check-state-good" };

const make = (name, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
};

export class Report {
  constructor(payload, examine) {
    this.messages = payload.messages;
    this.examine = examine;
    this.host = make("undersigned-doctor");
    const root = this.host.attachShadow({ mode: "open" });
    // An adopted sheet: `style-src` would have to allow an element.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    root.adoptedStyleSheets = [sheet];
    this.status = make("p", { className: "status", role: "status" });
    this.list = make("ul");
    this.again = make("button", { type: "button", onclick: () => this.fill() }, this.text("check-again"));
    const close = make("button", { type: "button", onclick: () => this.host.remove() }, this.text("check-close"));
    this.box = make("section", { lang: payload.language, dir: payload.direction, ariaLabel: payload.title });
    this.box.append(
      make("h2", {}, payload.title),
      this.status,
      this.list,
      make("p", { className: "quiet" }, this.text("check-remove")),
      make("p", { className: "buttons" }, this.again, close),
    );
    root.append(this.box);
  }

  show() {
    (document.body ?? document.documentElement).append(this.host);
    return this.fill();
  }

  async fill() {
    this.again.disabled = true;
    this.status.textContent = this.text("check-running");
    const findings = await this.examine(this.box);
    const number = findings.filter(({ kind }) => kind === "bad").length;
    this.status.textContent = number ? this.text("check-todo", { number }) : this.text("check-done");
    this.status.dataset.kind = number ? "bad" : "good";
    const sorted = ORDER.flatMap((kind) => findings.filter((finding) => finding.kind === kind));
    this.list.replaceChildren(...sorted.map((finding) => this.line(finding)));
    this.again.disabled = false;
  }

  line({ kind, key, values, add, todo }) {
    const item = make("li", {}, make("b", {}, this.text(MARKS[kind])), " ", ...this.isolated(key, values));
    item.dataset.kind = kind;
    item.dataset.check = key;
    if (add) item.append(" ", make("span", { className: "change" }, ...this.added(add)));
    if (todo) item.append(" ", make("span", { className: "change" }, this.text(todo)));
    return item;
  }

  added([directive, value]) {
    return this.isolated("check-add", { directive, value });
  }

  /** The message with each value as isolated code, for both writing directions. */
  isolated(key, values = {}) {
    const parts = (this.messages[key] ?? key).split(/{(\w+)}/);
    return parts.map((part, index) => (index % 2 ? make("code", { dir: "ltr" }, values[part]) : part));
  }

  text(key, values = {}) {
    return (this.messages[key] ?? key).replace(/{(\w+)}/g, (all, name) => values[name] ?? all);
  }
}
