-- How often each exit of the campaign's letter was opened. No person, no time.
CREATE TABLE letter_exit (
  exit TEXT PRIMARY KEY CHECK (exit IN ('mail', 'webmail', 'copy', 'print')),
  opened INTEGER NOT NULL
);
