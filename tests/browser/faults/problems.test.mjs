// What the edge refuses, for real: a sentence that says what to do, in the
// widget and on the hosted page, with all that the supporter typed and the
// focus on it.

import assert from "node:assert/strict";

import { field, fill, focused, hook, newSupporter, sign } from "../support/form.mjs";
import { DESKTOP, PHONE, look, picture } from "../support/look.mjs";
import { record } from "../support/visit.mjs";
import { until } from "../support/wait.mjs";
import { makeWorld } from "../support/world.mjs";

const PARTNER = "refugee-council";
const world = makeWorld({ hasOwnEdge: true });
const { test } = world;
const english = () => world.sites["refugee-council"].origin;
const french = () => world.sites["rights-circle"].origin;
const hosted = (partner = PARTNER, query = "") => `${world.edge.origin}/c/${world.campaign.id}/${partner}${query}`;

const OWN_PAGE = "The petition's own page";

/** The problem has the focus, and everything still stands in the form. */
async function isTold(page, text, supporter) {
  await hook(page, "problems").getByText(text).waitFor();
  await until("the focus on it", async () => (await focused(page)) === "problems");
  for (const [name, value] of [["given_name", supporter.given], ["email", supporter.email], ["postal_code", supporter.postalCode]])
    assert.equal(await field(page, name).inputValue(), value, name);
}

/** What the shards have announced by now, and no more. */
async function counts(wanted) {
  await until(`${wanted} signatures`, async () => (await world.campaign.signatures()) >= wanted);
  assert.equal(await world.campaign.signatures(), wanted);
}

/** With those that are held because of their network. */
async function everybody() {
  const { rows } = await world.campaign.counts("partner");
  return rows.reduce((sum, { signatures, held }) => sum + signatures + held, 0);
}

/** Changes settings for as long as the job runs. */
async function during(change, job) {
  const kept = world.campaign.settings();
  await world.campaign.change(change);
  try {
    await job();
  } finally {
    await world.campaign.change({ closes_at: null, ...kept, limits: kept.limits ?? {} });
  }
}

/** The page with a form that is filled in and has its session. */
async function fillIn(visit, supporter, url = english(), options = {}) {
  const page = await visit.open(url, options);
  const given = page.waitForResponse((answer) => answer.url().endsWith("/sessions"));
  await fill(page, supporter);
  await given;
  await until("the words for it", () => page.evaluate(() => performance.getEntriesByType("resource").some(({ name }) => name.includes("/embed/rest"))));
  return page;
}

const keys = (posts) => new Set(posts.map((post) => post.headers()["idempotency-key"]));
const answersTo = (page, ending) => {
  const answers = [];
  page.on("response", (answer) => answer.request().method() === "POST" && answer.url().endsWith(ending) && answers.push(answer));
  return answers;
};
const typeOf = async (answer) => (await answer.json()).type;

/** Signs by the hosted form, which asks for no work; gives the answer's status. */
async function postPlain({ given, email, postalCode }) {
  const html = await (await fetch(hosted())).text();
  const fields = [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [name, value]);
  const asked = [...html.matchAll(/name="(consent:[^"]+)"[^>]* value="no"/g)].map(([, name]) => [name, "no"]);
  const answer = await fetch(hosted(), {
    method: "POST",
    headers: { "Sec-Fetch-Site": "same-origin", Origin: world.edge.origin },
    body: new URLSearchParams([...fields, ...asked, ["given_name", given], ["email", email], ["postal_code", postalCode]]),
    redirect: "manual",
  });
  return answer.status;
}

const PAST = new Date(Date.now() - 86_400_000).toISOString();

test("a campaign that closes while the supporter writes", async (visit) => {
  const supporter = newSupporter({ given: "Late" });
  const page = await fillIn(visit, supporter, english(), PHONE);
  const before = await world.campaign.signatures();
  await during({ closes_at: PAST }, async () => {
    await until("the edge to close it", async () => !(await (await fetch(hosted())).text()).includes("data-us=\"submit\""));
    await hook(page, "submit").click();
    await isTold(page, "This petition has closed and takes no more signatures. Its own page says how it ended.", supporter);
    const toOwnPage = async (within, page) =>
      assert.equal(await hook(page, within).getByRole("link", { name: OWN_PAGE }).getAttribute("href"), hosted(PARTNER, "?lang=en"));
    await toOwnPage("problems", page);
    await look(page, "problem-closed");
    const later = await visit.open(english(), PHONE);
    await hook(later, "closed").waitFor();
    await toOwnPage("closed", later);
    assert.equal(await later.locator("form").count(), 0);
    await look(later, "problem-closed-before");
  });
  await counts(before);
});

test("a partner that is taken out while the supporter writes", async (visit) => {
  const supporter = newSupporter({ given: "Gone" });
  const page = await fillIn(visit, supporter);
  const kept = world.campaign.settings().partners;
  const revoked = kept.map((one) => (one.partner === PARTNER ? { ...one, is_revoked: true } : one));
  const lead = world.campaign.settings().lead;
  assert.equal(lead, PARTNER, "the example's lead, which is taken out here for the page's sake");
  await world.campaign.change({ partners: revoked, lead: "rights-circle" });
  try {
    await hook(page, "submit").click();
    await isTold(page, "This site does not collect signatures for this petition. Nothing was sent: sign on the petition's own page.", supporter);
    const way = hook(page, "problems").getByRole("link", { name: OWN_PAGE });
    assert.equal(await way.getAttribute("href"), hosted(PARTNER, "?lang=en"));
    // Where that leads: a sentence, and the lead's page.
    const lost = await visit.open(hosted(PARTNER, "?lang=en"));
    await lost.getByText("This site does not collect signatures for this petition.").waitFor();
    await look(lost, "problem-partner-page");
    await lost.getByRole("link", { name: OWN_PAGE }).click();
    await hook(lost, "submit").waitFor();
    assert.equal(lost.url(), hosted("rights-circle", "?lang=en"));
  } finally {
    await world.campaign.change({ partners: kept, lead });
  }
});

for (const [language, text] of Object.entries({ en: "There is no petition at this address.", ar: "لا توجد عريضة في هذا العنوان." }))
  test(`the page of no campaign, in ${language}`, async (visit) => {
    const page = await visit.open(`${world.edge.origin}/c/no-such-campaign/${PARTNER}?lang=${language}`, PHONE);
    await page.getByText(text).waitFor();
    assert.equal(await page.locator("html").getAttribute("lang"), language);
    await look(page, `problem-gone-page-${language}`);
  });

test("a session that has expired is renewed silently, and the same key is used", async (visit) => {
  const page = await visit.open(english(), {
    prepare: (page) => {
      let isFirst = true;
      return page.route(/\/sessions$/, (route) => {
        if (route.request().method() !== "POST" || !isFirst) return route.continue();
        isFirst = false;
        const json = world.edge.expiredSession(world.campaign.id, PARTNER, english());
        return route.fulfill({ json, headers: { "Access-Control-Allow-Origin": "*" } });
      });
    },
  });
  const before = await world.campaign.signatures();
  const answers = answersTo(page, "/signatures");
  const posts = record(page, "/signatures", "POST");
  await sign(page, newSupporter({ given: "Patient" }));
  assert.deepEqual(answers.map((answer) => answer.status()), [401, 201]);
  assert.equal(await typeOf(answers[0]), "/problems/session-expired");
  assert.equal(keys(posts).size, 1);
  await counts(before + 1);
});

test("a master key that is gone costs the supporter nothing, with and without a script", async (visit) => {
  const supporter = newSupporter({ given: "Rotated" });
  const plain = newSupporter({ given: "Plain" });
  const page = await fillIn(visit, supporter);
  const form = await visit.open(hosted(), { javaScriptEnabled: false });
  await fill(form, plain);
  const before = await world.campaign.signatures();
  const answers = answersTo(page, "/signatures");
  await world.edge.rotate();
  await hook(page, "submit").click();
  await page.getByRole("heading", { name: "Thank you, Rotated." }).waitFor();
  assert.deepEqual(answers.map((answer) => answer.status()), [401, 201]);
  assert.equal(await typeOf(answers[0]), "/problems/session-key-retired");

  await hook(form, "submit").click();
  await isTold(form, "This form was open for a while. Nothing is lost: check it and sign again.", plain);
  await picture(form, "problem-again-hosted");
  await hook(form, "submit").click();
  await form.getByRole("heading", { name: "Thank you. We have your signature." }).waitFor();
  await counts(before + 2);
});

test("a device whose clock is days off, or that slept, signs at once", async (visit) => {
  const before = await world.campaign.signatures();
  for (const days of [-400, 3]) {
    const page = await visit.open(english(), {
      prepare: (page) => page.addInitScript((ms) => (Date.now = ((now) => () => now() + ms)(Date.now)), days * 86_400_000),
    });
    const answers = answersTo(page, "/signatures");
    await sign(page, newSupporter());
    assert.deepEqual(answers.map((answer) => answer.status()), [201]);
  }
  // A monotonic clock that runs ahead of the edge's: the window is missed once.
  const page = await visit.open(english(), {
    prepare: (page) =>
      page.addInitScript(() => {
        const { now } = performance;
        const skew = { ms: 0 };
        Object.defineProperty(window, Symbol.for("skew"), { value: skew });
        performance.now = () => now.call(performance) + skew.ms;
      }),
  });
  const given = page.waitForResponse(/\/sessions$/);
  await fill(page, newSupporter());
  await given;
  await page.evaluate(() => (window[Symbol.for("skew")].ms = 120_000));
  const answers = answersTo(page, "/signatures");
  await hook(page, "submit").click();
  await hook(page, "thanks").waitFor();
  assert.deepEqual(answers.map((answer) => answer.status()), [401, 201]);
  assert.equal(await typeOf(answers[0]), "/problems/signature-window");
  await counts(before + 3);
});

test("a form whose texts the edge does not know: its own comes, with what the supporter typed and no answer to the other", async (visit) => {
  const supporter = newSupporter({ given: "Reader", isListed: true });
  const before = await world.campaign.signatures();
  // As from a cache that somebody has written into.
  const prepare = (page) =>
    page.route(/\/embed\/.*\.js/, async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replace(/"view":"\w{64}"/, `"view":"${"0".repeat(64)}"`);
      await route.fulfill({ response, body });
    });
  const page = await fillIn(visit, supporter, english(), { ...DESKTOP, prepare });
  const answers = answersTo(page, "/signatures");
  await field(page, "abroad").check();
  await field(page, "country").selectOption({ label: "Nepal" });
  await hook(page, "submit").click();
  await isTold(page, "This form was open for a while. Nothing is lost: check it and sign again.", supporter);
  assert.deepEqual((await answers[0].json()).errors.map(({ pointer }) => pointer), ["/view"]);
  assert.ok(await field(page, "list_me").isChecked());
  assert.equal(await page.locator("[name^='consent:']:checked").count(), 0, "what was consented to is asked afresh");
  await until("the country to be chosen", async () => (await field(page, "country").inputValue()) === "NP");
  await look(page, "problem-again");
  for (const consent of await hook(page, "consent").all()) await consent.locator("[value=no]").check();
  await hook(page, "submit").click();
  await page.getByRole("heading", { name: "Thank you, Reader." }).waitFor();
  await counts(before + 1);
});

test("what only the edge refuses in a field leads to the field, on the hosted page too", async (visit) => {
  const supporter = newSupporter({ email: "anil@-example-.org" });
  const page = await fillIn(visit, supporter, french(), { locale: "fr-CA" });
  await hook(page, "submit").click();
  await isTold(page, "Vérifiez ce qui suit le @, comme exemple.org", supporter);
  const plain = await visit.open(hosted(), { javaScriptEnabled: false });
  await fill(plain, supporter);
  await hook(plain, "submit").click();
  await isTold(plain, "Check what stands after the @, like example.org", supporter);
  await hook(plain, "problem-list").getByRole("link").first().click();
  assert.equal(await focused(plain), "email");
});

test("a form from elsewhere is refused in words", async (visit) => {
  const page = await visit.open(english());
  await page.evaluate((action) => {
    const form = Object.assign(document.createElement("form"), { method: "post", action });
    document.body.append(form);
    form.submit();
  }, hosted());
  await page.getByText("For your safety this form is taken from its own page only.").waitFor();
  await page.getByRole("link", { name: OWN_PAGE }).click();
  await hook(page, "submit").waitFor();
});

// Last: what comes from this network afterwards is held.
test("a network past its limit sees how long to wait, and then signs once", async (visit) => {
  const supporter = newSupporter({ given: "Crowd" });
  const page = await fillIn(visit, supporter);
  const posts = record(page, "/signatures", "POST");
  const before = await everybody();
  // An edge that asks for no work answers this; one that does lets the supporter work more.
  const problem = { type: "/problems/too-many", title: "Too many", status: 429, retry_after_s: 361 };
  const headers = { "Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "retry-after", "Retry-After": "361" };
  await page.route("**/signatures", (route) => route.fulfill({ status: 429, headers, contentType: "application/problem+json", body: JSON.stringify(problem) }), { times: 1 });
  await hook(page, "submit").click();
  await isTold(page, "Too many people sign from this network right now. Nothing is lost: wait a little, then try again.", supporter);
  assert.equal(posts.length, 1, "it is not sent again by itself");
  await hook(page, "problems").getByText("You can try again in 7 minutes.").waitFor();
  await look(page, "problem-too-many");

  // Without a script nobody can work more: ten times its limit is refused.
  await during({ limits: { network: { per_hour: 1, burst: 1 } } }, async () => {
    await until("the network to be past its limit", async () => (await postPlain(newSupporter())) === 429);
    const plain = await visit.open(hosted(PARTNER, "?lang=fr"), { javaScriptEnabled: false, ...PHONE });
    await fill(plain, supporter);
    await hook(plain, "submit").click();
    await isTold(plain, "Trop de personnes signent", supporter);
    await hook(plain, "problems").getByText(/Vous pourrez réessayer dans \d+ minutes?\./).waitFor();
    await picture(plain, "problem-too-many-hosted");
  });
  const held = await everybody();
  assert.ok(held > before);
  await hook(page, "submit").click();
  await page.getByRole("heading", { name: "Thank you, Crowd." }).waitFor();
  assert.equal(posts.length, 2);
  await until("one more, counted or held", async () => (await everybody()) > held);
  assert.equal(await everybody(), held + 1);
});

test("a session that is too easy by now is renewed by itself, and the supporter signs", async (visit) => {
  const supporter = newSupporter({ given: "Early" });
  const page = await fillIn(visit, supporter);
  const posts = record(page, "/signatures", "POST");
  const problem = { type: "/problems/session-too-easy", title: "More work", status: 401 };
  const headers = { "Access-Control-Allow-Origin": "*" };
  await page.route("**/signatures", (route) => route.fulfill({ status: 401, headers, contentType: "application/problem+json", body: JSON.stringify(problem) }), { times: 1 });
  const renewed = page.waitForResponse((answer) => answer.url().endsWith("/sessions"));
  await hook(page, "submit").click();
  await renewed;
  await page.getByRole("heading", { name: "Thank you, Early." }).waitFor();
  assert.equal(posts.length, 2);
});
