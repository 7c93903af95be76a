// The layout `counter`: the count, its bar, and a tag to copy. It asks for no
// session and needs no wasm; where sockets are blocked it polls.

import { writeTally } from "./tally.js";
import { Messages } from "./messages.js";

/** The shortest wait between two polls; a random part spreads pages, as in `backoff.rs`. */
const POLL_MS = 15000;

/** A smaller count is not shown (`COUNT_SHOWN_FROM`). */
const SHOWN_FROM = 25;

class Counter {
  constructor(view, payload, edge) {
    this.view = view;
    this.i18n = new Messages(payload, view);
    this.url = `${edge}/v1/campaigns/${payload.campaign}/tally`;
    this.live = `${edge.replace("http", "ws")}/v1/campaigns/${payload.campaign}/live`;
    this.onVisible = () => this.follow();
    document.addEventListener("visibilitychange", this.onVisible);
    const copy = this.hook("counter-copy");
    copy.onclick = () => this.copy(copy);
    this.follow();
  }

  hook(name) {
    return this.view.querySelector(`[data-us=${name}]`);
  }

  show(name, isShown) {
    this.hook(name).hidden = !isShown;
  }

  /** A hidden page has no socket and does not poll. */
  follow() {
    this.disconnect();
    if (document.hidden) return;
    this.poll();
    try {
      this.socket = new WebSocket(this.live);
      this.socket.onmessage = ({ data }) => this.showNewer(() => JSON.parse(data).tally);
    } catch {}
  }

  async poll() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.poll(), POLL_MS * (1 + Math.random()));
    if (this.socket?.readyState === WebSocket.CLOSED) return this.follow();
    try {
      const answer = await fetch(this.url, { credentials: "omit", cache: "no-store" });
      const tally = await answer.json();
      this.showNewer(() => answer.ok && tally);
    } catch {}
  }

  /** Shows a tally unless it is older; what is not understood is ignored. */
  showNewer(read) {
    try {
      const tally = read();
      if (!(tally.signatures >= 0) || tally.as_of < this.asOf) return;
      this.asOf = tally.as_of;
      writeTally(this, tally, tally.signatures >= SHOWN_FROM);
    } catch {}
  }

  async copy(button) {
    const tag = this.hook("counter-tag");
    try {
      await navigator.clipboard.writeText(tag.value);
      button.textContent = this.i18n.text("copied");
    } catch {
      tag.select();
    }
  }

  disconnect() {
    clearTimeout(this.timer);
    this.socket?.close();
    this.socket = undefined;
  }
}

const begin = (view, payload, edge) => {
  const counter = new Counter(view, payload, edge);
  return () => {
    document.removeEventListener("visibilitychange", counter.onVisible);
    counter.disconnect();
  };
};

customElements.get("undersigned-petition").serve({ begin });
