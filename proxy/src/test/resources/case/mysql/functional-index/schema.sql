-- A unique index on an expression: names are one whatever their case, though the columns tell them apart.
-- table: tags
-- conversion: identity
-- old: tag
-- type: varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
-- new: label varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin := tag
-- down: label
-- [old]
CREATE TABLE tags (id int PRIMARY KEY, tag varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin, UNIQUE by_lower ((lower(tag))));
-- [new]
CREATE TABLE tags (id int PRIMARY KEY, label varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin, UNIQUE by_lower ((lower(label))));
-- [rows of old]
INSERT INTO tags VALUES (1, 'Red'), (2, 'green'), (3, NULL);
-- [rows of new]
INSERT INTO tags VALUES (1, 'Red'), (2, 'green'), (3, NULL);
-- [after the backfill]
ALTER TABLE tags ADD UNIQUE new_lower ((lower(label)));
