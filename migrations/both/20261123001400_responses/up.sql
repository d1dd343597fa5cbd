-- What organizations answer to comments. A response is never changed: a later one of the same organization supersedes
-- it, and both stay. It is listed (and has then its own seq there) only while its comment is published.
CREATE TABLE responses (
    id            TEXT PRIMARY KEY CHECK (length(id) = 36), -- UUIDv7
    revision      BIGINT NOT NULL CHECK (revision IN (1, 2)), -- 2: superseded
    comment       TEXT NOT NULL REFERENCES comments (id),
    subject_kind  TEXT NOT NULL, -- of the comment
    subject_id    TEXT NOT NULL,
    organization  TEXT NOT NULL, -- in whose name
    outcome       TEXT NOT NULL CHECK (outcome IN ('accepted', 'partly_accepted', 'not_accepted', 'already_covered', 'out_of_scope', 'noted')),
    reason_sq     TEXT CHECK (length(reason_sq) BETWEEN 1 AND 5000), -- null only after the comment was erased
    reason_sr     TEXT CHECK (length(reason_sr) BETWEEN 1 AND 5000),
    reason_en     TEXT CHECK (length(reason_en) BETWEEN 1 AND 5000),
    changed       TEXT CHECK (changed LIKE '{%}'), -- what changed, as JSON
    supersedes    TEXT UNIQUE REFERENCES responses (id),
    superseded_by TEXT UNIQUE,
    answered_by   TEXT NOT NULL, -- the account; never shown
    pseudonym     TEXT NOT NULL,
    published_at  BIGINT NOT NULL,
    first_after   BIGINT CHECK (first_after >= 0), -- of a comment's first response: whole days since the comment's publication
    seq           BIGINT, -- its entry in the record; set before the transaction ends
    listed        BIGINT, -- seq while the comment is published, null while it is not
    CHECK ((revision = 2) = (superseded_by IS NOT NULL)),
    CHECK ((reason_sq IS NULL) = (reason_sr IS NULL)),
    CHECK (listed IS NULL OR (listed = seq AND reason_sq IS NOT NULL)),
    FOREIGN KEY (subject_kind, subject_id) REFERENCES editorial_things (kind, id)
);
-- An organization has one response to a comment that stands.
CREATE UNIQUE INDEX responses_standing ON responses (comment, organization) WHERE superseded_by IS NULL;
CREATE UNIQUE INDEX responses_first ON responses (comment) WHERE first_after IS NOT NULL;
-- The public lists: each is one range of one of these.
CREATE UNIQUE INDEX responses_in_order ON responses (listed) WHERE listed IS NOT NULL;
CREATE INDEX responses_to_comment ON responses (comment, listed);
CREATE INDEX responses_on_subject ON responses (subject_kind, subject_id, listed) WHERE listed IS NOT NULL;
CREATE INDEX responses_by_organization ON responses (organization, listed) WHERE listed IS NOT NULL;
CREATE INDEX responses_by_outcome ON responses (outcome, listed) WHERE listed IS NOT NULL;

-- How many published comments on a subject had their first response after so many days: from these follow how many are
-- answered, and the median, so that nothing has to be counted.
CREATE TABLE response_delays (
    subject_kind TEXT NOT NULL,
    subject_id   TEXT NOT NULL,
    days         BIGINT NOT NULL CHECK (days >= 0),
    comments     BIGINT NOT NULL CHECK (comments >= 0),
    PRIMARY KEY (subject_kind, subject_id, days),
    FOREIGN KEY (subject_kind, subject_id) REFERENCES editorial_things (kind, id)
);

-- How many responses stand: shown with each comment.
ALTER TABLE comments ADD COLUMN answers BIGINT NOT NULL DEFAULT 0 CHECK (answers >= 0);
