-- Joins: inner, outer, STRAIGHT_JOIN, with itself, USING and NATURAL over a column that moves, and what * is then.
-- table: orders
-- conversion: cast
-- old: ref
-- type: int
-- new: ref_new bigint := ref
-- down: ref_new
-- [old]
CREATE TABLE orders (id int PRIMARY KEY, ref int UNIQUE, item varchar(12), qty int DEFAULT 1);
CREATE TABLE parcels (ref int, weight int);
INSERT INTO parcels VALUES (10, 1), (30, 3), (90, 9);
-- [new]
CREATE TABLE orders (id int PRIMARY KEY, item varchar(12), qty int DEFAULT 1, ref_new bigint UNIQUE);
CREATE TABLE parcels (ref int, weight int);
INSERT INTO parcels VALUES (10, 1), (30, 3), (90, 9);
-- [rows of old]
INSERT INTO orders VALUES (1, 10, 'lamp', 2), (2, 20, 'chair', 1), (3, 30, 'lamp', 5), (4, NULL, NULL, 3);
-- [rows of new]
INSERT INTO orders VALUES (1, 'lamp', 2, 10), (2, 'chair', 1, 20), (3, 'lamp', 5, 30), (4, NULL, 3, NULL);
-- [after the backfill]
ALTER TABLE orders ADD UNIQUE (ref_new);
