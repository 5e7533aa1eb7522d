-- A session without strict mode: what does not fit is cut or set to something else, on both sides alike, or refused.
-- table: goods
-- conversion: cast
-- old: amount
-- type: smallint
-- new: amount_new bigint := amount
-- down: amount_new
-- [old]
CREATE TABLE goods (id int PRIMARY KEY, amount smallint, note varchar(4));
-- [new]
CREATE TABLE goods (id int PRIMARY KEY, note varchar(4), amount_new bigint);
-- [rows of old]
INSERT INTO goods VALUES (1, 5, 'a'), (2, -3, 'b'), (3, NULL, 'c');
-- [rows of new]
INSERT INTO goods VALUES (1, 'a', 5), (2, 'b', -3), (3, 'c', NULL);
-- [session]
SET sql_mode = '';
