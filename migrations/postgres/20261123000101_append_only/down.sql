DROP TRIGGER record_entries_are_final ON record_entries;
DROP FUNCTION refuse_to_rewrite_the_record();
