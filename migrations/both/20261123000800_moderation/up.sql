-- Statements of reasons: one for each decision on a comment. Log and statistics come from these alone.
-- The checks are the last guard: whoever goes past the program cannot take a comment away without saying why either.
CREATE TABLE moderation_decisions (
    id               TEXT PRIMARY KEY CHECK (length(id) = 36), -- UUIDv7
    comment          TEXT NOT NULL REFERENCES comments (id),
    comment_revision BIGINT NOT NULL CHECK (comment_revision >= 1), -- the revision that was decided on
    outcome          TEXT NOT NULL CHECK (outcome IN ('publish', 'reject', 'hide', 'restore', 'escalate', 'merge', 'split')),
    reasons          TEXT NOT NULL CHECK (reasons LIKE '[%]'), -- codes, as a JSON array
    rules            TEXT NOT NULL CHECK (rules LIKE '[%]'), -- the rules behind the codes, as a JSON array
    rules_version    BIGINT NOT NULL CHECK (rules_version >= 0),
    explanation      TEXT CHECK (length(explanation) BETWEEN 1 AND 5000), -- for the author
    public_note      TEXT CHECK (length(public_note) BETWEEN 1 AND 2000), -- for everybody
    initiative       TEXT NOT NULL CHECK (initiative IN ('own', 'report', 'authority_request', 'data_subject', 'court')),
    legal_reference  TEXT CHECK (length(legal_reference) BETWEEN 1 AND 500),
    decided_by       TEXT NOT NULL, -- the account; never shown
    pseudonym        TEXT NOT NULL,
    organization     TEXT,
    at               BIGINT NOT NULL,
    seq              BIGINT, -- its entry in the record; set before the transaction ends
    UNIQUE (comment, comment_revision),
    CHECK (outcome NOT IN ('reject', 'hide') OR reasons LIKE '["_%"]'),
    CHECK (outcome NOT IN ('reject', 'hide') OR (explanation IS NOT NULL AND length(explanation) >= 20)),
    CHECK (reasons NOT LIKE '%"unlawful_other"%' OR legal_reference IS NOT NULL)
);
CREATE UNIQUE INDEX moderation_decisions_in_order ON moderation_decisions (seq);
