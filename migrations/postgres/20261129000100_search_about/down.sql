DROP INDEX search_index_about;
DROP FUNCTION search_about;
