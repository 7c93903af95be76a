-- The pictures that shared links show, each by the hash of its bytes.
CREATE TABLE picture (
  hash TEXT PRIMARY KEY,
  png BLOB NOT NULL,
  -- The last save at which it was shown. Links that were shared before still
  -- name it, so it is kept for a while after that.
  shown_at_ms INTEGER NOT NULL
);

-- Which of them each language shows now.
CREATE TABLE picture_shown (
  language TEXT PRIMARY KEY,
  -- The hash of what it was made of: the same again needs no new picture.
  words TEXT NOT NULL,
  picture TEXT NOT NULL
) WITHOUT ROWID;
