DROP TRIGGER record_entries_are_new;
DROP TRIGGER record_entries_stay;
DROP TRIGGER record_entries_are_final;
