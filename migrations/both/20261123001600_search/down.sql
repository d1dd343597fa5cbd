DROP TABLE document_texts;
DROP TABLE search_state;
DROP TABLE search_items;
