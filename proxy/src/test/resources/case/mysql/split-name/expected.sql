-- off, speaks old
INSERT INTO people (id, full_name) VALUES (1, 'Maximilian X') ON DUPLICATE KEY UPDATE full_name = VALUES(full_name)
-- untouched
-- count 2

-- off, speaks old
UPDATE people SET full_name = 'Al Featherstonehau' WHERE id = 1
-- untouched
-- count 1

-- off, speaks old
UPDATE people SET full_name = 'Maximilian X' WHERE id = 1
-- untouched
-- count 1

-- off, speaks old
UPDATE people SET full_name = NULL WHERE id = 2
-- untouched
-- count 1

-- off, speaks old
UPDATE people SET full_name = 'Bo Ho' WHERE id > 1
-- untouched
-- count 2

-- off, speaks old
UPDATE people SET full_name = 'Bo Ho' WHERE id > 1
-- untouched
-- count 0

-- off, speaks old
UPDATE people SET full_name = NULL WHERE id = 3
-- untouched
-- count 1

-- off, speaks old
SELECT id, full_name FROM people ORDER BY id
-- untouched
-- id INT | full_name VARCHAR
--   1 | Maximilian X
--   2 | Bo Ho
--   3 | null

-- off, speaks old
SELECT id, first_name, last_name FROM people ORDER BY id
-- becomes
SELECT id, IF(TRUE, crossfade.`case-split-name_up_1_null`(`people`.`full_name`), `people`.`first_name`) AS `first_name`, IF(TRUE, crossfade.`case-split-name_up_2_null`(`people`.`full_name`), `people`.`last_name`) AS `last_name` FROM people ORDER BY id
-- id INT | first_name VARCHAR | last_name VARCHAR
--   1 | Maximilian | X
--   2 | Bo | Ho
--   3 | null | null

-- off, speaks new
UPDATE people SET first_name = 'Maximilian', last_name = 'X' WHERE id = 1
-- becomes
UPDATE people SET `people`.`full_name` = IF(crossfade.`case-split-name_unchanged_new`(IF(TRUE, crossfade.`case-split-name_up_1_null`(`people`.`full_name`), `people`.`first_name`), IF(TRUE, crossfade.`case-split-name_up_2_null`(`people`.`full_name`), `people`.`last_name`), 'Maximilian', 'X'), `people`.`full_name`, crossfade.`case-split-name_down_1_checked`('Maximilian', 'X')) WHERE id = 1
-- count 1

-- off, speaks new
UPDATE people SET first_name = NULL, last_name = NULL WHERE id = 2
-- becomes
UPDATE people SET `people`.`full_name` = IF(crossfade.`case-split-name_unchanged_new`(IF(TRUE, crossfade.`case-split-name_up_1_null`(`people`.`full_name`), `people`.`first_name`), IF(TRUE, crossfade.`case-split-name_up_2_null`(`people`.`full_name`), `people`.`last_name`), NULL, NULL), `people`.`full_name`, crossfade.`case-split-name_down_1_checked`(NULL, NULL)) WHERE id = 2
-- count 1

-- off, speaks new
SELECT * FROM people WHERE touched IS NULL
-- becomes
SELECT `people`.`id`, `people`.`touched`, IF(TRUE, crossfade.`case-split-name_up_1_null`(`people`.`full_name`), `people`.`first_name`) AS `first_name`, IF(TRUE, crossfade.`case-split-name_up_2_null`(`people`.`full_name`), `people`.`last_name`) AS `last_name` FROM people WHERE touched IS NULL
-- id INT | touched TIMESTAMP | first_name VARCHAR | last_name VARCHAR
--   3 | null | null | null

-- off, speaks new
SELECT id, first_name, last_name FROM people ORDER BY id
-- becomes
SELECT id, IF(TRUE, crossfade.`case-split-name_up_1_null`(`people`.`full_name`), `people`.`first_name`) AS `first_name`, IF(TRUE, crossfade.`case-split-name_up_2_null`(`people`.`full_name`), `people`.`last_name`) AS `last_name` FROM people ORDER BY id
-- id INT | first_name VARCHAR | last_name VARCHAR
--   1 | Maximilian | X
--   2 | null | null
--   3 | null | null

-- dual-write, speaks old
INSERT INTO people (id, full_name) VALUES (1, 'Maximilian X') ON DUPLICATE KEY UPDATE full_name = VALUES(full_name)
-- becomes
INSERT INTO people (id, full_name, `first_name`, `last_name`) VALUES (1, 'Maximilian X', crossfade.`case-split-name_up_1_record`(`people`.`full_name`), crossfade.`case-split-name_up_2_record`(`people`.`full_name`)) ON DUPLICATE KEY UPDATE `people`.`first_name` = IF(crossfade.`case-split-name_unchanged_old`(`people`.`full_name`, VALUES(full_name)), `people`.`first_name`, crossfade.`case-split-name_up_1_record`(VALUES(full_name))), `people`.`last_name` = IF(crossfade.`case-split-name_unchanged_old`(`people`.`full_name`, VALUES(full_name)), `people`.`last_name`, crossfade.`case-split-name_up_2_record`(VALUES(full_name))), full_name = VALUES(full_name)
-- count 2

-- dual-write, speaks old
UPDATE people SET full_name = 'Al Featherstonehau' WHERE id = 1
-- becomes
UPDATE people SET `people`.`first_name` = IF(crossfade.`case-split-name_unchanged_old`(`people`.`full_name`, 'Al Featherstonehau'), `people`.`first_name`, crossfade.`case-split-name_up_1_record`('Al Featherstonehau')), `people`.`last_name` = IF(crossfade.`case-split-name_unchanged_old`(`people`.`full_name`, 'Al Featherstonehau'), `people`.`last_name`, crossfade.`case-split-name_up_2_record`('Al Featherstonehau')), full_name = 'Al Featherstonehau' WHERE id = 1
-- count 1

-- dual-write, speaks old
UPDATE people SET full_name = 'Maximilian X' WHERE id = 1
-- becomes
UPDATE people SET `people`.`first_name` = IF(crossfade.`case-split-name_unchanged_old`(`people`.`full_name`, 'Maximilian X'), `people`.`first_name`, crossfade.`case-split-name_up_1_record`('Maximilian X')), `people`.`last_name` = IF(crossfade.`case-split-name_unchanged_old`(`people`.`full_name`, 'Maximilian X'), `people`.`last_name`, crossfade.`case-split-name_up_2_record`('Maximilian X')), full_name = 'Maximilian X' WHERE id = 1
-- count 1

-- dual-write, speaks old
UPDATE people SET full_name = NULL WHERE id = 2
-- becomes
UPDATE people SET `people`.`first_name` = IF(crossfade.`case-split-name_unchanged_old`(`people`.`full_name`, NULL), `people`.`first_name`, crossfade.`case-split-name_up_1_record`(NULL)), `people`.`last_name` = IF(crossfade.`case-split-name_unchanged_old`(`people`.`full_name`, NULL), `people`.`last_name`, crossfade.`case-split-name_up_2_record`(NULL)), full_name = NULL WHERE id = 2
-- count 1

-- dual-write, speaks old
UPDATE people SET full_name = 'Bo Ho' WHERE id > 1
-- becomes
UPDATE people SET `people`.`first_name` = IF(crossfade.`case-split-name_unchanged_old`(`people`.`full_name`, 'Bo Ho'), `people`.`first_name`, crossfade.`case-split-name_up_1_record`('Bo Ho')), `people`.`last_name` = IF(crossfade.`case-split-name_unchanged_old`(`people`.`full_name`, 'Bo Ho'), `people`.`last_name`, crossfade.`case-split-name_up_2_record`('Bo Ho')), full_name = 'Bo Ho' WHERE id > 1
-- count 2

-- dual-write, speaks old
UPDATE people SET full_name = 'Bo Ho' WHERE id > 1
-- becomes
UPDATE people SET `people`.`first_name` = IF(crossfade.`case-split-name_unchanged_old`(`people`.`full_name`, 'Bo Ho'), `people`.`first_name`, crossfade.`case-split-name_up_1_record`('Bo Ho')), `people`.`last_name` = IF(crossfade.`case-split-name_unchanged_old`(`people`.`full_name`, 'Bo Ho'), `people`.`last_name`, crossfade.`case-split-name_up_2_record`('Bo Ho')), full_name = 'Bo Ho' WHERE id > 1
-- count 0

-- dual-write, speaks old
UPDATE people SET full_name = NULL WHERE id = 3
-- becomes
UPDATE people SET `people`.`first_name` = IF(crossfade.`case-split-name_unchanged_old`(`people`.`full_name`, NULL), `people`.`first_name`, crossfade.`case-split-name_up_1_record`(NULL)), `people`.`last_name` = IF(crossfade.`case-split-name_unchanged_old`(`people`.`full_name`, NULL), `people`.`last_name`, crossfade.`case-split-name_up_2_record`(NULL)), full_name = NULL WHERE id = 3
-- count 1

-- dual-write, speaks old
SELECT id, full_name FROM people ORDER BY id
-- untouched
-- id INT | full_name VARCHAR
--   1 | Maximilian X
--   2 | Bo Ho
--   3 | null

-- dual-write, speaks old
SELECT id, first_name, last_name FROM people ORDER BY id
-- becomes
SELECT id, CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-split-name_up_1_null`(`people`.`full_name`) ELSE `people`.`first_name` END AS `first_name`, CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-split-name_up_2_null`(`people`.`full_name`) ELSE `people`.`last_name` END AS `last_name` FROM people ORDER BY id
-- id INT | first_name VARCHAR | last_name VARCHAR
--   1 | Maximilian | X
--   2 | Bo | Ho
--   3 | null | null

-- dual-write, speaks new
UPDATE people SET first_name = 'Maximilian', last_name = 'X' WHERE id = 1
-- becomes
UPDATE people SET `people`.`first_name` = IF(crossfade.`case-split-name_unchanged_new`(CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-split-name_up_1_null`(`people`.`full_name`) ELSE `people`.`first_name` END, CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-split-name_up_2_null`(`people`.`full_name`) ELSE `people`.`last_name` END, 'Maximilian', 'X'), `people`.`first_name`, 'Maximilian'), `people`.`last_name` = IF(crossfade.`case-split-name_unchanged_new`(CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-split-name_up_1_null`(`people`.`full_name`) ELSE `people`.`first_name` END, CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-split-name_up_2_null`(`people`.`full_name`) ELSE `people`.`last_name` END, 'Maximilian', 'X'), `people`.`last_name`, 'X'), `people`.`full_name` = IF(`people`.`first_name` IS NULL AND `people`.`last_name` IS NULL AND crossfade.`case-split-name_unchanged_new`(CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-split-name_up_1_null`(`people`.`full_name`) ELSE `people`.`first_name` END, CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-split-name_up_2_null`(`people`.`full_name`) ELSE `people`.`last_name` END, 'Maximilian', 'X'), `people`.`full_name`, crossfade.`case-split-name_down_1_checked`(`people`.`first_name`, `people`.`last_name`)) WHERE id = 1
-- count 1

-- dual-write, speaks new
UPDATE people SET first_name = NULL, last_name = NULL WHERE id = 2
-- becomes
UPDATE people SET `people`.`first_name` = IF(crossfade.`case-split-name_unchanged_new`(CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-split-name_up_1_null`(`people`.`full_name`) ELSE `people`.`first_name` END, CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-split-name_up_2_null`(`people`.`full_name`) ELSE `people`.`last_name` END, NULL, NULL), `people`.`first_name`, NULL), `people`.`last_name` = IF(crossfade.`case-split-name_unchanged_new`(CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-split-name_up_1_null`(`people`.`full_name`) ELSE `people`.`first_name` END, CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-split-name_up_2_null`(`people`.`full_name`) ELSE `people`.`last_name` END, NULL, NULL), `people`.`last_name`, NULL), `people`.`full_name` = IF(`people`.`first_name` IS NULL AND `people`.`last_name` IS NULL AND crossfade.`case-split-name_unchanged_new`(CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-split-name_up_1_null`(`people`.`full_name`) ELSE `people`.`first_name` END, CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-split-name_up_2_null`(`people`.`full_name`) ELSE `people`.`last_name` END, NULL, NULL), `people`.`full_name`, crossfade.`case-split-name_down_1_checked`(`people`.`first_name`, `people`.`last_name`)) WHERE id = 2
-- count 1

-- dual-write, speaks new
SELECT * FROM people WHERE touched IS NULL
-- becomes
SELECT `people`.`id`, `people`.`touched`, CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-split-name_up_1_null`(`people`.`full_name`) ELSE `people`.`first_name` END AS `first_name`, CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-split-name_up_2_null`(`people`.`full_name`) ELSE `people`.`last_name` END AS `last_name` FROM people WHERE touched IS NULL
-- id INT | touched TIMESTAMP | first_name VARCHAR | last_name VARCHAR
--   3 | null | null | null

-- dual-write, speaks new
SELECT id, first_name, last_name FROM people ORDER BY id
-- becomes
SELECT id, CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-split-name_up_1_null`(`people`.`full_name`) ELSE `people`.`first_name` END AS `first_name`, CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-split-name_up_2_null`(`people`.`full_name`) ELSE `people`.`last_name` END AS `last_name` FROM people ORDER BY id
-- id INT | first_name VARCHAR | last_name VARCHAR
--   1 | Maximilian | X
--   2 | null | null
--   3 | null | null

-- live, speaks old
INSERT INTO people (id, full_name) VALUES (1, 'Maximilian X') ON DUPLICATE KEY UPDATE full_name = VALUES(full_name)
-- becomes
INSERT INTO people (id, full_name, `first_name`, `last_name`) VALUES (1, 'Maximilian X', crossfade.`case-split-name_up_1_raise`(`people`.`full_name`), crossfade.`case-split-name_up_2_raise`(`people`.`full_name`)) ON DUPLICATE KEY UPDATE full_name = VALUES(full_name), `people`.`first_name` = IF(crossfade.`case-split-name_agrees`(`people`.`full_name`, `people`.`first_name`, `people`.`last_name`), `people`.`first_name`, crossfade.`case-split-name_up_1_raise`(`people`.`full_name`)), `people`.`last_name` = IF(crossfade.`case-split-name_agrees`(`people`.`full_name`, `people`.`first_name`, `people`.`last_name`), `people`.`last_name`, crossfade.`case-split-name_up_2_raise`(`people`.`full_name`))
-- count 2

-- live, speaks old
UPDATE people SET full_name = 'Al Featherstonehau' WHERE id = 1
-- becomes
UPDATE people SET full_name = 'Al Featherstonehau', `people`.`first_name` = IF(crossfade.`case-split-name_agrees`(`people`.`full_name`, `people`.`first_name`, `people`.`last_name`), `people`.`first_name`, crossfade.`case-split-name_up_1_raise`(`people`.`full_name`)), `people`.`last_name` = IF(crossfade.`case-split-name_agrees`(`people`.`full_name`, `people`.`first_name`, `people`.`last_name`), `people`.`last_name`, crossfade.`case-split-name_up_2_raise`(`people`.`full_name`)) WHERE id = 1
-- count 1

-- live, speaks old
UPDATE people SET full_name = 'Maximilian X' WHERE id = 1
-- becomes
UPDATE people SET full_name = 'Maximilian X', `people`.`first_name` = IF(crossfade.`case-split-name_agrees`(`people`.`full_name`, `people`.`first_name`, `people`.`last_name`), `people`.`first_name`, crossfade.`case-split-name_up_1_raise`(`people`.`full_name`)), `people`.`last_name` = IF(crossfade.`case-split-name_agrees`(`people`.`full_name`, `people`.`first_name`, `people`.`last_name`), `people`.`last_name`, crossfade.`case-split-name_up_2_raise`(`people`.`full_name`)) WHERE id = 1
-- count 1

-- live, speaks old
UPDATE people SET full_name = NULL WHERE id = 2
-- becomes
UPDATE people SET full_name = NULL, `people`.`first_name` = IF(crossfade.`case-split-name_agrees`(`people`.`full_name`, `people`.`first_name`, `people`.`last_name`), `people`.`first_name`, crossfade.`case-split-name_up_1_raise`(`people`.`full_name`)), `people`.`last_name` = IF(crossfade.`case-split-name_agrees`(`people`.`full_name`, `people`.`first_name`, `people`.`last_name`), `people`.`last_name`, crossfade.`case-split-name_up_2_raise`(`people`.`full_name`)) WHERE id = 2
-- count 1

-- live, speaks old
UPDATE people SET full_name = 'Bo Ho' WHERE id > 1
-- becomes
UPDATE people SET full_name = 'Bo Ho', `people`.`first_name` = IF(crossfade.`case-split-name_agrees`(`people`.`full_name`, `people`.`first_name`, `people`.`last_name`), `people`.`first_name`, crossfade.`case-split-name_up_1_raise`(`people`.`full_name`)), `people`.`last_name` = IF(crossfade.`case-split-name_agrees`(`people`.`full_name`, `people`.`first_name`, `people`.`last_name`), `people`.`last_name`, crossfade.`case-split-name_up_2_raise`(`people`.`full_name`)) WHERE id > 1
-- count 2

-- live, speaks old
UPDATE people SET full_name = 'Bo Ho' WHERE id > 1
-- becomes
UPDATE people SET full_name = 'Bo Ho', `people`.`first_name` = IF(crossfade.`case-split-name_agrees`(`people`.`full_name`, `people`.`first_name`, `people`.`last_name`), `people`.`first_name`, crossfade.`case-split-name_up_1_raise`(`people`.`full_name`)), `people`.`last_name` = IF(crossfade.`case-split-name_agrees`(`people`.`full_name`, `people`.`first_name`, `people`.`last_name`), `people`.`last_name`, crossfade.`case-split-name_up_2_raise`(`people`.`full_name`)) WHERE id > 1
-- count 0

-- live, speaks old
UPDATE people SET full_name = NULL WHERE id = 3
-- becomes
UPDATE people SET full_name = NULL, `people`.`first_name` = IF(crossfade.`case-split-name_agrees`(`people`.`full_name`, `people`.`first_name`, `people`.`last_name`), `people`.`first_name`, crossfade.`case-split-name_up_1_raise`(`people`.`full_name`)), `people`.`last_name` = IF(crossfade.`case-split-name_agrees`(`people`.`full_name`, `people`.`first_name`, `people`.`last_name`), `people`.`last_name`, crossfade.`case-split-name_up_2_raise`(`people`.`full_name`)) WHERE id = 3
-- count 1

-- live, speaks old
SELECT id, full_name FROM people ORDER BY id
-- becomes
SELECT id, IF(TRUE, crossfade.`case-split-name_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`) AS `full_name` FROM people ORDER BY id
-- id INT | full_name VARCHAR
--   1 | Maximilian X
--   2 | Bo Ho
--   3 | null

-- live, speaks old
SELECT id, first_name, last_name FROM people ORDER BY id
-- untouched
-- id INT | first_name VARCHAR | last_name VARCHAR
--   1 | Maximilian | X
--   2 | Bo | Ho
--   3 | null | null

-- live, speaks new
UPDATE people SET first_name = 'Maximilian', last_name = 'X' WHERE id = 1
-- becomes
UPDATE people SET first_name = 'Maximilian', last_name = 'X', `people`.`full_name` = crossfade.`case-split-name_down_1_checked`(`people`.`first_name`, `people`.`last_name`) WHERE id = 1
-- count 1

-- live, speaks new
UPDATE people SET first_name = NULL, last_name = NULL WHERE id = 2
-- becomes
UPDATE people SET first_name = NULL, last_name = NULL, `people`.`full_name` = crossfade.`case-split-name_down_1_checked`(`people`.`first_name`, `people`.`last_name`) WHERE id = 2
-- count 1

-- live, speaks new
SELECT * FROM people WHERE touched IS NULL
-- becomes
SELECT `people`.`id`, `people`.`touched`, `people`.`first_name`, `people`.`last_name` FROM people WHERE touched IS NULL
-- id INT | touched TIMESTAMP | first_name VARCHAR | last_name VARCHAR
--   3 | null | null | null

-- live, speaks new
SELECT id, first_name, last_name FROM people ORDER BY id
-- untouched
-- id INT | first_name VARCHAR | last_name VARCHAR
--   1 | Maximilian | X
--   2 | null | null
--   3 | null | null

