-- INSERT ... SELECT: what the query gives reaches both sides, also out of the migrating table itself, a CTE or a set operation.
-- table: public.people
-- conversion: function
-- old: full_name
-- type: text
-- new: first_name text := split_part(full_name, ' ', 1)
-- new: last_name text := substr(full_name, length(split_part(full_name, ' ', 1)) + 2)
-- down: CASE WHEN last_name = '' THEN first_name ELSE first_name || ' ' || last_name END
-- [old]
CREATE TABLE people (id serial PRIMARY KEY, full_name text, age int DEFAULT 20);
CREATE TABLE notes (who text, line text, n int);
INSERT INTO notes VALUES ('Ann Lee', 'first', 1), ('Bob', 'second', 2), ('Zoe', 'third', 9);
-- [new]
CREATE TABLE people (id serial PRIMARY KEY, age int DEFAULT 20, first_name text, last_name text);
CREATE TABLE notes (who text, line text, n int);
INSERT INTO notes VALUES ('Ann Lee', 'first', 1), ('Bob', 'second', 2), ('Zoe', 'third', 9);
-- [rows of old]
INSERT INTO people (full_name, age) VALUES ('Ann Lee', 31), ('Bob', 42), ('Eve Van Dyk', 31), (NULL, 7);
-- [rows of new]
INSERT INTO people (first_name, last_name, age) VALUES ('Ann', 'Lee', 31), ('Bob', '', 42), ('Eve', 'Van Dyk', 31), (NULL, NULL, 7);
