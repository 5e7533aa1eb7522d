-- IGNORE makes warnings of errors: duplicates are left out, values are cut or rounded to what the column holds, on both sides.
-- table: counters
-- conversion: cast
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
ALTER TABLE counters MODIFY hits_new int unsigned NOT NULL;
