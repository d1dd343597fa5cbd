DROP TABLE comment_erasures;
DROP TABLE comment_claims;
DROP INDEX moderation_decisions_in_order;
ALTER TABLE moderation_decisions RENAME TO moderation_decisions_before;
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
-- The older schema has no place for a statement whose texts were erased; that one says so.
INSERT INTO moderation_decisions (id, comment, comment_revision, outcome, reasons, rules, rules_version, explanation, public_note,
    initiative, legal_reference, decided_by, pseudonym, organization, at, seq)
SELECT id, comment, comment_revision, outcome, reasons, rules, rules_version,
    CASE WHEN erased_at IS NULL THEN explanation ELSE '(erased with the comment)' END, public_note, initiative,
    CASE WHEN erased_at IS NULL THEN legal_reference ELSE '(erased)' END,
    decided_by, pseudonym, organization, at, seq FROM moderation_decisions_before;
DROP TABLE moderation_decisions_before;
CREATE UNIQUE INDEX moderation_decisions_in_order ON moderation_decisions (seq);
DROP INDEX comments_merged;
DROP INDEX comments_to_erase;
ALTER TABLE comments DROP COLUMN merged;
ALTER TABLE comments DROP COLUMN merged_into;
ALTER TABLE comments DROP COLUMN text_until;
ALTER TABLE comments DROP COLUMN state_since;
ALTER TABLE comments DROP COLUMN reasons;
