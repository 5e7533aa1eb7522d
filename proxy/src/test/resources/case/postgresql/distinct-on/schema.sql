-- DISTINCT and DISTINCT ON over the moved column, with and without an order.
-- table: public.people
-- conversion: function
-- old: full_name
-- type: text
-- new: first_name text := split_part(full_name, ' ', 1)
-- new: last_name text := substr(full_name, length(split_part(full_name, ' ', 1)) + 2)
-- down: CASE WHEN last_name = '' THEN first_name ELSE first_name || ' ' || last_name END
-- [old]
CREATE TABLE people (id serial PRIMARY KEY, full_name text, age int DEFAULT 20);
-- [new]
CREATE TABLE people (id serial PRIMARY KEY, age int DEFAULT 20, first_name text, last_name text);
-- [rows of old]
INSERT INTO people (full_name, age) VALUES ('Ann Lee', 31), ('Bob', 42), ('Eve Van Dyk', 31), (NULL, 7);
-- [rows of new]
INSERT INTO people (first_name, last_name, age) VALUES ('Ann', 'Lee', 31), ('Bob', '', 42), ('Eve', 'Van Dyk', 31), (NULL, NULL, 7);
