-- What everybody sees of a protected campaign's count: whole steps, as they
-- were when an hour began. The exact counters stand in `shard`, for organizers.
CREATE TABLE published (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  signatures INTEGER NOT NULL,
  -- When the number last moved: an hour's beginning, nobody's instant.
  as_of_ms INTEGER NOT NULL,
  -- The beginning of the hour that it stands for.
  since_ms INTEGER NOT NULL
);
