-- A name is split in two, which old could not hold together with half of another.
-- table: people
-- conversion: function
-- old: full_name
-- type: varchar(20)
-- new: first_name varchar(12) := substring_index(full_name, ' ', 1)
-- new: last_name varchar(16) := substr(full_name, char_length(substring_index(full_name, ' ', 1)) + 2)
-- down: if(last_name = '', first_name, concat(first_name, ' ', last_name))
-- [old]
CREATE TABLE people (id int PRIMARY KEY, full_name varchar(20), touched timestamp(6) NULL ON UPDATE CURRENT_TIMESTAMP(6));
-- [new]
CREATE TABLE people (id int PRIMARY KEY, touched timestamp(6) NULL ON UPDATE CURRENT_TIMESTAMP(6), first_name varchar(12), last_name varchar(16));
-- [rows of old]
INSERT INTO people VALUES (1, 'Al Featherstonehau', NULL), (2, 'Ann Lee', NULL), (3, NULL, NULL);
-- [rows of new]
INSERT INTO people VALUES (1, NULL, 'Al', 'Featherstonehau'), (2, NULL, 'Ann', 'Lee'), (3, NULL, NULL, NULL);
