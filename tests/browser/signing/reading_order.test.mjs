// What a screen reader says of the form, its errors, the thanks and the list,
// in which order, and where the focus goes. By the keyboard alone.

import assert from "node:assert/strict";

import { field, fill, focused, hook, newSupporter, problem } from "../support/form.mjs";
import { read } from "../support/reading.mjs";
import { makeWorld } from "../support/world.mjs";

const world = makeWorld({ folders: { layouts: "refugee-council" }, settings: { comments: "moderated" } });
const { test } = world;
const english = () => world.sites["refugee-council"].origin;
const compact = () => `${world.sites.layouts.origin}/compact.html`;
const TABS = 40;

const ORGANIZATION = "Harbour Refugee Council";
const HEADLINE = 'heading2 "Open the door to refugees, and protect those who defend rights"';
const LIST = ['heading3 "Who\'s signing"', 'list "Who\'s signing"'];

/** From the headline on, without what is said by nobody but the text itself. */
async function spoken(page) {
  const lines = await read(page);
  const end = lines.indexOf("contentinfo");
  return lines.slice(lines.indexOf(HEADLINE), end < 0 ? undefined : end);
}

const isControl = (line) => /^(heading\d|link|button|textbox|checkbox|radio|combobox|group|alert|status|list|progressbar|DisclosureTriangle)\b/.test(line);
/** Each control as its role, name and state; what describes it is kept apart, and so is what speaks by itself. */
const controls = (lines) => lines.filter((line) => isControl(line) && line !== "status").map((line) => line.replace(/ (\||=) .*$/s, ""));

const FORM = [
  HEADLINE,
  'progressbar "Signatures"',
  "group",
  'DisclosureTriangle "Read the full petition"',
];
const fields = (isWrong = "") => [
  `textbox "Given name" required${isWrong}`,
  'textbox "Family name (optional)"',
  `textbox "Email" required${isWrong}`,
  `textbox "Postal code" required${isWrong}`,
  'button "No postal code? Choose a province"',
  'checkbox "I live outside Canada"',
  'checkbox "List me publicly as "given name and initial""',
  `group "May ${ORGANIZATION} email you?"`,
  `radio "Yes, email me"${isWrong}`,
  `radio "No, thank you"${isWrong}`,
  'button "Sign the petition"',
];

/** Fails unless these texts stand in the lines in this order. */
function assertOrder(lines, texts) {
  let at = -1;
  for (const text of texts) {
    at = lines.findIndex((line, index) => index > at && line.includes(text));
    assert.ok(at >= 0, `${text} comes in its turn in\n${lines.join("\n")}`);
  }
}

async function tabTo(page, name) {
  for (let tabs = 0; tabs < TABS; tabs += 1) {
    await page.keyboard.press("Tab");
    if ((await focused(page)) === name) return;
  }
  assert.fail(`${TABS} presses of Tab never reached ${name}`);
}

test("the form is read in its order, and nothing is wrong before it was pressed", async (visit) => {
  const page = await visit.open(english());
  await hook(page, "count-line").waitFor();
  const lines = await spoken(page);
  assert.deepEqual(controls(lines), [...FORM, ...fields(), ...LIST]);
  assertOrder(lines, [
    "To: the Government of Canada",
    "40 of 3,000 have signed",
    "Open until 31 March 2027, 11:59 p.m. (Ottawa)",
    "Resettle more refugees",
    "Given name",
    'textbox "Family name (optional)" | Leave empty if you have one name.',
    'textbox "Email" required | Never shown.',
    'textbox "Postal code" required | So we can count support by province. Never published.',
    "| Otherwise your signature counts and is not listed.",
    `${ORGANIZATION} would like to email you`,
    "By signing, you join this petition",
    'button "Sign the petition"',
    "status",
    "Étienne R.",
    "and 34 others",
  ]);
});

test("errors are read first, each leads to its field, and the field repeats it", async (visit) => {
  const page = await visit.open(english());
  await field(page, "given_name").focus();
  await tabTo(page, "submit");
  await page.keyboard.press("Enter");
  await hook(page, "problems").waitFor();
  const lines = await spoken(page);
  const summary = ["alert focused", 'heading3 "There is a problem"', "list"];
  const links = [
    'link "Enter your given name"',
    'link "Enter an email address, like name@example.org"',
    'link "Enter a postal code, like K1A 0B1, or choose a province"',
    `link "Choose yes or no for ${ORGANIZATION}"`,
  ];
  assert.deepEqual(controls(lines), [...FORM, ...summary, ...links, ...fields(" invalid"), ...LIST]);
  assertOrder(lines, [
    'textbox "Given name" required invalid | Enter your given name',
    "| Never shown. Enter an email address, like name@example.org",
    "| So we can count support by province. Never published. Enter a postal code, like K1A 0B1, or choose a province",
    `613-555-0142. Choose yes or no for ${ORGANIZATION}`,
  ]);
  // By the keyboard: the second line leads to the second field.
  for (const name of ["a", "a"]) await tabTo(page, name);
  await page.keyboard.press("Enter");
  assert.equal(await focused(page), "email");
  await page.keyboard.type("kim@example.org");
  await page.keyboard.press("Tab");
  await problem(page, "email").waitFor({ state: "hidden" });
});

test("the thanks have the focus, say the count once, and nothing else is announced", async (visit) => {
  const page = await visit.open(english());
  await fill(page, newSupporter({ given: "Kim", isListed: true }));
  await hook(page, "submit").click();
  await hook(page, "sign-another").waitFor();
  const lines = await spoken(page);
  const count = await hook(page, "count-line").textContent();
  assert.deepEqual(controls(lines), [
    HEADLINE,
    'heading3 "Thank you, Kim." focused',
    'progressbar "Signatures"',
    'link "WhatsApp"',
    'link "Facebook"',
    'link "Email"',
    'link "Text message"',
    'button "Copy the link"',
    'heading3 "Write to your representative"',
    'link "Find your Member of Parliament"',
    'textbox "Your letter"',
    'link "Open in my mail app"',
    'link "Gmail"',
    'link "Outlook"',
    'button "Copy the letter"',
    'button "Print"',
    'link "See, change or take back your signature: get your link by email"',
    'button "Let someone else sign on this device"',
    ...LIST,
  ]);
  assert.equal(lines.filter((line) => line === `heading3 "Thank you, Kim." focused | ${count}`).length, 1);
  assertOrder(lines, [
    count,
    "Sharing can show that you support this.",
    new URL(page.url()).origin,
    `When the petition closes, ${ORGANIZATION} delivers it. To: the Government of Canada. It closes on 31 March 2027.`,
    `You said yes to ${ORGANIZATION}.`,
    "Let someone else sign",
    "Kim K.",
  ]);
  // Neither the list nor the count is a live region: what comes is read when the supporter goes there.
  const live = await page.evaluate(() => {
    const view = document.querySelector("undersigned-petition").shadowRoot;
    return Array.from(view.querySelectorAll("[data-us=entries], [data-us=tally]"), (part) =>
      part.outerHTML.match(/aria-live|role="(status|alert|log)"/)).filter(Boolean).length;
  });
  assert.equal(live, 0);
});

test("in compact too: from the button to the thanks by Tab, Space and Enter", async (visit) => {
  const page = await visit.open(compact());
  await hook(page, "count-line").waitFor();
  assert.deepEqual(controls(await spoken(page)), [HEADLINE, 'progressbar "Signatures"', 'button "Sign the petition"']);
  const { given, family, email, postalCode } = newSupporter({ given: "Noor" });
  await tabTo(page, "fold");
  await page.keyboard.press("Space");
  assert.equal(await focused(page), "given_name");
  await page.keyboard.type(given);
  for (const [name, text] of [["family_name", family], ["email", email], ["postal_code", postalCode]]) {
    await tabTo(page, name);
    await page.keyboard.type(text);
  }
  await tabTo(page, "consent:refugee-council-updates");
  await page.keyboard.press("Space");
  await tabTo(page, "submit");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Thank you, Noor." }).waitFor();
  assert.equal(await focused(page), "thanks-heading");
  await tabTo(page, "share-whatsapp");
  await tabTo(page, "sign-another");
  await page.keyboard.press("Enter");
  assert.equal(await focused(page), "given_name");
  assert.equal(await field(page, "given_name").inputValue(), "");
});
