-- A widened column whose old form is dropped: what is written to it is cast, which IGNORE does not soften.
-- table: counters
-- conversion: cast
-- stage: contracted
-- old: hits
-- type: tinyint unsigned
-- new: hits_new int unsigned := hits
-- down: hits_new
-- [old]
CREATE TABLE counters (name varchar(5) PRIMARY KEY, hits tinyint unsigned NOT NULL);
-- [new]
CREATE TABLE counters (name varchar(5) PRIMARY KEY, hits_new int unsigned NOT NULL);
-- [rows of old]
INSERT INTO counters VALUES ('a', 1), ('b', 2);
-- [rows of new]
INSERT INTO counters VALUES ('a', 1), ('b', 2);
-- [after the backfill]
ALTER TABLE counters MODIFY hits_new int unsigned NOT NULL, MODIFY hits tinyint unsigned;
