-- Joins: inner, outer, with itself, USING and NATURAL over a column that moves, and what * is then.
-- table: public.orders
-- conversion: cast
-- old: id
-- type: integer
-- new: id_new bigint := CAST(id AS bigint)
-- down: CAST(id_new AS integer)
-- [old]
CREATE TABLE orders (id serial PRIMARY KEY, item text, qty int DEFAULT 1);
CREATE TABLE parcels (id int, weight int);
INSERT INTO parcels VALUES (1, 10), (3, 30), (9, 90);
-- [new]
CREATE TABLE orders (item text, qty int DEFAULT 1, id_new bigserial PRIMARY KEY);
CREATE TABLE parcels (id int, weight int);
INSERT INTO parcels VALUES (1, 10), (3, 30), (9, 90);
-- [rows of old]
INSERT INTO orders (item, qty) VALUES ('lamp', 2), ('chair', 1), ('lamp', 5), (NULL, 3);
-- [rows of new]
INSERT INTO orders (item, qty) VALUES ('lamp', 2), ('chair', 1), ('lamp', 5), (NULL, 3);
-- [after the backfill]
ALTER TABLE orders ADD UNIQUE (id_new);
