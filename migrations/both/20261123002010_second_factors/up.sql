-- The second factor of an account (RFC 6238). Its secret is sealed with a key that is not in the database.
CREATE TABLE second_factors (
    account      TEXT PRIMARY KEY REFERENCES accounts (id),
    secret       TEXT NOT NULL, -- XChaCha20-Poly1305, bound to the account
    last_step    BIGINT NOT NULL, -- of the code used last: none is good twice
    begun_at     BIGINT NOT NULL,
    confirmed_at BIGINT -- from then on it is asked for
);

-- For who has lost the device. Each is good once and then deleted; only their SHA-256 is kept.
CREATE TABLE recovery_codes (
    account TEXT NOT NULL REFERENCES second_factors (account) ON DELETE CASCADE,
    hash    TEXT NOT NULL,
    PRIMARY KEY (account, hash)
);
