-- An int becomes a smallint: a number that is too big is a dead letter while old is the truth, and refused from live on.
-- table: stock
-- conversion: function
-- old: amount
-- type: int
-- new: amount_s smallint := amount
-- down: amount_s
-- [old]
CREATE TABLE stock (id int PRIMARY KEY, amount int);
-- [new]
CREATE TABLE stock (id int PRIMARY KEY, amount_s smallint);
-- [rows of old]
INSERT INTO stock VALUES (1, 5), (2, -3), (3, NULL), (10, 40000);
-- [rows of new]
INSERT INTO stock VALUES (1, 5), (2, -3), (3, NULL), (10, NULL);
-- [after the backfill]
UPDATE stock SET amount = NULL WHERE amount_s IS NULL;
