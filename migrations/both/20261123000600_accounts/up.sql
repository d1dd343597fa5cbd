-- Who works on the record, and where they are signed in. Nobody's network address is stored.
CREATE TABLE accounts (
    id                TEXT PRIMARY KEY, -- UUIDv7
    email             TEXT NOT NULL UNIQUE, -- NFC and lower case, so that one address is one account however it is typed
    password          TEXT NOT NULL, -- argon2id, as a PHC string
    pseudonym         TEXT NOT NULL UNIQUE, -- what the record calls them
    roles             TEXT NOT NULL, -- a JSON array, sorted
    organization_kind TEXT CHECK (organization_kind = 'organization'), -- constant: the second half of the foreign key
    organization      TEXT,
    created_at        BIGINT NOT NULL,
    disabled_at       BIGINT,
    revision          BIGINT NOT NULL CHECK (revision >= 1),
    CHECK ((organization IS NULL) = (organization_kind IS NULL)),
    FOREIGN KEY (organization_kind, organization) REFERENCES editorial_things (kind, id)
);
CREATE INDEX accounts_of_organization ON accounts (organization_kind, organization);

-- One sign-in on one device: the family of all refresh tokens that came from it.
CREATE TABLE sessions (
    id           TEXT PRIMARY KEY, -- UUIDv7
    account      TEXT NOT NULL REFERENCES accounts (id),
    device       TEXT, -- what the browser calls itself, cut short; shown to the account's owner alone
    created_at   BIGINT NOT NULL,
    last_used_at BIGINT NOT NULL, -- signed in or refreshed
    ended_at     BIGINT
);
CREATE INDEX sessions_of_account ON sessions (account, ended_at, last_used_at);

-- Refresh tokens, each good for one use; only their SHA-256 is kept.
CREATE TABLE refresh_tokens (
    hash       TEXT PRIMARY KEY,
    session    TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    spent_at   BIGINT
);
CREATE INDEX refresh_tokens_of_session ON refresh_tokens (session, spent_at);
