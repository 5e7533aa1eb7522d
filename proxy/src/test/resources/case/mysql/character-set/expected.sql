-- off, speaks old
SELECT id FROM people WHERE name = 'zoë' ORDER BY id
-- untouched
-- id INT
--   1
--   2

-- off, speaks old
SELECT name, CHARSET(name), LENGTH(name) FROM people ORDER BY name
-- untouched
-- name VARCHAR | CHARSET(name) VARCHAR | LENGTH(name) BIGINT
--   null | latin1 | null
--   Zoë | latin1 | 3
--   ZOE | latin1 | 3
--   Åsa | latin1 | 3

-- off, speaks old
SELECT id FROM people WHERE name LIKE 'z%' ORDER BY id
-- untouched
-- id INT
--   1
--   2

-- off, speaks old
SELECT name FROM people WHERE name = CONVERT('Åsa' USING latin1)
-- untouched
-- name VARCHAR
--   Åsa

-- off, speaks old
UPDATE people SET name = 'Łódź' WHERE id = 2
-- untouched
-- error 1366

-- off, speaks old
UPDATE IGNORE people SET name = 'Łódź' WHERE id = 2
-- untouched
-- count 1

-- off, speaks old
UPDATE people SET name = 'Zoë' WHERE id = 1
-- untouched
-- count 0

-- off, speaks old
INSERT INTO people VALUES (5, _latin1 x'E9')
-- becomes
INSERT INTO people (`id`, `name`) VALUES (5, _latin1 x'E9')
-- count 1

-- off, speaks old
INSERT INTO people VALUES (6, 'longer than ten')
-- becomes
INSERT INTO people (`id`, `name`) VALUES (6, 'longer than ten')
-- error 1406

-- off, speaks old
INSERT IGNORE INTO people VALUES (6, 'longer than ten')
-- becomes
INSERT IGNORE INTO people (`id`, `name`) VALUES (6, 'longer than ten')
-- count 1

-- off, speaks old
SELECT * FROM people ORDER BY id
-- becomes
SELECT `people`.`id`, `people`.`name` FROM people ORDER BY id
-- id INT | name VARCHAR
--   1 | Zoë
--   2 | ?ód?
--   3 | Åsa
--   4 | null
--   5 | é
--   6 | longer tha

-- off, speaks new
SELECT id FROM people WHERE name_u = 'zoë' ORDER BY id
-- becomes
SELECT id FROM people WHERE IF(TRUE, crossfade.`case-character-set_up_1_null`(`people`.`name`), `people`.`name_u`) = 'zoë' ORDER BY id
-- id INT
--   1
--   2

-- off, speaks new
INSERT INTO people VALUES (7, 'Łódź')
-- becomes
INSERT INTO people (`id`, `name_u`, `name`) VALUES (7, 'Łódź', crossfade.`case-character-set_down_1_checked`(`people`.`name_u`))
-- error 1366

-- off, speaks new
DELETE FROM people WHERE id = 7
-- untouched
-- count 0

-- off, speaks new
SELECT * FROM people ORDER BY id
-- becomes
SELECT `people`.`id`, IF(TRUE, crossfade.`case-character-set_up_1_null`(`people`.`name`), `people`.`name_u`) AS `name_u` FROM people ORDER BY id
-- id INT | name_u VARCHAR
--   1 | Zoë
--   2 | ZOE
--   3 | Åsa
--   4 | null

-- dual-write, speaks old
SELECT id FROM people WHERE name = 'zoë' ORDER BY id
-- untouched
-- id INT
--   1
--   2

-- dual-write, speaks old
SELECT name, CHARSET(name), LENGTH(name) FROM people ORDER BY name
-- untouched
-- name VARCHAR | CHARSET(name) VARCHAR | LENGTH(name) BIGINT
--   null | latin1 | null
--   Zoë | latin1 | 3
--   ZOE | latin1 | 3
--   Åsa | latin1 | 3

-- dual-write, speaks old
SELECT id FROM people WHERE name LIKE 'z%' ORDER BY id
-- untouched
-- id INT
--   1
--   2

-- dual-write, speaks old
SELECT name FROM people WHERE name = CONVERT('Åsa' USING latin1)
-- untouched
-- name VARCHAR
--   Åsa

-- dual-write, speaks old
UPDATE people SET name = 'Łódź' WHERE id = 2
-- becomes
UPDATE people SET `people`.`name_u` = IF(crossfade.`case-character-set_unchanged_old`(`people`.`name`, 'Łódź'), `people`.`name_u`, crossfade.`case-character-set_up_1_record`('Łódź')), name = 'Łódź' WHERE id = 2
-- error 1366

-- dual-write, speaks old
UPDATE IGNORE people SET name = 'Łódź' WHERE id = 2
-- becomes
UPDATE IGNORE people SET `people`.`name_u` = IF(crossfade.`case-character-set_unchanged_old`(`people`.`name`, 'Łódź'), `people`.`name_u`, crossfade.`case-character-set_up_1_record`('Łódź')), name = 'Łódź' WHERE id = 2
-- count 1

-- dual-write, speaks old
UPDATE people SET name = 'Zoë' WHERE id = 1
-- becomes
UPDATE people SET `people`.`name_u` = IF(crossfade.`case-character-set_unchanged_old`(`people`.`name`, 'Zoë'), `people`.`name_u`, crossfade.`case-character-set_up_1_record`('Zoë')), name = 'Zoë' WHERE id = 1
-- count 0

-- dual-write, speaks old
INSERT INTO people VALUES (5, _latin1 x'E9')
-- becomes
INSERT INTO people (`id`, `name`, `name_u`) VALUES (5, _latin1 x'E9', crossfade.`case-character-set_up_1_record`(`people`.`name`))
-- count 1

-- dual-write, speaks old
INSERT INTO people VALUES (6, 'longer than ten')
-- becomes
INSERT INTO people (`id`, `name`, `name_u`) VALUES (6, 'longer than ten', crossfade.`case-character-set_up_1_record`(`people`.`name`))
-- error 1406

-- dual-write, speaks old
INSERT IGNORE INTO people VALUES (6, 'longer than ten')
-- becomes
INSERT IGNORE INTO people (`id`, `name`, `name_u`) VALUES (6, 'longer than ten', crossfade.`case-character-set_up_1_record`(`people`.`name`))
-- count 1

-- dual-write, speaks old
SELECT * FROM people ORDER BY id
-- becomes
SELECT `people`.`id`, `people`.`name` FROM people ORDER BY id
-- id INT | name VARCHAR
--   1 | Zoë
--   2 | ?ód?
--   3 | Åsa
--   4 | null
--   5 | é
--   6 | longer tha

-- dual-write, speaks new
SELECT id FROM people WHERE name_u = 'zoë' ORDER BY id
-- becomes
SELECT id FROM people WHERE COALESCE(`people`.`name_u`, crossfade.`case-character-set_up_1_null`(`people`.`name`)) = 'zoë' ORDER BY id
-- id INT
--   1
--   2

-- dual-write, speaks new
INSERT INTO people VALUES (7, 'Łódź')
-- becomes
INSERT INTO people (`id`, `name_u`, `name`) VALUES (7, 'Łódź', crossfade.`case-character-set_down_1_checked`(`people`.`name_u`))
-- error 1366

-- dual-write, speaks new
DELETE FROM people WHERE id = 7
-- untouched
-- count 0

-- dual-write, speaks new
SELECT * FROM people ORDER BY id
-- becomes
SELECT `people`.`id`, COALESCE(`people`.`name_u`, crossfade.`case-character-set_up_1_null`(`people`.`name`)) AS `name_u` FROM people ORDER BY id
-- id INT | name_u VARCHAR
--   1 | Zoë
--   2 | ZOE
--   3 | Åsa
--   4 | null

-- live, speaks old
SELECT id FROM people WHERE name = 'zoë' ORDER BY id
-- becomes
SELECT id FROM people WHERE IF(TRUE, crossfade.`case-character-set_down_1`(`people`.`name_u`), `people`.`name`) = 'zoë' ORDER BY id
-- id INT
--   1
--   2

-- live, speaks old
SELECT name, CHARSET(name), LENGTH(name) FROM people ORDER BY name
-- becomes
SELECT IF(TRUE, crossfade.`case-character-set_down_1`(`people`.`name_u`), `people`.`name`) AS `name`, CHARSET(IF(TRUE, crossfade.`case-character-set_down_1`(`people`.`name_u`), `people`.`name`)) AS `CHARSET(name)`, LENGTH(IF(TRUE, crossfade.`case-character-set_down_1`(`people`.`name_u`), `people`.`name`)) AS `LENGTH(name)` FROM people ORDER BY name
-- name VARCHAR | CHARSET(name) VARCHAR | LENGTH(name) BIGINT
--   null | latin1 | null
--   Zoë | latin1 | 3
--   ZOE | latin1 | 3
--   Åsa | latin1 | 3

-- live, speaks old
SELECT id FROM people WHERE name LIKE 'z%' ORDER BY id
-- becomes
SELECT id FROM people WHERE IF(TRUE, crossfade.`case-character-set_down_1`(`people`.`name_u`), `people`.`name`) LIKE 'z%' ORDER BY id
-- id INT
--   1
--   2

-- live, speaks old
SELECT name FROM people WHERE name = CONVERT('Åsa' USING latin1)
-- becomes
SELECT IF(TRUE, crossfade.`case-character-set_down_1`(`people`.`name_u`), `people`.`name`) AS `name` FROM people WHERE IF(TRUE, crossfade.`case-character-set_down_1`(`people`.`name_u`), `people`.`name`) = CONVERT('Åsa' USING latin1)
-- name VARCHAR
--   Åsa

-- live, speaks old
UPDATE people SET name = 'Łódź' WHERE id = 2
-- becomes
UPDATE people SET name = 'Łódź', `people`.`name_u` = IF(crossfade.`case-character-set_agrees`(`people`.`name`, `people`.`name_u`), `people`.`name_u`, crossfade.`case-character-set_up_1_raise`(`people`.`name`)) WHERE id = 2
-- error 1366

-- live, speaks old
UPDATE IGNORE people SET name = 'Łódź' WHERE id = 2
-- becomes
UPDATE IGNORE people SET name = 'Łódź', `people`.`name_u` = IF(crossfade.`case-character-set_agrees`(`people`.`name`, `people`.`name_u`), `people`.`name_u`, crossfade.`case-character-set_up_1_raise`(`people`.`name`)) WHERE id = 2
-- count 1

-- live, speaks old
UPDATE people SET name = 'Zoë' WHERE id = 1
-- becomes
UPDATE people SET name = 'Zoë', `people`.`name_u` = IF(crossfade.`case-character-set_agrees`(`people`.`name`, `people`.`name_u`), `people`.`name_u`, crossfade.`case-character-set_up_1_raise`(`people`.`name`)) WHERE id = 1
-- count 0

-- live, speaks old
INSERT INTO people VALUES (5, _latin1 x'E9')
-- becomes
INSERT INTO people (`id`, `name`, `name_u`) VALUES (5, _latin1 x'E9', crossfade.`case-character-set_up_1_raise`(`people`.`name`))
-- count 1

-- live, speaks old
INSERT INTO people VALUES (6, 'longer than ten')
-- becomes
INSERT INTO people (`id`, `name`, `name_u`) VALUES (6, 'longer than ten', crossfade.`case-character-set_up_1_raise`(`people`.`name`))
-- error 1406

-- live, speaks old
INSERT IGNORE INTO people VALUES (6, 'longer than ten')
-- becomes
INSERT IGNORE INTO people (`id`, `name`, `name_u`) VALUES (6, 'longer than ten', crossfade.`case-character-set_up_1_raise`(`people`.`name`))
-- count 1

-- live, speaks old
SELECT * FROM people ORDER BY id
-- becomes
SELECT `people`.`id`, IF(TRUE, crossfade.`case-character-set_down_1`(`people`.`name_u`), `people`.`name`) AS `name` FROM people ORDER BY id
-- id INT | name VARCHAR
--   1 | Zoë
--   2 | ?ód?
--   3 | Åsa
--   4 | null
--   5 | é
--   6 | longer tha

-- live, speaks new
SELECT id FROM people WHERE name_u = 'zoë' ORDER BY id
-- untouched
-- id INT
--   1
--   2

-- live, speaks new
INSERT INTO people VALUES (7, 'Łódź')
-- becomes
INSERT INTO people (`id`, `name_u`, `name`) VALUES (7, 'Łódź', crossfade.`case-character-set_down_1_checked`(`people`.`name_u`))
-- error 1366

-- live, speaks new
DELETE FROM people WHERE id = 7
-- untouched
-- count 0

-- live, speaks new
SELECT * FROM people ORDER BY id
-- becomes
SELECT `people`.`id`, `people`.`name_u` FROM people ORDER BY id
-- id INT | name_u VARCHAR
--   1 | Zoë
--   2 | ZOE
--   3 | Åsa
--   4 | null

