-- A campaign's settings, merged tally and feed window.

-- Every version that was ever saved; the newest is in force.
CREATE TABLE settings (
  version INTEGER PRIMARY KEY,
  body TEXT NOT NULL,
  saved_at_ms INTEGER NOT NULL
);

-- The latest announcement of each shard. The tally is the sum over them.
CREATE TABLE shard (
  shard INTEGER PRIMARY KEY,
  sequence INTEGER NOT NULL,
  pending INTEGER NOT NULL,
  confirmed INTEGER NOT NULL,
  held INTEGER NOT NULL,
  withdrawn INTEGER NOT NULL,
  -- Signatures from each country and province, as JSON.
  places TEXT NOT NULL,
  announced_at_ms INTEGER NOT NULL
);

-- The newest public entries.
CREATE TABLE feed (
  ordinal INTEGER PRIMARY KEY AUTOINCREMENT,
  entry TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  region TEXT,
  country TEXT,
  comment TEXT,
  signed_at TEXT NOT NULL
);

-- Every consent block that was ever served, by the hash of its bytes.
CREATE TABLE view (
  hash TEXT PRIMARY KEY,
  record TEXT NOT NULL,
  kept_at_ms INTEGER NOT NULL
) WITHOUT ROWID;

-- The relays that hold sockets.
CREATE TABLE relay (
  relay INTEGER PRIMARY KEY
);
