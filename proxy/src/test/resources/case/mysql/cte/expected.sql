-- off, speaks old
WITH w AS (SELECT full_name, age FROM people WHERE age > 20) SELECT * FROM w WHERE full_name <> 'Bob' ORDER BY full_name
-- untouched
-- full_name VARCHAR | age INT
--   Ann Lee | 31
--   Eve Van Dyk | 31

-- off, speaks old
WITH people AS (SELECT 'none of it' AS full_name) SELECT * FROM people
-- untouched
-- full_name VARCHAR
--   none of it

-- off, speaks old
WITH people AS (SELECT upper(full_name) AS full_name FROM people) SELECT full_name FROM people ORDER BY 1
-- untouched
-- full_name VARCHAR
--   null
--   ANN LEE
--   BOB
--   EVE VAN DYK

-- off, speaks old
WITH RECURSIVE r (n, t) AS (SELECT 1, CAST(full_name AS char(40)) FROM people WHERE id = 1 UNION ALL SELECT n + 1, concat(t, '.') FROM r WHERE n < 3) SELECT * FROM r
-- untouched
-- n BIGINT | t VARCHAR
--   1 | Ann Lee
--   2 | Ann Lee.
--   3 | Ann Lee..

-- off, speaks old
WITH s AS (SELECT who FROM notes WHERE n = 9) UPDATE people, s SET full_name = s.who WHERE full_name IS NULL
-- untouched
-- count 1

-- off, speaks old
WITH d AS (SELECT id FROM people WHERE full_name = 'Bob') DELETE FROM people WHERE id IN (SELECT id FROM d)
-- untouched
-- count 1

-- off, speaks old
SELECT * FROM people ORDER BY id
-- becomes
SELECT `people`.`id`, `people`.`full_name`, `people`.`age` FROM people ORDER BY id
-- id INT | full_name VARCHAR | age INT
--   1 | Ann Lee | 31
--   3 | Eve Van Dyk | 31
--   4 | Zoe | 7

-- off, speaks new
WITH w (f, l) AS (SELECT first_name, last_name FROM people) SELECT f FROM w WHERE l <> '' ORDER BY f
-- becomes
WITH w (f, l) AS (SELECT IF(TRUE, crossfade.`case-cte_up_1_null`(`people`.`full_name`), `people`.`first_name`) AS `first_name`, IF(TRUE, crossfade.`case-cte_up_2_null`(`people`.`full_name`), `people`.`last_name`) AS `last_name` FROM people) SELECT f FROM w WHERE l <> '' ORDER BY f
-- f VARCHAR
--   Ann
--   Eve

-- off, speaks new
WITH s AS (SELECT who FROM notes WHERE n = 9) UPDATE people, s SET first_name = s.who, last_name = '' WHERE first_name IS NULL
-- becomes
WITH s AS (SELECT who FROM notes WHERE n = 9) UPDATE people, s SET `people`.`full_name` = IF(crossfade.`case-cte_unchanged_new`(IF(TRUE, crossfade.`case-cte_up_1_null`(`people`.`full_name`), `people`.`first_name`), IF(TRUE, crossfade.`case-cte_up_2_null`(`people`.`full_name`), `people`.`last_name`), s.who, ''), `people`.`full_name`, crossfade.`case-cte_down_1_checked`(s.who, '')) WHERE IF(TRUE, crossfade.`case-cte_up_1_null`(`people`.`full_name`), `people`.`first_name`) IS NULL
-- count 1

-- off, speaks new
SELECT * FROM people ORDER BY id
-- becomes
SELECT `people`.`id`, `people`.`age`, IF(TRUE, crossfade.`case-cte_up_1_null`(`people`.`full_name`), `people`.`first_name`) AS `first_name`, IF(TRUE, crossfade.`case-cte_up_2_null`(`people`.`full_name`), `people`.`last_name`) AS `last_name` FROM people ORDER BY id
-- id INT | age INT | first_name VARCHAR | last_name VARCHAR
--   1 | 31 | Ann | Lee
--   2 | 42 | Bob | 
--   3 | 31 | Eve | Van Dyk
--   4 | 7 | Zoe | 

-- dual-write, speaks old
WITH w AS (SELECT full_name, age FROM people WHERE age > 20) SELECT * FROM w WHERE full_name <> 'Bob' ORDER BY full_name
-- untouched
-- full_name VARCHAR | age INT
--   Ann Lee | 31
--   Eve Van Dyk | 31

-- dual-write, speaks old
WITH people AS (SELECT 'none of it' AS full_name) SELECT * FROM people
-- untouched
-- full_name VARCHAR
--   none of it

-- dual-write, speaks old
WITH people AS (SELECT upper(full_name) AS full_name FROM people) SELECT full_name FROM people ORDER BY 1
-- untouched
-- full_name VARCHAR
--   null
--   ANN LEE
--   BOB
--   EVE VAN DYK

-- dual-write, speaks old
WITH RECURSIVE r (n, t) AS (SELECT 1, CAST(full_name AS char(40)) FROM people WHERE id = 1 UNION ALL SELECT n + 1, concat(t, '.') FROM r WHERE n < 3) SELECT * FROM r
-- untouched
-- n BIGINT | t VARCHAR
--   1 | Ann Lee
--   2 | Ann Lee.
--   3 | Ann Lee..

-- dual-write, speaks old
WITH s AS (SELECT who FROM notes WHERE n = 9) UPDATE people, s SET full_name = s.who WHERE full_name IS NULL
-- becomes
WITH s AS (SELECT who FROM notes WHERE n = 9) UPDATE people, s SET `people`.`first_name` = IF(crossfade.`case-cte_unchanged_old`(`people`.`full_name`, s.who), `people`.`first_name`, crossfade.`case-cte_up_1_record`(s.who)), `people`.`last_name` = IF(crossfade.`case-cte_unchanged_old`(`people`.`full_name`, s.who), `people`.`last_name`, crossfade.`case-cte_up_2_record`(s.who)), full_name = s.who WHERE full_name IS NULL
-- count 1

-- dual-write, speaks old
WITH d AS (SELECT id FROM people WHERE full_name = 'Bob') DELETE FROM people WHERE id IN (SELECT id FROM d)
-- untouched
-- count 1

-- dual-write, speaks old
SELECT * FROM people ORDER BY id
-- becomes
SELECT `people`.`id`, `people`.`full_name`, `people`.`age` FROM people ORDER BY id
-- id INT | full_name VARCHAR | age INT
--   1 | Ann Lee | 31
--   3 | Eve Van Dyk | 31
--   4 | Zoe | 7

-- dual-write, speaks new
WITH w (f, l) AS (SELECT first_name, last_name FROM people) SELECT f FROM w WHERE l <> '' ORDER BY f
-- becomes
WITH w (f, l) AS (SELECT CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-cte_up_1_null`(`people`.`full_name`) ELSE `people`.`first_name` END AS `first_name`, CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-cte_up_2_null`(`people`.`full_name`) ELSE `people`.`last_name` END AS `last_name` FROM people) SELECT f FROM w WHERE l <> '' ORDER BY f
-- f VARCHAR
--   Ann
--   Eve

-- dual-write, speaks new
WITH s AS (SELECT who FROM notes WHERE n = 9) UPDATE people, s SET first_name = s.who, last_name = '' WHERE first_name IS NULL
-- refused: Crossfade: an UPDATE of several tables, in an update of columns of migration case-cte on table shop.people

-- dual-write, speaks new
SELECT * FROM people ORDER BY id
-- becomes
SELECT `people`.`id`, `people`.`age`, CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-cte_up_1_null`(`people`.`full_name`) ELSE `people`.`first_name` END AS `first_name`, CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-cte_up_2_null`(`people`.`full_name`) ELSE `people`.`last_name` END AS `last_name` FROM people ORDER BY id
-- id INT | age INT | first_name VARCHAR | last_name VARCHAR
--   1 | 31 | Ann | Lee
--   2 | 42 | Bob | 
--   3 | 31 | Eve | Van Dyk
--   4 | 7 | null | null

-- live, speaks old
WITH w AS (SELECT full_name, age FROM people WHERE age > 20) SELECT * FROM w WHERE full_name <> 'Bob' ORDER BY full_name
-- becomes
WITH w AS (SELECT IF(TRUE, crossfade.`case-cte_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`) AS `full_name`, age FROM people WHERE age > 20) SELECT * FROM w WHERE full_name <> 'Bob' ORDER BY full_name
-- full_name VARCHAR | age INT
--   Ann Lee | 31
--   Eve Van Dyk | 31

-- live, speaks old
WITH people AS (SELECT 'none of it' AS full_name) SELECT * FROM people
-- untouched
-- full_name VARCHAR
--   none of it

-- live, speaks old
WITH people AS (SELECT upper(full_name) AS full_name FROM people) SELECT full_name FROM people ORDER BY 1
-- becomes
WITH people AS (SELECT upper(IF(TRUE, crossfade.`case-cte_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`)) AS full_name FROM people) SELECT full_name FROM people ORDER BY 1
-- full_name VARCHAR
--   null
--   ANN LEE
--   BOB
--   EVE VAN DYK

-- live, speaks old
WITH RECURSIVE r (n, t) AS (SELECT 1, CAST(full_name AS char(40)) FROM people WHERE id = 1 UNION ALL SELECT n + 1, concat(t, '.') FROM r WHERE n < 3) SELECT * FROM r
-- becomes
WITH RECURSIVE r (n, t) AS (SELECT 1, CAST(IF(TRUE, crossfade.`case-cte_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`) AS char(40)) AS `CAST(full_name AS char(40))` FROM people WHERE id = 1 UNION ALL SELECT n + 1, concat(t, '.') FROM r WHERE n < 3) SELECT * FROM r
-- n BIGINT | t VARCHAR
--   1 | Ann Lee
--   2 | Ann Lee.
--   3 | Ann Lee..

-- live, speaks old
WITH s AS (SELECT who FROM notes WHERE n = 9) UPDATE people, s SET full_name = s.who WHERE full_name IS NULL
-- becomes
WITH s AS (SELECT who FROM notes WHERE n = 9) UPDATE people, s SET `people`.`first_name` = IF(crossfade.`case-cte_unchanged_old`(`people`.`full_name`, s.who), `people`.`first_name`, crossfade.`case-cte_up_1_raise`(s.who)), `people`.`last_name` = IF(crossfade.`case-cte_unchanged_old`(`people`.`full_name`, s.who), `people`.`last_name`, crossfade.`case-cte_up_2_raise`(s.who)), full_name = s.who WHERE IF(TRUE, crossfade.`case-cte_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`) IS NULL
-- count 1

-- live, speaks old
WITH d AS (SELECT id FROM people WHERE full_name = 'Bob') DELETE FROM people WHERE id IN (SELECT id FROM d)
-- becomes
WITH d AS (SELECT id FROM people WHERE IF(TRUE, crossfade.`case-cte_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`) = 'Bob') DELETE FROM people WHERE id IN (SELECT id FROM d)
-- count 1

-- live, speaks old
SELECT * FROM people ORDER BY id
-- becomes
SELECT `people`.`id`, IF(TRUE, crossfade.`case-cte_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`) AS `full_name`, `people`.`age` FROM people ORDER BY id
-- id INT | full_name VARCHAR | age INT
--   1 | Ann Lee | 31
--   3 | Eve Van Dyk | 31
--   4 | Zoe | 7

-- live, speaks new
WITH w (f, l) AS (SELECT first_name, last_name FROM people) SELECT f FROM w WHERE l <> '' ORDER BY f
-- untouched
-- f VARCHAR
--   Ann
--   Eve

-- live, speaks new
WITH s AS (SELECT who FROM notes WHERE n = 9) UPDATE people, s SET first_name = s.who, last_name = '' WHERE first_name IS NULL
-- becomes
WITH s AS (SELECT who FROM notes WHERE n = 9) UPDATE people, s SET `people`.`full_name` = crossfade.`case-cte_down_1_checked`(s.who, ''), first_name = s.who, last_name = '' WHERE first_name IS NULL
-- count 1

-- live, speaks new
SELECT * FROM people ORDER BY id
-- becomes
SELECT `people`.`id`, `people`.`age`, `people`.`first_name`, `people`.`last_name` FROM people ORDER BY id
-- id INT | age INT | first_name VARCHAR | last_name VARCHAR
--   1 | 31 | Ann | Lee
--   2 | 42 | Bob | 
--   3 | 31 | Eve | Van Dyk
--   4 | 7 | Zoe | 

