-- off, speaks old
INSERT INTO people (full_name, age) VALUES (concat('r ', rand(7)), 1)
-- untouched
-- count 1

-- off, speaks old
UPDATE people SET full_name = concat('u ', rand(8)), age = 2 WHERE id < 3
-- untouched
-- count 2

-- off, speaks old
INSERT INTO people (id, full_name) VALUES (1, concat('d ', rand(9))) ON DUPLICATE KEY UPDATE full_name = concat(VALUES(full_name), '!')
-- untouched
-- count 2

-- off, speaks old
SET @n = 0
-- untouched
-- count 0

-- off, speaks old
UPDATE people SET full_name = concat('n ', @n := @n + 1) WHERE id > 2 ORDER BY id
-- untouched
-- count 3

-- off, speaks old
SELECT @n
-- untouched
-- @n BIGINT
--   3

-- off, speaks old
SELECT * FROM people ORDER BY id
-- becomes
SELECT `people`.`id`, `people`.`full_name`, `people`.`age` FROM people ORDER BY id
-- id INT | full_name VARCHAR | age INT
--   1 | d 0.406868412538309! | 2
--   2 | u 0.626741252491941 | 2
--   3 | n 1 | 31
--   4 | n 2 | 7
--   5 | n 3 | 1

-- off, speaks old
UPDATE people SET full_name = left(uuid(), 18) WHERE id = 4
-- untouched
-- count 1

-- off, speaks old
SELECT count(*) FROM people WHERE char_length(full_name) = 18
-- untouched
-- count(*) BIGINT
--   1

-- off, speaks old
UPDATE people SET full_name = 'Same Again' WHERE id = 4
-- untouched
-- count 1

-- off, speaks new
INSERT INTO people (first_name, last_name) VALUES ('r', rand(7))
-- becomes
INSERT INTO people (first_name, last_name, `full_name`) VALUES ('r', rand(7), crossfade.`case-computed-once_down_1_checked`(`people`.`first_name`, `people`.`last_name`))
-- count 1

-- off, speaks new
UPDATE people SET last_name = rand(8) WHERE id < 3
-- refused: Crossfade: a value that must be computed once, in an update of columns of migration case-computed-once on table shop.people

-- off, speaks new
SELECT * FROM people ORDER BY id
-- becomes
SELECT `people`.`id`, `people`.`age`, IF(TRUE, crossfade.`case-computed-once_up_1_null`(`people`.`full_name`), `people`.`first_name`) AS `first_name`, IF(TRUE, crossfade.`case-computed-once_up_2_null`(`people`.`full_name`), `people`.`last_name`) AS `last_name` FROM people ORDER BY id
-- id INT | age INT | first_name VARCHAR | last_name VARCHAR
--   1 | 31 | Ann | Lee
--   2 | 42 | Bob | 
--   3 | 31 | Eve | Van Dyk
--   4 | 7 | null | null
--   5 | 20 | r | 0.9065021936842261

-- dual-write, speaks old
INSERT INTO people (full_name, age) VALUES (concat('r ', rand(7)), 1)
-- becomes
INSERT INTO people (full_name, age, `first_name`, `last_name`) VALUES (concat('r ', rand(7)), 1, crossfade.`case-computed-once_up_1_record`(`people`.`full_name`), crossfade.`case-computed-once_up_2_record`(`people`.`full_name`))
-- count 1

-- dual-write, speaks old
UPDATE people SET full_name = concat('u ', rand(8)), age = 2 WHERE id < 3
-- refused: Crossfade: a value that must be computed once, in an update of columns of migration case-computed-once on table shop.people

-- dual-write, speaks old
INSERT INTO people (id, full_name) VALUES (1, concat('d ', rand(9))) ON DUPLICATE KEY UPDATE full_name = concat(VALUES(full_name), '!')
-- becomes
INSERT INTO people (id, full_name, `first_name`, `last_name`) VALUES (1, concat('d ', rand(9)), crossfade.`case-computed-once_up_1_record`(`people`.`full_name`), crossfade.`case-computed-once_up_2_record`(`people`.`full_name`)) ON DUPLICATE KEY UPDATE `people`.`first_name` = IF(crossfade.`case-computed-once_unchanged_old`(`people`.`full_name`, concat(VALUES(full_name), '!')), `people`.`first_name`, crossfade.`case-computed-once_up_1_record`(concat(VALUES(full_name), '!'))), `people`.`last_name` = IF(crossfade.`case-computed-once_unchanged_old`(`people`.`full_name`, concat(VALUES(full_name), '!')), `people`.`last_name`, crossfade.`case-computed-once_up_2_record`(concat(VALUES(full_name), '!'))), full_name = concat(VALUES(full_name), '!')
-- count 2

-- dual-write, speaks old
SET @n = 0
-- untouched
-- count 0

-- dual-write, speaks old
UPDATE people SET full_name = concat('n ', @n := @n + 1) WHERE id > 2 ORDER BY id
-- refused: Crossfade: a value that must be computed once, in an update of columns of migration case-computed-once on table shop.people

-- dual-write, speaks old
SELECT @n
-- untouched
-- @n BIGINT
--   0

-- dual-write, speaks old
SELECT * FROM people ORDER BY id
-- becomes
SELECT `people`.`id`, `people`.`full_name`, `people`.`age` FROM people ORDER BY id
-- id INT | full_name VARCHAR | age INT
--   1 | d 0.406868412538309! | 31
--   2 | Bob | 42
--   3 | Eve Van Dyk | 31
--   4 | null | 7
--   5 | r 0.9065021936842261 | 1

-- dual-write, speaks old
UPDATE people SET full_name = left(uuid(), 18) WHERE id = 4
-- refused: Crossfade: a value that must be computed once, in an update of columns of migration case-computed-once on table shop.people

-- dual-write, speaks old
SELECT count(*) FROM people WHERE char_length(full_name) = 18
-- untouched
-- count(*) BIGINT
--   0

-- dual-write, speaks old
UPDATE people SET full_name = 'Same Again' WHERE id = 4
-- becomes
UPDATE people SET `people`.`first_name` = IF(crossfade.`case-computed-once_unchanged_old`(`people`.`full_name`, 'Same Again'), `people`.`first_name`, crossfade.`case-computed-once_up_1_record`('Same Again')), `people`.`last_name` = IF(crossfade.`case-computed-once_unchanged_old`(`people`.`full_name`, 'Same Again'), `people`.`last_name`, crossfade.`case-computed-once_up_2_record`('Same Again')), full_name = 'Same Again' WHERE id = 4
-- count 1

-- dual-write, speaks new
INSERT INTO people (first_name, last_name) VALUES ('r', rand(7))
-- becomes
INSERT INTO people (first_name, last_name, `full_name`) VALUES ('r', rand(7), crossfade.`case-computed-once_down_1_checked`(`people`.`first_name`, `people`.`last_name`))
-- count 1

-- dual-write, speaks new
UPDATE people SET last_name = rand(8) WHERE id < 3
-- refused: Crossfade: a value that must be computed once, in an update of columns of migration case-computed-once on table shop.people

-- dual-write, speaks new
SELECT * FROM people ORDER BY id
-- becomes
SELECT `people`.`id`, `people`.`age`, CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-computed-once_up_1_null`(`people`.`full_name`) ELSE `people`.`first_name` END AS `first_name`, CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-computed-once_up_2_null`(`people`.`full_name`) ELSE `people`.`last_name` END AS `last_name` FROM people ORDER BY id
-- id INT | age INT | first_name VARCHAR | last_name VARCHAR
--   1 | 31 | Ann | Lee
--   2 | 42 | Bob | 
--   3 | 31 | Eve | Van Dyk
--   4 | 7 | null | null
--   5 | 20 | r | 0.9065021936842261

-- live, speaks old
INSERT INTO people (full_name, age) VALUES (concat('r ', rand(7)), 1)
-- becomes
INSERT INTO people (full_name, age, `first_name`, `last_name`) VALUES (concat('r ', rand(7)), 1, crossfade.`case-computed-once_up_1_raise`(`people`.`full_name`), crossfade.`case-computed-once_up_2_raise`(`people`.`full_name`))
-- count 1

-- live, speaks old
UPDATE people SET full_name = concat('u ', rand(8)), age = 2 WHERE id < 3
-- becomes
UPDATE people SET full_name = concat('u ', rand(8)), `people`.`first_name` = IF(crossfade.`case-computed-once_agrees`(`people`.`full_name`, `people`.`first_name`, `people`.`last_name`), `people`.`first_name`, crossfade.`case-computed-once_up_1_raise`(`people`.`full_name`)), `people`.`last_name` = IF(crossfade.`case-computed-once_agrees`(`people`.`full_name`, `people`.`first_name`, `people`.`last_name`), `people`.`last_name`, crossfade.`case-computed-once_up_2_raise`(`people`.`full_name`)), age = 2 WHERE id < 3
-- count 2

-- live, speaks old
INSERT INTO people (id, full_name) VALUES (1, concat('d ', rand(9))) ON DUPLICATE KEY UPDATE full_name = concat(VALUES(full_name), '!')
-- becomes
INSERT INTO people (id, full_name, `first_name`, `last_name`) VALUES (1, concat('d ', rand(9)), crossfade.`case-computed-once_up_1_raise`(`people`.`full_name`), crossfade.`case-computed-once_up_2_raise`(`people`.`full_name`)) ON DUPLICATE KEY UPDATE full_name = concat(VALUES(full_name), '!'), `people`.`first_name` = IF(crossfade.`case-computed-once_agrees`(`people`.`full_name`, `people`.`first_name`, `people`.`last_name`), `people`.`first_name`, crossfade.`case-computed-once_up_1_raise`(`people`.`full_name`)), `people`.`last_name` = IF(crossfade.`case-computed-once_agrees`(`people`.`full_name`, `people`.`first_name`, `people`.`last_name`), `people`.`last_name`, crossfade.`case-computed-once_up_2_raise`(`people`.`full_name`))
-- count 2

-- live, speaks old
SET @n = 0
-- untouched
-- count 0

-- live, speaks old
UPDATE people SET full_name = concat('n ', @n := @n + 1) WHERE id > 2 ORDER BY id
-- becomes
UPDATE people SET full_name = concat('n ', @n := @n + 1), `people`.`first_name` = IF(crossfade.`case-computed-once_agrees`(`people`.`full_name`, `people`.`first_name`, `people`.`last_name`), `people`.`first_name`, crossfade.`case-computed-once_up_1_raise`(`people`.`full_name`)), `people`.`last_name` = IF(crossfade.`case-computed-once_agrees`(`people`.`full_name`, `people`.`first_name`, `people`.`last_name`), `people`.`last_name`, crossfade.`case-computed-once_up_2_raise`(`people`.`full_name`)) WHERE id > 2 ORDER BY id
-- count 3

-- live, speaks old
SELECT @n
-- untouched
-- @n BIGINT
--   3

-- live, speaks old
SELECT * FROM people ORDER BY id
-- becomes
SELECT `people`.`id`, IF(TRUE, crossfade.`case-computed-once_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`) AS `full_name`, `people`.`age` FROM people ORDER BY id
-- id INT | full_name VARCHAR | age INT
--   1 | d 0.406868412538309! | 2
--   2 | u 0.626741252491941 | 2
--   3 | n 1 | 31
--   4 | n 2 | 7
--   5 | n 3 | 1

-- live, speaks old
UPDATE people SET full_name = left(uuid(), 18) WHERE id = 4
-- becomes
UPDATE people SET full_name = left(uuid(), 18), `people`.`first_name` = IF(crossfade.`case-computed-once_agrees`(`people`.`full_name`, `people`.`first_name`, `people`.`last_name`), `people`.`first_name`, crossfade.`case-computed-once_up_1_raise`(`people`.`full_name`)), `people`.`last_name` = IF(crossfade.`case-computed-once_agrees`(`people`.`full_name`, `people`.`first_name`, `people`.`last_name`), `people`.`last_name`, crossfade.`case-computed-once_up_2_raise`(`people`.`full_name`)) WHERE id = 4
-- count 1

-- live, speaks old
SELECT count(*) FROM people WHERE char_length(full_name) = 18
-- becomes
SELECT count(*) FROM people WHERE char_length(IF(TRUE, crossfade.`case-computed-once_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`)) = 18
-- count(*) BIGINT
--   1

-- live, speaks old
UPDATE people SET full_name = 'Same Again' WHERE id = 4
-- becomes
UPDATE people SET full_name = 'Same Again', `people`.`first_name` = IF(crossfade.`case-computed-once_agrees`(`people`.`full_name`, `people`.`first_name`, `people`.`last_name`), `people`.`first_name`, crossfade.`case-computed-once_up_1_raise`(`people`.`full_name`)), `people`.`last_name` = IF(crossfade.`case-computed-once_agrees`(`people`.`full_name`, `people`.`first_name`, `people`.`last_name`), `people`.`last_name`, crossfade.`case-computed-once_up_2_raise`(`people`.`full_name`)) WHERE id = 4
-- count 1

-- live, speaks new
INSERT INTO people (first_name, last_name) VALUES ('r', rand(7))
-- becomes
INSERT INTO people (first_name, last_name, `full_name`) VALUES ('r', rand(7), crossfade.`case-computed-once_down_1_checked`(`people`.`first_name`, `people`.`last_name`))
-- count 1

-- live, speaks new
UPDATE people SET last_name = rand(8) WHERE id < 3
-- becomes
UPDATE people SET last_name = rand(8), `people`.`full_name` = crossfade.`case-computed-once_down_1_checked`(`people`.`first_name`, `people`.`last_name`) WHERE id < 3
-- count 2

-- live, speaks new
SELECT * FROM people ORDER BY id
-- becomes
SELECT `people`.`id`, `people`.`age`, `people`.`first_name`, `people`.`last_name` FROM people ORDER BY id
-- id INT | age INT | first_name VARCHAR | last_name VARCHAR
--   1 | 31 | Ann | 0.15668530311126755
--   2 | 42 | Bob | 0.626741252491941
--   3 | 31 | Eve | Van Dyk
--   4 | 7 | null | null
--   5 | 20 | r | 0.9065021936842261

