-- A collation goes with its column: comparisons, order, LIKE, DISTINCT and keys are by the client's own.
-- table: words
-- conversion: identity
-- old: word
-- type: varchar(10) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
-- new: term varchar(10) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin := word
-- down: term
-- [old]
CREATE TABLE words (id int PRIMARY KEY, word varchar(10) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin);
-- [new]
CREATE TABLE words (id int PRIMARY KEY, term varchar(10) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin);
-- [rows of old]
INSERT INTO words VALUES (1, 'a'), (2, 'B'), (3, 'A'), (4, 'Z'), (5, 'b');
-- [rows of new]
INSERT INTO words VALUES (1, 'a'), (2, 'B'), (3, 'A'), (4, 'Z'), (5, 'b');
