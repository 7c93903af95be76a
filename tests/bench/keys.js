// Keys by WebCrypto, derived as the edge derives them (`crates/protocol/src/keys.rs`).

const encoder = new TextEncoder();
const SALT = encoder.encode("undersigned/v1");
const HMAC = { name: "HMAC", hash: "SHA-256", length: 256 };

/** Each part behind its length in four bytes, so that no two lists are alike. */
export function lp(...parts) {
  const bytes = parts.map((part) => (typeof part === "string" ? encoder.encode(part) : part));
  const all = new Uint8Array(bytes.reduce((sum, part) => sum + 4 + part.length, 0));
  const view = new DataView(all.buffer);
  let at = 0;
  for (const part of bytes) {
    view.setUint32(at, part.length);
    all.set(part, at + 4);
    at += 4 + part.length;
  }
  return all;
}

export const sha256 = async (data) =>
  new Uint8Array(
    await crypto.subtle.digest("SHA-256", typeof data === "string" ? encoder.encode(data) : data),
  );

export const hmac = async (key, message) =>
  new Uint8Array(await crypto.subtle.sign("HMAC", key, message));

const importMaster = (base64) =>
  crypto.subtle.importKey("raw", Uint8Array.fromBase64(base64), "HKDF", false, ["deriveKey"]);

const expand = (master, ...label) =>
  crypto.subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt: SALT, info: lp(...label) },
    master,
    HMAC,
    false,
    ["sign", "verify"],
  );

let keys;
const dedupKeys = new Map();

/** The deployment's keys, imported once for each isolate. */
export async function loadKeys(env) {
  if (!keys) {
    const master = await importMaster(env.UNDERSIGNED_MASTER_K1);
    const dedup = await importMaster(env.UNDERSIGNED_DEDUP_MASTER);
    keys = { master, dedup, sessionMac: await expand(master, "session-mac") };
  }
  return keys;
}

/** A campaign's keys for supporters and names, derived once for each isolate. */
export async function loadDedupKeys(env, campaign) {
  let found = dedupKeys.get(campaign);
  if (!found) {
    const { dedup } = await loadKeys(env);
    found = {
      supporter: await expand(dedup, "dedup", campaign, "dedup/1"),
      name: await expand(dedup, "dedup-name", campaign, "dedup/1"),
      network: await expand(dedup, "network", campaign),
    };
    dedupKeys.set(campaign, found);
  }
  return found;
}

/** The session of a token that was issued here, or null. */
export async function openSession(env, token) {
  const { master, sessionMac } = await loadKeys(env);
  const [version, kid, payload, mac, more] = token.split(".");
  if (version !== "us1" || kid !== "k1" || !payload || !mac || more !== undefined) {
    return null;
  }
  const tag = parseBase64Url(mac);
  if (!tag || !(await crypto.subtle.verify("HMAC", sessionMac, tag, lp(kid, payload)))) {
    return null;
  }
  return {
    ...JSON.parse(new TextDecoder().decode(parseBase64Url(payload))),
    deriveKey: () => expand(master, "session-key", payload),
  };
}

/** Whether a submission brings the work that its session asks for. */
export async function isWorkDone({ sid, difficulty_bits: bits }, { work, supporter }) {
  if (bits === 0) {
    return true;
  }
  if (!Number.isSafeInteger(work?.counter) || work.counter < 0) {
    return false;
  }
  const block = new Uint8Array(40);
  block.set(await sha256(lp("undersigned/v1/work", sid, supporter.email)));
  new DataView(block.buffer).setBigUint64(32, BigInt(work.counter));
  const hash = await sha256(block);
  const lead = new DataView(hash.buffer).getUint32(0);
  return bits <= 32 && Math.clz32(lead) >= bits;
}

function parseBase64Url(text) {
  try {
    return Uint8Array.fromBase64(text, { alphabet: "base64url" });
  } catch {
    return null;
  }
}
