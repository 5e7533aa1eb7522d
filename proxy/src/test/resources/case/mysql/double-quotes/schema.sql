-- In the default sql_mode double quotes make strings, also those that hold the name of a column.
-- table: words
-- conversion: identity
-- old: word
-- type: varchar(10)
-- new: term varchar(10) := word
-- down: term
-- [old]
CREATE TABLE words (id int PRIMARY KEY, word varchar(10), note varchar(10));
-- [new]
CREATE TABLE words (id int PRIMARY KEY, note varchar(10), term varchar(10));
-- [rows of old]
INSERT INTO words VALUES (1, 'word', 'term'), (2, 'a', 'word');
-- [rows of new]
INSERT INTO words VALUES (1, 'term', 'word'), (2, 'word', 'a');
