-- Claims, the mails that ask their mailboxes, and what a mailbox decides.
--
-- A claim is a row of `signature` in a slot from 128 on, which no household
-- reaches. `undeliverable` is a column and no fifth word of `state`: SQLite
-- cannot change a CHECK, and a rebuilt table would copy every row of a shard
-- that is in use, in one transaction.

ALTER TABLE signature ADD COLUMN confirmed_at_ms INTEGER;
-- The mail to a claim's mailbox came back.
ALTER TABLE signature ADD COLUMN undeliverable_at_ms INTEGER;
-- She was listed and does not want to be any more; `is_hidden` is a moderator's.
ALTER TABLE signature ADD COLUMN is_unlisted INTEGER NOT NULL DEFAULT 0;
-- She has asked a person to look at the hold.
ALTER TABLE signature ADD COLUMN review_asked_at_ms INTEGER;
CREATE INDEX claim_by_age ON signature (signed_at_ms) WHERE slot >= 128;
CREATE INDEX claim_by_receipt ON signature (receipt) WHERE slot >= 128;

ALTER TABLE counter ADD COLUMN undeliverable INTEGER NOT NULL DEFAULT 0;

-- What a mailbox has had of mails, by the supporter's key.
CREATE TABLE mailbox (
  supporter_key BLOB PRIMARY KEY CHECK (length(supporter_key) = 32),
  mails INTEGER NOT NULL DEFAULT 0,
  last_mail_at_ms INTEGER,
  -- When it is reminded; none when it was, or when there is nothing to say.
  remind_at_ms INTEGER,
  is_reminded INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX mailbox_by_reminder ON mailbox (remind_at_ms) WHERE remind_at_ms IS NOT NULL;

-- Mails that wait: one for each mailbox, the newest order. The row goes when
-- the mail was delivered or given up.
CREATE TABLE outbox (
  id INTEGER PRIMARY KEY,
  supporter_key BLOB NOT NULL UNIQUE CHECK (length(supporter_key) = 32),
  -- Random: the provider knows a repeated delivery by it.
  mail BLOB NOT NULL CHECK (length(mail) = 16),
  kind TEXT NOT NULL CHECK (kind IN ('confirm', 'reminder', 'already_signed', 'your_link')),
  language TEXT NOT NULL,
  day TEXT NOT NULL,
  nonce BLOB NOT NULL CHECK (length(nonce) = 24),
  -- The address, padded to its longest and encrypted.
  address BLOB NOT NULL CHECK (length(address) = 270),
  ordered_at_ms INTEGER NOT NULL,
  due_at_ms INTEGER NOT NULL,
  -- It has its place among those that the breakers let through.
  is_weighed INTEGER NOT NULL DEFAULT 0,
  -- Deliveries that were begun, and when the first was.
  tries INTEGER NOT NULL DEFAULT 0,
  first_try_at_ms INTEGER
);
CREATE INDEX outbox_by_due ON outbox (due_at_ms);
CREATE INDEX outbox_by_day ON outbox (day);

-- Half of each day's key; the other half is the deployment's secret. When the
-- last mail of a day has left, it is overwritten and deleted, and no backup of
-- the addresses can be read.
CREATE TABLE outbox_day (
  day TEXT PRIMARY KEY,
  salt BLOB NOT NULL CHECK (length(salt) = 32)
);

-- The tokens of links in mails, by their SHA-256. `confirm` becomes `page`
-- with the confirmation.
CREATE TABLE mail_token (
  hash BLOB PRIMARY KEY CHECK (length(hash) = 32),
  supporter_key BLOB NOT NULL CHECK (length(supporter_key) = 32),
  kind TEXT NOT NULL CHECK (kind IN ('confirm', 'page')),
  expires_at_ms INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX mail_token_by_expiry ON mail_token (expires_at_ms);

-- Receipts of what was confirmed, for the page that waits for it.
CREATE TABLE confirmed_receipt (
  receipt TEXT PRIMARY KEY,
  expires_at_ms INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX confirmed_receipt_by_expiry ON confirmed_receipt (expires_at_ms);

-- How the mail goes. One row.
CREATE TABLE mail_health (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  delivered INTEGER NOT NULL DEFAULT 0,
  given_up INTEGER NOT NULL DEFAULT 0,
  failing_since_ms INTEGER,
  delayed_until_ms INTEGER
);
INSERT INTO mail_health (id) VALUES (1);
