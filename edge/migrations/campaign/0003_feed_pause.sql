-- Whether organizers have paused the feed. One row, or none if they never did.
CREATE TABLE feed_pause (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  is_paused INTEGER NOT NULL,
  changed_at_ms INTEGER NOT NULL
);
