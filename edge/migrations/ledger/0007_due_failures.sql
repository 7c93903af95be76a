-- How work that is due has failed: each row waits longer by itself, and the
-- others go on.

-- Rings in a row that it did not get through.
ALTER TABLE due ADD COLUMN failures INTEGER NOT NULL DEFAULT 0;
-- When it was due the first time that it did not; null where it goes.
ALTER TABLE due ADD COLUMN failing_since_ms INTEGER;
