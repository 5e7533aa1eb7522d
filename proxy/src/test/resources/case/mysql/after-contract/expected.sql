-- complete, speaks old
SELECT * FROM people ORDER BY full_name
-- becomes
SELECT `people`.`id`, CONVERT(crossfade.`case-after-contract_down_1`(`people`.`first_name`, `people`.`last_name`) USING utf8mb4) AS `full_name`, `people`.`age` FROM people ORDER BY full_name
-- id INT | full_name VARCHAR | age INT
--   3 | null | 3
--   1 | Ann Lee | 1
--   2 | Bo | 2

-- complete, speaks old
SELECT id FROM people WHERE full_name = 'ANN LEE' OR full_name LIKE 'b%' ORDER BY id
-- becomes
SELECT id FROM people WHERE CONVERT(crossfade.`case-after-contract_down_1`(`people`.`first_name`, `people`.`last_name`) USING utf8mb4) = 'ANN LEE' OR CONVERT(crossfade.`case-after-contract_down_1`(`people`.`first_name`, `people`.`last_name`) USING utf8mb4) LIKE 'b%' ORDER BY id
-- id INT
--   1
--   2

-- complete, speaks old
INSERT INTO people VALUES (4, 'Di Ra', 4), (5, DEFAULT, 5)
-- becomes
INSERT INTO people (`id`, `first_name`, `last_name`, `age`) VALUES (4, crossfade.`case-after-contract_up_1_raise`('Di Ra'), crossfade.`case-after-contract_up_2_raise`('Di Ra'), 4), (5, DEFAULT, DEFAULT, 5)
-- count 2

-- complete, speaks old
INSERT INTO people (age, full_name, id) VALUES (6, concat('Ed', ' ', 'Fo'), 6)
-- becomes
INSERT INTO people (age, `first_name`, `last_name`, id) VALUES (6, crossfade.`case-after-contract_up_1_raise`(concat('Ed', ' ', 'Fo')), crossfade.`case-after-contract_up_2_raise`(concat('Ed', ' ', 'Fo')), 6)
-- count 1

-- complete, speaks old
INSERT INTO people SET id = 7, full_name = 'Gil Ho', age = 7
-- becomes
INSERT INTO people SET id = 7, `first_name` = crossfade.`case-after-contract_up_1_raise`('Gil Ho'), `last_name` = crossfade.`case-after-contract_up_2_raise`('Gil Ho'), age = 7
-- count 1

-- complete, speaks old
INSERT INTO people () VALUES (8, 'Ida Jo', 8)
-- becomes
INSERT INTO people (`id`, `first_name`, `last_name`, `age`) VALUES (8, crossfade.`case-after-contract_up_1_raise`('Ida Jo'), crossfade.`case-after-contract_up_2_raise`('Ida Jo'), 8)
-- count 1

-- complete, speaks old
INSERT INTO people (id, full_name) SELECT id + 10, full_name FROM people WHERE id < 3 ORDER BY id
-- becomes
INSERT INTO people (id, `first_name`, `last_name`) SELECT /*+ NO_MERGE(crossfade_value) */ crossfade_value.c1, crossfade.`case-after-contract_up_1_raise`(crossfade_value.c2), crossfade.`case-after-contract_up_2_raise`(crossfade_value.c2) FROM (SELECT id + 10, CONVERT(crossfade.`case-after-contract_down_1`(`people`.`first_name`, `people`.`last_name`) USING utf8mb4) AS `full_name` FROM people WHERE id < 3 ORDER BY id LIMIT 18446744073709551615) AS crossfade_value (c1, c2)
-- count 2

-- complete, speaks old
INSERT INTO people (id) VALUES (9)
-- untouched
-- count 1

-- complete, speaks old
REPLACE INTO people (full_name, id) VALUES ('Kim Lo', 9)
-- becomes
REPLACE INTO people (`first_name`, `last_name`, id) VALUES (crossfade.`case-after-contract_up_1_raise`('Kim Lo'), crossfade.`case-after-contract_up_2_raise`('Kim Lo'), 9)
-- count 2

-- complete, speaks old
INSERT INTO people (id, full_name) VALUES (1, 'x y') ON DUPLICATE KEY UPDATE full_name = 'Max No'
-- becomes
INSERT INTO people (id, `first_name`, `last_name`) VALUES (1, crossfade.`case-after-contract_up_1_raise`('x y'), crossfade.`case-after-contract_up_2_raise`('x y')) ON DUPLICATE KEY UPDATE `people`.`first_name` = crossfade.`case-after-contract_up_1_raise`('Max No'), `people`.`last_name` = crossfade.`case-after-contract_up_2_raise`('Max No')
-- count 2

-- complete, speaks old
INSERT INTO people (id, full_name) VALUES (1, 'x y') ON DUPLICATE KEY UPDATE full_name = VALUES(full_name)
-- refused: Crossfade: INSERT of columns of migration case-after-contract, which are dropped: ON DUPLICATE KEY UPDATE with what they were to be, into table shop.people

-- complete, speaks old
INSERT IGNORE INTO people (id, full_name) VALUES (1, 'x y')
-- refused: Crossfade: INSERT of columns of migration case-after-contract, which are dropped: IGNORE, into table shop.people

-- complete, speaks old
INSERT INTO people (id, full_name) VALUES (20, uuid())
-- refused: Crossfade: INSERT of columns of migration case-after-contract, which are dropped: a parameter, or a value that must be computed once, into table shop.people

-- complete, speaks old
INSERT INTO people (id, full_name) VALUES (1)
-- refused: Crossfade: a row with fewer values than columns, into table shop.people

-- complete, speaks old
UPDATE people SET full_name = concat('Ola ', 'Pi') WHERE id = 2
-- becomes
UPDATE people SET `people`.`first_name` = crossfade.`case-after-contract_up_1_raise`(concat('Ola ', 'Pi')), `people`.`last_name` = crossfade.`case-after-contract_up_2_raise`(concat('Ola ', 'Pi')) WHERE id = 2
-- count 1

-- complete, speaks old
UPDATE people SET full_name = NULL, age = 0 WHERE full_name = 'Di Ra'
-- becomes
UPDATE people SET `people`.`first_name` = crossfade.`case-after-contract_up_1_raise`(NULL), `people`.`last_name` = crossfade.`case-after-contract_up_2_raise`(NULL), age = 0 WHERE CONVERT(crossfade.`case-after-contract_down_1`(`people`.`first_name`, `people`.`last_name`) USING utf8mb4) = 'Di Ra'
-- count 1

-- complete, speaks old
DELETE FROM people WHERE full_name IS NULL
-- becomes
DELETE FROM people WHERE CONVERT(crossfade.`case-after-contract_down_1`(`people`.`first_name`, `people`.`last_name`) USING utf8mb4) IS NULL
-- count 3

-- complete, speaks old
SELECT count(*), min(full_name), max(full_name) FROM people
-- becomes
SELECT count(*), min(CONVERT(crossfade.`case-after-contract_down_1`(`people`.`first_name`, `people`.`last_name`) USING utf8mb4)) AS `min(full_name)`, max(CONVERT(crossfade.`case-after-contract_down_1`(`people`.`first_name`, `people`.`last_name`) USING utf8mb4)) AS `max(full_name)` FROM people
-- count(*) BIGINT | min(full_name) VARCHAR | max(full_name) VARCHAR
--   8 | Ann Lee | Ola Pi

-- complete, speaks old
SELECT * FROM people ORDER BY id
-- becomes
SELECT `people`.`id`, CONVERT(crossfade.`case-after-contract_down_1`(`people`.`first_name`, `people`.`last_name`) USING utf8mb4) AS `full_name`, `people`.`age` FROM people ORDER BY id
-- id INT | full_name VARCHAR | age INT
--   1 | Max No | 1
--   2 | Ola Pi | 2
--   6 | Ed Fo | 6
--   7 | Gil Ho | 7
--   8 | Ida Jo | 8
--   9 | Kim Lo | 7
--   11 | Ann Lee | 7
--   12 | Bo | 7

-- complete, speaks new
SELECT * FROM people ORDER BY id
-- becomes
SELECT `people`.`id`, `people`.`age`, `people`.`first_name`, `people`.`last_name` FROM people ORDER BY id
-- id INT | age INT | first_name VARCHAR | last_name VARCHAR
--   1 | 1 | Ann | Lee
--   2 | 2 | Bo | 
--   3 | 3 | null | null

-- complete, speaks new
INSERT INTO people VALUES (4, 4, 'Di', 'Ra')
-- becomes
INSERT INTO people (`id`, `age`, `first_name`, `last_name`) VALUES (4, 4, 'Di', 'Ra')
-- count 1

-- complete, speaks new
INSERT INTO people (id, first_name, last_name) VALUES (1, 'x', 'y') ON DUPLICATE KEY UPDATE first_name = VALUES(first_name)
-- untouched
-- count 2

-- complete, speaks new
UPDATE people SET last_name = 'Fo' WHERE id = 2
-- untouched
-- count 1

-- complete, speaks new
SELECT * FROM people ORDER BY last_name
-- becomes
SELECT `people`.`id`, `people`.`age`, `people`.`first_name`, `people`.`last_name` FROM people ORDER BY last_name
-- id INT | age INT | first_name VARCHAR | last_name VARCHAR
--   3 | 3 | null | null
--   2 | 2 | Bo | Fo
--   1 | 1 | x | Lee
--   4 | 4 | Di | Ra

