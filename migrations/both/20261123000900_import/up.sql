-- What an import last wrote of a thing: whether it was edited here since.
CREATE TABLE import_marks (
    kind   TEXT NOT NULL,
    id     TEXT NOT NULL,
    digest TEXT NOT NULL,
    PRIMARY KEY (kind, id),
    FOREIGN KEY (kind, id) REFERENCES editorial_things (kind, id) ON DELETE CASCADE
);
