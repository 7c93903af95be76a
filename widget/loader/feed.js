// "Who's signing". The list in the view is the only copy.

import { make } from "./make.js";

/** As many as the edge lists. */
const MOST = 100;

export class Feed {
  /** Taken away by an organizer: an older snapshot does not bring them back. */
  #hidden = new Set();
  /** Held back while somebody reads the list, newest first. */
  #waiting = [];

  constructor(view, words) {
    this.list = view.querySelector("[data-us=entries]");
    this.others = view.querySelector("[data-us=others]");
    this.words = words;
    this.view = view;
    this.more = view.querySelector("[data-us=new]");
    this.more.onclick = () => {
      this.list.scrollTop = 0;
      this.list.focus();
      this.#write(this.#waiting.splice(0), true);
    };
  }

  /** A live message: newest first. */
  put(entries, removed = []) {
    for (const { id } of entries) this.#hidden.delete(id);
    for (const id of removed) {
      this.#hidden.add(id);
      this.#find(id)?.remove();
    }
    this.#waiting = this.#waiting.filter(({ id }) => !this.#hidden.has(id));
    this.#write(entries);
  }

  /** A snapshot: what it lacks is gone, unless it is older than what is shown. */
  replace(entries, isWhole) {
    const listed = entries.filter(({ id }) => !this.#hidden.has(id));
    const ids = new Set(listed.map(({ id }) => id));
    if (isWhole)
      for (const item of [...this.list.children])
        if (!ids.has(item.dataset.entry)) item.remove();
    this.#write(listed);
  }

  /** "and 1,838 others": all that are counted and not in the list. */
  showOthers(signatures) {
    const listed = this.list.childElementCount;
    const others = Math.max(0, signatures - listed);
    this.others.textContent = this.words.plural("others", others);
    this.others.hidden = !others || !listed;
  }

  /** Named by the form's own list, else by a message. */
  #province(region) {
    const option = this.view.querySelector(`[name=region] [value=${region}]`);
    return option?.text ?? this.words.text(`region-${region}`);
  }

  #find(id) {
    return this.list.querySelector(`[data-entry="${id}"]`);
  }

  /**
   * A known id is written anew where it stands, a new one after the one before,
   * or held back: nothing moves under who reads, and the button says how many.
   */
  #write(entries, isAsked) {
    const { list, more, words } = this;
    const isRead = !isAsked && (list.scrollTop > 0 || list.matches(":focus"));
    if (isRead) {
      const isNew = ({ id }) => !this.#find(id) && !this.#waiting.some((held) => held.id === id);
      this.#waiting.unshift(...entries.filter(isNew));
      entries = entries.filter(({ id }) => this.#find(id));
    } else entries = [...entries, ...this.#waiting.splice(0)];
    more.hidden = !this.#waiting.length;
    more.textContent = words.plural("new", this.#waiting.length);
    let last;
    for (const entry of entries) {
      const item = this.#find(entry.id) ?? make("li", { className: "us-new" });
      item.dataset.entry = entry.id;
      this.#fill(item, entry);
      if (!item.parentNode) last ? last.after(item) : this.list.prepend(item);
      last = item;
    }
    while (this.list.childElementCount > MOST) this.list.lastChild.remove();
  }

  #fill(item, { name, region, country, signed_at, comment }) {
    const { words } = this;
    const place = region ? this.#province(region) : country && words.country(country);
    item.replaceChildren(make("bdi", { className: "us-name", textContent: name }), " ");
    if (place) item.append(make("span", { className: "us-place", textContent: place }), " ");
    const time = { dateTime: signed_at, textContent: words.time(signed_at) };
    item.append(make("time", time));
    if (comment) item.append(" ", make("bdi", { className: "us-comment", textContent: comment }));
  }
}
