// A campaign's settings, merged tally and feed window.

import { DurableObject } from "cloudflare:workers";
import SCHEMA from "campaign.sql";

const FEED_ENTRIES = 100;
const FEED_KEEP_ENTRIES = 300;

const decoder = new TextDecoder();
const minute = (ms) => `${new Date(ms - (ms % 60_000)).toISOString().slice(0, 19)}Z`;

export class CampaignDo extends DurableObject {
  #sql = this.ctx.storage.sql;

  constructor(ctx, env) {
    super(ctx, env);
    const [table] = this.#sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'settings'").toArray();
    if (!table) {
      ctx.storage.transactionSync(() => this.#sql.exec(SCHEMA));
    }
  }

  /** Stores settings and what was shown in the one consent block. */
  put({ settings, view }) {
    this.ctx.storage.transactionSync(() => {
      const now = Date.now();
      this.#sql.exec(
        "INSERT INTO settings (body, saved_at_ms) VALUES (?, ?)",
        JSON.stringify(settings),
        now,
      );
      this.#sql.exec(
        "INSERT OR REPLACE INTO view (hash, record, kept_at_ms) VALUES (?, ?, ?)",
        view.hash,
        JSON.stringify(view),
        now,
      );
    });
  }

  /** What the worker caches. */
  snapshot() {
    const sql = this.#sql;
    const [settings] = sql.exec("SELECT body FROM settings ORDER BY version DESC LIMIT 1").toArray();
    if (!settings) {
      return null;
    }
    const views = sql.exec("SELECT record FROM view").toArray();
    const shards = sql.exec("SELECT pending, places, announced_at_ms FROM shard").toArray();
    const places = {};
    for (const shard of shards) {
      for (const { key, pending } of JSON.parse(shard.places)) {
        places[key] = (places[key] ?? 0) + pending;
      }
    }
    return {
      settings: JSON.parse(settings.body),
      views: views.map(({ record }) => JSON.parse(record)),
      signatures: shards.reduce((sum, { pending }) => sum + pending, 0),
      asOfMs: Math.max(0, ...shards.map((shard) => shard.announced_at_ms)),
      places,
      entries: sql
        .exec(
          `SELECT entry AS id, name, region, country, comment, signed_at FROM feed
           ORDER BY ordinal DESC LIMIT ?`,
          FEED_ENTRIES,
        )
        .toArray(),
    };
  }

  /** Merges a shard's news, if they are newer than what is committed. */
  announce({ shard, sequence, pending, places, entries }) {
    const sql = this.#sql;
    return this.ctx.storage.transactionSync(() => {
      const [committed] = sql.exec("SELECT sequence FROM shard WHERE shard = ?", shard).toArray();
      if (committed && committed.sequence >= sequence) {
        return committed.sequence;
      }
      sql.exec(
        `INSERT INTO shard (shard, sequence, pending, confirmed, held, withdrawn, places,
                            announced_at_ms)
         VALUES (?, ?, ?, 0, 0, 0, ?, ?)
         ON CONFLICT (shard) DO UPDATE SET
           sequence = excluded.sequence, pending = excluded.pending, places = excluded.places,
           announced_at_ms = excluded.announced_at_ms`,
        shard,
        sequence,
        pending,
        JSON.stringify(places),
        Date.now(),
      );
      for (const entry of entries.reverse()) {
        this.#putEntry(entry);
      }
      sql.exec(
        "DELETE FROM feed WHERE ordinal <= (SELECT max(ordinal) FROM feed) - ?",
        FEED_KEEP_ENTRIES,
      );
      return sequence;
    });
  }

  #putEntry(row) {
    this.#sql.exec(
      `INSERT INTO feed (entry, name, region, country, comment, signed_at)
       VALUES (?, ?, ?, ?, NULL, ?)
       ON CONFLICT (entry) DO UPDATE SET name = excluded.name, region = excluded.region,
         country = excluded.country, signed_at = excluded.signed_at`,
      row.entry,
      decoder.decode(row.public_name).replace(/\0+$/, ""),
      row.shows_region ? row.region : null,
      row.shows_country ? row.country : null,
      minute(row.signed_at_ms),
    );
  }
}
