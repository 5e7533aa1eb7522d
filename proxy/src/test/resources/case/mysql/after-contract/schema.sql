-- The old column is dropped, and clients still name it: what they read and write goes to the new ones.
-- table: people
-- conversion: function
-- old: full_name
-- type: varchar(40)
-- new: first_name varchar(20) := substring_index(full_name, ' ', 1)
-- new: last_name varchar(20) := substr(full_name, char_length(substring_index(full_name, ' ', 1)) + 2)
-- down: if(last_name = '', first_name, concat(first_name, ' ', last_name))
-- stage: contracted
-- [old]
CREATE TABLE people (id int PRIMARY KEY, full_name varchar(40), age int DEFAULT 7);
-- [new]
CREATE TABLE people (id int PRIMARY KEY, age int DEFAULT 7, first_name varchar(20), last_name varchar(20));
-- [rows of old]
INSERT INTO people VALUES (1, 'Ann Lee', 1), (2, 'Bo', 2), (3, NULL, 3);
-- [rows of new]
INSERT INTO people VALUES (1, 1, 'Ann', 'Lee'), (2, 2, 'Bo', ''), (3, 3, NULL, NULL);
