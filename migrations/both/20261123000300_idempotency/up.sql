-- The answer to a request that may come again with the same Idempotency-Key; kept 24 hours, without secrets.
CREATE TABLE idempotency_keys (
    scope      TEXT NOT NULL, -- caller, method and path
    key        TEXT NOT NULL,
    request    TEXT NOT NULL, -- a digest of the body
    answer     TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (scope, key)
);
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);
