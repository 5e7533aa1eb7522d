-- speaks old
INSERT INTO notes VALUES (4, '12345678');
-- differs from live on: refused, since the truth cannot hold it
INSERT INTO notes VALUES (5, 'fits'), (6, '123456789');
-- differs from live on: they are not there
DELETE FROM notes WHERE id IN (5, 6);
-- differs from live on: refused, since the truth cannot hold it
UPDATE notes SET note = concat(note, ' and more') WHERE id = 1;
UPDATE notes SET note = 'two' WHERE id = 1;
-- differs: the blank is cut off with a note, and does not come back from live on
INSERT INTO notes VALUES (7, '12345678 ');
-- differs from live on: it is not there
DELETE FROM notes WHERE id = 7;
SELECT id, note, char_length(note) FROM notes WHERE id <> 9 ORDER BY id;
-- differs from live on: what was too long before the backfill had to be mended before
SELECT id, note FROM notes WHERE id = 9;
-- speaks new
INSERT INTO notes VALUES (8, '123456789');
INSERT IGNORE INTO notes VALUES (8, '123456789');
UPDATE notes SET short = concat(short, '!!') WHERE id = 2;
UPDATE notes SET short = concat(short, '!') WHERE id = 2;
SELECT * FROM notes ORDER BY id;
