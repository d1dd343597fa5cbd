ALTER TABLE comments DROP COLUMN answers;
DROP TABLE response_delays;
DROP TABLE responses;
