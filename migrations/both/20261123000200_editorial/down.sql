DROP TABLE editorial_references;
DROP TABLE editorial_things;
