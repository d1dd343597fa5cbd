DROP TABLE moderation_decisions;
