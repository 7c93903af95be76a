-- Consents whose place a newer one has taken: what was withdrawn and given
-- anew, or given twice. A withdrawal is an event, so its record stays.
--
-- Tables of their own, since `consent` has one row for each signature, partner
-- and purpose: SQLite cannot drop that rule without a copy of the table, and a
-- copy in one transaction would stop a shard that is in use.

CREATE TABLE past_consent (
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
  session_id TEXT NOT NULL
);
CREATE INDEX past_consent_by_signature ON past_consent (signature);

-- Their events, with the hashes as they were.
CREATE TABLE past_consent_event (
  consent INTEGER NOT NULL REFERENCES past_consent (id),
  event INTEGER NOT NULL,
  event_time_ms INTEGER NOT NULL,
  event_type TEXT NOT NULL,
  event_state TEXT NOT NULL,
  is_address_confirmed INTEGER NOT NULL,
  previous_hash BLOB NOT NULL CHECK (length(previous_hash) = 32),
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (consent, event)
) WITHOUT ROWID;
