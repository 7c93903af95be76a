// The example campaign as its organizers and other supporters work with it,
// over HTTP.

import { createHash, createHmac, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";

import { parseToml, project } from "./tools.mjs";
import { until } from "./wait.mjs";

const JSON_TYPE = { "Content-Type": "application/json" };

/**
 * Asks again, as every client does: a connection that was kept may just have
 * been closed, and on a machine that stalls the edge gives up waiting for its
 * objects. What is signed has the same key each time.
 */
async function ask(url, init) {
  let said;
  const answered = async () => {
    const answer = await fetch(url, init).catch((error) => void (said = error.cause ?? error));
    if (answer?.status === 500) said = await answer.text();
    return answer && answer.status !== 500 && answer;
  };
  return until(`an answer from ${url}`, answered).catch((error) => {
    throw new Error(`${error.message}: ${said}`);
  });
}

const readExample = () => parseToml(readFileSync(project("examples/campaigns/welcome-refugees.toml"), "utf8"));

export class Campaign {
  #edge;
  #settings;

  /** The example under its name and a `suffix`, or one with these settings. */
  constructor(edge, { suffix = "", ...settings } = {}) {
    this.#edge = edge;
    this.#settings = settings.campaign ? settings : readExample();
    this.id = this.#settings.campaign += suffix;
    this.goal = this.#settings.goal;
    this.headline = (language) => this.#settings.petition[language].headline;
  }

  /** The edge that it is on. */
  get edge() {
    return this.#edge;
  }

  /** Its link on the organizers' list, which may have others. */
  linkOn(page) {
    return page.locator(`a[href$="/campaigns/${this.id}"]`);
  }

  allow(partner, origin) {
    this.#settings.partners.find((listed) => listed.partner === partner).origins.push(origin);
  }

  /** A copy of the settings. */
  settings() {
    return structuredClone(this.#settings);
  }

  /** Sends the settings. */
  put() {
    return this.#organize("PUT", "", this.#settings);
  }

  /** Changes the settings. */
  change(settings) {
    Object.assign(this.#settings, settings);
    return this.put();
  }

  counts(by) {
    return this.#organize("GET", `/counts?by=${by}`);
  }

  /** What every page is sent. */
  async publicTally() {
    const answer = await ask(`${this.#edge.origin}/v1/campaigns/${this.id}/tally`);
    return (await answer.json()).signatures;
  }

  /** How many names every page is sent. */
  async listed() {
    const answer = await ask(`${this.#edge.origin}/v1/campaigns/${this.id}/feed`);
    return (await answer.json()).entries.length;
  }

  async signatures() {
    return (await this.counts("partner")).total;
  }

  /** One figure of a breakdown: `signatures` or `consents` in the row of a key. */
  async count(by, key, figure = "signatures") {
    const { rows } = await this.counts(by);
    return rows.find((row) => row.key === key)?.[figure] ?? 0;
  }

  /** Has its mail sent to an organizer: {to, language, kind}. */
  tryMail(ask) {
    return this.#organize("POST", "/mail/try", ask);
  }

  /** How its mail goes. */
  mail() {
    return this.#organize("GET", "/mail");
  }

  /** No page shows a name from now on. */
  pauseFeed() {
    return this.#organize("POST", "/feed/pause");
  }

  hide(entry) {
    return this.#organize("POST", `/entries/${entry}/hide`);
  }

  async #organize(method, path, body) {
    const answer = await ask(`${this.#edge.origin}/v1/organizer/campaigns/${this.id}${path}`, {
      method,
      headers: { Authorization: `Bearer ${this.#edge.token}`, ...(body && JSON_TYPE) },
      body: body && JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text && JSON.parse(text);
  }

  /** Supporters who sign elsewhere, from a partner's origin. */
  async sign(supporters, origin, partner = "refugee-council") {
    const resource = `${this.#edge.origin}/v1/campaigns/${this.id}`;
    const view = await ask(`${resource}/embed?partner=${partner}&view=1`).then((answer) => answer.json());
    const session = await ask(`${resource}/sessions`, {
      method: "POST",
      headers: { ...JSON_TYPE, Origin: origin },
      body: JSON.stringify({ partner, language: view.language }),
    }).then((answer) => answer.json());
    const send = (supporter) => this.#sign(`${resource}/signatures`, origin, session, makeSubmission(view, supporter, session));
    return Promise.all(supporters.map(send));
  }

  async #sign(url, origin, session, body) {
    const fields = {
      "content-type": "application/json",
      "content-digest": `sha-256=:${createHash("sha256").update(body).digest("base64")}:`,
      "idempotency-key": `"${randomUUID()}"`,
    };
    const covered = [
      ["@method", "POST"],
      ["@authority", this.#edge.authority],
      ["@path", new URL(url).pathname],
      ...Object.entries(fields),
    ];
    const names = covered.map(([name]) => `"${name}"`).join(" ");
    const created = Math.floor(Date.now() / 1000);
    const parameters = `(${names});created=${created};keyid="${session.session}";tag="undersigned-v1"`;
    const lines = covered.map(([name, value]) => `"${name}": ${value}`);
    const base = [...lines, `"@signature-params": ${parameters}`].join("\n");
    const signature = createHmac("sha256", Buffer.from(session.key, "base64")).update(base).digest("base64");
    const headers = {
      ...fields,
      "signature-input": `us=${parameters}`,
      signature: `us=:${signature}:`,
      origin,
    };
    const answer = await ask(url, { method: "POST", headers, body });
    if (!answer.ok) throw new Error(`signing: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }
}

/** The first counter that solves a session's work for an address. */
function solve({ session, work }, email) {
  const { sid } = JSON.parse(Buffer.from(session.split(".")[2], "base64url"));
  const parts = ["undersigned/v1/work", sid, email].map((part) => Buffer.from(part));
  const prefixed = parts.flatMap((part) => [Buffer.from(Uint32Array.of(part.length).buffer).swap32(), part]);
  const hash = (...bytes) => createHash("sha256").update(Buffer.concat(bytes)).digest();
  const prefix = hash(...prefixed);
  const tried = Buffer.alloc(8);
  for (let counter = 0; ; counter += 1) {
    tried.writeBigUInt64BE(BigInt(counter));
    const lead = hash(prefix, tried).readUInt32BE();
    if (Math.clz32(lead) >= work.difficulty_bits) return { counter };
  }
}

function makeSubmission(view, supporter, session) {
  const { given, family = null, email, isListed = false, postalCode = "K1A 0B1" } = supporter;
  const { comment = null, source = null } = supporter;
  return JSON.stringify({
    partner: view.partner,
    language: view.language,
    petition_version: view.petition_version,
    view: view.view,
    supporter: { given_name: given, family_name: family, email, postal_code: postalCode, country: "CA" },
    display: isListed ? "name_initial" : "hidden",
    comment,
    collection_notice: view.collection_notice,
    consents: view.notices.map(({ notice, version }) => ({ notice, version, choice: "no" })),
    work: session.work ? solve(session, email) : null,
    page: null,
    source,
  });
}
