-- Which campaigns exist. A campaign's number of shards never changes: it
-- decides which ledger a supporter's key belongs to.
CREATE TABLE campaign (
  campaign TEXT PRIMARY KEY,
  shards INTEGER NOT NULL CHECK (shards BETWEEN 1 AND 256),
  registered_at_ms INTEGER NOT NULL
) WITHOUT ROWID;
