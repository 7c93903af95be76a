// Where a partner may paste the tag: around which element it stands, and in
// what kind of frame.

import assert from "node:assert/strict";

import { until } from "./wait.mjs";

const TAG = "TAG";

/** A form where the tag stands. */
const FORM = "a form";
/** A form after the element around the tag, which could show or serve none. */
const AFTER = "a form after it";
/** The tag is not run, so that nothing of ours can say so. */
const NOTHING = "nothing";

const AROUND = {
  [FORM]:
    "address article aside footer header hgroup main nav section search " +
    "blockquote center dd details dialog div dl dt fieldset figcaption figure legend li menu ol p pre ul " +
    "abbr b bdi bdo cite code data del dfn em font i ins kbd map mark object output picture q ruby s samp slot " +
    "small span strong sub sup time u var x-plain",
  [AFTER]: "a audio button canvas datalist label meter progress summary video",
  [NOTHING]: "iframe noscript style template textarea title",
};

/** Those that are more than an element around the tag. */
const MORE = {
  "a page's form": [`<form action="/theirs"><input name="email">${TAG}</form>`, FORM],
  "a disabled fieldset": [`<fieldset disabled>${TAG}</fieldset>`, FORM],
  "a fieldset of a page's form": [`<form><fieldset><input name="given_name">${TAG}</fieldset></form>`, FORM],
  "a label with a field": [`<label>Name <input name="name">${TAG}</label>`, AFTER],
  "a link in a list": [`<ul><li><a href="/x"><b>${TAG}</b></a></li></ul>`, AFTER],
  "a button in a form": [`<form><button>${TAG}</button></form>`, AFTER],
  "a summary of details": [`<details open><summary>More ${TAG}</summary></details>`, AFTER],
  "a select": [`<select><option>One</option>${TAG}</select>`, AFTER],
  "a table": [`<table>${TAG}<tbody><tr><td>One</td></tr></tbody></table>`, FORM],
  "a table's row": [`<table><tbody><tr>${TAG}<td>One</td></tr></tbody></table>`, FORM],
  "a table's cell": [`<table><tbody><tr><td>${TAG}</td></tr></tbody></table>`, FORM],
  "a table's caption": [`<table><caption>${TAG}</caption><tbody></tbody></table>`, FORM],
  "foreign content of svg": [`<svg width="300" height="300"><foreignObject width="300" height="300"><div>${TAG}</div></foreignObject></svg>`, AFTER],
  "svg itself": [`<svg>${TAG}</svg>`, NOTHING],
  math: [`<math>${TAG}</math>`, NOTHING],
  "text of math": [`<math><mtext>${TAG}</mtext></math>`, FORM],
  "a custom element with a shadow root and a slot": [
    `<x-slotted><template shadowrootmode="open"><section><slot></slot></section></template>${TAG}</x-slotted>`,
    FORM,
  ],
};

/** Each placement by its name, as `{markup, gives}`. */
export const PLACEMENTS = Object.fromEntries([
  ...Object.entries(AROUND).flatMap(([gives, names]) =>
    names.split(" ").map((name) => [name, { markup: `<${name}>${TAG}</${name}>`, gives }]),
  ),
  ...Object.entries(MORE).map(([name, [markup, gives]]) => [name, { markup, gives }]),
]);

/** In `test`: one of each kind that a browser treats in its own way. */
export const SOME_PLACEMENTS = [
  ..."section p pre details dialog ruby object x-plain a button canvas label meter summary video template noscript".split(" "),
  ...Object.keys(MORE),
];

const placed = ({ markup }, tag, at) => `<div id="place-${at}">${markup.replace(TAG, tag)}</div>`;

/** A page with the tag in each of these places. */
export const pageOf = (names, tag) => names.map((name, at) => placed(PLACEMENTS[name], tag, at)).join("\n");

/** What each of the places of such a page has. Runs in the page. */
const seen = (length) =>
  Array.from({ length }, (_, at) => {
    const box = document.querySelector(`#place-${at}`);
    const petitions = box.querySelectorAll("undersigned-petition");
    const root = petitions[0]?.shadowRoot;
    const form = root?.querySelector("form");
    const isAfter = petitions[0]?.parentElement === box || petitions[0]?.parentElement.matches("li,form,details");
    return {
      petitions: petitions.length,
      fields: form ? [...root.querySelectorAll("[name]")].filter((field) => field.form === form).length : 0,
      isAlive: !!root && !root.querySelector("a[target=_blank]:not([data-us] *)"),
      isAfter,
    };
  });

/** Each place has one petition that asks for what is missing when its button is pressed, or none. */
export async function checkPlacements(page, names) {
  const wanted = names.filter((name) => PLACEMENTS[name].gives !== NOTHING).length;
  await until(`${wanted} forms`, async () => {
    const shown = await page.evaluate(seen, names.length);
    return shown.filter(({ fields }) => fields > 5).length >= wanted;
  });
  const shown = await page.evaluate(seen, names.length);
  names.forEach((name, at) => {
    const { petitions, fields, isAfter } = shown[at];
    const { gives } = PLACEMENTS[name];
    if (gives === NOTHING) return assert.equal(petitions, 0, name);
    assert.equal(petitions, 1, name);
    assert.ok(fields > 5, `${name}: the form owns its fields`);
    if (gives === AFTER) assert.ok(isAfter, `${name}: the petition stands after it`);
  });
  const asks = () =>
    page.evaluate(() =>
      [...document.querySelectorAll("undersigned-petition")].filter(({ shadowRoot }) => shadowRoot.querySelector("[data-us=problems]")?.hidden === false).length,
    );
  await page.evaluate(() => {
    for (const { shadowRoot } of document.querySelectorAll("undersigned-petition")) shadowRoot.querySelector("[data-us=submit]").click();
  });
  await until(`${wanted} summaries of what is missing`, async () => (await asks()) === wanted);
}

const SANDBOXES = {
  "no sandbox": null,
  "scripts, origin and forms": "allow-scripts allow-same-origin allow-forms",
  "scripts and origin": "allow-scripts allow-same-origin",
  "scripts and forms": "allow-scripts allow-forms",
  "scripts alone": "allow-scripts",
  "no scripts": "allow-same-origin allow-forms",
};

const CONTENTS = ["src", "srcdoc", "about:blank", "blob"];

const givenBy = (sandbox, content) => {
  if (sandbox === null) return "form";
  if (!sandbox.includes("allow-scripts")) return "nothing";
  const isOpaque = !sandbox.includes("same-origin");
  // A page can't write into a frame of another origin.
  if (isOpaque && content === "about:blank") return "nothing";
  return !isOpaque && sandbox.includes("allow-forms") ? "form" : "link";
};

/** Every kind of frame: `{name, sandbox, content, gives}`. */
export const FRAMES = CONTENTS.flatMap((content) =>
  Object.entries(SANDBOXES).map(([name, sandbox]) => ({
    name: `${content}, ${name}`,
    sandbox,
    content,
    gives: givenBy(sandbox, content),
  })),
);

/** Puts these frames into the page, each with the tag. Runs in the page. */
export const putFrames = ([frames, tag]) => {
  const html = `<!doctype html><title>A frame</title><body>${tag}`;
  for (const { sandbox, content } of frames) {
    const frame = document.createElement("iframe");
    if (sandbox !== null) frame.setAttribute("sandbox", sandbox);
    frame.width = 500;
    frame.height = 300;
    if (content === "src") frame.src = "/inner";
    if (content === "srcdoc") frame.srcdoc = html;
    if (content === "blob") frame.src = URL.createObjectURL(new Blob([html], { type: "text/html" }));
    document.body.append(frame);
    if (content !== "about:blank") continue;
    const inner = frame.contentDocument;
    if (!inner) continue;
    inner.open();
    inner.write(html);
    inner.close();
  }
};

/** Waits until a frame shows what it should, and nothing else. */
export async function checkFrame(frame, { name, gives }) {
  if (gives === "nothing") return assert.equal(await frame.locator("undersigned-petition").count(), 0, name);
  const form = frame.locator("[data-us=submit]");
  const link = frame.locator("undersigned-petition a[target=_blank]:not([data-us] *)");
  await until(`${name} to show a ${gives}`, async () => (await (gives === "form" ? form : link).count()) === 1);
  assert.equal(await (gives === "form" ? link : form).count(), 0, name);
  assert.equal(await frame.locator("undersigned-petition iframe").count(), 0, `${name}: no frame in the frame`);
}
