// One shard of a campaign's ledger: what the edge's `LedgerDo` does.

import { DurableObject } from "cloudflare:workers";
import SCHEMA from "ledger.sql";
import { weigh } from "rates.js";
import RATES_SCHEMA from "rates.sql";
import { insertConsents, insertReplay, insertSignature, moveCounters } from "rows.js";

const ANNOUNCE_AFTER_MS = 50;
const ANNOUNCE_AGAIN_MS = 5000;

const isSame = (stored, bytes) => new Uint8Array(stored).every((byte, at) => byte === bytes[at]);

export class LedgerDo extends DurableObject {
  #sql = this.ctx.storage.sql;
  #shard = this.#loadShard();
  #isAnnouncing = false;
  #isAlarmSet = false;
  #acknowledged = this.#shard?.acknowledged ?? 0;

  /** Admits or replays one verified submission, in one transaction. */
  sign(ask) {
    const answer = this.ctx.storage.transactionSync(() => this.#admit(ask));
    if (answer.isNew) {
      this.#shard ??= this.#loadShard();
      this.#announceSoon();
    }
    return answer;
  }

  #loadShard() {
    const [table] = this.#sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'shard'").toArray();
    if (!table) {
      return undefined;
    }
    const [shard] = this.#sql.exec("SELECT campaign, shard, acknowledged FROM shard").toArray();
    return shard;
  }

  #admit(ask) {
    const sql = this.#sql;
    if (!this.#shard) {
      sql.exec(SCHEMA);
      sql.exec(RATES_SCHEMA);
    }
    const [replay] = sql
      .exec(
        `SELECT submission_digest, receipt, entry, shows_region, shows_country, signatures, goal,
                as_of_ms, signed_at_ms
         FROM replay WHERE idempotency_key = ?`,
        ask.idempotencyKey,
      )
      .toArray();
    if (replay) {
      return isSame(replay.submission_digest, ask.submissionDigest)
        ? { row: replay }
        : { problem: "key_reused" };
    }
    const now = Date.now();
    const { opensAt, closesAt, sessionIssuedAt, householdLimit } = ask.rules;
    if (opensAt > now || (closesAt <= now && closesAt <= sessionIssuedAt)) {
      return { problem: "closed" };
    }
    const heldReason = weigh(sql, ask.buckets, now);
    const existing = sql
      .exec(
        "SELECT id, slot, name_key, state FROM signature WHERE supporter_key = ? ORDER BY slot",
        ask.supporterKey,
      )
      .toArray();
    const known =
      existing.find((row) => isSame(row.name_key, ask.nameKey)) ??
      (existing.length >= householdLimit ? existing[0] : undefined);
    const isNew = known === undefined;
    const signature = isNew ? insertSignature(sql, ask, existing.length, heldReason) : known.id;
    const given = insertConsents(sql, ask, signature, isNew);
    moveCounters(sql, ask, { isNew, heldReason }, given);
    insertReplay(sql, ask);
    return { row: ask.row, isNew };
  }

  /** Announces in a moment from memory, and by an alarm until it is acknowledged. */
  #announceSoon() {
    if (!this.#isAlarmSet) {
      this.#isAlarmSet = true;
      this.ctx.storage.setAlarm(Date.now() + ANNOUNCE_AGAIN_MS);
    }
    if (!this.#isAnnouncing) {
      this.#isAnnouncing = true;
      setTimeout(() => this.#announce().catch(console.error), ANNOUNCE_AFTER_MS);
    }
  }

  async #announce() {
    try {
      for (let news = this.#loadNews(); news; news = this.#loadNews()) {
        const campaign = this.env.CAMPAIGN.getByName(this.#shard.campaign);
        this.#acknowledged = await campaign.announce(news);
      }
    } finally {
      this.#isAnnouncing = false;
    }
  }

  /** What the campaign does not know yet. */
  #loadNews() {
    const sql = this.#sql;
    const { shard, sequence } = sql.exec("SELECT shard, sequence FROM shard").one();
    if (sequence <= this.#acknowledged) {
      return null;
    }
    const { pending } = sql.exec("SELECT pending FROM counter WHERE split = 'total'").one();
    const places = sql
      .exec("SELECT key, pending FROM counter WHERE split IN ('country', 'region') AND key <> ''")
      .toArray();
    const entries = sql
      .exec(
        `SELECT entry, public_name, region, country, shows_region, shows_country, signed_at_ms
         FROM signature JOIN person ON person.signature = signature.id
         WHERE entry_sequence > ? AND is_hidden = 0 AND state IN ('pending', 'confirmed')
         ORDER BY entry_sequence DESC LIMIT 1000`,
        this.#acknowledged,
      )
      .toArray();
    return { shard, sequence, pending, places, entries };
  }

  async alarm() {
    await this.#announce();
    this.ctx.storage.transactionSync(() => {
      this.#sql.exec("UPDATE shard SET acknowledged = ?", this.#acknowledged);
      this.#sql.exec("DELETE FROM replay WHERE expires_at_ms <= ?", Date.now());
    });
    this.#isAlarmSet = false;
  }
}
