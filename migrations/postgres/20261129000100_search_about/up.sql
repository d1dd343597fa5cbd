-- What a hit is about stands among its keys, as FTS5 likes it. With an index of its own PostgreSQL finds the newest hits about
-- one thing without looking at those about all others.
CREATE FUNCTION search_about(tokens TSVECTOR) RETURNS TEXT LANGUAGE SQL IMMUTABLE PARALLEL SAFE
    AS $$ SELECT lexeme FROM unnest(tokens) WHERE starts_with(lexeme, ':on:') $$;
CREATE INDEX search_index_about ON search_index (search_about(tokens), place);
