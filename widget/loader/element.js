// The custom element: paints the view, holds an early submission, starts the
// wasm on the view, and falls back to the hosted page.

import { formlessAncestor } from "./formless-ancestor.js";
import { showHostedPage } from "./hosted-page.js";
import { languageFor, linkTo, offerOwnLanguage } from "./languages.js";
import { adoptStyle, parseView, trustedHtml } from "./paint.js";
import { takePrefillText } from "./prefill-link.js";
import { refill, typedIn } from "./refill.js";
import { canCompile, explainFetchError, fetchScript, load, serve } from "./runtime.js";
import { tagsOf } from "./tags.js";
import { warnOnce } from "./warn-once.js";

/** The element's name. */
export const NAME = "undersigned-petition";

const claimed = new WeakSet();
const connected = new Set();
let hasPanicked;

export class Petition extends HTMLElement {
  /** The edge that served this script (`main.js`), unless a tag names another. */
  #edge = Petition.home;
  #payload;
  #end;
  #isTouched;
  #isSubmitHeld;
  #latestOpen;
  #wasCounter;
  #otherView = [];

  constructor() {
    super();
    // Open: a closed root would hide nothing from the page's scripts, but would
    // hide the form from password managers, translation and accessibility tools.
    const root = this.attachShadow({ mode: "open" });
    // Listens before there is a form: a form without a handler would put the
    // typed values into the partner's address.
    root.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!this.#end) this.#holdSubmit();
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

  /** Puts a petition after a script tag, once; or after the ancestor that cannot contain a form. */
  static claim(tag, payload) {
    if (claimed.has(tag)) return;
    claimed.add(tag);
    const { dataset } = tag;
    const { assets, campaign = dataset.campaign, partner = dataset.partner } = payload;
    // The pinned script of an app, which makes its elements itself.
    if (!campaign) return;
    const place = formlessAncestor(tag) ?? tag;
    // A restored page that still has its element runs its tags again.
    if (place.nextElementSibling?.matches(`${NAME}[campaign="${campaign}"][partner="${partner}"]`)) return;
    // Not created by name: the browser would report a constructor's error to the page.
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

  static trustedHtml = trustedHtml;

  static takePrefillText = takePrefillText;

  /** The name is fixed: the script for an unknown embed (`unknown_embed.js`) calls it on any version. */
  static complain = warnOnce;

  /** After a panic nothing of the wasm runs any more. */
  static onPanic(reason) {
    warnOnce(reason);
    hasPanicked = true;
    for (const element of connected) element.#fail();
  }

  static observedAttributes = ["campaign", "partner", "lang", "layout"];

  get layout() {
    return this.getAttribute("layout");
  }

  set layout(layout) {
    this.setAttribute("layout", layout);
  }

  /** An app's router may also show another petition in the same element. */
  attributeChangedCallback(name) {
    if (!connected.has(this)) return;
    if (name === "campaign" || name === "partner") {
      this.#discardOtherView();
      this.#payload = undefined;
      this.shadowRoot.replaceChildren();
    }
    this.#open();
  }

  connectedCallback() {
    connected.add(this);
    this.#open();
  }

  disconnectedCallback() {
    // An app may just be moving the element.
    queueMicrotask(() => {
      if (this.isConnected) return;
      connected.delete(this);
      this.#stop();
      this.#discardOtherView();
      // An app that has rendered the page again, with its tags, does not run them.
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

  /** Not while sending, nor with the thanks (`page.js`). */
  get #canSwitch() {
    return !this.shadowRoot.querySelector("[data-us=languages]")?.hidden;
  }

  async #open() {
    const open = (this.#latestOpen = {});
    // One run for all attributes that an app changes together.
    await 0;
    if (open !== this.#latestOpen) return;
    try {
      const ancestor = formlessAncestor(this);
      if (ancestor) throw `no form can live in <${ancestor.localName}>`;
      const isCounter = this.#isCounter;
      if (isCounter !== (this.#wasCounter ?? isCounter)) this.#swapViews();
      this.#wasCounter = isCounter;
      if (!isCounter) {
        const { refusal } = this.#payload ?? {};
        // A protected campaign has no form on the partner's page.
        if (refusal) throw refusal;
        // The edge can't know whose page it is, and a frame would be sandboxed too.
        if (origin === "null") throw "no allow-same-origin";
        if (!canCompile()) throw "script-src needs 'wasm-unsafe-eval'";
        load(this.#edge);
      }
      // No fetch if the payload that came with the script fits; two if no script
      // brought one, since the first one lists the languages.
      for (let most = 2; most && this.#canSwitch && !this.#hasRightPayload; most -= 1) {
        const payload = await this.#fetchView();
        if (open !== this.#latestOpen) return;
        payload.is_counter = this.#isCounter;
        this.#payload = payload;
      }
      if (this.#view?.lang !== this.#payload.language) this.#paint();
      this.#start();
    } catch (error) {
      if (open !== this.#latestOpen) return;
      // The offline draft is deleted too (`offline-draft.js`).
      if (this.#payload?.refusal || /answers 403/.test(error))
        try {
          delete localStorage[`undersigned:/v1/campaigns/${this.#campaign}/`];
        } catch {}
      // If a language does not load, the view stays as it is.
      if (!this.#view) return this.#fallBack(error);
      warnOnce(error);
      this.#showStatus("error-network");
    }
  }

  get #hasRightPayload() {
    const { language, is_counter } = this.#payload ?? {};
    return language === this.#language && this.#isCounter === !!is_counter;
  }

  get #language() {
    return languageFor(this, this.#payload);
  }

  get #isCounter() {
    return this.layout === "counter";
  }

  /** Keeps the other kind of view with everything that was typed. */
  #swapViews() {
    const { shadowRoot } = this;
    const [payload, end, ...nodes] = this.#otherView;
    this.#otherView = [this.#payload, this.#end, ...shadowRoot.childNodes];
    this.#payload = payload;
    this.#end = end;
    shadowRoot.replaceChildren(...nodes);
  }

  #discardOtherView() {
    this.#otherView[1]?.();
    this.#otherView = [];
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
      throw explainFetchError(error, this.#edge);
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

  /** A change of language keeps what was typed, and the focus. */
  #paint() {
    const { shadowRoot: root } = this;
    const { activeElement: active } = root;
    const before = this.#view?.lang;
    const typed = typedIn(this.#form);
    const isUnfolded = this.#isUnfolded;
    this.#stop();
    adoptStyle(root, this.#payload.style);
    root.replaceChildren(parseView(this.#payload.html));
    if (this.#form) {
      if (isUnfolded) this.#fold.ariaExpanded = true;
      refill(this.#form, typed);
    }
    offerOwnLanguage(root, this.#payload);
    // The link that the supporter clicked now leads back to the other language.
    if (active) (root.getElementById(active.id) ?? linkTo(root, before))?.focus();
  }

  async #start() {
    const view = this.#view;
    try {
      const { begin, error } = await this.#loadCode();
      // The layout may have changed meanwhile.
      if (this.#end || view !== this.#view || !this.isConnected) return;
      if (hasPanicked || error) throw error;
      this.#end = begin(view, this.#payload, this.#edge);
      if (this.#isSubmitHeld) this.#form.dispatchEvent(new Event("submit", { bubbles: true }));
      this.#isSubmitHeld = false;
    } catch (error) {
      this.#fail(warnOnce(error));
    }
  }

  /** A counter has no form, so it needs no wasm. */
  #loadCode() {
    return this.#isCounter
      ? fetchScript(this.#edge, UNDERSIGNED_COUNTER_NAME, UNDERSIGNED_COUNTER_INTEGRITY)
      : load(this.#edge);
  }

  #stop() {
    this.#end?.();
    this.#end = undefined;
  }

  /** Holds a submission until the wasm has loaded. */
  #holdSubmit() {
    this.#isSubmitHeld = true;
    this.#start();
    this.#showStatus("sending");
  }

  #showStatus(key) {
    try {
      this.shadowRoot.querySelector("[data-us=status]").textContent = this.#payload.messages[key];
    } catch {}
  }

  /** What the supporter has typed stays until they submit it. */
  #fail(reason) {
    this.#end = undefined;
    this.#otherView = [];
    if (!this.#isTouched || this.#isSubmitHeld) this.#fallBack(reason);
  }

  #fallBack(reason) {
    if (reason) warnOnce(reason);
    // A counter's number stays as it was painted.
    if (this.#isCounter) return;
    const page = `${this.#edge}/c/${this.#campaign}/${this.#partner}`;
    // There is no petition for a frame, or it could not be signed there.
    const isLink =
      /answers 404|not-listed|no form/.test(reason) || this.#payload?.origins?.includes(origin) === false;
    showHostedPage(this.shadowRoot, `${page}?lang=${this.#language}`, isLink);
  }
}
