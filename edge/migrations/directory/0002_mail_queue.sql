-- The queue of all of the deployment's mails: one row, the theoretical arrival
-- time in Unix microseconds, and the interval of the limit that made it.
CREATE TABLE mail_queue (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  arrival_us INTEGER NOT NULL,
  interval_us INTEGER NOT NULL
);
