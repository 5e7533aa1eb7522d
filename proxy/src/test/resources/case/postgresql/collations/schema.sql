-- A collation goes with its column: comparisons, order, LIKE and DISTINCT are by the client's own.
-- table: public.words
-- conversion: identity
-- old: word
-- type: text
-- new: term text COLLATE "C" := word
-- down: term
-- [old]
CREATE TABLE words (id int PRIMARY KEY, word text COLLATE "C");
-- [new]
CREATE TABLE words (id int PRIMARY KEY, term text COLLATE "C");
-- [rows of old]
INSERT INTO words VALUES (1, 'a'), (2, 'B'), (3, 'Ä'), (4, 'Z'), (5, 'b');
-- [rows of new]
INSERT INTO words VALUES (1, 'a'), (2, 'B'), (3, 'Ä'), (4, 'Z'), (5, 'b');
