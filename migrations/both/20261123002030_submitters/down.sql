ALTER TABLE comments DROP COLUMN submitted_by;
ALTER TABLE comments DROP COLUMN on_behalf_of;
