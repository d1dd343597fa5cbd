-- The whole life of a comment: why it is not shown and since when, with which other it is counted, and when its text is
-- erased by itself.
ALTER TABLE comments ADD COLUMN reasons TEXT NOT NULL DEFAULT '[]' CHECK (reasons LIKE '[%]'); -- codes, as a JSON array
ALTER TABLE comments ADD COLUMN state_since BIGINT NOT NULL DEFAULT 0;
ALTER TABLE comments ADD COLUMN text_until BIGINT CHECK (text_until IS NULL OR state IN ('rejected', 'hidden', 'withdrawn'));
ALTER TABLE comments ADD COLUMN merged_into TEXT REFERENCES comments (id) CHECK ((merged_into IS NOT NULL) = (state = 'merged'));
ALTER TABLE comments ADD COLUMN merged BIGINT NOT NULL DEFAULT 0 CHECK (merged >= 0); -- how many are counted with it

CREATE INDEX comments_to_erase ON comments (text_until) WHERE text_until IS NOT NULL;
CREATE INDEX comments_merged ON comments (merged_into, id) WHERE merged_into IS NOT NULL;

-- Statements outlive their texts: what was erased may be without the explanation that it needed before.
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
    merged_into      TEXT REFERENCES comments (id), -- of a merger: the other comment
    decided_by       TEXT NOT NULL, -- the account; never shown
    pseudonym        TEXT NOT NULL,
    organization     TEXT,
    at               BIGINT NOT NULL,
    seq              BIGINT, -- its entry in the record; set before the transaction ends
    erased_at        BIGINT, -- when its texts were erased, with the comment
    UNIQUE (comment, comment_revision),
    CHECK (outcome NOT IN ('reject', 'hide') OR reasons LIKE '["_%"]'),
    CHECK (erased_at IS NOT NULL OR outcome NOT IN ('reject', 'hide') OR (explanation IS NOT NULL AND length(explanation) >= 20)),
    CHECK (erased_at IS NOT NULL OR reasons NOT LIKE '%"unlawful_other"%' OR legal_reference IS NOT NULL),
    CHECK (erased_at IS NULL OR (explanation IS NULL AND public_note IS NULL AND legal_reference IS NULL)),
    CHECK ((merged_into IS NOT NULL) = (outcome = 'merge'))
);
INSERT INTO moderation_decisions (id, comment, comment_revision, outcome, reasons, rules, rules_version, explanation, public_note,
    initiative, legal_reference, decided_by, pseudonym, organization, at, seq)
SELECT id, comment, comment_revision, outcome, reasons, rules, rules_version, explanation, public_note,
    initiative, legal_reference, decided_by, pseudonym, organization, at, seq FROM moderation_decisions_before;
DROP TABLE moderation_decisions_before;
CREATE UNIQUE INDEX moderation_decisions_in_order ON moderation_decisions (seq);

UPDATE comments SET state_since = COALESCE((SELECT MAX(at) FROM moderation_decisions WHERE comment = comments.id), created_at);
UPDATE comments SET reasons = COALESCE((SELECT reasons FROM moderation_decisions WHERE comment = comments.id ORDER BY comment_revision DESC LIMIT 1), '[]')
WHERE state IN ('rejected', 'hidden');
-- Six months: 184 days at the most.
UPDATE comments SET text_until = state_since + 15897600000 WHERE state IN ('rejected', 'hidden', 'withdrawn');

-- Who looks at a comment right now, so that no other decides on it meanwhile. Private, and soon over.
CREATE TABLE comment_claims (
    comment   TEXT PRIMARY KEY REFERENCES comments (id),
    account   TEXT NOT NULL, -- never shown
    pseudonym TEXT NOT NULL,
    until     BIGINT NOT NULL
);

-- Why a comment was erased. The reason is public in the record; the rest is for the administrators.
CREATE TABLE comment_erasures (
    comment         TEXT PRIMARY KEY REFERENCES comments (id),
    reason          TEXT NOT NULL CHECK (reason IN ('author_request', 'data_subject', 'court_order', 'unlawful', 'retention')),
    legal_reference TEXT CHECK (length(legal_reference) BETWEEN 1 AND 500),
    erased_by       TEXT, -- the account; none for a rule of time
    at              BIGINT NOT NULL
);
