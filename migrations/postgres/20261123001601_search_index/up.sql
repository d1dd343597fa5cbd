-- The full text: only which key stands in which place. Keys are made by the program, never by the server's dictionaries.
CREATE TABLE search_index (
    place  BIGINT PRIMARY KEY REFERENCES search_items (place) ON DELETE CASCADE,
    tokens TSVECTOR NOT NULL
);
CREATE INDEX search_index_tokens ON search_index USING gin (tokens) WITH (fastupdate = off);
