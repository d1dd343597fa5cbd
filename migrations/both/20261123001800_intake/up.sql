-- Challenges that were used for a comment, until they expire: each is good for one. Nothing tells which comment.
CREATE TABLE spent_challenges (
    nonce      TEXT PRIMARY KEY CHECK (length(nonce) = 32),
    expires_at BIGINT NOT NULL
);
CREATE INDEX spent_challenges_by_age ON spent_challenges (expires_at);

-- What comments look like, so that moderators see which are alike: hints, from which nothing follows by itself.
-- A fingerprint goes when the text goes.
CREATE TABLE comment_fingerprints (
    comment TEXT PRIMARY KEY REFERENCES comments (id),
    family  TEXT NOT NULL, -- the first comment that looked like this one; its own id if there was none
    simhash BIGINT NOT NULL, -- 64 bits
    band_a  BIGINT NOT NULL CHECK (band_a BETWEEN 0 AND 65535), -- its four parts
    band_b  BIGINT NOT NULL CHECK (band_b BETWEEN 0 AND 65535),
    band_c  BIGINT NOT NULL CHECK (band_c BETWEEN 0 AND 65535),
    band_d  BIGINT NOT NULL CHECK (band_d BETWEEN 0 AND 65535),
    links   BIGINT NOT NULL CHECK (links >= 0),
    burst   BOOLEAN NOT NULL -- it came together with many others on its subject
);
CREATE INDEX comment_fingerprints_by_family ON comment_fingerprints (family, comment);
CREATE INDEX comment_fingerprints_by_band_a ON comment_fingerprints (band_a);
CREATE INDEX comment_fingerprints_by_band_b ON comment_fingerprints (band_b);
CREATE INDEX comment_fingerprints_by_band_c ON comment_fingerprints (band_c);
CREATE INDEX comment_fingerprints_by_band_d ON comment_fingerprints (band_d);
