// "Who's signing". The list in the view is the only copy.

import { make } from "./make.js";

/** The newest, as many as are seen at once; the others are a number. */
const MOST = 8;

/** How many are new is said, also aloud, no oftener than this. */
const SAY_MS = 3000;

export class Feed {
  /** Taken away by an organizer: an older snapshot does not bring them back. */
  #hidden = new Set();
  /** Held back while somebody reads the list, newest first. */
  #waiting = new Map();
  #saying;

  constructor(view, i18n) {
    this.list = view.querySelector("[data-us=entries]");
    this.others = view.querySelector("[data-us=others]");
    this.i18n = i18n;
    this.more = view.querySelector("[data-us=new]");
    this.more.onclick = () => {
      this.list.scrollTop = 0;
      this.#write([]);
      this.list.focus();
    };
  }

  /** A live message: newest first. */
  put(entries, removed = []) {
    for (const { id } of entries) this.#hidden.delete(id);
    for (const id of removed) {
      this.#hidden.add(id);
      this.#waiting.delete(id);
      this.#find(id)?.remove();
    }
    // An old one that has its reason now is not a new one.
    const { children, lastElementChild } = this.list;
    const oldest = children.length < MOST ? "" : lastElementChild.querySelector("time").dateTime;
    this.#write(entries.filter(({ id, signed_at }) => this.#find(id) || signed_at >= oldest));
  }

  /** A snapshot: what it lacks is gone, unless it is older than what is shown. */
  replace(entries, isWhole) {
    const listed = entries.filter(({ id }) => !this.#hidden.has(id));
    const ids = new Set(listed.map(({ id }) => id));
    if (isWhole) {
      this.#waiting.clear();
      for (const item of [...this.list.children])
        if (!ids.has(item.dataset.entry)) item.remove();
    }
    this.#write(listed.slice(0, MOST));
  }

  /** "and 1,838 others": all that are counted and not in the list. */
  showOthers(signatures) {
    const listed = this.list.childElementCount;
    const others = Math.max(0, signatures - listed);
    this.others.textContent = this.i18n.plural("others", others);
    this.others.hidden = !others || !listed;
  }

  #find(id) {
    return this.list.querySelector(`[data-entry="${id}"]`);
  }

  /**
   * A known id is written anew where it stands, a new one after the one before,
   * or held back: nothing moves under who reads, and the button says how many.
   */
  #write(entries) {
    const { list, more } = this;
    const pairs = entries.map((entry) => [entry.id, entry]);
    // The newest version of each, where the newest one stands.
    const all = new Map([...pairs, ...this.#waiting, ...pairs]);
    const isRead = list.scrollTop > 0 || list.matches(":focus");
    this.#waiting = new Map([...all].filter(([id]) => isRead && !this.#find(id)));
    if (!this.#waiting.size) more.hidden = true;
    this.#saying ??= setTimeout(() => {
      const text = this.i18n.plural("new", this.#waiting.size);
      this.#saying = undefined;
      more.hidden = !this.#waiting.size;
      // The same once more would be read aloud once more.
      if (more.textContent !== text) more.textContent = text;
    }, SAY_MS);
    let last;
    for (const [id, entry] of all) {
      if (this.#waiting.has(id)) continue;
      const item = this.#find(id) ?? make("li", { className: "us-new" });
      item.dataset.entry = id;
      this.#fill(item, entry);
      if (!item.parentNode) last ? last.after(item) : list.prepend(item);
      last = item;
    }
    while (list.childElementCount > MOST) list.lastChild.remove();
  }

  #fill(item, { name, region, country, signed_at, comment }) {
    const { i18n } = this;
    const place = region ? i18n.province(region) : country && i18n.country(country);
    item.replaceChildren(make("bdi", { className: "us-name", translate: false, textContent: name }), " ");
    if (place) item.append(make("span", { className: "us-place", textContent: place }), " ");
    const time = { dateTime: signed_at, textContent: i18n.time(signed_at) };
    item.append(make("time", time));
    if (comment) item.append(" ", make("bdi", { className: "us-comment", translate: false, textContent: comment }));
  }
}
