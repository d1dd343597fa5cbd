-- What editors publish: organizations, tracks, documents, milestones, decisions. The body is the thing as JSON; what
-- the database must know of it (order, state, what it refers to) stands in columns and rows.
CREATE TABLE editorial_things (
    kind       TEXT NOT NULL CHECK (kind IN ('organization', 'track', 'document', 'milestone', 'decision')),
    id         TEXT NOT NULL CHECK (length(id) BETWEEN 1 AND 80),
    position   TEXT NOT NULL, -- the one fixed order of its list
    status     TEXT NOT NULL CHECK (status IN ('draft', 'published', 'withdrawn')),
    revision   BIGINT NOT NULL CHECK (revision >= 1),
    seq        BIGINT, -- its newest entry in the record; none while it was never published
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    withdrawal TEXT CHECK ((withdrawal IS NOT NULL) = (status = 'withdrawn')),
    body       TEXT NOT NULL,
    PRIMARY KEY (kind, id)
);
CREATE INDEX editorial_things_in_order ON editorial_things (kind, status, position, id);

-- What refers to what, once for both sides.
CREATE TABLE editorial_references (
    from_kind TEXT NOT NULL,
    from_id   TEXT NOT NULL,
    role      TEXT NOT NULL,
    to_kind   TEXT NOT NULL,
    to_id     TEXT NOT NULL,
    PRIMARY KEY (from_kind, from_id, role, to_kind, to_id),
    FOREIGN KEY (from_kind, from_id) REFERENCES editorial_things (kind, id) ON DELETE CASCADE,
    FOREIGN KEY (to_kind, to_id) REFERENCES editorial_things (kind, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX editorial_references_to ON editorial_references (to_kind, to_id, role);
