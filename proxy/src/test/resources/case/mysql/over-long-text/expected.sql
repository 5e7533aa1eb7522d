-- off, speaks old
INSERT INTO notes VALUES (4, '12345678')
-- becomes
INSERT INTO notes (`id`, `note`) VALUES (4, '12345678')
-- count 1

-- off, speaks old
INSERT INTO notes VALUES (5, 'fits'), (6, '123456789')
-- becomes
INSERT INTO notes (`id`, `note`) VALUES (5, 'fits'), (6, '123456789')
-- count 2

-- off, speaks old
DELETE FROM notes WHERE id IN (5, 6)
-- untouched
-- count 2

-- off, speaks old
UPDATE notes SET note = concat(note, ' and more') WHERE id = 1
-- untouched
-- count 1

-- off, speaks old
UPDATE notes SET note = 'two' WHERE id = 1
-- untouched
-- count 1

-- off, speaks old
INSERT INTO notes VALUES (7, '12345678 ')
-- becomes
INSERT INTO notes (`id`, `note`) VALUES (7, '12345678 ')
-- count 1

-- off, speaks old
DELETE FROM notes WHERE id = 7
-- untouched
-- count 1

-- off, speaks old
SELECT id, note, char_length(note) FROM notes WHERE id <> 9 ORDER BY id
-- untouched
-- id INT | note TEXT | char_length(note) BIGINT
--   1 | two | 3
--   2 | zwölfte | 7
--   3 | null | null
--   4 | 12345678 | 8

-- off, speaks old
SELECT id, note FROM notes WHERE id = 9
-- untouched
-- id INT | note TEXT
--   9 | far too long before the backfill

-- off, speaks new
INSERT INTO notes VALUES (8, '123456789')
-- becomes
INSERT INTO notes (`id`, `short`, `note`) VALUES (8, '123456789', crossfade.`case-over-long-text_down_1_checked`(`notes`.`short`))
-- error 1406

-- off, speaks new
INSERT IGNORE INTO notes VALUES (8, '123456789')
-- refused: Crossfade: IGNORE for columns of migration case-over-long-text, of which only the other side is stored, into table shop.notes

-- off, speaks new
UPDATE notes SET short = concat(short, '!!') WHERE id = 2
-- becomes
UPDATE notes SET `notes`.`note` = IF(crossfade.`case-over-long-text_unchanged_new`(IF(TRUE, crossfade.`case-over-long-text_up_1_null`(`notes`.`note`), `notes`.`short`), concat(IF(TRUE, crossfade.`case-over-long-text_up_1_null`(`notes`.`note`), `notes`.`short`), '!!')), `notes`.`note`, crossfade.`case-over-long-text_down_1_checked`(concat(IF(TRUE, crossfade.`case-over-long-text_up_1_null`(`notes`.`note`), `notes`.`short`), '!!'))) WHERE id = 2
-- error 1406

-- off, speaks new
UPDATE notes SET short = concat(short, '!') WHERE id = 2
-- becomes
UPDATE notes SET `notes`.`note` = IF(crossfade.`case-over-long-text_unchanged_new`(IF(TRUE, crossfade.`case-over-long-text_up_1_null`(`notes`.`note`), `notes`.`short`), concat(IF(TRUE, crossfade.`case-over-long-text_up_1_null`(`notes`.`note`), `notes`.`short`), '!')), `notes`.`note`, crossfade.`case-over-long-text_down_1_checked`(concat(IF(TRUE, crossfade.`case-over-long-text_up_1_null`(`notes`.`note`), `notes`.`short`), '!'))) WHERE id = 2
-- count 1

-- off, speaks new
SELECT * FROM notes ORDER BY id
-- becomes
SELECT `notes`.`id`, IF(TRUE, crossfade.`case-over-long-text_up_1_null`(`notes`.`note`), `notes`.`short`) AS `short` FROM notes ORDER BY id
-- id INT | short VARCHAR
--   1 | one
--   2 | zwölfte!
--   3 | null
--   9 | null

-- dual-write, speaks old
INSERT INTO notes VALUES (4, '12345678')
-- becomes
INSERT INTO notes (`id`, `note`, `short`) VALUES (4, '12345678', crossfade.`case-over-long-text_up_1_record`(`notes`.`note`))
-- count 1

-- dual-write, speaks old
INSERT INTO notes VALUES (5, 'fits'), (6, '123456789')
-- becomes
INSERT INTO notes (`id`, `note`, `short`) VALUES (5, 'fits', crossfade.`case-over-long-text_up_1_record`(`notes`.`note`)), (6, '123456789', crossfade.`case-over-long-text_up_1_record`(`notes`.`note`))
-- count 2

-- dual-write, speaks old
DELETE FROM notes WHERE id IN (5, 6)
-- untouched
-- count 2

-- dual-write, speaks old
UPDATE notes SET note = concat(note, ' and more') WHERE id = 1
-- becomes
UPDATE notes SET `notes`.`short` = IF(crossfade.`case-over-long-text_unchanged_old`(`notes`.`note`, concat(note, ' and more')), `notes`.`short`, crossfade.`case-over-long-text_up_1_record`(concat(note, ' and more'))), note = concat(note, ' and more') WHERE id = 1
-- count 1

-- dual-write, speaks old
UPDATE notes SET note = 'two' WHERE id = 1
-- becomes
UPDATE notes SET `notes`.`short` = IF(crossfade.`case-over-long-text_unchanged_old`(`notes`.`note`, 'two'), `notes`.`short`, crossfade.`case-over-long-text_up_1_record`('two')), note = 'two' WHERE id = 1
-- count 1

-- dual-write, speaks old
INSERT INTO notes VALUES (7, '12345678 ')
-- becomes
INSERT INTO notes (`id`, `note`, `short`) VALUES (7, '12345678 ', crossfade.`case-over-long-text_up_1_record`(`notes`.`note`))
-- count 1

-- dual-write, speaks old
DELETE FROM notes WHERE id = 7
-- untouched
-- count 1

-- dual-write, speaks old
SELECT id, note, char_length(note) FROM notes WHERE id <> 9 ORDER BY id
-- untouched
-- id INT | note TEXT | char_length(note) BIGINT
--   1 | two | 3
--   2 | zwölfte | 7
--   3 | null | null
--   4 | 12345678 | 8

-- dual-write, speaks old
SELECT id, note FROM notes WHERE id = 9
-- untouched
-- id INT | note TEXT
--   9 | far too long before the backfill

-- dual-write, speaks new
INSERT INTO notes VALUES (8, '123456789')
-- becomes
INSERT INTO notes (`id`, `short`, `note`) VALUES (8, '123456789', crossfade.`case-over-long-text_down_1_checked`(`notes`.`short`))
-- error 1406

-- dual-write, speaks new
INSERT IGNORE INTO notes VALUES (8, '123456789')
-- becomes
INSERT IGNORE INTO notes (`id`, `short`, `note`) VALUES (8, '123456789', crossfade.`case-over-long-text_down_1_checked`(`notes`.`short`))
-- count 1

-- dual-write, speaks new
UPDATE notes SET short = concat(short, '!!') WHERE id = 2
-- becomes
UPDATE notes SET `notes`.`short` = IF(crossfade.`case-over-long-text_unchanged_new`(COALESCE(`notes`.`short`, crossfade.`case-over-long-text_up_1_null`(`notes`.`note`)), concat(COALESCE(`notes`.`short`, crossfade.`case-over-long-text_up_1_null`(`notes`.`note`)), '!!')), `notes`.`short`, concat(COALESCE(`notes`.`short`, crossfade.`case-over-long-text_up_1_null`(`notes`.`note`)), '!!')), `notes`.`note` = IF(`notes`.`short` IS NULL AND crossfade.`case-over-long-text_unchanged_new`(COALESCE(`notes`.`short`, crossfade.`case-over-long-text_up_1_null`(`notes`.`note`)), concat(COALESCE(`notes`.`short`, crossfade.`case-over-long-text_up_1_null`(`notes`.`note`)), '!!')), `notes`.`note`, crossfade.`case-over-long-text_down_1_checked`(`notes`.`short`)) WHERE id = 2
-- error 1406

-- dual-write, speaks new
UPDATE notes SET short = concat(short, '!') WHERE id = 2
-- becomes
UPDATE notes SET `notes`.`short` = IF(crossfade.`case-over-long-text_unchanged_new`(COALESCE(`notes`.`short`, crossfade.`case-over-long-text_up_1_null`(`notes`.`note`)), concat(COALESCE(`notes`.`short`, crossfade.`case-over-long-text_up_1_null`(`notes`.`note`)), '!')), `notes`.`short`, concat(COALESCE(`notes`.`short`, crossfade.`case-over-long-text_up_1_null`(`notes`.`note`)), '!')), `notes`.`note` = IF(`notes`.`short` IS NULL AND crossfade.`case-over-long-text_unchanged_new`(COALESCE(`notes`.`short`, crossfade.`case-over-long-text_up_1_null`(`notes`.`note`)), concat(COALESCE(`notes`.`short`, crossfade.`case-over-long-text_up_1_null`(`notes`.`note`)), '!')), `notes`.`note`, crossfade.`case-over-long-text_down_1_checked`(`notes`.`short`)) WHERE id = 2
-- count 1

-- dual-write, speaks new
SELECT * FROM notes ORDER BY id
-- becomes
SELECT `notes`.`id`, COALESCE(`notes`.`short`, crossfade.`case-over-long-text_up_1_null`(`notes`.`note`)) AS `short` FROM notes ORDER BY id
-- id INT | short VARCHAR
--   1 | one
--   2 | zwölfte!
--   3 | null
--   8 | 12345678
--   9 | null

-- live, speaks old
INSERT INTO notes VALUES (4, '12345678')
-- becomes
INSERT INTO notes (`id`, `note`, `short`) VALUES (4, '12345678', crossfade.`case-over-long-text_up_1_raise`(`notes`.`note`))
-- count 1

-- live, speaks old
INSERT INTO notes VALUES (5, 'fits'), (6, '123456789')
-- becomes
INSERT INTO notes (`id`, `note`, `short`) VALUES (5, 'fits', crossfade.`case-over-long-text_up_1_raise`(`notes`.`note`)), (6, '123456789', crossfade.`case-over-long-text_up_1_raise`(`notes`.`note`))
-- error 1406

-- live, speaks old
DELETE FROM notes WHERE id IN (5, 6)
-- untouched
-- count 0

-- live, speaks old
UPDATE notes SET note = concat(note, ' and more') WHERE id = 1
-- becomes
UPDATE notes SET note = concat(IF(TRUE, crossfade.`case-over-long-text_down_1`(`notes`.`short`), `notes`.`note`), ' and more'), `notes`.`short` = IF(crossfade.`case-over-long-text_agrees`(`notes`.`note`, `notes`.`short`), `notes`.`short`, crossfade.`case-over-long-text_up_1_raise`(`notes`.`note`)) WHERE id = 1
-- error 1406

-- live, speaks old
UPDATE notes SET note = 'two' WHERE id = 1
-- becomes
UPDATE notes SET note = 'two', `notes`.`short` = IF(crossfade.`case-over-long-text_agrees`(`notes`.`note`, `notes`.`short`), `notes`.`short`, crossfade.`case-over-long-text_up_1_raise`(`notes`.`note`)) WHERE id = 1
-- count 1

-- live, speaks old
INSERT INTO notes VALUES (7, '12345678 ')
-- becomes
INSERT INTO notes (`id`, `note`, `short`) VALUES (7, '12345678 ', crossfade.`case-over-long-text_up_1_raise`(`notes`.`note`))
-- error 1644

-- live, speaks old
DELETE FROM notes WHERE id = 7
-- untouched
-- count 0

-- live, speaks old
SELECT id, note, char_length(note) FROM notes WHERE id <> 9 ORDER BY id
-- becomes
SELECT id, crossfade.`case-over-long-text_down_1`(`notes`.`short`) AS `note`, char_length(IF(TRUE, crossfade.`case-over-long-text_down_1`(`notes`.`short`), `notes`.`note`)) AS `char_length(note)` FROM notes WHERE id <> 9 ORDER BY id
-- id INT | note TEXT | char_length(note) BIGINT
--   1 | two | 3
--   2 | zwölfte | 7
--   3 | null | null
--   4 | 12345678 | 8

-- live, speaks old
SELECT id, note FROM notes WHERE id = 9
-- becomes
SELECT id, crossfade.`case-over-long-text_down_1`(`notes`.`short`) AS `note` FROM notes WHERE id = 9
-- id INT | note TEXT
--   9 | null

-- live, speaks new
INSERT INTO notes VALUES (8, '123456789')
-- becomes
INSERT INTO notes (`id`, `short`, `note`) VALUES (8, '123456789', crossfade.`case-over-long-text_down_1_checked`(`notes`.`short`))
-- error 1406

-- live, speaks new
INSERT IGNORE INTO notes VALUES (8, '123456789')
-- becomes
INSERT IGNORE INTO notes (`id`, `short`, `note`) VALUES (8, '123456789', crossfade.`case-over-long-text_down_1_checked`(`notes`.`short`))
-- count 1

-- live, speaks new
UPDATE notes SET short = concat(short, '!!') WHERE id = 2
-- becomes
UPDATE notes SET short = concat(short, '!!'), `notes`.`note` = crossfade.`case-over-long-text_down_1_checked`(`notes`.`short`) WHERE id = 2
-- error 1406

-- live, speaks new
UPDATE notes SET short = concat(short, '!') WHERE id = 2
-- becomes
UPDATE notes SET short = concat(short, '!'), `notes`.`note` = crossfade.`case-over-long-text_down_1_checked`(`notes`.`short`) WHERE id = 2
-- count 1

-- live, speaks new
SELECT * FROM notes ORDER BY id
-- becomes
SELECT `notes`.`id`, `notes`.`short` FROM notes ORDER BY id
-- id INT | short VARCHAR
--   1 | one
--   2 | zwölfte!
--   3 | null
--   8 | 12345678
--   9 | null

