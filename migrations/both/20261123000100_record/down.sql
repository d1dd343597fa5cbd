DROP TABLE commitment_salts;
DROP TABLE record_entries;
DROP TABLE record_head;
