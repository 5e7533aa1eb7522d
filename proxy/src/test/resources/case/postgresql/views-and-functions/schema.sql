-- A view over the table goes on reading it, but is not written through; a function's body is not seen: it reads what is stored under the names it was written with.
-- table: public.items
-- conversion: identity
-- old: label
-- type: character varying(12)
-- new: title character varying(12) := label
-- down: title
-- [old]
CREATE TABLE items (ref int, label varchar(12) DEFAULT 'none', qty int DEFAULT 1);
CREATE VIEW listed AS SELECT ref, label FROM items WHERE qty > 0;
CREATE FUNCTION labels() RETURNS bigint LANGUAGE sql AS 'SELECT count(label) FROM items';
-- [new]
CREATE TABLE items (ref int, qty int DEFAULT 1, title varchar(12) DEFAULT 'none');
CREATE VIEW listed AS SELECT ref, title AS label FROM items WHERE qty > 0;
CREATE FUNCTION labels() RETURNS bigint LANGUAGE sql AS 'SELECT count(title) FROM items';
-- [rows of old]
INSERT INTO items VALUES (1, 'lamp', 2), (2, 'chair', 1), (3, NULL, 3);
-- [rows of new]
INSERT INTO items VALUES (1, 2, 'lamp'), (2, 1, 'chair'), (3, 3, NULL);
