-- off, speaks old
SELECT id, concat(note, 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€') FROM notes ORDER BY id
-- untouched
-- id INT | concat(note, 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx€€€ VARCHAR
--   1 | onexxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€
--   2 | zwölftexxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€
--   3 | null

-- off, speaks old
SELECT count(concat(note, 'yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy')) FROM notes
-- untouched
-- count(concat(note, 'yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy BIGINT
--   2

-- off, speaks old
SELECT q.id, q.note FROM (SELECT * FROM notes) q JOIN notes n ON n.note = q.note ORDER BY q.id
-- becomes
SELECT q.id, q.note FROM (SELECT `notes`.`id`, `notes`.`note` FROM notes) q JOIN notes n ON n.note = q.note ORDER BY q.id
-- id INT | note VARCHAR
--   1 | one
--   2 | zwölfte

-- off, speaks old
UPDATE (SELECT * FROM notes) AS q, notes n SET q.note = 'no'
-- refused: Crossfade: an UPDATE of derived table q

-- off, speaks old
UPDATE (SELECT * FROM notes) AS q JOIN notes n ON n.id = q.id SET n.note = concat(q.note, '!') WHERE q.id < 3
-- becomes
UPDATE (SELECT `notes`.`id`, `notes`.`note` FROM notes) AS q JOIN notes n ON n.id = q.id SET n.note = concat(q.note, '!') WHERE q.id < 3
-- count 2

-- off, speaks old
SELECT * FROM notes ORDER BY id
-- becomes
SELECT `notes`.`id`, `notes`.`note` FROM notes ORDER BY id
-- id INT | note VARCHAR
--   1 | one!
--   2 | zwölfte!
--   3 | null

-- off, speaks new
SELECT id, concat(spoken, 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€') FROM notes ORDER BY id
-- becomes
SELECT id, concat(IF(TRUE, crossfade.`case-derived-and-long-names_up_1_null`(`notes`.`note`), `notes`.`spoken`), 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€') AS `concat(spoken, 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx€€€` FROM notes ORDER BY id
-- id INT | concat(spoken, 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx€€€ VARCHAR
--   1 | enoxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€
--   2 | etflöwzxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€
--   3 | null

-- off, speaks new
UPDATE (SELECT * FROM notes) AS q, notes n SET q.spoken = 'no'
-- refused: Crossfade: an UPDATE of derived table q

-- off, speaks new
UPDATE (SELECT * FROM notes) AS q JOIN notes n ON n.id = q.id SET n.spoken = concat('!', q.spoken) WHERE q.id < 3
-- becomes
UPDATE (SELECT `notes`.`id`, IF(TRUE, crossfade.`case-derived-and-long-names_up_1_null`(`notes`.`note`), `notes`.`spoken`) AS `spoken` FROM notes) AS q JOIN notes n ON n.id = q.id SET `n`.`note` = IF(crossfade.`case-derived-and-long-names_unchanged_new`(IF(TRUE, crossfade.`case-derived-and-long-names_up_1_null`(`n`.`note`), `n`.`spoken`), concat('!', q.spoken)), `n`.`note`, crossfade.`case-derived-and-long-names_down_1_checked`(concat('!', q.spoken))) WHERE q.id < 3
-- count 2

-- off, speaks new
SELECT * FROM notes ORDER BY id
-- becomes
SELECT `notes`.`id`, IF(TRUE, crossfade.`case-derived-and-long-names_up_1_null`(`notes`.`note`), `notes`.`spoken`) AS `spoken` FROM notes ORDER BY id
-- id INT | spoken VARCHAR
--   1 | !eno
--   2 | !etflöwz
--   3 | null

-- dual-write, speaks old
SELECT id, concat(note, 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€') FROM notes ORDER BY id
-- untouched
-- id INT | concat(note, 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx€€€ VARCHAR
--   1 | onexxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€
--   2 | zwölftexxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€
--   3 | null

-- dual-write, speaks old
SELECT count(concat(note, 'yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy')) FROM notes
-- untouched
-- count(concat(note, 'yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy BIGINT
--   2

-- dual-write, speaks old
SELECT q.id, q.note FROM (SELECT * FROM notes) q JOIN notes n ON n.note = q.note ORDER BY q.id
-- becomes
SELECT q.id, q.note FROM (SELECT `notes`.`id`, `notes`.`note` FROM notes) q JOIN notes n ON n.note = q.note ORDER BY q.id
-- id INT | note VARCHAR
--   1 | one
--   2 | zwölfte

-- dual-write, speaks old
UPDATE (SELECT * FROM notes) AS q, notes n SET q.note = 'no'
-- refused: Crossfade: an UPDATE of derived table q

-- dual-write, speaks old
UPDATE (SELECT * FROM notes) AS q JOIN notes n ON n.id = q.id SET n.note = concat(q.note, '!') WHERE q.id < 3
-- becomes
UPDATE (SELECT `notes`.`id`, `notes`.`note` FROM notes) AS q JOIN notes n ON n.id = q.id SET `n`.`spoken` = IF(crossfade.`case-derived-and-long-names_unchanged_old`(`n`.`note`, concat(q.note, '!')), `n`.`spoken`, crossfade.`case-derived-and-long-names_up_1_record`(concat(q.note, '!'))), n.note = concat(q.note, '!') WHERE q.id < 3
-- count 2

-- dual-write, speaks old
SELECT * FROM notes ORDER BY id
-- becomes
SELECT `notes`.`id`, `notes`.`note` FROM notes ORDER BY id
-- id INT | note VARCHAR
--   1 | one!
--   2 | zwölfte!
--   3 | null

-- dual-write, speaks new
SELECT id, concat(spoken, 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€') FROM notes ORDER BY id
-- becomes
SELECT id, concat(COALESCE(`notes`.`spoken`, crossfade.`case-derived-and-long-names_up_1_null`(`notes`.`note`)), 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€') AS `concat(spoken, 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx€€€` FROM notes ORDER BY id
-- id INT | concat(spoken, 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx€€€ VARCHAR
--   1 | enoxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€
--   2 | etflöwzxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€
--   3 | null

-- dual-write, speaks new
UPDATE (SELECT * FROM notes) AS q, notes n SET q.spoken = 'no'
-- refused: Crossfade: an UPDATE of derived table q

-- dual-write, speaks new
UPDATE (SELECT * FROM notes) AS q JOIN notes n ON n.id = q.id SET n.spoken = concat('!', q.spoken) WHERE q.id < 3
-- refused: Crossfade: an UPDATE of several tables, in an update of columns of migration case-derived-and-long-names on table shop.notes

-- dual-write, speaks new
SELECT * FROM notes ORDER BY id
-- becomes
SELECT `notes`.`id`, COALESCE(`notes`.`spoken`, crossfade.`case-derived-and-long-names_up_1_null`(`notes`.`note`)) AS `spoken` FROM notes ORDER BY id
-- id INT | spoken VARCHAR
--   1 | eno
--   2 | etflöwz
--   3 | null

-- live, speaks old
SELECT id, concat(note, 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€') FROM notes ORDER BY id
-- becomes
SELECT id, concat(IF(TRUE, crossfade.`case-derived-and-long-names_down_1`(`notes`.`spoken`), `notes`.`note`), 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€') AS `concat(note, 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx€€€` FROM notes ORDER BY id
-- id INT | concat(note, 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx€€€ VARCHAR
--   1 | onexxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€
--   2 | zwölftexxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€
--   3 | null

-- live, speaks old
SELECT count(concat(note, 'yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy')) FROM notes
-- becomes
SELECT count(concat(IF(TRUE, crossfade.`case-derived-and-long-names_down_1`(`notes`.`spoken`), `notes`.`note`), 'yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy')) AS `count(concat(note, 'yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy` FROM notes
-- count(concat(note, 'yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy BIGINT
--   2

-- live, speaks old
SELECT q.id, q.note FROM (SELECT * FROM notes) q JOIN notes n ON n.note = q.note ORDER BY q.id
-- becomes
SELECT /*+ NO_MERGE(`q`) */ q.id, q.note FROM (SELECT `notes`.`id`, IF(TRUE, crossfade.`case-derived-and-long-names_down_1`(`notes`.`spoken`), `notes`.`note`) AS `note` FROM notes) q JOIN notes n ON IF(TRUE, crossfade.`case-derived-and-long-names_down_1`(n.`spoken`), n.`note`) = q.note ORDER BY q.id
-- id INT | note VARCHAR
--   1 | one
--   2 | zwölfte

-- live, speaks old
UPDATE (SELECT * FROM notes) AS q, notes n SET q.note = 'no'
-- refused: Crossfade: an UPDATE of derived table q

-- live, speaks old
UPDATE (SELECT * FROM notes) AS q JOIN notes n ON n.id = q.id SET n.note = concat(q.note, '!') WHERE q.id < 3
-- becomes
UPDATE (SELECT `notes`.`id`, IF(TRUE, crossfade.`case-derived-and-long-names_down_1`(`notes`.`spoken`), `notes`.`note`) AS `note` FROM notes) AS q JOIN notes n ON n.id = q.id SET n.note = concat(q.note, '!'), `n`.`spoken` = IF(crossfade.`case-derived-and-long-names_unchanged_old`(IF(TRUE, crossfade.`case-derived-and-long-names_down_1`(`n`.`spoken`), `n`.`note`), concat(q.note, '!')), `n`.`spoken`, crossfade.`case-derived-and-long-names_up_1_raise`(concat(q.note, '!'))) WHERE q.id < 3
-- count 2

-- live, speaks old
SELECT * FROM notes ORDER BY id
-- becomes
SELECT `notes`.`id`, IF(TRUE, crossfade.`case-derived-and-long-names_down_1`(`notes`.`spoken`), `notes`.`note`) AS `note` FROM notes ORDER BY id
-- id INT | note VARCHAR
--   1 | one!
--   2 | zwölfte!
--   3 | null

-- live, speaks new
SELECT id, concat(spoken, 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€') FROM notes ORDER BY id
-- untouched
-- id INT | concat(spoken, 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx€€€ VARCHAR
--   1 | enoxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€
--   2 | etflöwzxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx€€€€€€€€€€€€€€€€€€€€€€€€€€€€€€
--   3 | null

-- live, speaks new
UPDATE (SELECT * FROM notes) AS q, notes n SET q.spoken = 'no'
-- refused: Crossfade: an UPDATE of derived table q

-- live, speaks new
UPDATE (SELECT * FROM notes) AS q JOIN notes n ON n.id = q.id SET n.spoken = concat('!', q.spoken) WHERE q.id < 3
-- becomes
UPDATE (SELECT `notes`.`id`, `notes`.`spoken` FROM notes) AS q JOIN notes n ON n.id = q.id SET `n`.`note` = crossfade.`case-derived-and-long-names_down_1_checked`(concat('!', q.spoken)), n.spoken = concat('!', q.spoken) WHERE q.id < 3
-- count 2

-- live, speaks new
SELECT * FROM notes ORDER BY id
-- becomes
SELECT `notes`.`id`, `notes`.`spoken` FROM notes ORDER BY id
-- id INT | spoken VARCHAR
--   1 | !eno
--   2 | !etflöwz
--   3 | null

