-- Text becomes JSON. What is no JSON is a dead letter; what JSON writes in another way does not come back.
-- table: docs
-- conversion: function
-- old: body
-- type: varchar(100)
-- new: doc json := body
-- down: doc
-- [old]
CREATE TABLE docs (id int PRIMARY KEY, body varchar(100));
-- [new]
CREATE TABLE docs (id int PRIMARY KEY, doc json);
-- [rows of old]
INSERT INTO docs VALUES (1, '{"a": 1}'), (2, '[1, 2]'), (3, NULL);
-- [rows of new]
INSERT INTO docs VALUES (1, '{"a": 1}'), (2, '[1, 2]'), (3, NULL);
