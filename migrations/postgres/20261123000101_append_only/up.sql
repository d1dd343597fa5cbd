-- A seat belt against our own mistakes: the record only grows.
CREATE FUNCTION refuse_to_rewrite_the_record() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the record is append-only'; END $$;
CREATE TRIGGER record_entries_are_final BEFORE UPDATE OR DELETE OR TRUNCATE ON record_entries
FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite_the_record();
