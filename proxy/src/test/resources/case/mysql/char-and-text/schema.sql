-- A char becomes a varchar in another collation than the connection's: comparisons keep the column's own.
-- table: codes
-- conversion: function
-- old: code
-- type: char(4) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
-- new: label varchar(8) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin := CONCAT('L', code)
-- down: SUBSTR(label, 2)
-- [old]
CREATE TABLE codes (id int PRIMARY KEY, code char(4) COLLATE utf8mb4_bin, memo text);
-- [new]
CREATE TABLE codes (id int PRIMARY KEY, memo text, label varchar(8) COLLATE utf8mb4_bin);
-- [rows of old]
INSERT INTO codes VALUES (1, 'a', 'x'), (2, 'B', NULL), (3, 'b', 'y'), (4, NULL, 'z');
-- [rows of new]
INSERT INTO codes VALUES (1, 'x', 'La'), (2, NULL, 'LB'), (3, 'y', 'Lb'), (4, 'z', NULL);
