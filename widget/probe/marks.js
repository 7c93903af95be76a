// What the page shows to whoever looks: our tags, scripts that read along, and
// what surrounds the page.

/** `/embed/{campaign}/{partner}.js`, on whatever host. */
const PLACE = /\/embed\/([a-z0-9-]+)\/([a-z0-9-]+)\.js(?=$|\?)/;
const PINNED = /\/assets\/embed\.[0-9a-f]{16}\.js$/;
/** What a browser runs; a consent manager or an optimizer gives others. */
const RUNS = /^(|module|(text|application)\/(java|ecma)script)$/i;

export const lookAround = (payload, box, isCurrent) => [
  ...tags(payload),
  ...recorders(payload),
  ...surroundings(box, isCurrent),
];

const addressOf = ({ value }) => new URL(value, document.baseURI);

/** What one script tag embeds, if it is one of ours or of another edge. */
const read = (script) => {
  for (const attribute of script.attributes) {
    const isHeld = attribute.name !== "src" || !RUNS.test(script.type);
    const [path, campaign, partner] = PLACE.exec(attribute.value) ?? [];
    if (path) return { edge: addressOf(attribute).origin, campaign, partner, isHeld };
    if (PINNED.test(attribute.value)) {
      const { campaign, partner } = script.dataset;
      // An app's, which makes its elements itself.
      if (!campaign) continue;
      return { edge: addressOf(attribute).origin, campaign, partner, isHeld };
    }
  }
};

/** Elements, of a tag or made by an app itself. */
const elements = (edge) =>
  Array.from(document.querySelectorAll("undersigned-petition[campaign]"), (element) => ({
    edge,
    campaign: element.getAttribute("campaign"),
    partner: element.getAttribute("partner"),
  }));

const tags = ({ edge, campaign, partner }) => {
  const all = [...Array.from(document.querySelectorAll("script"), read).filter(Boolean), ...elements(edge)];
  if (!all.length) return [{ kind: "bad", key: "check-tag-none" }];
  const wanted = `${edge}/embed/${campaign}/${partner}.js`;
  const addressed = all.map(({ isHeld, ...tag }) => [`${tag.edge}/embed/${tag.campaign}/${tag.partner}.js`, !!isHeld]);
  // A tag's element has the same address, so each is said once.
  const each = new Map(addressed.map((one) => [`${one}`, one]));
  return [...each.values()].map(([found, isHeld]) => {
    if (found !== wanted) return { kind: "bad", key: "check-tag-wrong", values: { found, wanted } };
    if (isHeld) return { kind: "note", key: "check-tag-held", values: { found } };
    return { kind: "good", key: "check-tag-good" };
  });
};

/** An element with that id would be found by the name too. */
const isLeft = (name) => {
  const value = window[name];
  return typeof value === "function" || (value && typeof value === "object" && !(value instanceof Node || value instanceof HTMLCollection));
};

const recorders = ({ recorders }) => {
  const scripts = Array.from(document.scripts, ({ src }) => src);
  const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
  const hosts = [...scripts, ...loaded].filter((url) => /^https?:/.test(url)).map((url) => new URL(url).hostname);
  const isFrom = (host) => hosts.some((one) => one === host || one.endsWith(`.${host}`));
  const found = recorders.filter((recorder) => recorder.hosts.some(isFrom) || recorder.globals.some(isLeft));
  if (!found.length) return [{ kind: "good", key: "check-recorder-none" }];
  return found.map(({ name }) => ({ kind: "bad", key: "check-recorder", values: { name }, todo: "check-recorder-todo" }));
};

const surroundings = (box, isCurrent) => {
  const found = [];
  if (location.protocol === "http:" && !isSecureContext) found.push({ kind: "bad", key: "check-http" });
  if (self.origin === "null") found.push({ kind: "bad", key: "check-opaque" });
  if (!maySubmit(box)) found.push({ kind: "bad", key: "check-forms" });
  if (window.top !== window) found.push({ kind: "note", key: "check-framed" });
  if (!isCurrent) found.push({ kind: "note", key: "check-current" });
  return found;
};

/** A sandbox may forbid forms: then not even the event comes. Nothing is sent. */
const maySubmit = (box) => {
  let isHeard = false;
  const form = document.createElement("form");
  form.onsubmit = (event) => {
    event.preventDefault();
    isHeard = true;
  };
  box.append(form);
  form.requestSubmit?.();
  form.remove();
  return isHeard || !form.requestSubmit;
};
