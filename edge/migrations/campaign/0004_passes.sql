-- Event passes, which let one network sign more for some hours.

CREATE TABLE pass (
  -- Derived from the code, which is stored nowhere.
  id BLOB PRIMARY KEY CHECK (length(id) = 16),
  label TEXT NOT NULL,
  signatures INTEGER NOT NULL,
  created_at_ms INTEGER NOT NULL,
  ends_at_ms INTEGER NOT NULL,
  -- The keyed hash of the network that it is bound to; forgotten at its end.
  network BLOB CHECK (length(network) = 16)
) WITHOUT ROWID;
