-- off, speaks old
SELECT full_name FROM people UNION SELECT who FROM notes ORDER BY full_name
-- untouched
-- full_name VARCHAR
--   null
--   Ann Lee
--   Bob
--   Eve Van Dyk
--   Zoe

-- off, speaks old
SELECT who FROM notes UNION ALL SELECT full_name FROM people ORDER BY who, 1 LIMIT 3
-- untouched
-- who VARCHAR
--   null
--   Ann Lee
--   Ann Lee

-- off, speaks old
(SELECT full_name, age FROM people ORDER BY age LIMIT 2) UNION DISTINCT SELECT who, n FROM notes ORDER BY 2, 1
-- untouched
-- full_name VARCHAR | age INT
--   Ann Lee | 1
--   Bob | 2
--   null | 7
--   Zoe | 9
--   Ann Lee | 31

-- off, speaks old
SELECT 1, full_name FROM people UNION SELECT n, who FROM notes ORDER BY 1, 2
-- untouched
-- 1 BIGINT | full_name VARCHAR
--   1 | null
--   1 | Ann Lee
--   1 | Bob
--   1 | Eve Van Dyk
--   2 | Bob
--   9 | Zoe

-- off, speaks old
TABLE people UNION ALL SELECT 9, 'x', 9 ORDER BY 1
-- becomes
SELECT `people`.`id`, `people`.`full_name`, `people`.`age` FROM people UNION ALL SELECT 9, 'x', 9 ORDER BY 1
-- id BIGINT | full_name VARCHAR | age BIGINT
--   1 | Ann Lee | 31
--   2 | Bob | 42
--   3 | Eve Van Dyk | 31
--   4 | null | 7
--   9 | x | 9

-- off, speaks old
SELECT count(*) FROM (SELECT full_name FROM people UNION SELECT line FROM notes) s
-- untouched
-- count(*) BIGINT
--   7

-- off, speaks new
SELECT first_name FROM people UNION SELECT last_name FROM people ORDER BY first_name
-- becomes
SELECT IF(TRUE, crossfade.`case-set-operations_up_1_null`(`people`.`full_name`), `people`.`first_name`) AS `first_name` FROM people UNION SELECT IF(TRUE, crossfade.`case-set-operations_up_2_null`(`people`.`full_name`), `people`.`last_name`) AS `last_name` FROM people ORDER BY first_name
-- first_name VARCHAR
--   null
--   
--   Ann
--   Bob
--   Eve
--   Lee
--   Van Dyk

-- off, speaks new
TABLE people UNION ALL SELECT 9, 9, 'x', 'y' ORDER BY 1
-- becomes
SELECT `people`.`id`, `people`.`age`, IF(TRUE, crossfade.`case-set-operations_up_1_null`(`people`.`full_name`), `people`.`first_name`) AS `first_name`, IF(TRUE, crossfade.`case-set-operations_up_2_null`(`people`.`full_name`), `people`.`last_name`) AS `last_name` FROM people UNION ALL SELECT 9, 9, 'x', 'y' ORDER BY 1
-- id BIGINT | age BIGINT | first_name VARCHAR | last_name VARCHAR
--   1 | 31 | Ann | Lee
--   2 | 42 | Bob | 
--   3 | 31 | Eve | Van Dyk
--   4 | 7 | null | null
--   9 | 9 | x | y

-- dual-write, speaks old
SELECT full_name FROM people UNION SELECT who FROM notes ORDER BY full_name
-- untouched
-- full_name VARCHAR
--   null
--   Ann Lee
--   Bob
--   Eve Van Dyk
--   Zoe

-- dual-write, speaks old
SELECT who FROM notes UNION ALL SELECT full_name FROM people ORDER BY who, 1 LIMIT 3
-- untouched
-- who VARCHAR
--   null
--   Ann Lee
--   Ann Lee

-- dual-write, speaks old
(SELECT full_name, age FROM people ORDER BY age LIMIT 2) UNION DISTINCT SELECT who, n FROM notes ORDER BY 2, 1
-- untouched
-- full_name VARCHAR | age INT
--   Ann Lee | 1
--   Bob | 2
--   null | 7
--   Zoe | 9
--   Ann Lee | 31

-- dual-write, speaks old
SELECT 1, full_name FROM people UNION SELECT n, who FROM notes ORDER BY 1, 2
-- untouched
-- 1 BIGINT | full_name VARCHAR
--   1 | null
--   1 | Ann Lee
--   1 | Bob
--   1 | Eve Van Dyk
--   2 | Bob
--   9 | Zoe

-- dual-write, speaks old
TABLE people UNION ALL SELECT 9, 'x', 9 ORDER BY 1
-- becomes
SELECT `people`.`id`, `people`.`full_name`, `people`.`age` FROM people UNION ALL SELECT 9, 'x', 9 ORDER BY 1
-- id BIGINT | full_name VARCHAR | age BIGINT
--   1 | Ann Lee | 31
--   2 | Bob | 42
--   3 | Eve Van Dyk | 31
--   4 | null | 7
--   9 | x | 9

-- dual-write, speaks old
SELECT count(*) FROM (SELECT full_name FROM people UNION SELECT line FROM notes) s
-- untouched
-- count(*) BIGINT
--   7

-- dual-write, speaks new
SELECT first_name FROM people UNION SELECT last_name FROM people ORDER BY first_name
-- becomes
SELECT CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-set-operations_up_1_null`(`people`.`full_name`) ELSE `people`.`first_name` END AS `first_name` FROM people UNION SELECT CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-set-operations_up_2_null`(`people`.`full_name`) ELSE `people`.`last_name` END AS `last_name` FROM people ORDER BY first_name
-- first_name VARCHAR
--   null
--   
--   Ann
--   Bob
--   Eve
--   Lee
--   Van Dyk

-- dual-write, speaks new
TABLE people UNION ALL SELECT 9, 9, 'x', 'y' ORDER BY 1
-- becomes
SELECT `people`.`id`, `people`.`age`, CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-set-operations_up_1_null`(`people`.`full_name`) ELSE `people`.`first_name` END AS `first_name`, CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-set-operations_up_2_null`(`people`.`full_name`) ELSE `people`.`last_name` END AS `last_name` FROM people UNION ALL SELECT 9, 9, 'x', 'y' ORDER BY 1
-- id BIGINT | age BIGINT | first_name VARCHAR | last_name VARCHAR
--   1 | 31 | Ann | Lee
--   2 | 42 | Bob | 
--   3 | 31 | Eve | Van Dyk
--   4 | 7 | null | null
--   9 | 9 | x | y

-- live, speaks old
SELECT full_name FROM people UNION SELECT who FROM notes ORDER BY full_name
-- becomes
SELECT IF(TRUE, crossfade.`case-set-operations_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`) AS `full_name` FROM people UNION SELECT who FROM notes ORDER BY full_name
-- full_name VARCHAR
--   null
--   Ann Lee
--   Bob
--   Eve Van Dyk
--   Zoe

-- live, speaks old
SELECT who FROM notes UNION ALL SELECT full_name FROM people ORDER BY who, 1 LIMIT 3
-- becomes
SELECT who FROM notes UNION ALL SELECT IF(TRUE, crossfade.`case-set-operations_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`) AS `full_name` FROM people ORDER BY who, 1 LIMIT 3
-- who VARCHAR
--   null
--   Ann Lee
--   Ann Lee

-- live, speaks old
(SELECT full_name, age FROM people ORDER BY age LIMIT 2) UNION DISTINCT SELECT who, n FROM notes ORDER BY 2, 1
-- becomes
(SELECT IF(TRUE, crossfade.`case-set-operations_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`) AS `full_name`, age FROM people ORDER BY age LIMIT 2) UNION DISTINCT SELECT who, n FROM notes ORDER BY 2, 1
-- full_name VARCHAR | age INT
--   Ann Lee | 1
--   Bob | 2
--   null | 7
--   Zoe | 9
--   Ann Lee | 31

-- live, speaks old
SELECT 1, full_name FROM people UNION SELECT n, who FROM notes ORDER BY 1, 2
-- becomes
SELECT 1, IF(TRUE, crossfade.`case-set-operations_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`) AS `full_name` FROM people UNION SELECT n, who FROM notes ORDER BY 1, 2
-- 1 BIGINT | full_name VARCHAR
--   1 | null
--   1 | Ann Lee
--   1 | Bob
--   1 | Eve Van Dyk
--   2 | Bob
--   9 | Zoe

-- live, speaks old
TABLE people UNION ALL SELECT 9, 'x', 9 ORDER BY 1
-- becomes
SELECT `people`.`id`, IF(TRUE, crossfade.`case-set-operations_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`) AS `full_name`, `people`.`age` FROM people UNION ALL SELECT 9, 'x', 9 ORDER BY 1
-- id BIGINT | full_name VARCHAR | age BIGINT
--   1 | Ann Lee | 31
--   2 | Bob | 42
--   3 | Eve Van Dyk | 31
--   4 | null | 7
--   9 | x | 9

-- live, speaks old
SELECT count(*) FROM (SELECT full_name FROM people UNION SELECT line FROM notes) s
-- becomes
SELECT count(*) FROM (SELECT IF(TRUE, crossfade.`case-set-operations_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`) AS `full_name` FROM people UNION SELECT line FROM notes) s
-- count(*) BIGINT
--   7

-- live, speaks new
SELECT first_name FROM people UNION SELECT last_name FROM people ORDER BY first_name
-- untouched
-- first_name VARCHAR
--   null
--   
--   Ann
--   Bob
--   Eve
--   Lee
--   Van Dyk

-- live, speaks new
TABLE people UNION ALL SELECT 9, 9, 'x', 'y' ORDER BY 1
-- becomes
SELECT `people`.`id`, `people`.`age`, `people`.`first_name`, `people`.`last_name` FROM people UNION ALL SELECT 9, 9, 'x', 'y' ORDER BY 1
-- id BIGINT | age BIGINT | first_name VARCHAR | last_name VARCHAR
--   1 | 31 | Ann | Lee
--   2 | 42 | Bob | 
--   3 | 31 | Eve | Van Dyk
--   4 | 7 | null | null
--   9 | 9 | x | y

