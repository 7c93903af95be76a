-- One shard of a campaign's ledger.

-- Which shard this is, and how far its changes went. One row.
CREATE TABLE shard (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  campaign TEXT NOT NULL,
  shard INTEGER NOT NULL,
  -- Grows by one with each change that the public can see.
  sequence INTEGER NOT NULL DEFAULT 0,
  -- The highest sequence that the campaign is known to have committed.
  acknowledged INTEGER NOT NULL DEFAULT 0
);

-- A supporter's signature. Indexed values are keyed HMACs or random.
CREATE TABLE signature (
  id INTEGER PRIMARY KEY,
  supporter_key BLOB NOT NULL CHECK (length(supporter_key) = 32),
  slot INTEGER NOT NULL,
  name_key BLOB NOT NULL CHECK (length(name_key) = 32),
  state TEXT NOT NULL CHECK (state IN ('pending', 'confirmed', 'held', 'withdrawn')),
  partner TEXT NOT NULL,
  language TEXT NOT NULL,
  country TEXT,
  region TEXT,
  channel TEXT NOT NULL CHECK (channel IN ('widget', 'hosted', 'server')),
  origin TEXT NOT NULL,
  page TEXT,
  source TEXT,
  session_id TEXT NOT NULL,
  petition_version INTEGER NOT NULL,
  view TEXT NOT NULL,
  collection_notice TEXT NOT NULL,
  collection_notice_version INTEGER NOT NULL,
  receipt TEXT NOT NULL,
  signed_at_ms INTEGER NOT NULL,
  -- The public entry, if she is listed.
  entry TEXT,
  shows_region INTEGER NOT NULL,
  shows_country INTEGER NOT NULL,
  is_hidden INTEGER NOT NULL DEFAULT 0,
  -- The change that showed the entry, or took it away.
  entry_sequence INTEGER,
  UNIQUE (supporter_key, slot)
);
CREATE INDEX signature_by_entry_sequence ON signature (entry_sequence)
  WHERE entry_sequence IS NOT NULL;
CREATE UNIQUE INDEX signature_by_entry ON signature (entry) WHERE entry IS NOT NULL;

-- The only clear personal data of this ledger, in columns of fixed length
-- and without an index: an erasure overwrites the bytes in place.
CREATE TABLE person (
  signature INTEGER PRIMARY KEY REFERENCES signature (id),
  given_name BLOB NOT NULL CHECK (length(given_name) = 240),
  family_name BLOB NOT NULL CHECK (length(family_name) = 240),
  email BLOB NOT NULL CHECK (length(email) = 254),
  postal_code BLOB NOT NULL CHECK (length(postal_code) = 12),
  public_name BLOB NOT NULL CHECK (length(public_name) = 482)
);

-- A consent: one for each signature, partner and purpose.
CREATE TABLE consent (
  id INTEGER PRIMARY KEY,
  record_id TEXT NOT NULL,
  signature INTEGER NOT NULL REFERENCES signature (id),
  partner TEXT NOT NULL,
  purpose TEXT NOT NULL,
  notice TEXT NOT NULL,
  notice_version INTEGER NOT NULL,
  notice_hash TEXT NOT NULL,
  view TEXT NOT NULL,
  control TEXT NOT NULL CHECK (control IN ('choose', 'tick')),
  control_label TEXT NOT NULL,
  language TEXT NOT NULL,
  channel TEXT NOT NULL,
  origin TEXT NOT NULL,
  session_id TEXT NOT NULL,
  UNIQUE (signature, partner, purpose)
);

-- What happened to a consent, each event linked to the one before by hash.
-- Only ever added.
CREATE TABLE consent_event (
  consent INTEGER NOT NULL REFERENCES consent (id),
  event INTEGER NOT NULL,
  event_time_ms INTEGER NOT NULL,
  event_type TEXT NOT NULL,
  event_state TEXT NOT NULL,
  is_address_confirmed INTEGER NOT NULL,
  previous_hash BLOB NOT NULL CHECK (length(previous_hash) = 32),
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (consent, event)
) WITHOUT ROWID;

-- Absolute counters, moved in the same transaction as the signature.
-- `split` is total, partner, day, language, country or region.
CREATE TABLE counter (
  split TEXT NOT NULL,
  key TEXT NOT NULL,
  pending INTEGER NOT NULL DEFAULT 0,
  confirmed INTEGER NOT NULL DEFAULT 0,
  held INTEGER NOT NULL DEFAULT 0,
  withdrawn INTEGER NOT NULL DEFAULT 0,
  consents INTEGER NOT NULL DEFAULT 0,
  refusals INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (split, key)
) WITHOUT ROWID;

-- The same request again gets the same answer. No personal data.
CREATE TABLE replay (
  idempotency_key TEXT PRIMARY KEY,
  submission_digest BLOB NOT NULL CHECK (length(submission_digest) = 32),
  receipt TEXT NOT NULL,
  entry TEXT,
  shows_region INTEGER NOT NULL,
  shows_country INTEGER NOT NULL,
  signatures INTEGER NOT NULL,
  goal INTEGER NOT NULL,
  as_of_ms INTEGER NOT NULL,
  signed_at_ms INTEGER NOT NULL,
  expires_at_ms INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX replay_by_expiry ON replay (expires_at_ms);

-- What the one alarm is for.
CREATE TABLE due (
  kind TEXT PRIMARY KEY,
  at_ms INTEGER NOT NULL
) WITHOUT ROWID;
