-- A name without its schema means the table that the search_path finds; another table of the same name elsewhere is left alone.
-- table: public.people
-- conversion: function
-- old: full_name
-- type: text
-- new: first_name text := split_part(full_name, ' ', 1)
-- new: last_name text := substr(full_name, length(split_part(full_name, ' ', 1)) + 2)
-- down: CASE WHEN last_name = '' THEN first_name ELSE first_name || ' ' || last_name END
-- [old]
CREATE TABLE people (id int PRIMARY KEY, full_name text);
CREATE SCHEMA archive;
CREATE TABLE archive.people (id int, full_name text);
INSERT INTO archive.people VALUES (1, 'An Old One');
-- [new]
CREATE TABLE people (id int PRIMARY KEY, first_name text, last_name text);
CREATE SCHEMA archive;
CREATE TABLE archive.people (id int, full_name text);
INSERT INTO archive.people VALUES (1, 'An Old One');
-- [rows of old]
INSERT INTO people VALUES (1, 'Ann Lee');
-- [rows of new]
INSERT INTO people VALUES (1, 'Ann', 'Lee');
