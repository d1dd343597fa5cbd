DROP INDEX moderation_decisions_in_time;
DROP TABLE appeals;
