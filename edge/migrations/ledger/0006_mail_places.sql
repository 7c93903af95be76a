-- `outbox.is_weighed` has a third value: 0, 1 for a mail with its place among
-- those of its domain and campaign, 2 for one with a place among all of the
-- deployment's too. Each is looked for apart, so the index has it in front.
DROP INDEX outbox_by_due;
CREATE INDEX outbox_by_place ON outbox (is_weighed, due_at_ms);
