-- Result columns without a name are called by their text, of which the server keeps 255 bytes. A derived table cannot be updated.
-- table: notes
-- conversion: function
-- old: note
-- type: varchar(40)
-- new: spoken varchar(40) := reverse(note)
-- down: reverse(spoken)
-- [old]
CREATE TABLE notes (id int PRIMARY KEY, note varchar(40));
-- [new]
CREATE TABLE notes (id int PRIMARY KEY, spoken varchar(40));
-- [rows of old]
INSERT INTO notes VALUES (1, 'one'), (2, 'zwölfte'), (3, NULL);
-- [rows of new]
INSERT INTO notes VALUES (1, 'eno'), (2, 'etflöwz'), (3, NULL);
