-- off, speaks old
UPDATE people SET first = 'Cy', last = first WHERE id = 1
-- untouched
-- count 1

-- off, speaks old
UPDATE people SET first = 'Di', note = CONCAT(first, ' ', last), last = 'Ray' WHERE id = 1
-- untouched
-- count 1

-- off, speaks old
UPDATE people SET note = first, first = 'Ed', last = 'Orr' WHERE id = 1
-- untouched
-- count 1

-- off, speaks old
UPDATE people SET last = 'Poe', first = 'Flo', note = CONCAT(first, ' ', last) WHERE id = 1
-- untouched
-- count 1

-- off, speaks old
UPDATE people SET last = CONCAT(first, last) WHERE id = 1
-- untouched
-- count 1

-- off, speaks old
INSERT INTO people VALUES (2, 'Gus', 'Kay', 'n') ON DUPLICATE KEY UPDATE first = VALUES(first), last = first
-- becomes
INSERT INTO people (`id`, `first`, `last`, `note`) VALUES (2, 'Gus', 'Kay', 'n') ON DUPLICATE KEY UPDATE first = VALUES(first), last = first
-- count 2

-- off, speaks old
INSERT INTO people VALUES (2, 'Hal', 'Joy', 'n') ON DUPLICATE KEY UPDATE last = VALUES(last), note = last, first = VALUES(first)
-- becomes
INSERT INTO people (`id`, `first`, `last`, `note`) VALUES (2, 'Hal', 'Joy', 'n') ON DUPLICATE KEY UPDATE last = VALUES(last), note = last, first = VALUES(first)
-- count 2

-- off, speaks old
SELECT * FROM people ORDER BY id
-- becomes
SELECT `people`.`id`, `people`.`first`, `people`.`last`, `people`.`note` FROM people ORDER BY id
-- id INT | first VARCHAR | last VARCHAR | note VARCHAR
--   1 | Flo | FloPoe | Flo Poe
--   2 | Hal | Joy | Joy

-- off, speaks old
UPDATE people p JOIN titles t ON t.id = p.id SET p.first = CONCAT(t.title, p.first)
-- untouched
-- count 2

-- off, speaks old
UPDATE people p JOIN titles t ON t.id = p.id SET p.last = CONCAT(p.last, 'x'), p.first = CONCAT(p.first, 'y'), p.note = t.title
-- untouched
-- count 2

-- off, speaks old
UPDATE people p JOIN titles t ON t.id = p.id SET p.last = t.title, p.note = p.last, p.first = 'z'
-- untouched
-- count 2

-- off, speaks old
UPDATE people p JOIN titles t ON t.id = p.id SET p.last = t.title, p.first = p.last
-- untouched
-- count 2

-- off, speaks old
SELECT * FROM people ORDER BY id
-- becomes
SELECT `people`.`id`, `people`.`first`, `people`.`last`, `people`.`note` FROM people ORDER BY id
-- id INT | first VARCHAR | last VARCHAR | note VARCHAR
--   1 | Dr | Dr | Dr
--   2 | Sir | Sir | Sir

-- off, speaks new
UPDATE people SET note = name, name = 'Cy|Lee' WHERE id = 1
-- becomes
UPDATE people SET note = IF(TRUE, crossfade.`case-merged-left-to-right_up_1_null`(`people`.`first`, `people`.`last`), `people`.`name`), `people`.`first` = crossfade.`case-merged-left-to-right_down_1_checked`('Cy|Lee'), `people`.`last` = crossfade.`case-merged-left-to-right_down_2_checked`('Cy|Lee') WHERE id = 1
-- count 1

-- off, speaks new
UPDATE people SET name = 'Cy|Lee', note = name WHERE id = 1
-- becomes
UPDATE people SET `people`.`first` = crossfade.`case-merged-left-to-right_down_1_checked`('Cy|Lee'), `people`.`last` = crossfade.`case-merged-left-to-right_down_2_checked`('Cy|Lee'), note = IF(TRUE, crossfade.`case-merged-left-to-right_up_1_null`(`people`.`first`, `people`.`last`), `people`.`name`) WHERE id = 1
-- count 1

-- off, speaks new
UPDATE people p JOIN titles t ON t.id = p.id SET p.name = CONCAT(t.title, p.name)
-- refused: Crossfade: values that read these columns, or some of the columns only, in an update of columns of migration case-merged-left-to-right on table shop.people

-- off, speaks new
SELECT * FROM people ORDER BY id
-- becomes
SELECT `people`.`id`, `people`.`note`, IF(TRUE, crossfade.`case-merged-left-to-right_up_1_null`(`people`.`first`, `people`.`last`), `people`.`name`) AS `name` FROM people ORDER BY id
-- id INT | note VARCHAR | name VARCHAR
--   1 | Cy|Lee | Cy|Lee
--   2 | y | Bo|Fox

-- dual-write, speaks old
UPDATE people SET first = 'Cy', last = first WHERE id = 1
-- refused: Crossfade: values that read columns assigned before them, in an update of columns of migration case-merged-left-to-right on table shop.people

-- dual-write, speaks old
UPDATE people SET first = 'Di', note = CONCAT(first, ' ', last), last = 'Ray' WHERE id = 1
-- becomes
UPDATE people SET `people`.`name` = IF(crossfade.`case-merged-left-to-right_unchanged_old`(`people`.`first`, `people`.`last`, 'Di', 'Ray'), `people`.`name`, crossfade.`case-merged-left-to-right_up_1_record`('Di', 'Ray')), first = 'Di', note = CONCAT(first, ' ', last), last = 'Ray' WHERE id = 1
-- count 1

-- dual-write, speaks old
UPDATE people SET note = first, first = 'Ed', last = 'Orr' WHERE id = 1
-- becomes
UPDATE people SET note = first, `people`.`name` = IF(crossfade.`case-merged-left-to-right_unchanged_old`(`people`.`first`, `people`.`last`, 'Ed', 'Orr'), `people`.`name`, crossfade.`case-merged-left-to-right_up_1_record`('Ed', 'Orr')), first = 'Ed', last = 'Orr' WHERE id = 1
-- count 1

-- dual-write, speaks old
UPDATE people SET last = 'Poe', first = 'Flo', note = CONCAT(first, ' ', last) WHERE id = 1
-- becomes
UPDATE people SET `people`.`name` = IF(crossfade.`case-merged-left-to-right_unchanged_old`(`people`.`first`, `people`.`last`, 'Flo', 'Poe'), `people`.`name`, crossfade.`case-merged-left-to-right_up_1_record`('Flo', 'Poe')), last = 'Poe', first = 'Flo', note = CONCAT(first, ' ', last) WHERE id = 1
-- count 1

-- dual-write, speaks old
UPDATE people SET last = CONCAT(first, last) WHERE id = 1
-- becomes
UPDATE people SET `people`.`name` = IF(crossfade.`case-merged-left-to-right_unchanged_old`(`people`.`first`, `people`.`last`, `people`.`first`, CONCAT(first, last)), `people`.`name`, crossfade.`case-merged-left-to-right_up_1_record`(`people`.`first`, CONCAT(first, last))), last = CONCAT(first, last) WHERE id = 1
-- count 1

-- dual-write, speaks old
INSERT INTO people VALUES (2, 'Gus', 'Kay', 'n') ON DUPLICATE KEY UPDATE first = VALUES(first), last = first
-- refused: Crossfade: values that read columns assigned before them, in an update of columns of migration case-merged-left-to-right on table shop.people

-- dual-write, speaks old
INSERT INTO people VALUES (2, 'Hal', 'Joy', 'n') ON DUPLICATE KEY UPDATE last = VALUES(last), note = last, first = VALUES(first)
-- becomes
INSERT INTO people (`id`, `first`, `last`, `note`, `name`) VALUES (2, 'Hal', 'Joy', 'n', crossfade.`case-merged-left-to-right_up_1_record`(`people`.`first`, `people`.`last`)) ON DUPLICATE KEY UPDATE `people`.`name` = IF(crossfade.`case-merged-left-to-right_unchanged_old`(`people`.`first`, `people`.`last`, VALUES(first), VALUES(last)), `people`.`name`, crossfade.`case-merged-left-to-right_up_1_record`(VALUES(first), VALUES(last))), last = VALUES(last), note = last, first = VALUES(first)
-- count 2

-- dual-write, speaks old
SELECT * FROM people ORDER BY id
-- becomes
SELECT `people`.`id`, `people`.`first`, `people`.`last`, `people`.`note` FROM people ORDER BY id
-- id INT | first VARCHAR | last VARCHAR | note VARCHAR
--   1 | Flo | FloPoe | Flo Poe
--   2 | Hal | Joy | Joy

-- dual-write, speaks old
UPDATE people p JOIN titles t ON t.id = p.id SET p.first = CONCAT(t.title, p.first)
-- becomes
UPDATE people p JOIN titles t ON t.id = p.id SET `p`.`name` = IF(crossfade.`case-merged-left-to-right_unchanged_old`(`p`.`first`, `p`.`last`, CONCAT(t.title, p.first), `p`.`last`), `p`.`name`, crossfade.`case-merged-left-to-right_up_1_record`(CONCAT(t.title, p.first), `p`.`last`)), p.first = CONCAT(t.title, p.first)
-- count 2

-- dual-write, speaks old
UPDATE people p JOIN titles t ON t.id = p.id SET p.last = CONCAT(p.last, 'x'), p.first = CONCAT(p.first, 'y'), p.note = t.title
-- becomes
UPDATE people p JOIN titles t ON t.id = p.id SET `p`.`name` = IF(crossfade.`case-merged-left-to-right_unchanged_old`(`p`.`first`, `p`.`last`, CONCAT(p.first, 'y'), CONCAT(p.last, 'x')), `p`.`name`, crossfade.`case-merged-left-to-right_up_1_record`(CONCAT(p.first, 'y'), CONCAT(p.last, 'x'))), p.last = CONCAT(p.last, 'x'), p.first = CONCAT(p.first, 'y'), p.note = t.title
-- count 2

-- dual-write, speaks old
UPDATE people p JOIN titles t ON t.id = p.id SET p.last = t.title, p.note = p.last, p.first = 'z'
-- becomes
UPDATE people p JOIN titles t ON t.id = p.id SET `p`.`name` = IF(crossfade.`case-merged-left-to-right_unchanged_old`(`p`.`first`, `p`.`last`, 'z', t.title), `p`.`name`, crossfade.`case-merged-left-to-right_up_1_record`('z', t.title)), p.last = t.title, p.note = p.last, p.first = 'z'
-- count 2

-- dual-write, speaks old
UPDATE people p JOIN titles t ON t.id = p.id SET p.last = t.title, p.first = p.last
-- refused: Crossfade: values that read columns assigned before them, in an update of columns of migration case-merged-left-to-right on table shop.people

-- dual-write, speaks old
SELECT * FROM people ORDER BY id
-- becomes
SELECT `people`.`id`, `people`.`first`, `people`.`last`, `people`.`note` FROM people ORDER BY id
-- id INT | first VARCHAR | last VARCHAR | note VARCHAR
--   1 | z | Dr | Dr
--   2 | z | Sir | Sir

-- dual-write, speaks new
UPDATE people SET note = name, name = 'Cy|Lee' WHERE id = 1
-- refused: Crossfade: new columns that stand for several old ones, in an update of columns of migration case-merged-left-to-right on table shop.people

-- dual-write, speaks new
UPDATE people SET name = 'Cy|Lee', note = name WHERE id = 1
-- refused: Crossfade: new columns that stand for several old ones, in an update of columns of migration case-merged-left-to-right on table shop.people

-- dual-write, speaks new
UPDATE people p JOIN titles t ON t.id = p.id SET p.name = CONCAT(t.title, p.name)
-- refused: Crossfade: an UPDATE of several tables, in an update of columns of migration case-merged-left-to-right on table shop.people

-- dual-write, speaks new
SELECT * FROM people ORDER BY id
-- becomes
SELECT `people`.`id`, `people`.`note`, COALESCE(`people`.`name`, crossfade.`case-merged-left-to-right_up_1_null`(`people`.`first`, `people`.`last`)) AS `name` FROM people ORDER BY id
-- id INT | note VARCHAR | name VARCHAR
--   1 | x | Ann|Lee
--   2 | y | Bo|Fox

-- live, speaks old
UPDATE people SET first = 'Cy', last = first WHERE id = 1
-- refused: Crossfade: a value that reads these columns between their assignments, in an update of columns of migration case-merged-left-to-right on table shop.people

-- live, speaks old
UPDATE people SET first = 'Di', note = CONCAT(first, ' ', last), last = 'Ray' WHERE id = 1
-- refused: Crossfade: a value that reads these columns between their assignments, in an update of columns of migration case-merged-left-to-right on table shop.people

-- live, speaks old
UPDATE people SET note = first, first = 'Ed', last = 'Orr' WHERE id = 1
-- becomes
UPDATE people SET note = IF(TRUE, crossfade.`case-merged-left-to-right_down_1`(`people`.`name`), `people`.`first`), first = 'Ed', last = 'Orr', `people`.`name` = IF(crossfade.`case-merged-left-to-right_agrees`(`people`.`first`, `people`.`last`, `people`.`name`), `people`.`name`, crossfade.`case-merged-left-to-right_up_1_raise`(`people`.`first`, `people`.`last`)) WHERE id = 1
-- count 1

-- live, speaks old
UPDATE people SET last = 'Poe', first = 'Flo', note = CONCAT(first, ' ', last) WHERE id = 1
-- becomes
UPDATE people SET last = 'Poe', first = 'Flo', `people`.`name` = IF(crossfade.`case-merged-left-to-right_agrees`(`people`.`first`, `people`.`last`, `people`.`name`), `people`.`name`, crossfade.`case-merged-left-to-right_up_1_raise`(`people`.`first`, `people`.`last`)), note = CONCAT(IF(TRUE, crossfade.`case-merged-left-to-right_down_1`(`people`.`name`), `people`.`first`), ' ', IF(TRUE, crossfade.`case-merged-left-to-right_down_2`(`people`.`name`), `people`.`last`)) WHERE id = 1
-- count 1

-- live, speaks old
UPDATE people SET last = CONCAT(first, last) WHERE id = 1
-- becomes
UPDATE people SET last = CONCAT(IF(TRUE, crossfade.`case-merged-left-to-right_down_1`(`people`.`name`), `people`.`first`), IF(TRUE, crossfade.`case-merged-left-to-right_down_2`(`people`.`name`), `people`.`last`)), `people`.`name` = IF(crossfade.`case-merged-left-to-right_agrees`(`people`.`first`, `people`.`last`, `people`.`name`), `people`.`name`, crossfade.`case-merged-left-to-right_up_1_raise`(`people`.`first`, `people`.`last`)) WHERE id = 1
-- count 1

-- live, speaks old
INSERT INTO people VALUES (2, 'Gus', 'Kay', 'n') ON DUPLICATE KEY UPDATE first = VALUES(first), last = first
-- refused: Crossfade: a value that reads these columns between their assignments, in an update of columns of migration case-merged-left-to-right on table shop.people

-- live, speaks old
INSERT INTO people VALUES (2, 'Hal', 'Joy', 'n') ON DUPLICATE KEY UPDATE last = VALUES(last), note = last, first = VALUES(first)
-- refused: Crossfade: a value that reads these columns between their assignments, in an update of columns of migration case-merged-left-to-right on table shop.people

-- live, speaks old
SELECT * FROM people ORDER BY id
-- becomes
SELECT `people`.`id`, IF(TRUE, crossfade.`case-merged-left-to-right_down_1`(`people`.`name`), `people`.`first`) AS `first`, IF(TRUE, crossfade.`case-merged-left-to-right_down_2`(`people`.`name`), `people`.`last`) AS `last`, `people`.`note` FROM people ORDER BY id
-- id INT | first VARCHAR | last VARCHAR | note VARCHAR
--   1 | Flo | FloPoe | Flo Poe
--   2 | Bo | Fox | y

-- live, speaks old
UPDATE people p JOIN titles t ON t.id = p.id SET p.first = CONCAT(t.title, p.first)
-- becomes
UPDATE people p JOIN titles t ON t.id = p.id SET p.first = CONCAT(t.title, IF(TRUE, crossfade.`case-merged-left-to-right_down_1`(p.`name`), p.`first`)), `p`.`name` = IF(crossfade.`case-merged-left-to-right_unchanged_old`(IF(TRUE, crossfade.`case-merged-left-to-right_down_1`(`p`.`name`), `p`.`first`), IF(TRUE, crossfade.`case-merged-left-to-right_down_2`(`p`.`name`), `p`.`last`), CONCAT(t.title, IF(TRUE, crossfade.`case-merged-left-to-right_down_1`(p.`name`), p.`first`)), IF(TRUE, crossfade.`case-merged-left-to-right_down_2`(`p`.`name`), `p`.`last`)), `p`.`name`, crossfade.`case-merged-left-to-right_up_1_raise`(CONCAT(t.title, IF(TRUE, crossfade.`case-merged-left-to-right_down_1`(p.`name`), p.`first`)), IF(TRUE, crossfade.`case-merged-left-to-right_down_2`(`p`.`name`), `p`.`last`)))
-- count 2

-- live, speaks old
UPDATE people p JOIN titles t ON t.id = p.id SET p.last = CONCAT(p.last, 'x'), p.first = CONCAT(p.first, 'y'), p.note = t.title
-- becomes
UPDATE people p JOIN titles t ON t.id = p.id SET p.last = CONCAT(IF(TRUE, crossfade.`case-merged-left-to-right_down_2`(p.`name`), p.`last`), 'x'), p.first = CONCAT(IF(TRUE, crossfade.`case-merged-left-to-right_down_1`(p.`name`), p.`first`), 'y'), `p`.`name` = IF(crossfade.`case-merged-left-to-right_unchanged_old`(IF(TRUE, crossfade.`case-merged-left-to-right_down_1`(`p`.`name`), `p`.`first`), IF(TRUE, crossfade.`case-merged-left-to-right_down_2`(`p`.`name`), `p`.`last`), CONCAT(IF(TRUE, crossfade.`case-merged-left-to-right_down_1`(p.`name`), p.`first`), 'y'), CONCAT(IF(TRUE, crossfade.`case-merged-left-to-right_down_2`(p.`name`), p.`last`), 'x')), `p`.`name`, crossfade.`case-merged-left-to-right_up_1_raise`(CONCAT(IF(TRUE, crossfade.`case-merged-left-to-right_down_1`(p.`name`), p.`first`), 'y'), CONCAT(IF(TRUE, crossfade.`case-merged-left-to-right_down_2`(p.`name`), p.`last`), 'x'))), p.note = t.title
-- count 2

-- live, speaks old
UPDATE people p JOIN titles t ON t.id = p.id SET p.last = t.title, p.note = p.last, p.first = 'z'
-- refused: Crossfade: a value that reads these columns between their assignments, in an update of columns of migration case-merged-left-to-right on table shop.people

-- live, speaks old
UPDATE people p JOIN titles t ON t.id = p.id SET p.last = t.title, p.first = p.last
-- refused: Crossfade: a value that reads these columns between their assignments, in an update of columns of migration case-merged-left-to-right on table shop.people

-- live, speaks old
SELECT * FROM people ORDER BY id
-- becomes
SELECT `people`.`id`, IF(TRUE, crossfade.`case-merged-left-to-right_down_1`(`people`.`name`), `people`.`first`) AS `first`, IF(TRUE, crossfade.`case-merged-left-to-right_down_2`(`people`.`name`), `people`.`last`) AS `last`, `people`.`note` FROM people ORDER BY id
-- id INT | first VARCHAR | last VARCHAR | note VARCHAR
--   1 | DrFloy | FloPoex | Dr
--   2 | SirBoy | Foxx | Sir

-- live, speaks new
UPDATE people SET note = name, name = 'Cy|Lee' WHERE id = 1
-- becomes
UPDATE people SET note = name, name = 'Cy|Lee', `people`.`first` = crossfade.`case-merged-left-to-right_down_1_checked`(`people`.`name`), `people`.`last` = crossfade.`case-merged-left-to-right_down_2_checked`(`people`.`name`) WHERE id = 1
-- count 1

-- live, speaks new
UPDATE people SET name = 'Cy|Lee', note = name WHERE id = 1
-- becomes
UPDATE people SET name = 'Cy|Lee', `people`.`first` = crossfade.`case-merged-left-to-right_down_1_checked`(`people`.`name`), `people`.`last` = crossfade.`case-merged-left-to-right_down_2_checked`(`people`.`name`), note = name WHERE id = 1
-- count 1

-- live, speaks new
UPDATE people p JOIN titles t ON t.id = p.id SET p.name = CONCAT(t.title, p.name)
-- becomes
UPDATE people p JOIN titles t ON t.id = p.id SET `p`.`first` = crossfade.`case-merged-left-to-right_down_1_checked`(CONCAT(t.title, p.name)), `p`.`last` = crossfade.`case-merged-left-to-right_down_2_checked`(CONCAT(t.title, p.name)), p.name = CONCAT(t.title, p.name)
-- count 2

-- live, speaks new
SELECT * FROM people ORDER BY id
-- becomes
SELECT `people`.`id`, `people`.`note`, `people`.`name` FROM people ORDER BY id
-- id INT | note VARCHAR | name VARCHAR
--   1 | Cy|Lee | DrCy|Lee
--   2 | y | SirBo|Fox

