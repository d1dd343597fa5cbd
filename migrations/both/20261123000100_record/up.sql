-- The record: one row for each change of public meaning, numbered without gaps in the order of the commits.
-- Times are milliseconds since 1970 (UTC), set by the program.
CREATE TABLE record_head (
    id  BIGINT PRIMARY KEY CHECK (id = 1),
    seq BIGINT NOT NULL,
    at  BIGINT NOT NULL
);
INSERT INTO record_head (id, seq, at) VALUES (1, 0, 0);

CREATE TABLE record_entries (
    seq          BIGINT PRIMARY KEY,
    at           BIGINT NOT NULL,
    kind         TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id   TEXT NOT NULL,
    op           TEXT NOT NULL CHECK (op IN ('upsert', 'delete')),
    revision     BIGINT NOT NULL CHECK (revision >= 0),
    leaf         TEXT NOT NULL -- the whole entry in RFC 8785 form; the columns repeat it for looking up
);
CREATE INDEX record_entries_of_subject ON record_entries (subject_kind, subject_id, seq);

-- Salts of the commitments; erasing a text deletes its salt, and the commitment says nothing any more.
CREATE TABLE commitment_salts (
    seq   BIGINT NOT NULL REFERENCES record_entries (seq) DEFERRABLE INITIALLY DEFERRED,
    field TEXT NOT NULL,
    salt  TEXT NOT NULL,
    PRIMARY KEY (seq, field)
);
