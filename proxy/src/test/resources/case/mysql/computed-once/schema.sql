-- A volatile expression is computed once: both sides of a row get the same value.
-- table: people
-- conversion: function
-- old: full_name
-- type: varchar(30)
-- new: first_name varchar(20) := substring_index(full_name, ' ', 1)
-- new: last_name varchar(30) := substr(full_name, char_length(substring_index(full_name, ' ', 1)) + 2)
-- down: if(last_name = '', first_name, concat(first_name, ' ', last_name))
-- [old]
CREATE TABLE people (id int AUTO_INCREMENT PRIMARY KEY, full_name varchar(30), age int DEFAULT 20);
-- [new]
CREATE TABLE people (id int AUTO_INCREMENT PRIMARY KEY, age int DEFAULT 20, first_name varchar(20), last_name varchar(30));
-- [rows of old]
INSERT INTO people (full_name, age) VALUES ('Ann Lee', 31), ('Bob', 42), ('Eve Van Dyk', 31), (NULL, 7);
-- [rows of new]
INSERT INTO people (first_name, last_name, age) VALUES ('Ann', 'Lee', 31), ('Bob', '', 42), ('Eve', 'Van Dyk', 31), (NULL, NULL, 7);
