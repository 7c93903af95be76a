// The custom element: paints the view, holds what is submitted early, starts
// the wasm on it, and falls back to the hosted page.

import { closedAround } from "./closed.js";
import { warnOnce } from "./warn-once.js";
import { hosted } from "./hosted.js";
import { languageFor, linkTo, offer } from "./languages.js";
import { takeLink } from "./link.js";
import { adopt, markup, nodesOf } from "./paint.js";
import { refill, typedIn } from "./refill.js";
import { canCompile, fetchScript, load, nameRefusal, serve } from "./runtime.js";
import { tagsOf } from "./tags.js";

/** The element's name. */
export const NAME = "undersigned-petition";

const claimed = new WeakSet();
const present = new Set();
let isBroken;

export class Petition extends HTMLElement {
  /** The edge that served this script (`main.js`), unless a tag says another. */
  #edge = Petition.home;
  #payload;
  #end;
  #isTouched;
  #isWaiting;
  #turn;
  #wasCounter;
  #aside = [];

  constructor() {
    super();
    // Open: a closed root hides nothing from the page's scripts, but does from
    // password managers, translation and accessibility tools.
    const root = this.attachShadow({ mode: "open" });
    // Before any form is inside: one without a handler would put what was
    // typed into the partner's address.
    root.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!this.#end) this.#wait();
    });
    root.addEventListener("keydown", ({ key }) => {
      if (key === "Escape" && this.#isUnfolded && this.#form?.hidden === false) this.#unfold(false);
    });
    root.addEventListener("input", () => (this.#isTouched = true));
    root.addEventListener("click", (event) => {
      const link = event.target.closest("[data-us=language]");
      if (event.target.closest("[data-us=fold]")) this.#unfold(!this.#isUnfolded);
      if (!link) return;
      event.preventDefault();
      this.lang = link.lang;
    });
  }

  /** In the layout `compact` a button opens the form in place. */
  #unfold(isUnfolded) {
    this.#fold.ariaExpanded = isUnfolded;
    (isUnfolded ? this.#form.querySelector("input") : this.#fold).focus();
  }

  /** Puts a petition after a script tag, once; where none can live, after what that is. */
  static claim(tag, payload) {
    if (claimed.has(tag)) return;
    claimed.add(tag);
    const { dataset } = tag;
    const { assets, campaign = dataset.campaign, partner = dataset.partner } = payload;
    // The pinned script of an app, which makes its elements itself.
    if (!campaign) return;
    const place = closedAround(tag) ?? tag;
    // A page that was kept, with its element, runs its tags again.
    if (place.nextElementSibling?.matches(`${NAME}[campaign="${campaign}"][partner="${partner}"]`)) return;
    // Not by its name: what a constructor throws then would go to the page.
    const element = new this();
    const lang = dataset.lang ?? /[?&]lang=([\w-]+)/.exec(tag.src)?.[1];
    if (lang) element.lang = lang;
    if (dataset.layout) element.layout = dataset.layout;
    element.setAttribute("campaign", campaign);
    element.setAttribute("partner", partner);
    if (assets) element.#payload = payload;
    element.#edge = assets?.edge ?? new URL(tag.src).origin;
    place.after(element);
  }

  static serve = serve;

  static fetchScript = fetchScript;

  static markup = markup;

  static takeLink = takeLink;

  /** The name is fixed: the script for an unknown embed (`unknown_embed.js`) calls it on any version. */
  static complain = warnOnce;

  /** The wasm has panicked: nothing of it runs any more. */
  static broken(reason) {
    warnOnce(reason);
    isBroken = true;
    for (const element of present) element.#fail();
  }

  static observedAttributes = ["campaign", "partner", "lang", "layout"];

  get layout() {
    return this.getAttribute("layout");
  }

  set layout(layout) {
    this.setAttribute("layout", layout);
  }

  /** Also an app's route to another petition, which keeps the element. */
  attributeChangedCallback(name) {
    if (!present.has(this)) return;
    if (name === "campaign" || name === "partner") {
      this.#drop();
      this.#payload = undefined;
      this.shadowRoot.replaceChildren();
    }
    this.#open();
  }

  connectedCallback() {
    present.add(this);
    this.#open();
  }

  disconnectedCallback() {
    // An app may just be moving the element.
    queueMicrotask(() => {
      if (this.isConnected) return;
      present.delete(this);
      this.#stop();
      this.#drop();
      // An app that has made the page anew, with its tags, does not run them.
      if (this.#payload?.assets)
        for (const tag of tagsOf(this.#payload)) if (!tag.type) this.constructor.claim(tag, this.#payload);
    });
  }

  get #view() {
    return this.shadowRoot.querySelector("[data-us=view]");
  }

  get #form() {
    return this.shadowRoot.querySelector("form");
  }

  get #fold() {
    return this.shadowRoot.querySelector("[data-us=fold]");
  }

  get #isUnfolded() {
    return this.#fold?.ariaExpanded === "true";
  }

  /** Not while it is sent, nor under the thanks (`page.js`). */
  get #canSwitch() {
    return !this.shadowRoot.querySelector("[data-us=languages]")?.hidden;
  }

  async #open() {
    const turn = (this.#turn = {});
    // Once for all that an app changes together.
    await 0;
    if (turn !== this.#turn) return;
    try {
      const around = closedAround(this);
      if (around) throw `no form can live in <${around.localName}>`;
      const isCounter = this.#isCounter;
      if (isCounter !== (this.#wasCounter ?? isCounter)) this.#swap();
      this.#wasCounter = isCounter;
      if (!isCounter) {
        const { refusal } = this.#payload ?? {};
        // A protected campaign: nobody types into the partner's page.
        if (refusal) throw refusal;
        // The edge can't tell whose page it is, and a frame would be sandboxed too.
        if (origin === "null") throw "no allow-same-origin";
        if (!canCompile()) throw "script-src needs 'wasm-unsafe-eval'";
        load(this.#edge);
      }
      // None where the payload that came with the script is right; two where no
      // script brought one, and the first tells which languages there are.
      for (let most = 2; most && this.#canSwitch && !this.#isRight; most -= 1) {
        const payload = await this.#fetchView();
        if (turn !== this.#turn) return;
        payload.is_counter = this.#isCounter;
        this.#payload = payload;
      }
      if (this.#view?.lang !== this.#payload.language) this.#paint();
      this.#start();
    } catch (error) {
      if (turn !== this.#turn) return;
      // The offline draft is deleted too (`offline-draft.js`).
      if (this.#payload?.refusal || /answers 403/.test(error))
        try {
          delete localStorage[`undersigned:/v1/campaigns/${this.#campaign}/`];
        } catch {}
      // A language that does not come takes nothing away.
      if (!this.#view) return this.#fallBack(error);
      warnOnce(error);
      this.#say("error-network");
    }
  }

  get #isRight() {
    const { language, is_counter } = this.#payload ?? {};
    return language === this.#language && this.#isCounter === !!is_counter;
  }

  get #language() {
    return languageFor(this, this.#payload);
  }

  get #isCounter() {
    return this.layout === "counter";
  }

  /** The other kind of view waits aside as it is, with all that was typed. */
  #swap() {
    const { shadowRoot } = this;
    const [payload, end, ...nodes] = this.#aside;
    this.#aside = [this.#payload, this.#end, ...shadowRoot.childNodes];
    this.#payload = payload;
    this.#end = end;
    shadowRoot.replaceChildren(...nodes);
  }

  #drop() {
    this.#aside[1]?.();
    this.#aside = [];
  }

  async #fetchView() {
    const query = new URLSearchParams({ partner: this.#partner, lang: this.#language, view: 1 });
    if (this.#isCounter) query.set("layout", "counter");
    let answer;
    try {
      answer = await fetch(`${this.#edge}/v1/campaigns/${this.#campaign}/embed?${query}`, {
        credentials: "omit",
      });
    } catch (error) {
      throw nameRefusal(error, this.#edge);
    }
    if (answer.ok) return answer.json();
    const { type } = await answer.json();
    throw `the edge answers ${answer.status} (${type}) for ${this.#campaign}/${this.#partner}`;
  }

  get #campaign() {
    return this.getAttribute("campaign");
  }

  get #partner() {
    return this.getAttribute("partner");
  }

  /** Another language keeps what was typed, and where the supporter was. */
  #paint() {
    const { shadowRoot: root } = this;
    const { activeElement: active } = root;
    const before = this.#view?.lang;
    const typed = typedIn(this.#form);
    const isUnfolded = this.#isUnfolded;
    this.#stop();
    adopt(root, this.#payload.style);
    root.replaceChildren(nodesOf(this.#payload.html));
    if (this.#form) {
      if (isUnfolded) this.#fold.ariaExpanded = true;
      refill(this.#form, typed);
    }
    offer(root, this.#payload);
    // What the supporter pressed leads back now.
    if (active) (root.getElementById(active.id) ?? linkTo(root, before))?.focus();
  }

  async #start() {
    const view = this.#view;
    try {
      const { begin, error } = await this.#code();
      // Meanwhile it may be another layout's turn.
      if (this.#end || view !== this.#view || !this.isConnected) return;
      if (isBroken || error) throw error;
      this.#end = begin(view, this.#payload, this.#edge);
      if (this.#isWaiting) this.#form.dispatchEvent(new Event("submit", { bubbles: true }));
      this.#isWaiting = false;
    } catch (error) {
      this.#fail(warnOnce(error));
    }
  }

  /** A counter has no form, so it needs no wasm. */
  #code() {
    return this.#isCounter
      ? fetchScript(this.#edge, UNDERSIGNED_COUNTER_NAME, UNDERSIGNED_COUNTER_INTEGRITY)
      : load(this.#edge);
  }

  #stop() {
    this.#end?.();
    this.#end = undefined;
  }

  /** Submitted before the wasm is there. */
  #wait() {
    this.#isWaiting = true;
    this.#start();
    this.#say("sending");
  }

  #say(key) {
    try {
      this.shadowRoot.querySelector("[data-us=status]").textContent = this.#payload.messages[key];
    } catch {}
  }

  /** What the supporter has typed stays until they must leave it. */
  #fail(reason) {
    this.#end = undefined;
    this.#aside = [];
    if (!this.#isTouched || this.#isWaiting) this.#fallBack(reason);
  }

  #fallBack(reason) {
    if (reason) warnOnce(reason);
    // Its number stays as it was painted.
    if (this.#isCounter) return;
    const page = `${this.#edge}/c/${this.#campaign}/${this.#partner}`;
    // There may be no petition to put into a frame, or it could not be signed there.
    const isLink =
      /answers 404|not-listed|no form/.test(reason) || this.#payload?.origins?.includes(origin) === false;
    hosted(this.shadowRoot, `${page}?lang=${this.#language}`, isLink);
  }
}
