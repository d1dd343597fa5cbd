DROP TABLE comment_counters;
DROP TABLE comments;
