-- The full text: only which key stands in which place. No positions (detail), no lengths (columnsize), no copy of the text
-- (content): hits are ordered and marked by the program. The beginnings of words are indexed as far as somebody types before
-- the word is there: of others FTS5 would first gather every hit.
CREATE VIRTUAL TABLE search_index USING fts5 (
    tokens, content = '', columnsize = 0, detail = 'none', prefix = '2 3 4 5 6 7 8', tokenize = "ascii tokenchars ':-'"
);
-- What is taken out is overwritten at once, not when segments are merged some day.
INSERT INTO search_index (search_index, rank) VALUES ('secure-delete', 1);
