-- What can be found: one row for each thing that everybody sees, kept in step with the record in the same transaction.
-- The full text itself is search_index, which differs between the databases.
CREATE TABLE search_items (
    place  BIGINT PRIMARY KEY, -- greater is earlier among hits: things before comments, then the newer first
    kind   TEXT NOT NULL,
    id     TEXT NOT NULL,
    titles TEXT NOT NULL, -- the keys of the words of the title
    tokens TEXT NOT NULL, -- the keys of all words, each once, in the order of the text, and what hits are filtered by
    UNIQUE (kind, id)
);

-- By which rules the keys were made. Where the program has newer ones, it makes the index anew.
CREATE TABLE search_state (
    id      BIGINT PRIMARY KEY CHECK (id = 1),
    version BIGINT NOT NULL
);

-- The plain text of Markdown and text versions by their digest: the index is written in transactions, the files are not in the database.
CREATE TABLE document_texts (
    sha256 TEXT PRIMARY KEY,
    text   TEXT NOT NULL
);
