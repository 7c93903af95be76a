// A signed request: RFC 9421 with hmac-sha256, Content-Digest by RFC 9530.

import { openSession, sha256 } from "keys.js";

const encoder = new TextEncoder();
const COMPONENTS = [
  "@method",
  "@authority",
  "@path",
  "content-type",
  "content-digest",
  "idempotency-key",
];
const INPUT = /^([a-z*][\w.*-]*)=(\(([^()]*)\)((?:;[a-z]+=(?:-?\d+|"[^"\\]*"))*))$/;
const PARAMETER = /;([a-z]+)=(?:(-?\d+)|"([^"]*)")/g;
const SIGNATURE = /^([a-z*][\w.*-]*)=:([A-Za-z0-9+/=]+):$/;
const DIGEST = /(?:^|,\s*)sha-256=:([A-Za-z0-9+/=]+):/;
const UUID = /^"([\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12})"$/i;

let authorities;

/** A refusal with its status, thrown to the worker. */
export class Refusal extends Error {
  constructor(status, detail, errors) {
    super(detail);
    this.status = status;
    this.errors = errors;
  }
}

function parseInput(headers) {
  const input = INPUT.exec(headers.get("signature-input") ?? "");
  const signature = SIGNATURE.exec(headers.get("signature") ?? "");
  if (!input || !signature || input[1] !== signature[1]) {
    throw new Refusal(401, "Signature-Input or Signature cannot be read");
  }
  const parameters = {};
  for (const [, name, integer, text] of input[4].matchAll(PARAMETER)) {
    parameters[name] = integer === undefined ? text : Number(integer);
  }
  const { created, keyid, tag, alg } = parameters;
  const components = input[3].split(" ").map((quoted) => quoted.slice(1, -1));
  if (
    tag !== "undersigned-v1" ||
    !Number.isInteger(created) ||
    typeof keyid !== "string" ||
    (alg !== undefined && alg !== "hmac-sha256") ||
    components.length !== COMPONENTS.length ||
    !COMPONENTS.every((name) => components.includes(name))
  ) {
    throw new Refusal(401, "the signature does not cover what it must");
  }
  return { ...parameters, components, text: input[2], tag: Uint8Array.fromBase64(signature[2]) };
}

function checkBinding(session, campaign, headers, now) {
  if (
    session.v !== 1 ||
    session.campaign !== campaign ||
    session.origin !== headers.get("origin") ||
    Math.floor(now / 1000) >= session.expires_at
  ) {
    throw new Refusal(401, "the session was issued for something else, or has expired");
  }
}

function encodeBase(input, request, url) {
  const values = {
    "@method": request.method,
    "@authority": url.host,
    "@path": url.pathname,
  };
  const lines = input.components.map((name) => {
    const value = values[name] ?? request.headers.get(name)?.trim();
    if (value === undefined) {
      throw new Refusal(401, "a covered header is missing");
    }
    return `"${name}": ${value}\n`;
  });
  return encoder.encode(`${lines.join("")}"@signature-params": ${input.text}`);
}

async function isBodysDigest(field, body) {
  const sent = DIGEST.exec(field ?? "")?.[1];
  return sent !== undefined && sent === (await sha256(body)).toBase64();
}

/** Checks session, digest, signature and window. Returns session and idempotency key. */
export async function verifyMessage(env, { request, url, campaign, body, now }) {
  const { headers } = request;
  const input = parseInput(headers);
  const session = await openSession(env, input.keyid);
  if (!session) {
    throw new Refusal(401, "the session was not issued here");
  }
  checkBinding(session, campaign, headers, now);
  authorities ??= new Set(env.UNDERSIGNED_AUTHORITIES.split(","));
  if (!authorities.has(url.host)) {
    throw new Refusal(401, "the authority is not one of this worker");
  }
  const [isDigest, key] = await Promise.all([
    isBodysDigest(headers.get("content-digest"), body),
    session.deriveKey(),
  ]);
  const base = encodeBase(input, request, url);
  if (!isDigest || !(await crypto.subtle.verify("HMAC", key, input.tag, base))) {
    throw new Refusal(401, "digest or signature do not match the request");
  }
  const nowS = Math.floor(now / 1000);
  const { created, expires } = input;
  if (
    created < nowS - 300 ||
    created > nowS + 30 ||
    created < session.issued_at ||
    expires <= nowS
  ) {
    throw new Refusal(401, "the signature's time is outside its window");
  }
  const idempotencyKey = UUID.exec(headers.get("idempotency-key"))?.[1].toLowerCase();
  if (!idempotencyKey) {
    throw new Refusal(400, "Idempotency-Key must be a UUID in quotes");
  }
  return { session, idempotencyKey };
}
