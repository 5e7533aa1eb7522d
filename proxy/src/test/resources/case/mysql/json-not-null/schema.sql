-- A JSON column that is NOT NULL is renamed. MySQL says 1048 of NULL, but 1265 of an expression of type JSON that is NULL.
-- table: docs
-- conversion: identity
-- old: body
-- type: json
-- new: doc json := body
-- down: doc
-- [old]
CREATE TABLE docs (id int PRIMARY KEY, body json NOT NULL);
CREATE TABLE kinds (id int PRIMARY KEY, kind varchar(10));
INSERT INTO kinds VALUES (1, 'a'), (2, NULL), (3, 'c');
-- [new]
CREATE TABLE docs (id int PRIMARY KEY, doc json NOT NULL);
CREATE TABLE kinds (id int PRIMARY KEY, kind varchar(10));
INSERT INTO kinds VALUES (1, 'a'), (2, NULL), (3, 'c');
-- [rows of old]
INSERT INTO docs VALUES (1, '{"a": 1}'), (2, '[1, 2]'), (3, '3');
-- [rows of new]
INSERT INTO docs VALUES (1, '{"a": 1}'), (2, '[1, 2]'), (3, '3');
-- [after the backfill]
ALTER TABLE docs MODIFY doc json NOT NULL;
