-- Limits, and signatures that were held because of one.

-- One row for each network, session, partner and the campaign that has signed
-- of late. A network is a keyed hash that lives for a day; no address is kept,
-- and no row leads to a signature. Rows go when their arrival time has passed.
CREATE TABLE rate (
  bucket TEXT PRIMARY KEY,
  -- Theoretical arrival time, in Unix microseconds.
  arrival_us INTEGER NOT NULL
) WITHOUT ROWID;

-- Which limit a signature was over when it came; kept after its release.
ALTER TABLE signature ADD COLUMN held_reason TEXT;
CREATE INDEX signature_by_held ON signature (id) WHERE state = 'held';
