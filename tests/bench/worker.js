// The edge's hot paths in plain JavaScript: what the bench measures the edge
// against, on the same workerd with the same tables. It does the same work in
// the way of its language: WebCrypto, objects over RPC, JSON.parse.

import { hmac, isWorkDone, loadDedupKeys, lp, sha256 } from "keys.js";
import { Refusal, verifyMessage } from "message.js";
import { makeBuckets } from "rates.js";
import { foldName, parseSubmission, publicName, validate } from "submission.js";

export { CampaignDo } from "campaign.js";
export { LedgerDo } from "ledger.js";

const BODY_MAX_BYTES = 16 * 1024;
const FRESH_MS = 1000;
const STALE_MS = 5000;
const PLACE_SHOWN_FROM = 10;
const ROUTE = /^\/v1\/campaigns\/([a-z0-9-]{1,63})\/(settings|signatures|tally|feed)$/;
const HEADERS = {
  "content-type": "application/json",
  "access-control-allow-origin": "*",
  "cross-origin-resource-policy": "cross-origin",
  "x-content-type-options": "nosniff",
};
const WATCHED = { ...HEADERS, "cache-control": "public, max-age=1, stale-while-revalidate=5" };
const NO_STORE = { ...HEADERS, "cache-control": "no-store" };
const PROBLEM = { ...NO_STORE, "content-type": "application/problem+json" };

const campaigns = new Map();

export default {
  async fetch(request, env, ctx) {
    try {
      return await answer(request, env, ctx);
    } catch (error) {
      if (!(error instanceof Refusal)) {
        console.error(error);
      }
      const { status = 500, message, errors } = error;
      const body = { type: "about:blank", title: message, status, errors };
      return new Response(JSON.stringify(body), { status, headers: PROBLEM });
    }
  },
};

async function answer(request, env, ctx) {
  const url = new URL(request.url);
  const [, campaign, resource] = ROUTE.exec(url.pathname) ?? [];
  switch (`${request.method} ${resource}`) {
    case "POST signatures":
      return sign({ request, env, ctx, url, campaign });
    case "GET tally":
      return new Response((await loadCampaign(env, ctx, campaign)).tallyText, { headers: WATCHED });
    case "GET feed":
      return new Response((await loadCampaign(env, ctx, campaign)).feedText, { headers: WATCHED });
    case "PUT settings":
      return put(request, env, campaign);
    default:
      throw new Refusal(404, "there is nothing here");
  }
}

async function put(request, env, campaign) {
  if (request.headers.get("authorization") !== `Bearer ${env.UNDERSIGNED_ORGANIZER_TOKEN}`) {
    throw new Refusal(401, "the organizers' token is needed");
  }
  await env.CAMPAIGN.getByName(campaign).put(await request.json());
  campaigns.delete(campaign);
  return new Response(null, { status: 204 });
}

/** Fresh for a second; then the old one is served while one request refreshes it. */
async function loadCampaign(env, ctx, id) {
  const known = campaigns.get(id);
  const age = known ? Date.now() - known.takenAt : Infinity;
  if (age < STALE_MS) {
    if (age >= FRESH_MS && !known.isRefreshing) {
      known.isRefreshing = true;
      ctx.waitUntil(refresh(env, id).finally(() => (known.isRefreshing = false)));
    }
    return known;
  }
  return refresh(env, id);
}

async function refresh(env, id) {
  const takenAt = Date.now();
  const snapshot = await env.CAMPAIGN.getByName(id).snapshot();
  if (!snapshot) {
    throw new Refusal(404, "there is no such campaign");
  }
  const { settings, signatures, entries } = snapshot;
  const asOfMs = snapshot.asOfMs || takenAt;
  const tally = makeTally(id, signatures, settings.goal, asOfMs);
  const campaign = {
    ...snapshot,
    asOfMs,
    views: new Map(snapshot.views.map((view) => [view.hash, view])),
    rules: {
      opensAt: settings.opens_at ? Date.parse(settings.opens_at) : 0,
      closesAt: settings.closes_at ? Date.parse(settings.closes_at) : Infinity,
      householdLimit: settings.household_limit,
    },
    tallyText: JSON.stringify(tally),
    feedText: JSON.stringify({ tally, entries, others: signatures - entries.length }),
    takenAt,
    isRefreshing: false,
  };
  campaigns.set(id, campaign);
  return campaign;
}

const makeTally = (campaign, signatures, goal, asOfMs) => ({
  campaign,
  signatures,
  goal,
  as_of: new Date(asOfMs).toISOString(),
});

async function readBody(request) {
  const { headers } = request;
  const length = Number(headers.get("content-length") ?? NaN);
  if (headers.has("content-encoding")) {
    throw new Refusal(415, "a Content-Encoding is not taken");
  }
  if (headers.get("content-type")?.split(";")[0].trim() !== "application/json") {
    throw new Refusal(415, "the body must be application/json");
  }
  if (!(length <= BODY_MAX_BYTES)) {
    throw new Refusal(413, "the body is too large");
  }
  return new Uint8Array(await request.arrayBuffer());
}

async function sign({ request, env, ctx, url, campaign: id }) {
  if (url.search !== "") {
    throw new Refusal(400, "a query is not taken");
  }
  const body = await readBody(request);
  const now = Date.now();
  const message = { request, url, campaign: id, body, now };
  const { session, idempotencyKey } = await verifyMessage(env, message);
  const sent = parseSubmission(body);
  if (sent.partner !== session.partner) {
    throw new Refusal(401, "the session was issued to another partner");
  }
  if (!(await isWorkDone(session, sent))) {
    throw new Refusal(422, "the session's work is not done");
  }
  const campaign = await loadCampaign(env, ctx, id);
  const partner = campaign.settings.partners.find((known) => known.partner === sent.partner);
  if (!partner || partner.is_revoked) {
    throw new Refusal(404, "there is no such partner");
  }
  const view = campaign.views.get(sent.view);
  if (view?.partner !== sent.partner || view.language !== sent.language) {
    throw new Refusal(422, "this consent block was never served here");
  }
  const valid = validate(sent, view);
  const about = { request, id, campaign, sent, view, valid, session, idempotencyKey, now };
  const ask = await makeAsk(env, about);
  const { row, problem } = await env.LEDGER.getByName(`${id}/${ask.shard}`).sign(ask);
  if (problem) {
    throw new Refusal(problem === "closed" ? 409 : 422, problem);
  }
  return new Response(JSON.stringify(makeAnswer(id, valid, row)), {
    status: 201,
    headers: NO_STORE,
  });
}

async function makeAsk(env, about) {
  const { request, id, campaign, sent, view, valid, session, idempotencyKey, now } = about;
  const shards = campaign.settings.shards;
  const keys = await loadDedupKeys(env, id);
  const { work: _work, ...withoutWork } = sent;
  const isYes = ({ notice }) =>
    sent.consents.some((answer) => answer.notice === notice && answer.choice === "yes");
  const [buckets, supporterKey, nameKey, submissionDigest, ...consents] = await Promise.all([
    makeBuckets(keys.network, { request, session, campaign: id, shards, now }),
    hmac(keys.supporter, lp(valid.canonicalEmail)),
    hmac(keys.name, lp(foldName(valid))),
    sha256(JSON.stringify(withoutWork)),
    ...view.notices.filter(isYes).map((notice) => makeConsent(notice, { sent, session, now })),
  ]);
  const { country, region } = valid;
  const shows = (place) => Number((campaign.places[place] ?? 0) >= PLACE_SHOWN_FROM);
  const isListed = sent.display === "name_initial";
  return {
    campaign: id,
    shard: (((supporterKey[0] << 8) | supporterKey[1]) * shards) >> 16,
    buckets,
    idempotencyKey,
    submissionDigest,
    supporterKey,
    nameKey,
    rules: { ...campaign.rules, sessionIssuedAt: session.issued_at * 1000 },
    supporter: { ...valid, publicName: isListed ? publicName(valid) : null },
    origin: {
      partner: sent.partner,
      language: sent.language,
      country,
      region,
      origin: session.origin,
      page: valid.page,
      source: valid.source,
      sessionId: session.sid,
      petitionVersion: view.petition_version,
      view: view.hash,
      collectionNotice: view.collection_notice,
    },
    consents,
    refusals: view.notices.filter((notice) => !isYes(notice)).map(({ partner }) => partner),
    row: {
      receipt: makeId(16),
      entry: isListed ? makeId(12) : null,
      shows_region: shows(`${country}-${region}`),
      shows_country: shows(country),
      signatures: campaign.signatures + 1,
      goal: campaign.settings.goal,
      as_of_ms: campaign.asOfMs,
      signed_at_ms: now,
    },
  };
}

/** A "yes" with what was shown, and the hash of its first event. */
async function makeConsent(notice, { sent, session, now }) {
  const recordId = crypto.randomUUID();
  const event = { ...notice, recordId, view: sent.view, language: sent.language, now };
  const eventHash = await sha256(JSON.stringify({ ...event, origin: session.origin }));
  return { ...notice, recordId, eventHash };
}

const makeId = (length) =>
  crypto.getRandomValues(new Uint8Array(length)).toBase64({ alphabet: "base64url", omitPadding: true });

function makeAnswer(id, valid, row) {
  const entry = row.entry && {
    id: row.entry,
    name: publicName(valid),
    region: row.shows_region ? valid.region : null,
    country: row.shows_country ? valid.country : null,
    comment: null,
    signed_at: `${new Date(row.signed_at_ms).toISOString().slice(0, 16)}:00Z`,
  };
  return {
    receipt: { id: row.receipt },
    tally: makeTally(id, row.signatures, row.goal, row.as_of_ms),
    entry,
  };
}
