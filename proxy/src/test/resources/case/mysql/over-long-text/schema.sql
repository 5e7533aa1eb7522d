-- A text becomes shorter. What is too long is a dead letter while old is the truth, and refused from live on.
-- table: notes
-- conversion: function
-- old: note
-- type: text
-- new: short varchar(8) := note
-- down: short
-- [old]
CREATE TABLE notes (id int PRIMARY KEY, note text);
-- [new]
CREATE TABLE notes (id int PRIMARY KEY, short varchar(8));
-- [rows of old]
INSERT INTO notes VALUES (1, 'one'), (2, 'zwölfte'), (3, NULL), (9, 'far too long before the backfill');
-- [rows of new]
INSERT INTO notes VALUES (1, 'one'), (2, 'zwölfte'), (3, NULL), (9, NULL);
-- [after the backfill]
UPDATE notes SET note = NULL WHERE short IS NULL;
