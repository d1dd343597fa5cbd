-- Appeals by authors against decisions on their comments: one for each decision, decided by another person.
-- Texts are null once they are erased; the row stays.
CREATE TABLE appeals (
    id           TEXT PRIMARY KEY CHECK (length(id) = 36), -- UUIDv7
    comment      TEXT NOT NULL REFERENCES comments (id),
    decision     TEXT NOT NULL UNIQUE REFERENCES moderation_decisions (id), -- appealed against
    state        TEXT NOT NULL CHECK (state IN ('filed', 'in_review', 'upheld', 'reversed', 'partly_reversed', 'inadmissible')),
    revision     BIGINT NOT NULL CHECK (revision >= 1),
    text         TEXT CHECK (length(text) BETWEEN 20 AND 5000), -- why its author does not agree
    filed_at     BIGINT NOT NULL,
    reviewer     TEXT, -- the account; never shown
    pseudonym    TEXT,
    organization TEXT,
    reviewed_at  BIGINT, -- when it was taken into review
    decided_at   BIGINT,
    answer       TEXT CHECK (length(answer) BETWEEN 20 AND 5000), -- for the author
    public_note  TEXT CHECK (length(public_note) BETWEEN 1 AND 2000), -- for everybody
    statement    TEXT UNIQUE REFERENCES moderation_decisions (id), -- the decision that took the place of the old one
    CHECK (state = 'filed' OR (reviewer IS NOT NULL AND pseudonym IS NOT NULL AND reviewed_at IS NOT NULL)),
    CHECK ((decided_at IS NOT NULL) = (state IN ('upheld', 'reversed', 'partly_reversed', 'inadmissible'))),
    CHECK (decided_at IS NULL OR text IS NULL OR answer IS NOT NULL),
    CHECK ((statement IS NOT NULL) = (state IN ('reversed', 'partly_reversed')))
);
-- The queue of appeals: what waits, oldest first.
CREATE INDEX appeals_by_state ON appeals (state, filed_at, id);
CREATE INDEX appeals_waiting ON appeals (filed_at, id) WHERE decided_at IS NULL;
CREATE INDEX appeals_of_comment ON appeals (comment, filed_at);
-- The statistics of a period.
CREATE INDEX moderation_decisions_in_time ON moderation_decisions (at);
