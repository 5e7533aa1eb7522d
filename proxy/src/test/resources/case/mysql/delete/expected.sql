-- off, speaks old
DELETE FROM people WHERE full_name = 'Nobody'
-- untouched
-- count 0

-- off, speaks old
DELETE FROM people WHERE full_name IN ('Bob', 'Cy')
-- untouched
-- count 1

-- off, speaks old
DELETE p FROM people p JOIN notes n ON n.who = p.full_name WHERE n.n = 1
-- untouched
-- count 1

-- off, speaks old
DELETE FROM n, p USING notes n JOIN people p WHERE p.full_name IS NULL AND n.n = 9
-- untouched
-- count 2

-- off, speaks old
DELETE FROM notes WHERE who NOT IN (SELECT full_name FROM people WHERE full_name IS NOT NULL)
-- untouched
-- count 2

-- off, speaks old
DELETE FROM people ORDER BY full_name DESC LIMIT 1
-- untouched
-- count 1

-- off, speaks old
SELECT * FROM people ORDER BY id
-- becomes
SELECT `people`.`id`, `people`.`full_name`, `people`.`age` FROM people ORDER BY id
-- id INT | full_name VARCHAR | age INT

-- off, speaks old
SELECT * FROM notes ORDER BY n
-- untouched
-- who VARCHAR | line VARCHAR | n INT

-- off, speaks new
DELETE FROM people WHERE (first_name, last_name) = ('Ann', 'Lee')
-- becomes
DELETE FROM people WHERE (IF(TRUE, crossfade.`case-delete_up_1_null`(`people`.`full_name`), `people`.`first_name`), IF(TRUE, crossfade.`case-delete_up_2_null`(`people`.`full_name`), `people`.`last_name`)) = ('Ann', 'Lee')
-- count 1

-- off, speaks new
DELETE p FROM people p JOIN notes n ON n.who = p.first_name
-- becomes
DELETE p FROM people p JOIN notes n ON n.who = IF(TRUE, crossfade.`case-delete_up_1_null`(p.`full_name`), p.`first_name`)
-- count 1

-- off, speaks new
SELECT * FROM people ORDER BY id
-- becomes
SELECT `people`.`id`, `people`.`age`, IF(TRUE, crossfade.`case-delete_up_1_null`(`people`.`full_name`), `people`.`first_name`) AS `first_name`, IF(TRUE, crossfade.`case-delete_up_2_null`(`people`.`full_name`), `people`.`last_name`) AS `last_name` FROM people ORDER BY id
-- id INT | age INT | first_name VARCHAR | last_name VARCHAR
--   3 | 31 | Eve | Van Dyk
--   4 | 7 | null | null

-- dual-write, speaks old
DELETE FROM people WHERE full_name = 'Nobody'
-- untouched
-- count 0

-- dual-write, speaks old
DELETE FROM people WHERE full_name IN ('Bob', 'Cy')
-- untouched
-- count 1

-- dual-write, speaks old
DELETE p FROM people p JOIN notes n ON n.who = p.full_name WHERE n.n = 1
-- untouched
-- count 1

-- dual-write, speaks old
DELETE FROM n, p USING notes n JOIN people p WHERE p.full_name IS NULL AND n.n = 9
-- untouched
-- count 2

-- dual-write, speaks old
DELETE FROM notes WHERE who NOT IN (SELECT full_name FROM people WHERE full_name IS NOT NULL)
-- untouched
-- count 2

-- dual-write, speaks old
DELETE FROM people ORDER BY full_name DESC LIMIT 1
-- untouched
-- count 1

-- dual-write, speaks old
SELECT * FROM people ORDER BY id
-- becomes
SELECT `people`.`id`, `people`.`full_name`, `people`.`age` FROM people ORDER BY id
-- id INT | full_name VARCHAR | age INT

-- dual-write, speaks old
SELECT * FROM notes ORDER BY n
-- untouched
-- who VARCHAR | line VARCHAR | n INT

-- dual-write, speaks new
DELETE FROM people WHERE (first_name, last_name) = ('Ann', 'Lee')
-- becomes
DELETE FROM people WHERE (CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-delete_up_1_null`(`people`.`full_name`) ELSE `people`.`first_name` END, CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-delete_up_2_null`(`people`.`full_name`) ELSE `people`.`last_name` END) = ('Ann', 'Lee')
-- count 1

-- dual-write, speaks new
DELETE p FROM people p JOIN notes n ON n.who = p.first_name
-- becomes
DELETE p FROM people p JOIN notes n ON n.who = CASE WHEN p.`first_name` IS NULL AND p.`last_name` IS NULL THEN crossfade.`case-delete_up_1_null`(p.`full_name`) ELSE p.`first_name` END
-- count 1

-- dual-write, speaks new
SELECT * FROM people ORDER BY id
-- becomes
SELECT `people`.`id`, `people`.`age`, CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-delete_up_1_null`(`people`.`full_name`) ELSE `people`.`first_name` END AS `first_name`, CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-delete_up_2_null`(`people`.`full_name`) ELSE `people`.`last_name` END AS `last_name` FROM people ORDER BY id
-- id INT | age INT | first_name VARCHAR | last_name VARCHAR
--   3 | 31 | Eve | Van Dyk
--   4 | 7 | null | null

-- live, speaks old
DELETE FROM people WHERE full_name = 'Nobody'
-- becomes
DELETE FROM people WHERE IF(TRUE, crossfade.`case-delete_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`) = 'Nobody'
-- count 0

-- live, speaks old
DELETE FROM people WHERE full_name IN ('Bob', 'Cy')
-- becomes
DELETE FROM people WHERE IF(TRUE, crossfade.`case-delete_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`) IN ('Bob', 'Cy')
-- count 1

-- live, speaks old
DELETE p FROM people p JOIN notes n ON n.who = p.full_name WHERE n.n = 1
-- becomes
DELETE p FROM people p JOIN notes n ON n.who = IF(TRUE, crossfade.`case-delete_down_1`(p.`first_name`, p.`last_name`), p.`full_name`) WHERE n.n = 1
-- count 1

-- live, speaks old
DELETE FROM n, p USING notes n JOIN people p WHERE p.full_name IS NULL AND n.n = 9
-- becomes
DELETE FROM n, p USING notes n JOIN people p WHERE IF(TRUE, crossfade.`case-delete_down_1`(p.`first_name`, p.`last_name`), p.`full_name`) IS NULL AND n.n = 9
-- count 2

-- live, speaks old
DELETE FROM notes WHERE who NOT IN (SELECT full_name FROM people WHERE full_name IS NOT NULL)
-- becomes
DELETE FROM notes WHERE who NOT IN (SELECT IF(TRUE, crossfade.`case-delete_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`) AS `full_name` FROM people WHERE IF(TRUE, crossfade.`case-delete_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`) IS NOT NULL)
-- count 2

-- live, speaks old
DELETE FROM people ORDER BY full_name DESC LIMIT 1
-- becomes
DELETE FROM people ORDER BY IF(TRUE, crossfade.`case-delete_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`) DESC LIMIT 1
-- count 1

-- live, speaks old
SELECT * FROM people ORDER BY id
-- becomes
SELECT `people`.`id`, IF(TRUE, crossfade.`case-delete_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`) AS `full_name`, `people`.`age` FROM people ORDER BY id
-- id INT | full_name VARCHAR | age INT

-- live, speaks old
SELECT * FROM notes ORDER BY n
-- untouched
-- who VARCHAR | line VARCHAR | n INT

-- live, speaks new
DELETE FROM people WHERE (first_name, last_name) = ('Ann', 'Lee')
-- untouched
-- count 1

-- live, speaks new
DELETE p FROM people p JOIN notes n ON n.who = p.first_name
-- untouched
-- count 1

-- live, speaks new
SELECT * FROM people ORDER BY id
-- becomes
SELECT `people`.`id`, `people`.`age`, `people`.`first_name`, `people`.`last_name` FROM people ORDER BY id
-- id INT | age INT | first_name VARCHAR | last_name VARCHAR
--   3 | 31 | Eve | Van Dyk
--   4 | 7 | null | null

