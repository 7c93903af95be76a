-- Mails by the spelling of an address: each spelling has its own order, its own
-- links, and its own claims.

-- Which spelling a link was mailed to: a keyed hash. Null for a link from before.
ALTER TABLE mail_token ADD COLUMN address_key BLOB;

-- What mailboxes were sent in the last fourteen days: one row for each mail that
-- was begun. It goes when the mail is refused or comes back.
CREATE TABLE mail_sent (
  mail BLOB PRIMARY KEY CHECK (length(mail) = 16),
  supporter_key BLOB NOT NULL CHECK (length(supporter_key) = 32),
  address_key BLOB NOT NULL CHECK (length(address_key) = 32),
  -- Ordered by "Email me my link".
  is_asked INTEGER NOT NULL,
  -- It still counts: not after a confirmation.
  is_counted INTEGER NOT NULL DEFAULT 1,
  sent_at_ms INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX mail_sent_by_mailbox ON mail_sent (supporter_key);
CREATE INDEX mail_sent_by_time ON mail_sent (sent_at_ms);

-- `outbox` had one row for each mailbox, and SQLite cannot drop that rule
-- without a copy: one of the mails that wait, not of the signatures. A row from
-- before has its mailbox's key in place of its spelling's.
CREATE TABLE outbox_by_spelling (
  id INTEGER PRIMARY KEY,
  supporter_key BLOB NOT NULL CHECK (length(supporter_key) = 32),
  address_key BLOB NOT NULL CHECK (length(address_key) = 32),
  mail BLOB NOT NULL CHECK (length(mail) = 16),
  kind TEXT NOT NULL CHECK (kind IN ('confirm', 'reminder', 'already_signed', 'your_link')),
  -- Ordered by "Email me my link".
  is_asked INTEGER NOT NULL DEFAULT 0,
  language TEXT NOT NULL,
  day TEXT NOT NULL,
  nonce BLOB NOT NULL CHECK (length(nonce) = 24),
  address BLOB NOT NULL CHECK (length(address) = 270),
  ordered_at_ms INTEGER NOT NULL,
  due_at_ms INTEGER NOT NULL,
  is_weighed INTEGER NOT NULL DEFAULT 0,
  tries INTEGER NOT NULL DEFAULT 0,
  first_try_at_ms INTEGER,
  UNIQUE (supporter_key, address_key)
);
INSERT INTO outbox_by_spelling (supporter_key, address_key, mail, kind, language, day, nonce,
    address, ordered_at_ms, due_at_ms, is_weighed, tries, first_try_at_ms)
  SELECT supporter_key, supporter_key, mail, kind, language, day, nonce, address, ordered_at_ms,
    due_at_ms, is_weighed, tries, first_try_at_ms
  FROM outbox ORDER BY id;
DROP TABLE outbox;
ALTER TABLE outbox_by_spelling RENAME TO outbox;
CREATE INDEX outbox_by_place ON outbox (is_weighed, due_at_ms);
CREATE INDEX outbox_by_day ON outbox (day);

-- Work that has paid for a submission, by its hash, until its session ends.
CREATE TABLE spent_work (
  work BLOB PRIMARY KEY CHECK (length(work) = 32),
  expires_at_ms INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX spent_work_by_expiry ON spent_work (expires_at_ms);
