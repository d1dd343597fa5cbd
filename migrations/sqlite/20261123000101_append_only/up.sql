-- A seat belt against our own mistakes: the record only grows.
CREATE TRIGGER record_entries_are_final BEFORE UPDATE ON record_entries
BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
CREATE TRIGGER record_entries_stay BEFORE DELETE ON record_entries
BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
-- INSERT OR REPLACE deletes without asking the trigger above.
CREATE TRIGGER record_entries_are_new BEFORE INSERT ON record_entries WHEN EXISTS (SELECT 1 FROM record_entries WHERE seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
