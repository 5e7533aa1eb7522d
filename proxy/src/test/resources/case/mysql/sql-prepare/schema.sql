-- SQL's own prepared statements: the text that stands in PREPARE is rewritten in its string, what stands in a variable is refused.
-- table: words
-- conversion: cast
-- old: size
-- type: int
-- new: size_new bigint := size
-- down: size_new
-- [old]
CREATE TABLE words (id int PRIMARY KEY, size int, note varchar(20));
-- [new]
CREATE TABLE words (id int PRIMARY KEY, note varchar(20), size_new bigint);
-- [rows of old]
INSERT INTO words VALUES (1, 10, 'one'), (2, 20, 'it''s');
-- [rows of new]
INSERT INTO words VALUES (1, 'one', 10), (2, 'it''s', 20);
