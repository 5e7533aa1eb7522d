-- off, speaks old
INSERT INTO people (full_name) VALUES (''), (NULL), ('x')
-- untouched
-- count 3

-- off, speaks old
SELECT id FROM people WHERE full_name IS NULL ORDER BY id
-- untouched
-- id INT
--   4
--   6

-- off, speaks old
SELECT id FROM people WHERE full_name = '' ORDER BY id
-- untouched
-- id INT
--   5

-- off, speaks old
SELECT id, coalesce(full_name, 'none') AS c, full_name <=> '' AS e FROM people ORDER BY id
-- untouched
-- id INT | c VARCHAR | e BIGINT
--   1 | Ann Lee | 0
--   2 | Bob | 0
--   3 | Eve Van Dyk | 0
--   4 | none | 0
--   5 |  | 1
--   6 | none | 0
--   7 | x | 0

-- off, speaks old
SELECT count(full_name), count(*) FROM people
-- untouched
-- count(full_name) BIGINT | count(*) BIGINT
--   5 | 7

-- off, speaks old
UPDATE people SET full_name = NULL WHERE full_name = ''
-- untouched
-- count 1

-- off, speaks old
UPDATE people SET full_name = '' WHERE full_name IS NULL AND age = 7
-- untouched
-- count 1

-- off, speaks old
UPDATE people SET full_name = nullif(full_name, 'Bob')
-- untouched
-- count 1

-- off, speaks old
SELECT id, full_name FROM people ORDER BY id
-- untouched
-- id INT | full_name VARCHAR
--   1 | Ann Lee
--   2 | null
--   3 | Eve Van Dyk
--   4 | 
--   5 | null
--   6 | null
--   7 | x

-- off, speaks new
INSERT INTO people (first_name, last_name) VALUES ('', ''), (NULL, NULL)
-- becomes
INSERT INTO people (first_name, last_name, `full_name`) VALUES ('', '', crossfade.`case-null-and-empty_down_1_checked`(`people`.`first_name`, `people`.`last_name`)), (NULL, NULL, crossfade.`case-null-and-empty_down_1_checked`(`people`.`first_name`, `people`.`last_name`))
-- count 2

-- off, speaks new
SELECT id FROM people WHERE first_name IS NULL ORDER BY id
-- becomes
SELECT id FROM people WHERE IF(TRUE, crossfade.`case-null-and-empty_up_1_null`(`people`.`full_name`), `people`.`first_name`) IS NULL ORDER BY id
-- id INT
--   4
--   6

-- off, speaks new
UPDATE people SET first_name = NULL, last_name = NULL WHERE first_name = ''
-- becomes
UPDATE people SET `people`.`full_name` = IF(crossfade.`case-null-and-empty_unchanged_new`(IF(TRUE, crossfade.`case-null-and-empty_up_1_null`(`people`.`full_name`), `people`.`first_name`), IF(TRUE, crossfade.`case-null-and-empty_up_2_null`(`people`.`full_name`), `people`.`last_name`), NULL, NULL), `people`.`full_name`, crossfade.`case-null-and-empty_down_1_checked`(NULL, NULL)) WHERE IF(TRUE, crossfade.`case-null-and-empty_up_1_null`(`people`.`full_name`), `people`.`first_name`) = ''
-- count 1

-- off, speaks new
SELECT id, first_name, last_name FROM people ORDER BY id
-- becomes
SELECT id, IF(TRUE, crossfade.`case-null-and-empty_up_1_null`(`people`.`full_name`), `people`.`first_name`) AS `first_name`, IF(TRUE, crossfade.`case-null-and-empty_up_2_null`(`people`.`full_name`), `people`.`last_name`) AS `last_name` FROM people ORDER BY id
-- id INT | first_name VARCHAR | last_name VARCHAR
--   1 | Ann | Lee
--   2 | Bob | 
--   3 | Eve | Van Dyk
--   4 | null | null
--   5 | null | null
--   6 | null | null

-- dual-write, speaks old
INSERT INTO people (full_name) VALUES (''), (NULL), ('x')
-- becomes
INSERT INTO people (full_name, `first_name`, `last_name`) VALUES ('', crossfade.`case-null-and-empty_up_1_record`(`people`.`full_name`), crossfade.`case-null-and-empty_up_2_record`(`people`.`full_name`)), (NULL, crossfade.`case-null-and-empty_up_1_record`(`people`.`full_name`), crossfade.`case-null-and-empty_up_2_record`(`people`.`full_name`)), ('x', crossfade.`case-null-and-empty_up_1_record`(`people`.`full_name`), crossfade.`case-null-and-empty_up_2_record`(`people`.`full_name`))
-- count 3

-- dual-write, speaks old
SELECT id FROM people WHERE full_name IS NULL ORDER BY id
-- untouched
-- id INT
--   4
--   6

-- dual-write, speaks old
SELECT id FROM people WHERE full_name = '' ORDER BY id
-- untouched
-- id INT
--   5

-- dual-write, speaks old
SELECT id, coalesce(full_name, 'none') AS c, full_name <=> '' AS e FROM people ORDER BY id
-- untouched
-- id INT | c VARCHAR | e BIGINT
--   1 | Ann Lee | 0
--   2 | Bob | 0
--   3 | Eve Van Dyk | 0
--   4 | none | 0
--   5 |  | 1
--   6 | none | 0
--   7 | x | 0

-- dual-write, speaks old
SELECT count(full_name), count(*) FROM people
-- untouched
-- count(full_name) BIGINT | count(*) BIGINT
--   5 | 7

-- dual-write, speaks old
UPDATE people SET full_name = NULL WHERE full_name = ''
-- becomes
UPDATE people SET `people`.`first_name` = IF(crossfade.`case-null-and-empty_unchanged_old`(`people`.`full_name`, NULL), `people`.`first_name`, crossfade.`case-null-and-empty_up_1_record`(NULL)), `people`.`last_name` = IF(crossfade.`case-null-and-empty_unchanged_old`(`people`.`full_name`, NULL), `people`.`last_name`, crossfade.`case-null-and-empty_up_2_record`(NULL)), full_name = NULL WHERE full_name = ''
-- count 1

-- dual-write, speaks old
UPDATE people SET full_name = '' WHERE full_name IS NULL AND age = 7
-- becomes
UPDATE people SET `people`.`first_name` = IF(crossfade.`case-null-and-empty_unchanged_old`(`people`.`full_name`, ''), `people`.`first_name`, crossfade.`case-null-and-empty_up_1_record`('')), `people`.`last_name` = IF(crossfade.`case-null-and-empty_unchanged_old`(`people`.`full_name`, ''), `people`.`last_name`, crossfade.`case-null-and-empty_up_2_record`('')), full_name = '' WHERE full_name IS NULL AND age = 7
-- count 1

-- dual-write, speaks old
UPDATE people SET full_name = nullif(full_name, 'Bob')
-- becomes
UPDATE people SET `people`.`first_name` = IF(crossfade.`case-null-and-empty_unchanged_old`(`people`.`full_name`, nullif(full_name, 'Bob')), `people`.`first_name`, crossfade.`case-null-and-empty_up_1_record`(nullif(full_name, 'Bob'))), `people`.`last_name` = IF(crossfade.`case-null-and-empty_unchanged_old`(`people`.`full_name`, nullif(full_name, 'Bob')), `people`.`last_name`, crossfade.`case-null-and-empty_up_2_record`(nullif(full_name, 'Bob'))), full_name = nullif(full_name, 'Bob')
-- count 1

-- dual-write, speaks old
SELECT id, full_name FROM people ORDER BY id
-- untouched
-- id INT | full_name VARCHAR
--   1 | Ann Lee
--   2 | null
--   3 | Eve Van Dyk
--   4 | 
--   5 | null
--   6 | null
--   7 | x

-- dual-write, speaks new
INSERT INTO people (first_name, last_name) VALUES ('', ''), (NULL, NULL)
-- becomes
INSERT INTO people (first_name, last_name, `full_name`) VALUES ('', '', crossfade.`case-null-and-empty_down_1_checked`(`people`.`first_name`, `people`.`last_name`)), (NULL, NULL, crossfade.`case-null-and-empty_down_1_checked`(`people`.`first_name`, `people`.`last_name`))
-- count 2

-- dual-write, speaks new
SELECT id FROM people WHERE first_name IS NULL ORDER BY id
-- becomes
SELECT id FROM people WHERE CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-null-and-empty_up_1_null`(`people`.`full_name`) ELSE `people`.`first_name` END IS NULL ORDER BY id
-- id INT
--   4
--   6

-- dual-write, speaks new
UPDATE people SET first_name = NULL, last_name = NULL WHERE first_name = ''
-- becomes
UPDATE people SET `people`.`first_name` = IF(crossfade.`case-null-and-empty_unchanged_new`(CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-null-and-empty_up_1_null`(`people`.`full_name`) ELSE `people`.`first_name` END, CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-null-and-empty_up_2_null`(`people`.`full_name`) ELSE `people`.`last_name` END, NULL, NULL), `people`.`first_name`, NULL), `people`.`last_name` = IF(crossfade.`case-null-and-empty_unchanged_new`(CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-null-and-empty_up_1_null`(`people`.`full_name`) ELSE `people`.`first_name` END, CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-null-and-empty_up_2_null`(`people`.`full_name`) ELSE `people`.`last_name` END, NULL, NULL), `people`.`last_name`, NULL), `people`.`full_name` = IF(`people`.`first_name` IS NULL AND `people`.`last_name` IS NULL AND crossfade.`case-null-and-empty_unchanged_new`(CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-null-and-empty_up_1_null`(`people`.`full_name`) ELSE `people`.`first_name` END, CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-null-and-empty_up_2_null`(`people`.`full_name`) ELSE `people`.`last_name` END, NULL, NULL), `people`.`full_name`, crossfade.`case-null-and-empty_down_1_checked`(`people`.`first_name`, `people`.`last_name`)) WHERE CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-null-and-empty_up_1_null`(`people`.`full_name`) ELSE `people`.`first_name` END = ''
-- count 1

-- dual-write, speaks new
SELECT id, first_name, last_name FROM people ORDER BY id
-- becomes
SELECT id, CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-null-and-empty_up_1_null`(`people`.`full_name`) ELSE `people`.`first_name` END AS `first_name`, CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-null-and-empty_up_2_null`(`people`.`full_name`) ELSE `people`.`last_name` END AS `last_name` FROM people ORDER BY id
-- id INT | first_name VARCHAR | last_name VARCHAR
--   1 | Ann | Lee
--   2 | Bob | 
--   3 | Eve | Van Dyk
--   4 | null | null
--   5 | null | null
--   6 | null | null

-- live, speaks old
INSERT INTO people (full_name) VALUES (''), (NULL), ('x')
-- becomes
INSERT INTO people (full_name, `first_name`, `last_name`) VALUES ('', crossfade.`case-null-and-empty_up_1_raise`(`people`.`full_name`), crossfade.`case-null-and-empty_up_2_raise`(`people`.`full_name`)), (NULL, crossfade.`case-null-and-empty_up_1_raise`(`people`.`full_name`), crossfade.`case-null-and-empty_up_2_raise`(`people`.`full_name`)), ('x', crossfade.`case-null-and-empty_up_1_raise`(`people`.`full_name`), crossfade.`case-null-and-empty_up_2_raise`(`people`.`full_name`))
-- count 3

-- live, speaks old
SELECT id FROM people WHERE full_name IS NULL ORDER BY id
-- becomes
SELECT id FROM people WHERE IF(TRUE, crossfade.`case-null-and-empty_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`) IS NULL ORDER BY id
-- id INT
--   4
--   6

-- live, speaks old
SELECT id FROM people WHERE full_name = '' ORDER BY id
-- becomes
SELECT id FROM people WHERE IF(TRUE, crossfade.`case-null-and-empty_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`) = '' ORDER BY id
-- id INT
--   5

-- live, speaks old
SELECT id, coalesce(full_name, 'none') AS c, full_name <=> '' AS e FROM people ORDER BY id
-- becomes
SELECT id, coalesce(IF(TRUE, crossfade.`case-null-and-empty_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`), 'none') AS c, IF(TRUE, crossfade.`case-null-and-empty_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`) <=> '' AS e FROM people ORDER BY id
-- id INT | c VARCHAR | e BIGINT
--   1 | Ann Lee | 0
--   2 | Bob | 0
--   3 | Eve Van Dyk | 0
--   4 | none | 0
--   5 |  | 1
--   6 | none | 0
--   7 | x | 0

-- live, speaks old
SELECT count(full_name), count(*) FROM people
-- becomes
SELECT count(IF(TRUE, crossfade.`case-null-and-empty_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`)) AS `count(full_name)`, count(*) FROM people
-- count(full_name) BIGINT | count(*) BIGINT
--   5 | 7

-- live, speaks old
UPDATE people SET full_name = NULL WHERE full_name = ''
-- becomes
UPDATE people SET full_name = NULL, `people`.`first_name` = IF(crossfade.`case-null-and-empty_agrees`(`people`.`full_name`, `people`.`first_name`, `people`.`last_name`), `people`.`first_name`, crossfade.`case-null-and-empty_up_1_raise`(`people`.`full_name`)), `people`.`last_name` = IF(crossfade.`case-null-and-empty_agrees`(`people`.`full_name`, `people`.`first_name`, `people`.`last_name`), `people`.`last_name`, crossfade.`case-null-and-empty_up_2_raise`(`people`.`full_name`)) WHERE IF(TRUE, crossfade.`case-null-and-empty_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`) = ''
-- count 1

-- live, speaks old
UPDATE people SET full_name = '' WHERE full_name IS NULL AND age = 7
-- becomes
UPDATE people SET full_name = '', `people`.`first_name` = IF(crossfade.`case-null-and-empty_agrees`(`people`.`full_name`, `people`.`first_name`, `people`.`last_name`), `people`.`first_name`, crossfade.`case-null-and-empty_up_1_raise`(`people`.`full_name`)), `people`.`last_name` = IF(crossfade.`case-null-and-empty_agrees`(`people`.`full_name`, `people`.`first_name`, `people`.`last_name`), `people`.`last_name`, crossfade.`case-null-and-empty_up_2_raise`(`people`.`full_name`)) WHERE IF(TRUE, crossfade.`case-null-and-empty_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`) IS NULL AND age = 7
-- count 1

-- live, speaks old
UPDATE people SET full_name = nullif(full_name, 'Bob')
-- becomes
UPDATE people SET full_name = nullif(IF(TRUE, crossfade.`case-null-and-empty_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`), 'Bob'), `people`.`first_name` = IF(crossfade.`case-null-and-empty_agrees`(`people`.`full_name`, `people`.`first_name`, `people`.`last_name`), `people`.`first_name`, crossfade.`case-null-and-empty_up_1_raise`(`people`.`full_name`)), `people`.`last_name` = IF(crossfade.`case-null-and-empty_agrees`(`people`.`full_name`, `people`.`first_name`, `people`.`last_name`), `people`.`last_name`, crossfade.`case-null-and-empty_up_2_raise`(`people`.`full_name`))
-- count 1

-- live, speaks old
SELECT id, full_name FROM people ORDER BY id
-- becomes
SELECT id, IF(TRUE, crossfade.`case-null-and-empty_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`) AS `full_name` FROM people ORDER BY id
-- id INT | full_name VARCHAR
--   1 | Ann Lee
--   2 | null
--   3 | Eve Van Dyk
--   4 | 
--   5 | null
--   6 | null
--   7 | x

-- live, speaks new
INSERT INTO people (first_name, last_name) VALUES ('', ''), (NULL, NULL)
-- becomes
INSERT INTO people (first_name, last_name, `full_name`) VALUES ('', '', crossfade.`case-null-and-empty_down_1_checked`(`people`.`first_name`, `people`.`last_name`)), (NULL, NULL, crossfade.`case-null-and-empty_down_1_checked`(`people`.`first_name`, `people`.`last_name`))
-- count 2

-- live, speaks new
SELECT id FROM people WHERE first_name IS NULL ORDER BY id
-- untouched
-- id INT
--   4
--   6

-- live, speaks new
UPDATE people SET first_name = NULL, last_name = NULL WHERE first_name = ''
-- becomes
UPDATE people SET first_name = NULL, last_name = NULL, `people`.`full_name` = crossfade.`case-null-and-empty_down_1_checked`(`people`.`first_name`, `people`.`last_name`) WHERE first_name = ''
-- count 1

-- live, speaks new
SELECT id, first_name, last_name FROM people ORDER BY id
-- untouched
-- id INT | first_name VARCHAR | last_name VARCHAR
--   1 | Ann | Lee
--   2 | Bob | 
--   3 | Eve | Van Dyk
--   4 | null | null
--   5 | null | null
--   6 | null | null

