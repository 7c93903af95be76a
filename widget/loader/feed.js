// "Who's signing". The list in the view is the only copy.

import { make } from "./make.js";

/** As many as the edge lists. */
const MOST = 100;

export class Feed {
  /** Taken away by an organizer: an older snapshot does not bring them back. */
  #hidden = new Set();

  constructor(view, words) {
    this.list = view.querySelector("[data-us=entries]");
    this.others = view.querySelector("[data-us=others]");
    this.words = words;
  }

  /** A live message: newest first. */
  put(entries, removed = []) {
    for (const { id } of entries) this.#hidden.delete(id);
    for (const id of removed) {
      this.#hidden.add(id);
      this.#find(id)?.remove();
    }
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

  #find(id) {
    return this.list.querySelector(`[data-entry="${id}"]`);
  }

  /** A known id is written anew where it stands, a new one after the one before. */
  #write(entries) {
    let last;
    for (const entry of entries) {
      const item = this.#find(entry.id) ?? make("li");
      item.dataset.entry = entry.id;
      this.#fill(item, entry);
      if (!item.parentNode) last ? last.after(item) : this.list.prepend(item);
      last = item;
    }
    while (this.list.childElementCount > MOST) this.list.lastChild.remove();
  }

  #fill(item, { name, region, country, signed_at, comment }) {
    const { words } = this;
    const place = region ? words.text(`region-${region}`) : country && words.country(country);
    item.replaceChildren(make("bdi", { className: "us-name", textContent: name }), " ");
    if (place) item.append(make("span", { className: "us-place", textContent: place }), " ");
    const time = { dateTime: signed_at, textContent: words.time(signed_at) };
    item.append(make("time", time));
    if (comment) item.append(" ", make("bdi", { className: "us-comment", textContent: comment }));
  }
}
