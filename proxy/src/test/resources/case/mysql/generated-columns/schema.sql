-- A generated column reads the old one, and one has an expression as its default.
-- table: parts
-- conversion: function
-- old: code
-- type: varchar(10)
-- new: sku varchar(12) := CONCAT('S-', code)
-- down: SUBSTR(sku, 3)
-- [old]
CREATE TABLE parts (id int PRIMARY KEY, code varchar(10) DEFAULT (LPAD(7, 3, '0')), size int GENERATED ALWAYS AS (CHAR_LENGTH(code)) STORED);
-- [new]
CREATE TABLE parts (id int PRIMARY KEY, size int GENERATED ALWAYS AS (CHAR_LENGTH(sku) - 2) STORED, sku varchar(12) DEFAULT 'S-007');
-- [rows of old]
INSERT INTO parts (id, code) VALUES (1, 'ab'), (2, 'abc');
-- [rows of new]
INSERT INTO parts (id, sku) VALUES (1, 'S-ab'), (2, 'S-abc');
