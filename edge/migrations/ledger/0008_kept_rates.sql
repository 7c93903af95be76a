-- A limit may change while its arrival times are kept. Each stands with the
-- interval that made it, in microseconds, so that as many are in the bucket
-- under the new limit as were under the old one. 0 where an older version kept
-- it, which did not say.
ALTER TABLE rate ADD COLUMN interval_us INTEGER NOT NULL DEFAULT 0;

-- What a limit's bucket in another shard has charged a submission, for as long
-- as the same submission may come again: a retry costs nothing. The key is half
-- of a SHA-256 over the Idempotency-Key and the submission's digest; it leads
-- to no network, no session and no person.
CREATE TABLE charge (
  charge BLOB PRIMARY KEY CHECK (length(charge) = 16),
  -- The limit that it was over; null where it was within all of them.
  over TEXT,
  expires_at_ms INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX charge_by_expiry ON charge (expires_at_ms);
