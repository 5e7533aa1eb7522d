-- A view over the table goes on reading it, and rows are deleted through it, but none is written; a function's body is not seen: it reads what is stored under the names it was written with.
-- table: items
-- conversion: identity
-- old: label
-- type: varchar(12)
-- new: title varchar(12) := label
-- down: title
-- [old]
CREATE TABLE items (ref int, label varchar(12) DEFAULT 'none', qty int DEFAULT 1);
CREATE TABLE notes (ref int, line varchar(12));
INSERT INTO notes VALUES (1, 'first'), (2, 'second'), (9, NULL);
CREATE VIEW listed AS SELECT ref, label FROM items WHERE qty > 0;
CREATE FUNCTION labels() RETURNS bigint READS SQL DATA RETURN (SELECT count(label) FROM items);
-- [new]
CREATE TABLE items (ref int, qty int DEFAULT 1, title varchar(12) DEFAULT 'none');
CREATE TABLE notes (ref int, line varchar(12));
INSERT INTO notes VALUES (1, 'first'), (2, 'second'), (9, NULL);
CREATE VIEW listed AS SELECT ref, title AS label FROM items WHERE qty > 0;
CREATE FUNCTION labels() RETURNS bigint READS SQL DATA RETURN (SELECT count(title) FROM items);
-- [rows of old]
INSERT INTO items VALUES (1, 'lamp', 2), (2, 'chair', 1), (3, NULL, 3);
-- [rows of new]
INSERT INTO items VALUES (1, 2, 'lamp'), (2, 1, 'chair'), (3, 3, NULL);
