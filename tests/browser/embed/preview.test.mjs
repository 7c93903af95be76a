// A site that the partner does not list shows the petition as a preview; and
// whatever is blocked, the console has one line of ours, and never two.

import assert from "node:assert/strict";
import { after } from "node:test";

import { field, fill, focused, hook, newSupporter } from "../support/form.mjs";
import { serveHost } from "../support/host.mjs";
import { DESKTOP, PHONE, look } from "../support/look.mjs";
import { guaranteed } from "../support/guarantees.mjs";
import { pick } from "../support/tools.mjs";
import { staysAsItIs, until } from "../support/wait.mjs";
import { makeWorld } from "../support/world.mjs";

const PARTNER = "refugee-council";
const world = makeWorld();
const { test } = world;
const hosts = [];

after(() => {
  for (const host of hosts) host.close();
});

const tag = (language) =>
  `<script async data-cfasync="false" data-lang="${language}" src="${world.edge.origin}/embed/${world.campaign.id}/${PARTNER}.js"></script>`;

async function serve(options) {
  const host = await serveHost(options);
  hosts.push(host);
  return host;
}

const ours = (page) => page.lines.filter((line) => line.startsWith("undersigned:"));

const DEVICES = { phone: PHONE, desktop: DESKTOP };
const SAID = {
  en: "Preview: signatures from this address are not counted.",
  fr: "Aperçu\u00a0: les signatures venant de cette adresse ne comptent pas.",
};

for (const [language, said] of Object.entries(SAID))
  test(`on a site that is not listed the form is a preview, in ${language}`, async (visit) => {
    const staging = await serve({ body: tag(language) });
    const before = await world.campaign.signatures();
    for (const device of pick([language === "en" ? "phone" : "desktop"], Object.keys(DEVICES))) {
      const options = DEVICES[device];
      const posts = [];
      const page = await visit.open(staging.origin, {
        ...options,
        colorScheme: device === "phone" ? "light" : "dark",
        prepare: (page) => page.on("request", (request) => request.method() === "POST" && posts.push(new URL(request.url()).pathname)),
      });
      await field(page, "given_name").focus();
      const line = hook(page, "preview");
      await line.waitFor();
      assert.ok((await line.textContent()).startsWith(said), await line.textContent());
      const link = line.getByRole("link");
      assert.equal(await link.getAttribute("href"), `${world.edge.origin}/c/${world.campaign.id}/${PARTNER}?lang=${language}`);
      await look(page, `preview-${device}-${language}`);
      await fill(page, newSupporter());
      await hook(page, "submit").click();
      await until("the line to have the focus", async () => (await focused(page)) === "preview");
      assert.equal(await field(page, "given_name").inputValue(), "Anil", "what was typed is kept");
      assert.equal(page.url(), `${staging.origin}/`);
      assert.deepEqual(posts, [`/v1/campaigns/${world.campaign.id}/sessions`], "nothing but the session was asked for");
      assert.equal(ours(page).length, 1, `${ours(page)}`);
      assert.match(ours(page)[0], /preview.*not listed for refugee-council/);
    }
    assert.equal(await world.campaign.signatures(), before);
  });

test("a press before the answer is there leads to the same line", async (visit) => {
  const staging = await serve({ body: tag("en") });
  let release;
  const released = new Promise((resolve) => (release = resolve));
  const page = await visit.open(staging.origin, {
    prepare: (page) =>
      page.route("**/sessions", async (route) => {
        await released;
        await route.continue();
      }),
  });
  await fill(page, newSupporter());
  await hook(page, "submit").click();
  release();
  await until("the line to have the focus", async () => (await focused(page)) === "preview");
  assert.equal(await hook(page, "status").textContent(), "");
  assert.equal(ours(page).length, 1, `${ours(page)}`);
});

/** How much each policy lets through, how many lines that gives, and what they name. */
const POLICIES = [
  [(policy) => policy, 0],
  [(policy) => policy.replace(/ ws:\S+?(?=;)/, ""), 1, () => `connect-src needs ws://${world.edge.authority}`],
  [(policy) => policy.replace(" 'wasm-unsafe-eval'", ""), 1, () => "script-src needs 'wasm-unsafe-eval'"],
  [(policy) => `${policy.replace(" 'wasm-unsafe-eval'", "")}; frame-src ${world.edge.origin}`, 1],
  [(policy) => policy.replace(/connect-src [^;]+/, "connect-src 'none'"), 1, () => `connect-src needs ${world.edge.origin}`],
  [(policy) => policy.replace("trusted-types undersigned", "trusted-types theirs"), 1, () => "trusted-types needs undersigned"],
  [(policy) => policy.replace("; trusted-types undersigned", ""), 0],
  [(policy) => policy.replace(/(script-src) (\S+)/, "$1 $2/embed/"), 1, () => `script-src needs ${world.edge.origin}`],
  [() => "sandbox allow-scripts", 1],
];

test("whatever a policy forbids, the console has one line of ours at most, and it names what to allow", async (visit) => {
  guaranteed("docs/embedding.md", "When something is blocked there is one line that starts with `undersigned:`, once a page, beside what the browser itself says. It names what to allow,");
  guaranteed("docs/embedding.md", "| `trusted-types` | `undersigned`, where the page has a list of Trusted Types |");
  guaranteed("README.md", "its policy has `http://127.0.0.1:8787` and `ws://127.0.0.1:8787` in their place");
  const { origin, authority } = world.edge;
  const strictest = `default-src 'none'; script-src ${origin} 'wasm-unsafe-eval'; connect-src ${origin} ws://${authority}; require-trusted-types-for 'script'; trusted-types undersigned`;
  const host = await serve({ body: tag("en") + tag("fr") + tag("en") });
  world.campaign.allow(PARTNER, host.origin);
  await world.campaign.put();
  for (const [edit, lines, needs] of POLICIES) {
    host.policy = edit(strictest);
    const page = await visit.open(host.origin, { isRefused: true });
    const shown = page.locator("undersigned-petition");
    await until("three petitions or what stands for them", async () => {
      const forms = await shown.locator("[data-us=submit]").count();
      const links = await shown.locator("a[target=_blank]:not([data-us] *)").count();
      return forms + links >= 3;
    });
    // What is asked for at the first focus, and what is polled, may be refused too.
    if (await field(page, "given_name").count()) await field(page, "given_name").first().focus();
    if (lines) await until("the line", () => ours(page).length > 0);
    await staysAsItIs(`${lines} lines`, () => ours(page).length);
    assert.equal(ours(page).length, lines, `${host.policy}: ${ours(page).join(" | ")}`);
    if (needs) assert.ok(ours(page)[0].includes(needs()), `${ours(page)} names ${needs()}`);
  }
});
