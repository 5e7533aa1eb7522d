-- ORDER BY what a function gives makes the server keep the result, in which a computed text of more than 512 characters is a TEXT
-- and no VARCHAR any more: behind a query the function is not seen, and the types stay.
-- table: texts
-- conversion: function
-- old: line
-- type: varchar(100)
-- new: turned varchar(100) := reverse(line)
-- down: reverse(turned)
-- [old]
CREATE TABLE texts (id int PRIMARY KEY, line varchar(100), long_one varchar(600));
-- [new]
CREATE TABLE texts (id int PRIMARY KEY, long_one varchar(600), turned varchar(100));
-- [rows of old]
INSERT INTO texts VALUES (1, 'ab', 'q'), (2, 'ca', 'r'), (3, 'bc', 's'), (4, NULL, 't');
-- [rows of new]
INSERT INTO texts VALUES (1, 'q', 'ba'), (2, 'r', 'ac'), (3, 's', 'cb'), (4, 't', NULL);
