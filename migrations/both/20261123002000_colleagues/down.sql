DROP TABLE reset_codes;
ALTER TABLE accounts DROP COLUMN display_name;
