DROP TABLE comment_fingerprints;
DROP TABLE spent_challenges;
