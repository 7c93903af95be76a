// "Who's signing". The list in the view is the only copy of the entries.

import { make } from "./make.js";

/** The newest entries, as many as fit on screen; the others are a number. */
const MAX_ENTRIES = 8;

/** The number of new entries is announced, also to screen readers, at most this often. */
const ANNOUNCE_MS = 3000;

export class Feed {
  /** Removed by an organizer: an older snapshot does not bring them back. */
  #hidden = new Set();
  /** Held back while the supporter reads the list, newest first. */
  #heldBack = new Map();
  #announceTimer;

  constructor(view, i18n) {
    this.list = view.querySelector("[data-us=entries]");
    this.others = view.querySelector("[data-us=others]");
    this.i18n = i18n;
    this.newButton = view.querySelector("[data-us=new]");
    this.newButton.onclick = () => {
      this.list.scrollTop = 0;
      this.#write([]);
      this.list.focus();
    };
  }

  /** Applies a live message, newest first. */
  put(entries, removed = []) {
    for (const { id } of entries) this.#hidden.delete(id);
    for (const id of removed) {
      this.#hidden.add(id);
      this.#heldBack.delete(id);
      this.#find(id)?.remove();
    }
    // An old entry whose reason was published now is not a new one.
    const { children, lastElementChild } = this.list;
    const oldest = children.length < MAX_ENTRIES ? "" : lastElementChild.querySelector("time").dateTime;
    this.#write(entries.filter(({ id, signed_at }) => this.#find(id) || signed_at >= oldest));
  }

  /** Applies a snapshot: entries that it lacks are removed, unless it is older than what is shown. */
  replace(entries, isWhole) {
    const listed = entries.filter(({ id }) => !this.#hidden.has(id));
    const ids = new Set(listed.map(({ id }) => id));
    if (isWhole) {
      this.#heldBack.clear();
      for (const item of [...this.list.children])
        if (!ids.has(item.dataset.entry)) item.remove();
    }
    this.#write(listed.slice(0, MAX_ENTRIES));
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
   * Updates a known entry in place, and inserts a new one after the one before it
   * or holds it back: nothing moves while the supporter reads, and the button
   * says how many are held back.
   */
  #write(entries) {
    const { list, newButton } = this;
    const pairs = entries.map((entry) => [entry.id, entry]);
    // The newest version of each, in the position of the newest one.
    const all = new Map([...pairs, ...this.#heldBack, ...pairs]);
    const isRead = list.scrollTop > 0 || list.matches(":focus");
    this.#heldBack = new Map([...all].filter(([id]) => isRead && !this.#find(id)));
    if (!this.#heldBack.size) newButton.hidden = true;
    this.#announceTimer ??= setTimeout(() => {
      const text = this.i18n.plural("new", this.#heldBack.size);
      this.#announceTimer = undefined;
      newButton.hidden = !this.#heldBack.size;
      // Writing the same text again would announce it again.
      if (newButton.textContent !== text) newButton.textContent = text;
    }, ANNOUNCE_MS);
    let last;
    for (const [id, entry] of all) {
      if (this.#heldBack.has(id)) continue;
      const item = this.#find(id) ?? make("li", { className: "us-new" });
      item.dataset.entry = id;
      this.#fill(item, entry);
      if (!item.parentNode) last ? last.after(item) : list.prepend(item);
      last = item;
    }
    while (list.childElementCount > MAX_ENTRIES) list.lastChild.remove();
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
