-- * and t.* are the columns the client knows, in their order; rows as a whole say why they are refused where they cannot be.
-- table: public.items
-- conversion: identity
-- old: label
-- type: character varying(12)
-- new: title character varying(12) := label
-- down: title
-- [old]
CREATE TABLE items (ref int, label varchar(12) DEFAULT 'none', qty int DEFAULT 1);
CREATE TABLE notes (who text, line text, n int);
INSERT INTO notes VALUES ('Ann Lee', 'first', 1), ('Bob', 'second', 2), ('Zoe', 'third', 9);
-- [new]
CREATE TABLE items (ref int, qty int DEFAULT 1, title varchar(12) DEFAULT 'none');
CREATE TABLE notes (who text, line text, n int);
INSERT INTO notes VALUES ('Ann Lee', 'first', 1), ('Bob', 'second', 2), ('Zoe', 'third', 9);
-- [rows of old]
INSERT INTO items VALUES (1, 'lamp', 2), (2, 'chair', 1), (3, NULL, 3);
-- [rows of new]
INSERT INTO items VALUES (1, 2, 'lamp'), (2, 1, 'chair'), (3, 3, NULL);
