-- Keys with which programs act for an account. Of the secret only its SHA-256 is kept.
CREATE TABLE api_keys (
    id           TEXT PRIMARY KEY, -- UUIDv7
    account      TEXT NOT NULL REFERENCES accounts (id),
    name         TEXT NOT NULL,
    scopes       TEXT NOT NULL, -- a JSON array, sorted
    hash         TEXT NOT NULL,
    issued_by    TEXT NOT NULL REFERENCES accounts (id),
    issued_at    BIGINT NOT NULL,
    expires_at   BIGINT NOT NULL CHECK (expires_at > issued_at),
    last_used_on TEXT, -- the day, not the moment
    revoked_at   BIGINT
);
CREATE INDEX api_keys_of_account ON api_keys (account, revoked_at);
