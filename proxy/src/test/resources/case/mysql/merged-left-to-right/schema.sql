-- Two columns become one. MySQL assigns from left to right, each value seeing what was assigned before it.
-- table: people
-- conversion: function
-- old: first
-- old: last
-- type: varchar(20)
-- type: varchar(20)
-- new: name varchar(41) := CONCAT(first, '|', last)
-- down: SUBSTRING_INDEX(name, '|', 1)
-- down: SUBSTRING_INDEX(name, '|', -1)
-- [old]
CREATE TABLE people (id int PRIMARY KEY, first varchar(20), last varchar(20), note varchar(60));
CREATE TABLE titles (id int PRIMARY KEY, title varchar(10));
INSERT INTO titles VALUES (1, 'Dr'), (2, 'Sir');
-- [new]
CREATE TABLE people (id int PRIMARY KEY, note varchar(60), name varchar(41));
CREATE TABLE titles (id int PRIMARY KEY, title varchar(10));
INSERT INTO titles VALUES (1, 'Dr'), (2, 'Sir');
-- [rows of old]
INSERT INTO people VALUES (1, 'Ann', 'Lee', 'x'), (2, 'Bo', 'Fox', 'y');
-- [rows of new]
INSERT INTO people VALUES (1, 'x', 'Ann|Lee'), (2, 'y', 'Bo|Fox');
