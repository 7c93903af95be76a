-- The goals that were shown, and when each was first met. A goal is shown
-- again after signatures were withdrawn, so it never goes down.
CREATE TABLE goal (
  goal INTEGER PRIMARY KEY,
  shown_at_ms INTEGER NOT NULL,
  -- Null until so many have signed.
  met_at_ms INTEGER
);
