-- Reasons that supporters add, and what a moderator has to look at.

-- A reason, which is clear personal data like `person`: of fixed length and
-- without an index, so that an erasure overwrites the bytes in place.
CREATE TABLE person_comment (
  signature INTEGER PRIMARY KEY REFERENCES signature (id),
  comment BLOB NOT NULL CHECK (length(comment) = 2240)
);

-- What of a listed signature waits or was decided. A signature without a row
-- has no reason, and its name did not have to be looked at.
CREATE TABLE moderation (
  signature INTEGER PRIMARY KEY REFERENCES signature (id),
  -- Something of it stands in the queue.
  is_waiting INTEGER NOT NULL,
  -- The whole entry is kept back. Its signature has no `entry_sequence` then.
  is_name_waiting INTEGER NOT NULL,
  comment_state TEXT NOT NULL
    CHECK (comment_state IN ('none', 'waiting', 'shown', 'withheld')),
  -- Why it waits or waited: words with a space between.
  reasons TEXT NOT NULL,
  decided_at_ms INTEGER
);
CREATE INDEX moderation_waiting ON moderation (signature) WHERE is_waiting = 1;

-- Whether the answer that is repeated had her reason in its entry.
ALTER TABLE replay ADD COLUMN shows_comment INTEGER NOT NULL DEFAULT 0;
