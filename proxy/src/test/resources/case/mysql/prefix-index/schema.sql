-- An index on the first characters of a text: of a unique one duplicates are found by these alone.
-- table: links
-- conversion: identity
-- old: url
-- type: varchar(40)
-- new: address varchar(40) := url
-- down: address
-- [old]
CREATE TABLE links (id int PRIMARY KEY, url varchar(40), UNIQUE by_start (url(5)), KEY by_two (url(3), id));
-- [new]
CREATE TABLE links (id int PRIMARY KEY, address varchar(40), UNIQUE by_start (address(5)));
-- [rows of old]
INSERT INTO links VALUES (1, 'aaaaa-1'), (2, 'bbbbb-1'), (3, NULL);
-- [rows of new]
INSERT INTO links VALUES (1, 'aaaaa-1'), (2, 'bbbbb-1'), (3, NULL);
-- [after the backfill]
ALTER TABLE links ADD UNIQUE new_start (address(5));
