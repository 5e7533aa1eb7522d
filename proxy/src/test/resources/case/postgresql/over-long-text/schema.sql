-- A text that is longer than the column is refused as the server refuses it, on both sides; spaces at the end are cut as the server cuts them.
-- table: public.tags
-- conversion: identity
-- old: tag
-- type: character varying(5)
-- new: label character varying(5) := tag
-- down: label
-- [old]
CREATE TABLE tags (id int PRIMARY KEY, tag varchar(5));
-- [new]
CREATE TABLE tags (id int PRIMARY KEY, label varchar(5));
-- [rows of old]
INSERT INTO tags VALUES (1, 'a'), (2, 'bcdef'), (3, 'c    ');
-- [rows of new]
INSERT INTO tags VALUES (1, 'a'), (2, 'bcdef'), (3, 'c    ');
