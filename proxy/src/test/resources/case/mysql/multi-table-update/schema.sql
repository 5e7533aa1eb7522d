-- UPDATE of several tables at once, joined by the moved column or another, with outer joins and with the table itself.
-- table: people
-- conversion: function
-- old: full_name
-- type: varchar(30)
-- new: first_name varchar(20) := substring_index(full_name, ' ', 1)
-- new: last_name varchar(30) := substr(full_name, char_length(substring_index(full_name, ' ', 1)) + 2)
-- down: if(last_name = '', first_name, concat(first_name, ' ', last_name))
-- [old]
CREATE TABLE people (id int AUTO_INCREMENT PRIMARY KEY, full_name varchar(30), age int DEFAULT 20);
CREATE TABLE notes (who varchar(30), line varchar(20), n int);
INSERT INTO notes VALUES ('Ann Lee', 'first', 1), ('Bob', 'second', 2), ('Zoe', 'third', 9);
-- [new]
CREATE TABLE people (id int AUTO_INCREMENT PRIMARY KEY, age int DEFAULT 20, first_name varchar(20), last_name varchar(30));
CREATE TABLE notes (who varchar(30), line varchar(20), n int);
INSERT INTO notes VALUES ('Ann Lee', 'first', 1), ('Bob', 'second', 2), ('Zoe', 'third', 9);
-- [rows of old]
INSERT INTO people (full_name, age) VALUES ('Ann Lee', 31), ('Bob', 42), ('Eve Van Dyk', 31), (NULL, 7);
-- [rows of new]
INSERT INTO people (first_name, last_name, age) VALUES ('Ann', 'Lee', 31), ('Bob', '', 42), ('Eve', 'Van Dyk', 31), (NULL, NULL, 7);
