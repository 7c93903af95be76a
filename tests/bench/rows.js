// The ledger's rows, as the edge writes them: the same tables and columns.

const encoder = new TextEncoder();
const REPLAY_KEEP_MS = 72 * 60 * 60 * 1000;
const NO_PREVIOUS_HASH = new Uint8Array(32);
const MOVE = "(?, ?, ?, ?, ?, ?, ?, ?)";

/** A text in a column of fixed length, padded with zero bytes. */
function padded(text, length) {
  const bytes = new Uint8Array(length);
  const { read } = encoder.encodeInto(text, bytes);
  if (read < text.length) {
    throw new Error("a text does not fit its fixed column");
  }
  return bytes;
}

/** Stores a signature and its person. Returns the signature's row. */
export function insertSignature(sql, ask, slot, heldReason) {
  const { origin, row, supporter } = ask;
  const { sequence } = sql
    .exec(
      `INSERT INTO shard (id, campaign, shard, sequence) VALUES (1, ?, ?, 1)
       ON CONFLICT (id) DO UPDATE SET sequence = sequence + 1 RETURNING sequence`,
      ask.campaign,
      ask.shard,
    )
    .one();
  const { id } = sql
    .exec(
      `INSERT INTO signature (
         supporter_key, slot, name_key, state, partner, language, country, region, channel,
         origin, page, source, session_id, petition_version, view, collection_notice,
         collection_notice_version, receipt, signed_at_ms, entry, shows_region, shows_country,
         entry_sequence, held_reason)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'widget', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       RETURNING id`,
      ask.supporterKey,
      slot,
      ask.nameKey,
      heldReason ? "held" : "pending",
      origin.partner,
      origin.language,
      origin.country,
      origin.region,
      origin.origin,
      origin.page,
      origin.source,
      origin.sessionId,
      origin.petitionVersion,
      origin.view,
      origin.collectionNotice.id,
      origin.collectionNotice.version,
      row.receipt,
      row.signed_at_ms,
      row.entry,
      row.shows_region,
      row.shows_country,
      row.entry && !heldReason ? sequence : null,
      heldReason,
    )
    .one();
  sql.exec(
    `INSERT INTO person (signature, given_name, family_name, email, postal_code, public_name)
     VALUES (?, ?, ?, ?, ?, ?)`,
    id,
    padded(supporter.givenName, 240),
    padded(supporter.familyName ?? "", 240),
    padded(supporter.email, 254),
    padded(supporter.postalCode ?? "", 12),
    padded(supporter.publicName ?? "", 482),
  );
  return id;
}

/** Stores each "yes" that this signature has not given before. */
export function insertConsents(sql, ask, signature, isNew) {
  const { origin } = ask;
  const known = isNew
    ? []
    : sql.exec("SELECT partner, purpose FROM consent WHERE signature = ?", signature).toArray();
  const given = ask.consents.filter(
    ({ partner, purpose }) => !known.some((k) => k.partner === partner && k.purpose === purpose),
  );
  for (const consent of given) {
    const { id } = sql
      .exec(
        `INSERT INTO consent (record_id, signature, partner, purpose, notice, notice_version,
                              notice_hash, view, control, control_label, language, channel,
                              origin, session_id)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'widget', ?, ?) RETURNING id`,
        consent.recordId,
        signature,
        consent.partner,
        consent.purpose,
        consent.notice,
        consent.version,
        consent.notice_hash,
        origin.view,
        consent.control,
        consent.control_label,
        origin.language,
        origin.origin,
        origin.sessionId,
      )
      .one();
    sql.exec(
      `INSERT INTO consent_event (consent, event, event_time_ms, event_type, event_state,
                                  is_address_confirmed, previous_hash, hash)
       VALUES (?, 1, ?, 'ExplicitlyExpressedConsent', 'ConsentGiven', 0, ?, ?)`,
      id,
      ask.row.signed_at_ms,
      NO_PREVIOUS_HASH,
      consent.eventHash,
    );
  }
  return given;
}

/** Moves the counters in one statement. */
export function moveCounters(sql, ask, { isNew, heldReason }, given) {
  const { origin, row, refusals } = ask;
  const pending = isNew && !heldReason ? 1 : 0;
  const held = isNew && heldReason ? 1 : 0;
  const refused = isNew ? refusals : [];
  const moves = [];
  if (isNew || given.length > 0) {
    const day = new Date(row.signed_at_ms).toISOString().slice(0, 10);
    const region = origin.region ? `${origin.country}-${origin.region}` : "";
    for (const [split, key] of [
      ["total", ""],
      ["day", day],
      ["language", origin.language],
      ["country", origin.country],
      ["region", region],
    ]) {
      moves.push([split, key, pending, 0, held, 0, given.length, refused.length]);
    }
  }
  if (isNew) {
    moves.push(["partner", origin.partner, pending, 0, held, 0, 0, 0]);
  }
  moves.push(...given.map(({ partner }) => ["partner", partner, 0, 0, 0, 0, 1, 0]));
  moves.push(...refused.map((partner) => ["partner", partner, 0, 0, 0, 0, 0, 1]));
  if (moves.length === 0) {
    return;
  }
  sql.exec(
    `INSERT INTO counter (split, key, pending, confirmed, held, withdrawn, consents, refusals)
     VALUES ${moves.map(() => MOVE).join(", ")}
     ON CONFLICT (split, key) DO UPDATE SET
       pending = pending + excluded.pending, confirmed = confirmed + excluded.confirmed,
       held = held + excluded.held, withdrawn = withdrawn + excluded.withdrawn,
       consents = consents + excluded.consents, refusals = refusals + excluded.refusals`,
    ...moves.flat(),
  );
}

/** Keeps what was answered. */
export function insertReplay(sql, { idempotencyKey, submissionDigest, row }) {
  sql.exec(
    `INSERT INTO replay (idempotency_key, submission_digest, receipt, entry, shows_region,
                         shows_country, signatures, goal, as_of_ms, signed_at_ms, expires_at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    idempotencyKey,
    submissionDigest,
    row.receipt,
    row.entry,
    row.shows_region,
    row.shows_country,
    row.signatures,
    row.goal,
    row.as_of_ms,
    row.signed_at_ms,
    row.signed_at_ms + REPLAY_KEEP_MS,
  );
}
