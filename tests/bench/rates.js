// The limits of a campaign: theoretical arrival times, as the edge keeps them.

import { hmac, lp } from "keys.js";

// As many as the bench's edge is started with, so that nothing is held.
const INTERVAL_US = 36;
const BURST = 1_000_000;

/** Whose limits a submission meets, from the narrowest to the widest. */
export async function makeBuckets(key, { request, session, campaign, shards, now }) {
  const peer = request.cf?.clientIp ?? "";
  const address = peer.slice(0, peer.lastIndexOf(":"));
  const day = new Date(now).toISOString().slice(0, 10);
  const network = (await hmac(key, lp(campaign, day, address))).subarray(0, 16);
  const limit = { intervalUs: INTERVAL_US * shards, burst: Math.ceil(BURST / shards) };
  return [
    { ...limit, name: `session:${session.sid}`, reason: "session" },
    { ...limit, name: `network:${network.toBase64()}`, reason: "network" },
    { ...limit, name: `partner:${session.partner}`, reason: "partner" },
    { ...limit, name: "campaign", reason: "campaign" },
  ];
}

/** Weighs a submission and keeps what it costs; the first limit it is over. */
export function weigh(sql, buckets, now) {
  const marks = buckets.map(() => "?").join(", ");
  const rows = sql
    .exec(
      `SELECT bucket, arrival_us FROM rate WHERE bucket IN (${marks})`,
      ...buckets.map(({ name }) => name),
    )
    .toArray();
  const kept = new Map(rows.map((row) => [row.bucket, row.arrival_us]));
  const nowUs = now * 1000;
  let over = null;
  const arrivals = buckets.flatMap(({ name, reason, intervalUs, burst }) => {
    const arrival = kept.get(name) ?? nowUs;
    const next = Math.max(arrival, nowUs) + intervalUs;
    const isWithin = next - nowUs <= intervalUs * burst;
    if (over || !isWithin) {
      over ??= reason;
      return [name, arrival];
    }
    return [name, next];
  });
  sql.exec(
    `INSERT INTO rate (bucket, arrival_us) VALUES ${buckets.map(() => "(?, ?)").join(", ")}
     ON CONFLICT (bucket) DO UPDATE SET arrival_us = excluded.arrival_us`,
    ...arrivals,
  );
  return over;
}
