-- What people say. A comment is numbered (seq) when it is published for the first time: that is the order of all public
-- lists, and what has no number was never public. Nothing is ever deleted: an erased comment stays as a row without text.
CREATE TABLE comments (
    id            TEXT PRIMARY KEY CHECK (length(id) = 36), -- UUIDv7
    subject_kind  TEXT NOT NULL CHECK (subject_kind IN ('document', 'milestone', 'decision')),
    subject_id    TEXT NOT NULL,
    parent        TEXT REFERENCES comments (id),
    depth         BIGINT NOT NULL CHECK (depth BETWEEN 0 AND 3),
    author_name   TEXT CHECK (length(author_name) BETWEEN 1 AND 120),
    author_kind   TEXT NOT NULL CHECK (author_kind IN ('citizen', 'civil_society', 'academia', 'business')),
    organization  TEXT CHECK (length(organization) BETWEEN 1 AND 200), -- as its author says; not one of the register
    language      TEXT NOT NULL CHECK (language IN ('sq', 'sr', 'en', 'tr', 'bs', 'rom', 'other')),
    body          TEXT CHECK (length(body) BETWEEN 2 AND 5000),
    state         TEXT NOT NULL CHECK (state IN ('received', 'escalated', 'published', 'rejected', 'hidden', 'withdrawn', 'merged', 'erased')),
    revision      BIGINT NOT NULL CHECK (revision >= 1),
    created_at    BIGINT NOT NULL,
    published_at  BIGINT, -- of the first publication
    seq           BIGINT, -- the entry of the first publication
    replies       BIGINT NOT NULL CHECK (replies >= 0), -- published ones
    rules_version BIGINT NOT NULL CHECK (rules_version >= 0), -- of the rules under which it was handed in
    FOREIGN KEY (subject_kind, subject_id) REFERENCES editorial_things (kind, id),
    CHECK ((parent IS NULL) = (depth = 0)),
    CHECK (parent <> id),
    CHECK (seq IS NULL OR published_at IS NOT NULL),
    CHECK (published_at >= created_at),
    CHECK (published_at IS NULL OR state NOT IN ('received', 'escalated', 'rejected', 'merged')),
    CHECK (published_at IS NOT NULL OR state NOT IN ('published', 'hidden')),
    CHECK (body IS NOT NULL OR state NOT IN ('received', 'escalated', 'published', 'merged')),
    CHECK (state <> 'erased' OR (body IS NULL AND author_name IS NULL AND organization IS NULL))
);

-- The public lists: each is one range of one of these. They hold only what was ever public, so that a comment that is
-- handed in touches none of them.
CREATE UNIQUE INDEX comments_in_order ON comments (seq) WHERE seq IS NOT NULL;
CREATE INDEX comments_by_author_kind ON comments (author_kind, seq) WHERE seq IS NOT NULL;
CREATE INDEX comments_on_subject ON comments (subject_kind, subject_id, seq) WHERE seq IS NOT NULL;
CREATE INDEX comments_on_subject_by_author_kind ON comments (subject_kind, subject_id, author_kind, seq) WHERE seq IS NOT NULL;
CREATE INDEX comments_in_reply ON comments (parent, seq) WHERE seq IS NOT NULL;
-- The queue, whole and of one subject.
CREATE INDEX comments_by_state ON comments (state, created_at, id);
CREATE INDEX comments_by_state_and_author_kind ON comments (state, author_kind, created_at, id);
CREATE INDEX comments_on_subject_by_state ON comments (subject_kind, subject_id, state, created_at, id);

-- How many are published on a subject, so that no list has to count.
CREATE TABLE comment_counters (
    subject_kind TEXT NOT NULL,
    subject_id   TEXT NOT NULL,
    published    BIGINT NOT NULL CHECK (published >= roots),
    roots        BIGINT NOT NULL CHECK (roots >= 0), -- those that reply to none
    PRIMARY KEY (subject_kind, subject_id),
    FOREIGN KEY (subject_kind, subject_id) REFERENCES editorial_things (kind, id)
);
