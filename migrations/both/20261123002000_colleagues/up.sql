-- Accounts as administrators keep them. An empty password is none: nobody signs in before they have set one with a code.
ALTER TABLE accounts ADD COLUMN display_name TEXT; -- what colleagues call them; never public

-- With such a code somebody without (or with a forgotten) password sets one, within minutes. Only its SHA-256 is kept.
CREATE TABLE reset_codes (
    account   TEXT PRIMARY KEY REFERENCES accounts (id), -- a new code replaces the one before
    hash      TEXT NOT NULL,
    issued_at BIGINT NOT NULL
);
