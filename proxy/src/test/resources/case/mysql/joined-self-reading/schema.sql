-- A name is split. Values in an UPDATE of several tables that read what they are assigned to.
-- table: people
-- conversion: function
-- old: full_name
-- type: varchar(41)
-- new: first varchar(20) := SUBSTRING_INDEX(full_name, ' ', 1)
-- new: last varchar(20) := SUBSTR(full_name, CHAR_LENGTH(SUBSTRING_INDEX(full_name, ' ', 1)) + 2)
-- down: IF(last = '', first, CONCAT(first, ' ', last))
-- [old]
CREATE TABLE people (id int PRIMARY KEY, full_name varchar(41), boss int);
CREATE TABLE titles (id int PRIMARY KEY, title varchar(10));
INSERT INTO titles VALUES (1, 'Dr'), (2, 'Sir');
-- [new]
CREATE TABLE people (id int PRIMARY KEY, boss int, first varchar(20), last varchar(20));
CREATE TABLE titles (id int PRIMARY KEY, title varchar(10));
INSERT INTO titles VALUES (1, 'Dr'), (2, 'Sir');
-- [rows of old]
INSERT INTO people VALUES (1, 'Ann Lee', 2), (2, 'Bo Fox', 2);
-- [rows of new]
INSERT INTO people VALUES (1, 2, 'Ann', 'Lee'), (2, 2, 'Bo', 'Fox');
