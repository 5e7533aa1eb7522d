-- off, speaks old
PREPARE s FROM 'UPDATE people SET full_name = ? WHERE id = ?'
-- untouched
-- count 0

-- off, speaks old
SET @a = 'Kim Ho', @b = 1, @c = 'Ann Lee'
-- untouched
-- count 0

-- off, speaks old
EXECUTE s USING @a, @b
-- untouched
-- count 1

-- off, speaks old
PREPARE s FROM 'INSERT INTO people (full_name, age) VALUES (?, ?), (?, ?)'
-- untouched
-- count 0

-- off, speaks old
EXECUTE s USING @a, @b, @c, @b
-- untouched
-- count 2

-- off, speaks old
PREPARE s FROM 'SELECT id FROM people WHERE full_name = ? OR full_name = concat(?, ?) ORDER BY id'
-- untouched
-- count 0

-- off, speaks old
EXECUTE s USING @a, @c, @b
-- untouched
-- id INT
--   1
--   5

-- off, speaks old
PREPARE s FROM 'INSERT INTO people (id, full_name) VALUES (?, ?) ON DUPLICATE KEY UPDATE full_name = concat(VALUES(full_name), ?)'
-- untouched
-- count 0

-- off, speaks old
EXECUTE s USING @b, @a, @c
-- untouched
-- count 2

-- off, speaks old
PREPARE s FROM 'SELECT ? AS x, full_name FROM people ORDER BY full_name LIMIT ?'
-- untouched
-- count 0

-- off, speaks old
EXECUTE s USING @c, @b
-- untouched
-- x VARCHAR | full_name VARCHAR
--   Ann Lee | null

-- off, speaks old
DEALLOCATE PREPARE s
-- untouched
-- count 0

-- off, speaks old
SELECT full_name, age FROM people ORDER BY id
-- untouched
-- full_name VARCHAR | age INT
--   Kim HoAnn Lee | 31
--   Bob | 42
--   Eve Van Dyk | 31
--   null | 7
--   Kim Ho | 1
--   Ann Lee | 1

-- off, speaks new
SET @a = 'Kim', @b = 1, @c = 'Lee'
-- untouched
-- count 0

-- off, speaks new
PREPARE s FROM 'UPDATE people SET first_name = ?, last_name = ? WHERE id = ?'
-- becomes
PREPARE s FROM 'WITH crossfade_values AS (SELECT CONCAT(?) AS v1, CONCAT(?) AS v2) UPDATE people SET `people`.`full_name` = IF(crossfade.`case-parameters_unchanged_new`(IF(TRUE, crossfade.`case-parameters_up_1_null`(`people`.`full_name`), `people`.`first_name`), IF(TRUE, crossfade.`case-parameters_up_2_null`(`people`.`full_name`), `people`.`last_name`), (SELECT v1 FROM crossfade_values), (SELECT v2 FROM crossfade_values)), `people`.`full_name`, crossfade.`case-parameters_down_1_checked`((SELECT v1 FROM crossfade_values), (SELECT v2 FROM crossfade_values))) WHERE id = ?'
-- count 0

-- off, speaks new
EXECUTE s USING @a, @c, @b
-- untouched
-- count 1

-- off, speaks new
SELECT first_name, last_name FROM people ORDER BY id
-- becomes
SELECT IF(TRUE, crossfade.`case-parameters_up_1_null`(`people`.`full_name`), `people`.`first_name`) AS `first_name`, IF(TRUE, crossfade.`case-parameters_up_2_null`(`people`.`full_name`), `people`.`last_name`) AS `last_name` FROM people ORDER BY id
-- first_name VARCHAR | last_name VARCHAR
--   Kim | Lee
--   Bob | 
--   Eve | Van Dyk
--   null | null

-- dual-write, speaks old
PREPARE s FROM 'UPDATE people SET full_name = ? WHERE id = ?'
-- becomes
PREPARE s FROM 'WITH crossfade_values AS (SELECT CONCAT(?) AS v1) UPDATE people SET `people`.`first_name` = IF(crossfade.`case-parameters_unchanged_old`(`people`.`full_name`, (SELECT v1 FROM crossfade_values)), `people`.`first_name`, crossfade.`case-parameters_up_1_record`((SELECT v1 FROM crossfade_values))), `people`.`last_name` = IF(crossfade.`case-parameters_unchanged_old`(`people`.`full_name`, (SELECT v1 FROM crossfade_values)), `people`.`last_name`, crossfade.`case-parameters_up_2_record`((SELECT v1 FROM crossfade_values))), full_name = (SELECT v1 FROM crossfade_values) WHERE id = ?'
-- count 0

-- dual-write, speaks old
SET @a = 'Kim Ho', @b = 1, @c = 'Ann Lee'
-- untouched
-- count 0

-- dual-write, speaks old
EXECUTE s USING @a, @b
-- untouched
-- count 1

-- dual-write, speaks old
PREPARE s FROM 'INSERT INTO people (full_name, age) VALUES (?, ?), (?, ?)'
-- becomes
PREPARE s FROM 'INSERT INTO people (full_name, age, `first_name`, `last_name`) VALUES (?, ?, crossfade.`case-parameters_up_1_record`(`people`.`full_name`), crossfade.`case-parameters_up_2_record`(`people`.`full_name`)), (?, ?, crossfade.`case-parameters_up_1_record`(`people`.`full_name`), crossfade.`case-parameters_up_2_record`(`people`.`full_name`))'
-- count 0

-- dual-write, speaks old
EXECUTE s USING @a, @b, @c, @b
-- untouched
-- count 2

-- dual-write, speaks old
PREPARE s FROM 'SELECT id FROM people WHERE full_name = ? OR full_name = concat(?, ?) ORDER BY id'
-- untouched
-- count 0

-- dual-write, speaks old
EXECUTE s USING @a, @c, @b
-- untouched
-- id INT
--   1
--   5

-- dual-write, speaks old
PREPARE s FROM 'INSERT INTO people (id, full_name) VALUES (?, ?) ON DUPLICATE KEY UPDATE full_name = concat(VALUES(full_name), ?)'
-- refused: Crossfade: a parameter that is needed twice, in ON DUPLICATE KEY UPDATE, in an update of columns of migration case-parameters on table shop.people

-- dual-write, speaks old
EXECUTE s USING @b, @a, @c
-- untouched
-- id INT

-- dual-write, speaks old
PREPARE s FROM 'SELECT ? AS x, full_name FROM people ORDER BY full_name LIMIT ?'
-- untouched
-- count 0

-- dual-write, speaks old
EXECUTE s USING @c, @b
-- untouched
-- x VARCHAR | full_name VARCHAR
--   Ann Lee | null

-- dual-write, speaks old
DEALLOCATE PREPARE s
-- untouched
-- count 0

-- dual-write, speaks old
SELECT full_name, age FROM people ORDER BY id
-- untouched
-- full_name VARCHAR | age INT
--   Kim Ho | 31
--   Bob | 42
--   Eve Van Dyk | 31
--   null | 7
--   Kim Ho | 1
--   Ann Lee | 1

-- dual-write, speaks new
SET @a = 'Kim', @b = 1, @c = 'Lee'
-- untouched
-- count 0

-- dual-write, speaks new
PREPARE s FROM 'UPDATE people SET first_name = ?, last_name = ? WHERE id = ?'
-- becomes
PREPARE s FROM 'WITH crossfade_values AS (SELECT CONCAT(?) AS v1, CONCAT(?) AS v2) UPDATE people SET `people`.`first_name` = IF(crossfade.`case-parameters_unchanged_new`(CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-parameters_up_1_null`(`people`.`full_name`) ELSE `people`.`first_name` END, CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-parameters_up_2_null`(`people`.`full_name`) ELSE `people`.`last_name` END, (SELECT v1 FROM crossfade_values), (SELECT v2 FROM crossfade_values)), `people`.`first_name`, (SELECT v1 FROM crossfade_values)), `people`.`last_name` = IF(crossfade.`case-parameters_unchanged_new`(CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-parameters_up_1_null`(`people`.`full_name`) ELSE `people`.`first_name` END, CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-parameters_up_2_null`(`people`.`full_name`) ELSE `people`.`last_name` END, (SELECT v1 FROM crossfade_values), (SELECT v2 FROM crossfade_values)), `people`.`last_name`, (SELECT v2 FROM crossfade_values)), `people`.`full_name` = IF(`people`.`first_name` IS NULL AND `people`.`last_name` IS NULL AND crossfade.`case-parameters_unchanged_new`(CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-parameters_up_1_null`(`people`.`full_name`) ELSE `people`.`first_name` END, CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-parameters_up_2_null`(`people`.`full_name`) ELSE `people`.`last_name` END, (SELECT v1 FROM crossfade_values), (SELECT v2 FROM crossfade_values)), `people`.`full_name`, crossfade.`case-parameters_down_1_checked`(`people`.`first_name`, `people`.`last_name`)) WHERE id = ?'
-- count 0

-- dual-write, speaks new
EXECUTE s USING @a, @c, @b
-- untouched
-- count 1

-- dual-write, speaks new
SELECT first_name, last_name FROM people ORDER BY id
-- becomes
SELECT CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-parameters_up_1_null`(`people`.`full_name`) ELSE `people`.`first_name` END AS `first_name`, CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-parameters_up_2_null`(`people`.`full_name`) ELSE `people`.`last_name` END AS `last_name` FROM people ORDER BY id
-- first_name VARCHAR | last_name VARCHAR
--   Kim | Lee
--   Bob | 
--   Eve | Van Dyk
--   null | null

-- live, speaks old
PREPARE s FROM 'UPDATE people SET full_name = ? WHERE id = ?'
-- becomes
PREPARE s FROM 'UPDATE people SET full_name = ?, `people`.`first_name` = IF(crossfade.`case-parameters_agrees`(`people`.`full_name`, `people`.`first_name`, `people`.`last_name`), `people`.`first_name`, crossfade.`case-parameters_up_1_raise`(`people`.`full_name`)), `people`.`last_name` = IF(crossfade.`case-parameters_agrees`(`people`.`full_name`, `people`.`first_name`, `people`.`last_name`), `people`.`last_name`, crossfade.`case-parameters_up_2_raise`(`people`.`full_name`)) WHERE id = ?'
-- count 0

-- live, speaks old
SET @a = 'Kim Ho', @b = 1, @c = 'Ann Lee'
-- untouched
-- count 0

-- live, speaks old
EXECUTE s USING @a, @b
-- untouched
-- count 1

-- live, speaks old
PREPARE s FROM 'INSERT INTO people (full_name, age) VALUES (?, ?), (?, ?)'
-- becomes
PREPARE s FROM 'INSERT INTO people (full_name, age, `first_name`, `last_name`) VALUES (?, ?, crossfade.`case-parameters_up_1_raise`(`people`.`full_name`), crossfade.`case-parameters_up_2_raise`(`people`.`full_name`)), (?, ?, crossfade.`case-parameters_up_1_raise`(`people`.`full_name`), crossfade.`case-parameters_up_2_raise`(`people`.`full_name`))'
-- count 0

-- live, speaks old
EXECUTE s USING @a, @b, @c, @b
-- untouched
-- count 2

-- live, speaks old
PREPARE s FROM 'SELECT id FROM people WHERE full_name = ? OR full_name = concat(?, ?) ORDER BY id'
-- becomes
PREPARE s FROM 'SELECT id FROM people WHERE IF(TRUE, crossfade.`case-parameters_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`) = ? OR IF(TRUE, crossfade.`case-parameters_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`) = concat(?, ?) ORDER BY id'
-- count 0

-- live, speaks old
EXECUTE s USING @a, @c, @b
-- untouched
-- id INT
--   1
--   5

-- live, speaks old
PREPARE s FROM 'INSERT INTO people (id, full_name) VALUES (?, ?) ON DUPLICATE KEY UPDATE full_name = concat(VALUES(full_name), ?)'
-- becomes
PREPARE s FROM 'INSERT INTO people (id, full_name, `first_name`, `last_name`) VALUES (?, ?, crossfade.`case-parameters_up_1_raise`(`people`.`full_name`), crossfade.`case-parameters_up_2_raise`(`people`.`full_name`)) ON DUPLICATE KEY UPDATE full_name = concat(VALUES(full_name), ?), `people`.`first_name` = IF(crossfade.`case-parameters_agrees`(`people`.`full_name`, `people`.`first_name`, `people`.`last_name`), `people`.`first_name`, crossfade.`case-parameters_up_1_raise`(`people`.`full_name`)), `people`.`last_name` = IF(crossfade.`case-parameters_agrees`(`people`.`full_name`, `people`.`first_name`, `people`.`last_name`), `people`.`last_name`, crossfade.`case-parameters_up_2_raise`(`people`.`full_name`))'
-- count 0

-- live, speaks old
EXECUTE s USING @b, @a, @c
-- untouched
-- count 2

-- live, speaks old
PREPARE s FROM 'SELECT ? AS x, full_name FROM people ORDER BY full_name LIMIT ?'
-- becomes
PREPARE s FROM 'SELECT ? AS x, IF(TRUE, crossfade.`case-parameters_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`) AS `full_name` FROM people ORDER BY (SELECT crossfade_order.v FROM (SELECT IF(TRUE, crossfade.`case-parameters_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`) AS v) AS crossfade_order) LIMIT ?'
-- count 0

-- live, speaks old
EXECUTE s USING @c, @b
-- untouched
-- x VARCHAR | full_name VARCHAR
--   Ann Lee | null

-- live, speaks old
DEALLOCATE PREPARE s
-- untouched
-- count 0

-- live, speaks old
SELECT full_name, age FROM people ORDER BY id
-- becomes
SELECT IF(TRUE, crossfade.`case-parameters_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`) AS `full_name`, age FROM people ORDER BY id
-- full_name VARCHAR | age INT
--   Kim HoAnn Lee | 31
--   Bob | 42
--   Eve Van Dyk | 31
--   null | 7
--   Kim Ho | 1
--   Ann Lee | 1

-- live, speaks new
SET @a = 'Kim', @b = 1, @c = 'Lee'
-- untouched
-- count 0

-- live, speaks new
PREPARE s FROM 'UPDATE people SET first_name = ?, last_name = ? WHERE id = ?'
-- becomes
PREPARE s FROM 'UPDATE people SET first_name = ?, last_name = ?, `people`.`full_name` = crossfade.`case-parameters_down_1_checked`(`people`.`first_name`, `people`.`last_name`) WHERE id = ?'
-- count 0

-- live, speaks new
EXECUTE s USING @a, @c, @b
-- untouched
-- count 1

-- live, speaks new
SELECT first_name, last_name FROM people ORDER BY id
-- untouched
-- first_name VARCHAR | last_name VARCHAR
--   Kim | Lee
--   Bob | 
--   Eve | Van Dyk
--   null | null

