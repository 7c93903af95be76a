// Checks what can be seen on the page: our tags, scripts that record what is
// typed, and the page's surroundings.

/** `/embed/{campaign}/{partner}.js`, on whatever host. */
const EMBED_PATH = /\/embed\/([a-z0-9-]+)\/([a-z0-9-]+)\.js(?=$|\?)/;
const PINNED_LOADER = /\/assets\/embed\.[0-9a-f]{16}\.js$/;
/** Types that a browser runs; a consent manager or an optimizer sets others. */
const RUNNABLE_TYPE = /^(|module|(text|application)\/(java|ecma)script)$/i;

export const checkPage = (payload, box, isCurrent) => [
  ...checkTags(payload),
  ...checkRecorders(payload),
  ...checkSurroundings(box, isCurrent),
];

const urlOf = ({ value }) => new URL(value, document.baseURI);

/** The embed of one script tag, if it is a tag of ours or of another edge. */
const readTag = (script) => {
  for (const attribute of script.attributes) {
    const isHeld = attribute.name !== "src" || !RUNNABLE_TYPE.test(script.type);
    const [path, campaign, partner] = EMBED_PATH.exec(attribute.value) ?? [];
    if (path) return { edge: urlOf(attribute).origin, campaign, partner, isHeld };
    if (PINNED_LOADER.test(attribute.value)) {
      const { campaign, partner } = script.dataset;
      // The tag belongs to an app, which creates its elements itself.
      if (!campaign) continue;
      return { edge: urlOf(attribute).origin, campaign, partner, isHeld };
    }
  }
};

/** The elements, whether a tag or an app has created them. */
const findElements = (edge) =>
  Array.from(document.querySelectorAll("undersigned-petition[campaign]"), (element) => ({
    edge,
    campaign: element.getAttribute("campaign"),
    partner: element.getAttribute("partner"),
  }));

const checkTags = ({ edge, campaign, partner }) => {
  const all = [...Array.from(document.querySelectorAll("script"), readTag).filter(Boolean), ...findElements(edge)];
  if (!all.length) return [{ kind: "bad", key: "check-tag-none" }];
  const wanted = `${edge}/embed/${campaign}/${partner}.js`;
  const addressed = all.map(({ isHeld, ...tag }) => [`${tag.edge}/embed/${tag.campaign}/${tag.partner}.js`, !!isHeld]);
  // A tag's element has the same address, so each address is reported once.
  const unique = new Map(addressed.map((one) => [`${one}`, one]));
  return [...unique.values()].map(([found, isHeld]) => {
    if (found !== wanted) return { kind: "bad", key: "check-tag-wrong", values: { found, wanted } };
    if (isHeld) return { kind: "note", key: "check-tag-held", values: { found } };
    return { kind: "good", key: "check-tag-good" };
  });
};

/** Whether a recorder has defined this global; an element with that id would be found too. */
const isDefined = (name) => {
  const value = window[name];
  return typeof value === "function" || (value && typeof value === "object" && !(value instanceof Node || value instanceof HTMLCollection));
};

const checkRecorders = ({ recorders }) => {
  const scripts = Array.from(document.scripts, ({ src }) => src);
  const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
  const hosts = [...scripts, ...loaded].filter((url) => /^https?:/.test(url)).map((url) => new URL(url).hostname);
  const isFrom = (host) => hosts.some((one) => one === host || one.endsWith(`.${host}`));
  const found = recorders.filter((recorder) => recorder.hosts.some(isFrom) || recorder.globals.some(isDefined));
  if (!found.length) return [{ kind: "good", key: "check-recorder-none" }];
  return found.map(({ name }) => ({ kind: "bad", key: "check-recorder", values: { name }, todo: "check-recorder-todo" }));
};

const checkSurroundings = (box, isCurrent) => {
  const found = [];
  if (location.protocol === "http:" && !isSecureContext) found.push({ kind: "bad", key: "check-http" });
  if (self.origin === "null") found.push({ kind: "bad", key: "check-opaque" });
  if (!maySubmit(box)) found.push({ kind: "bad", key: "check-forms" });
  if (window.top !== window) found.push({ kind: "note", key: "check-framed" });
  if (!isCurrent) found.push({ kind: "note", key: "check-current" });
  return found;
};

/** A sandbox may forbid forms: then not even the event fires. Nothing is sent. */
const maySubmit = (box) => {
  let isSubmitted = false;
  const form = document.createElement("form");
  form.onsubmit = (event) => {
    event.preventDefault();
    isSubmitted = true;
  };
  box.append(form);
  form.requestSubmit?.();
  form.remove();
  return isSubmitted || !form.requestSubmit;
};
