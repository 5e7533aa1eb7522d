-- INSERT in all its forms: columns listed or not, SET, many rows, DEFAULT, columns set earlier in VALUES, and columns left out whose default must reach both sides.
-- table: items
-- conversion: identity
-- old: label
-- type: varchar(12)
-- new: title varchar(12) := label
-- down: title
-- [old]
CREATE TABLE items (ref int, label varchar(12) DEFAULT 'none', qty int DEFAULT 1);
-- [new]
CREATE TABLE items (ref int, qty int DEFAULT 1, title varchar(12) DEFAULT 'none');
-- [rows of old]
INSERT INTO items VALUES (1, 'lamp', 2), (2, 'chair', 1), (3, NULL, 3);
-- [rows of new]
INSERT INTO items VALUES (1, 2, 'lamp'), (2, 1, 'chair'), (3, 3, NULL);
