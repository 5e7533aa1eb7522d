-- The referencing column of a table that refers to itself is widened; the constraint stays on old until release.
-- table: nodes
-- conversion: cast
-- old: parent
-- type: int
-- new: parent_new bigint := parent
-- down: parent_new
-- [old]
CREATE TABLE nodes (id int PRIMARY KEY, parent int, name varchar(10), FOREIGN KEY (parent) REFERENCES nodes (id));
-- [new]
CREATE TABLE nodes (id int PRIMARY KEY, name varchar(10), parent_new bigint);
-- [rows of old]
INSERT INTO nodes VALUES (1, NULL, 'root'), (2, 1, 'a'), (3, 2, 'b');
-- [rows of new]
INSERT INTO nodes VALUES (1, 'root', NULL), (2, 'a', 1), (3, 'b', 2);
