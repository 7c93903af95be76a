-- The rule by which a campaign tells one person from another (docs/dedup.md). The
-- keys derived by it are stored, so it never changes: a campaign from before has
-- the first.
ALTER TABLE campaign ADD COLUMN dedup_rule TEXT NOT NULL DEFAULT 'dedup/1';
