-- off, speaks old
INSERT INTO people (full_name) SELECT who FROM notes ORDER BY n
-- untouched
-- count 3

-- off, speaks old
INSERT INTO people (age, full_name) SELECT n, who FROM notes WHERE n > 1 ORDER BY n
-- untouched
-- count 2

-- off, speaks old
INSERT INTO people SELECT id + 100, full_name, age + 1 FROM people WHERE age > 31
-- becomes
INSERT INTO people (`id`, `full_name`, `age`) SELECT id + 100, full_name, age + 1 FROM people WHERE age > 31
-- count 1

-- off, speaks old
INSERT INTO people (full_name) WITH w AS (SELECT concat(line, ' of ', who) AS t FROM notes WHERE n < 9 ORDER BY n) SELECT t FROM w
-- untouched
-- count 2

-- off, speaks old
INSERT INTO people (full_name, age) SELECT 'X Y', 1 UNION ALL SELECT 'Z', 2
-- untouched
-- count 2

-- off, speaks old
INSERT INTO people (full_name) SELECT who FROM notes ORDER BY who DESC LIMIT 1
-- untouched
-- count 1

-- off, speaks old
INSERT INTO people (age) SELECT n FROM notes ORDER BY n
-- untouched
-- count 3

-- off, speaks old
INSERT INTO people (full_name) SELECT repeat('too long ', 4)
-- untouched
-- error 1406

-- off, speaks old
INSERT INTO people (full_name) SELECT repeat(who, 9) FROM notes WHERE n = 1
-- untouched
-- error 1406

-- off, speaks old
INSERT INTO people (id, full_name) SELECT max(id) + 20, repeat('too long ', 4) FROM people
-- untouched
-- error 1406

-- off, speaks old
INSERT INTO people (age, full_name) SELECT 'seven', 'Ann Lee'
-- untouched
-- error 1366

-- off, speaks old
SELECT full_name, age, count(*) FROM people GROUP BY 1, 2 ORDER BY 1, 2
-- untouched
-- full_name VARCHAR | age INT | count(*) BIGINT
--   null | 1 | 1
--   null | 2 | 1
--   null | 7 | 1
--   null | 9 | 1
--   Ann Lee | 20 | 1
--   Ann Lee | 31 | 1
--   Bob | 2 | 1
--   Bob | 20 | 1
--   Bob | 42 | 1
--   Bob | 43 | 1
--   Eve Van Dyk | 31 | 1
--   first of Ann Lee | 20 | 1
--   second of Bob | 20 | 1
--   X Y | 1 | 1
--   Z | 2 | 1
--   Zoe | 9 | 1
--   Zoe | 20 | 2

-- off, speaks new
INSERT INTO people (first_name, last_name) SELECT who, line FROM notes WHERE n = 2
-- becomes
INSERT INTO people (first_name, last_name, `full_name`) SELECT /*+ NO_MERGE(crossfade_value) */ crossfade_value.c1, crossfade_value.c2, crossfade.`case-insert-of-a-query_down_1_checked`(crossfade_value.c1, crossfade_value.c2) FROM (SELECT who, line FROM notes WHERE n = 2) AS crossfade_value (c1, c2)
-- count 1

-- off, speaks new
INSERT INTO people SELECT id + 100, age, first_name, last_name FROM people WHERE age > 31
-- becomes
INSERT INTO people (`id`, `age`, `first_name`, `last_name`, `full_name`) SELECT /*+ NO_MERGE(crossfade_value) */ crossfade_value.c1, crossfade_value.c2, crossfade_value.c3, crossfade_value.c4, crossfade.`case-insert-of-a-query_down_1_checked`(crossfade_value.c3, crossfade_value.c4) FROM (SELECT id + 100, age, IF(TRUE, crossfade.`case-insert-of-a-query_up_1_null`(`people`.`full_name`), `people`.`first_name`) AS `first_name`, IF(TRUE, crossfade.`case-insert-of-a-query_up_2_null`(`people`.`full_name`), `people`.`last_name`) AS `last_name` FROM people WHERE age > 31) AS crossfade_value (c1, c2, c3, c4)
-- count 1

-- off, speaks new
INSERT INTO people (last_name, first_name) SELECT last_name, upper(first_name) FROM people WHERE first_name = 'Ann'
-- becomes
INSERT INTO people (last_name, first_name, `full_name`) SELECT /*+ NO_MERGE(crossfade_value) */ crossfade_value.c1, COALESCE(crossfade_value.c2), crossfade.`case-insert-of-a-query_down_1_checked`(crossfade_value.c2, crossfade_value.c1) FROM (SELECT IF(TRUE, crossfade.`case-insert-of-a-query_up_2_null`(`people`.`full_name`), `people`.`last_name`) AS `last_name`, upper(IF(TRUE, crossfade.`case-insert-of-a-query_up_1_null`(`people`.`full_name`), `people`.`first_name`)) AS `upper(first_name)` FROM people WHERE IF(TRUE, crossfade.`case-insert-of-a-query_up_1_null`(`people`.`full_name`), `people`.`first_name`) = 'Ann') AS crossfade_value (c1, c2)
-- count 1

-- off, speaks new
INSERT INTO people (first_name, last_name) SELECT repeat('too long ', 3), 'Lee'
-- becomes
INSERT INTO people (first_name, last_name, `full_name`) SELECT /*+ NO_MERGE(crossfade_value) */ COALESCE(crossfade_value.c1), COALESCE(crossfade_value.c2), crossfade.`case-insert-of-a-query_down_1_checked`(crossfade_value.c1, crossfade_value.c2) FROM (SELECT repeat('too long ', 3), 'Lee') AS crossfade_value (c1, c2)
-- error 1406

-- off, speaks new
INSERT INTO people (first_name, last_name) SELECT line, repeat('too long ', 4) FROM notes WHERE n = 1
-- becomes
INSERT INTO people (first_name, last_name, `full_name`) SELECT /*+ NO_MERGE(crossfade_value) */ crossfade_value.c1, COALESCE(crossfade_value.c2), crossfade.`case-insert-of-a-query_down_1_checked`(crossfade_value.c1, crossfade_value.c2) FROM (SELECT line, repeat('too long ', 4) FROM notes WHERE n = 1) AS crossfade_value (c1, c2)
-- error 1406

-- off, speaks new
SELECT first_name, last_name, age, count(*) FROM people GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
-- becomes
SELECT IF(TRUE, crossfade.`case-insert-of-a-query_up_1_null`(`people`.`full_name`), `people`.`first_name`) AS `first_name`, IF(TRUE, crossfade.`case-insert-of-a-query_up_2_null`(`people`.`full_name`), `people`.`last_name`) AS `last_name`, age, count(*) FROM people GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
-- first_name VARCHAR | last_name VARCHAR | age INT | count(*) BIGINT
--   null | null | 7 | 1
--   ANN | Lee | 20 | 1
--   Ann | Lee | 31 | 1
--   Bob |  | 42 | 2
--   Bob | second | 20 | 1
--   Eve | Van Dyk | 31 | 1

-- dual-write, speaks old
INSERT INTO people (full_name) SELECT who FROM notes ORDER BY n
-- becomes
INSERT INTO people (full_name, `first_name`, `last_name`) SELECT /*+ NO_MERGE(crossfade_value) */ crossfade_value.c1, crossfade.`case-insert-of-a-query_up_1_record`(crossfade_value.c1), crossfade.`case-insert-of-a-query_up_2_record`(crossfade_value.c1) FROM (SELECT who FROM notes ORDER BY n LIMIT 18446744073709551615) AS crossfade_value (c1)
-- count 3

-- dual-write, speaks old
INSERT INTO people (age, full_name) SELECT n, who FROM notes WHERE n > 1 ORDER BY n
-- becomes
INSERT INTO people (age, full_name, `first_name`, `last_name`) SELECT /*+ NO_MERGE(crossfade_value) */ crossfade_value.c1, crossfade_value.c2, crossfade.`case-insert-of-a-query_up_1_record`(crossfade_value.c2), crossfade.`case-insert-of-a-query_up_2_record`(crossfade_value.c2) FROM (SELECT n, who FROM notes WHERE n > 1 ORDER BY n LIMIT 18446744073709551615) AS crossfade_value (c1, c2)
-- count 2

-- dual-write, speaks old
INSERT INTO people SELECT id + 100, full_name, age + 1 FROM people WHERE age > 31
-- becomes
INSERT INTO people (`id`, `full_name`, `age`, `first_name`, `last_name`) SELECT /*+ NO_MERGE(crossfade_value) */ crossfade_value.c1, crossfade_value.c2, crossfade_value.c3, crossfade.`case-insert-of-a-query_up_1_record`(crossfade_value.c2), crossfade.`case-insert-of-a-query_up_2_record`(crossfade_value.c2) FROM (SELECT id + 100, full_name, age + 1 FROM people WHERE age > 31) AS crossfade_value (c1, c2, c3)
-- count 1

-- dual-write, speaks old
INSERT INTO people (full_name) WITH w AS (SELECT concat(line, ' of ', who) AS t FROM notes WHERE n < 9 ORDER BY n) SELECT t FROM w
-- becomes
INSERT INTO people (full_name, `first_name`, `last_name`) SELECT /*+ NO_MERGE(crossfade_value) */ crossfade_value.c1, crossfade.`case-insert-of-a-query_up_1_record`(crossfade_value.c1), crossfade.`case-insert-of-a-query_up_2_record`(crossfade_value.c1) FROM (WITH w AS (SELECT concat(line, ' of ', who) AS t FROM notes WHERE n < 9 ORDER BY n) SELECT t FROM w) AS crossfade_value (c1)
-- count 2

-- dual-write, speaks old
INSERT INTO people (full_name, age) SELECT 'X Y', 1 UNION ALL SELECT 'Z', 2
-- becomes
INSERT INTO people (full_name, age, `first_name`, `last_name`) SELECT /*+ NO_MERGE(crossfade_value) */ crossfade_value.c1, crossfade_value.c2, crossfade.`case-insert-of-a-query_up_1_record`(crossfade_value.c1), crossfade.`case-insert-of-a-query_up_2_record`(crossfade_value.c1) FROM (SELECT 'X Y', 1 UNION ALL SELECT 'Z', 2) AS crossfade_value (c1, c2)
-- count 2

-- dual-write, speaks old
INSERT INTO people (full_name) SELECT who FROM notes ORDER BY who DESC LIMIT 1
-- becomes
INSERT INTO people (full_name, `first_name`, `last_name`) SELECT /*+ NO_MERGE(crossfade_value) */ crossfade_value.c1, crossfade.`case-insert-of-a-query_up_1_record`(crossfade_value.c1), crossfade.`case-insert-of-a-query_up_2_record`(crossfade_value.c1) FROM (SELECT who FROM notes ORDER BY who DESC LIMIT 1) AS crossfade_value (c1)
-- count 1

-- dual-write, speaks old
INSERT INTO people (age) SELECT n FROM notes ORDER BY n
-- untouched
-- count 3

-- dual-write, speaks old
INSERT INTO people (full_name) SELECT repeat('too long ', 4)
-- becomes
INSERT INTO people (full_name, `first_name`, `last_name`) SELECT /*+ NO_MERGE(crossfade_value) */ COALESCE(crossfade_value.c1), crossfade.`case-insert-of-a-query_up_1_record`(crossfade_value.c1), crossfade.`case-insert-of-a-query_up_2_record`(crossfade_value.c1) FROM (SELECT repeat('too long ', 4)) AS crossfade_value (c1)
-- error 1406

-- dual-write, speaks old
INSERT INTO people (full_name) SELECT repeat(who, 9) FROM notes WHERE n = 1
-- becomes
INSERT INTO people (full_name, `first_name`, `last_name`) SELECT /*+ NO_MERGE(crossfade_value) */ COALESCE(crossfade_value.c1), crossfade.`case-insert-of-a-query_up_1_record`(crossfade_value.c1), crossfade.`case-insert-of-a-query_up_2_record`(crossfade_value.c1) FROM (SELECT repeat(who, 9) FROM notes WHERE n = 1) AS crossfade_value (c1)
-- error 1406

-- dual-write, speaks old
INSERT INTO people (id, full_name) SELECT max(id) + 20, repeat('too long ', 4) FROM people
-- becomes
INSERT INTO people (id, full_name, `first_name`, `last_name`) SELECT /*+ NO_MERGE(crossfade_value) */ crossfade_value.c1, COALESCE(crossfade_value.c2), crossfade.`case-insert-of-a-query_up_1_record`(crossfade_value.c2), crossfade.`case-insert-of-a-query_up_2_record`(crossfade_value.c2) FROM (SELECT max(id) + 20, repeat('too long ', 4) FROM people) AS crossfade_value (c1, c2)
-- error 1406

-- dual-write, speaks old
INSERT INTO people (age, full_name) SELECT 'seven', 'Ann Lee'
-- becomes
INSERT INTO people (age, full_name, `first_name`, `last_name`) SELECT /*+ NO_MERGE(crossfade_value) */ crossfade_value.c1, COALESCE(crossfade_value.c2), crossfade.`case-insert-of-a-query_up_1_record`(crossfade_value.c2), crossfade.`case-insert-of-a-query_up_2_record`(crossfade_value.c2) FROM (SELECT 'seven', 'Ann Lee') AS crossfade_value (c1, c2)
-- error 1366

-- dual-write, speaks old
SELECT full_name, age, count(*) FROM people GROUP BY 1, 2 ORDER BY 1, 2
-- untouched
-- full_name VARCHAR | age INT | count(*) BIGINT
--   null | 1 | 1
--   null | 2 | 1
--   null | 7 | 1
--   null | 9 | 1
--   Ann Lee | 20 | 1
--   Ann Lee | 31 | 1
--   Bob | 2 | 1
--   Bob | 20 | 1
--   Bob | 42 | 1
--   Bob | 43 | 1
--   Eve Van Dyk | 31 | 1
--   first of Ann Lee | 20 | 1
--   second of Bob | 20 | 1
--   X Y | 1 | 1
--   Z | 2 | 1
--   Zoe | 9 | 1
--   Zoe | 20 | 2

-- dual-write, speaks new
INSERT INTO people (first_name, last_name) SELECT who, line FROM notes WHERE n = 2
-- becomes
INSERT INTO people (first_name, last_name, `full_name`) SELECT /*+ NO_MERGE(crossfade_value) */ crossfade_value.c1, crossfade_value.c2, crossfade.`case-insert-of-a-query_down_1_checked`(crossfade_value.c1, crossfade_value.c2) FROM (SELECT who, line FROM notes WHERE n = 2) AS crossfade_value (c1, c2)
-- count 1

-- dual-write, speaks new
INSERT INTO people SELECT id + 100, age, first_name, last_name FROM people WHERE age > 31
-- becomes
INSERT INTO people (`id`, `age`, `first_name`, `last_name`, `full_name`) SELECT /*+ NO_MERGE(crossfade_value) */ crossfade_value.c1, crossfade_value.c2, crossfade_value.c3, crossfade_value.c4, crossfade.`case-insert-of-a-query_down_1_checked`(crossfade_value.c3, crossfade_value.c4) FROM (SELECT id + 100, age, CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-insert-of-a-query_up_1_null`(`people`.`full_name`) ELSE `people`.`first_name` END AS `first_name`, CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-insert-of-a-query_up_2_null`(`people`.`full_name`) ELSE `people`.`last_name` END AS `last_name` FROM people WHERE age > 31) AS crossfade_value (c1, c2, c3, c4)
-- count 1

-- dual-write, speaks new
INSERT INTO people (last_name, first_name) SELECT last_name, upper(first_name) FROM people WHERE first_name = 'Ann'
-- becomes
INSERT INTO people (last_name, first_name, `full_name`) SELECT /*+ NO_MERGE(crossfade_value) */ crossfade_value.c1, COALESCE(crossfade_value.c2), crossfade.`case-insert-of-a-query_down_1_checked`(crossfade_value.c2, crossfade_value.c1) FROM (SELECT CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-insert-of-a-query_up_2_null`(`people`.`full_name`) ELSE `people`.`last_name` END AS `last_name`, upper(CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-insert-of-a-query_up_1_null`(`people`.`full_name`) ELSE `people`.`first_name` END) AS `upper(first_name)` FROM people WHERE CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-insert-of-a-query_up_1_null`(`people`.`full_name`) ELSE `people`.`first_name` END = 'Ann') AS crossfade_value (c1, c2)
-- count 1

-- dual-write, speaks new
INSERT INTO people (first_name, last_name) SELECT repeat('too long ', 3), 'Lee'
-- becomes
INSERT INTO people (first_name, last_name, `full_name`) SELECT /*+ NO_MERGE(crossfade_value) */ COALESCE(crossfade_value.c1), COALESCE(crossfade_value.c2), crossfade.`case-insert-of-a-query_down_1_checked`(crossfade_value.c1, crossfade_value.c2) FROM (SELECT repeat('too long ', 3), 'Lee') AS crossfade_value (c1, c2)
-- error 1406

-- dual-write, speaks new
INSERT INTO people (first_name, last_name) SELECT line, repeat('too long ', 4) FROM notes WHERE n = 1
-- becomes
INSERT INTO people (first_name, last_name, `full_name`) SELECT /*+ NO_MERGE(crossfade_value) */ crossfade_value.c1, COALESCE(crossfade_value.c2), crossfade.`case-insert-of-a-query_down_1_checked`(crossfade_value.c1, crossfade_value.c2) FROM (SELECT line, repeat('too long ', 4) FROM notes WHERE n = 1) AS crossfade_value (c1, c2)
-- error 1406

-- dual-write, speaks new
SELECT first_name, last_name, age, count(*) FROM people GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
-- becomes
SELECT CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-insert-of-a-query_up_1_null`(`people`.`full_name`) ELSE `people`.`first_name` END AS `first_name`, CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-insert-of-a-query_up_2_null`(`people`.`full_name`) ELSE `people`.`last_name` END AS `last_name`, age, count(*) FROM people GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
-- first_name VARCHAR | last_name VARCHAR | age INT | count(*) BIGINT
--   null | null | 7 | 1
--   ANN | Lee | 20 | 1
--   Ann | Lee | 31 | 1
--   Bob |  | 42 | 2
--   Bob | second | 20 | 1
--   Eve | Van Dyk | 31 | 1

-- live, speaks old
INSERT INTO people (full_name) SELECT who FROM notes ORDER BY n
-- becomes
INSERT INTO people (full_name, `first_name`, `last_name`) SELECT /*+ NO_MERGE(crossfade_value) */ crossfade_value.c1, crossfade.`case-insert-of-a-query_up_1_raise`(crossfade_value.c1), crossfade.`case-insert-of-a-query_up_2_raise`(crossfade_value.c1) FROM (SELECT who FROM notes ORDER BY n LIMIT 18446744073709551615) AS crossfade_value (c1)
-- count 3

-- live, speaks old
INSERT INTO people (age, full_name) SELECT n, who FROM notes WHERE n > 1 ORDER BY n
-- becomes
INSERT INTO people (age, full_name, `first_name`, `last_name`) SELECT /*+ NO_MERGE(crossfade_value) */ crossfade_value.c1, crossfade_value.c2, crossfade.`case-insert-of-a-query_up_1_raise`(crossfade_value.c2), crossfade.`case-insert-of-a-query_up_2_raise`(crossfade_value.c2) FROM (SELECT n, who FROM notes WHERE n > 1 ORDER BY n LIMIT 18446744073709551615) AS crossfade_value (c1, c2)
-- count 2

-- live, speaks old
INSERT INTO people SELECT id + 100, full_name, age + 1 FROM people WHERE age > 31
-- becomes
INSERT INTO people (`id`, `full_name`, `age`, `first_name`, `last_name`) SELECT /*+ NO_MERGE(crossfade_value) */ crossfade_value.c1, crossfade_value.c2, crossfade_value.c3, crossfade.`case-insert-of-a-query_up_1_raise`(crossfade_value.c2), crossfade.`case-insert-of-a-query_up_2_raise`(crossfade_value.c2) FROM (SELECT id + 100, IF(TRUE, crossfade.`case-insert-of-a-query_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`) AS `full_name`, age + 1 FROM people WHERE age > 31) AS crossfade_value (c1, c2, c3)
-- count 1

-- live, speaks old
INSERT INTO people (full_name) WITH w AS (SELECT concat(line, ' of ', who) AS t FROM notes WHERE n < 9 ORDER BY n) SELECT t FROM w
-- becomes
INSERT INTO people (full_name, `first_name`, `last_name`) SELECT /*+ NO_MERGE(crossfade_value) */ crossfade_value.c1, crossfade.`case-insert-of-a-query_up_1_raise`(crossfade_value.c1), crossfade.`case-insert-of-a-query_up_2_raise`(crossfade_value.c1) FROM (WITH w AS (SELECT concat(line, ' of ', who) AS t FROM notes WHERE n < 9 ORDER BY n) SELECT t FROM w) AS crossfade_value (c1)
-- count 2

-- live, speaks old
INSERT INTO people (full_name, age) SELECT 'X Y', 1 UNION ALL SELECT 'Z', 2
-- becomes
INSERT INTO people (full_name, age, `first_name`, `last_name`) SELECT /*+ NO_MERGE(crossfade_value) */ crossfade_value.c1, crossfade_value.c2, crossfade.`case-insert-of-a-query_up_1_raise`(crossfade_value.c1), crossfade.`case-insert-of-a-query_up_2_raise`(crossfade_value.c1) FROM (SELECT 'X Y', 1 UNION ALL SELECT 'Z', 2) AS crossfade_value (c1, c2)
-- count 2

-- live, speaks old
INSERT INTO people (full_name) SELECT who FROM notes ORDER BY who DESC LIMIT 1
-- becomes
INSERT INTO people (full_name, `first_name`, `last_name`) SELECT /*+ NO_MERGE(crossfade_value) */ crossfade_value.c1, crossfade.`case-insert-of-a-query_up_1_raise`(crossfade_value.c1), crossfade.`case-insert-of-a-query_up_2_raise`(crossfade_value.c1) FROM (SELECT who FROM notes ORDER BY who DESC LIMIT 1) AS crossfade_value (c1)
-- count 1

-- live, speaks old
INSERT INTO people (age) SELECT n FROM notes ORDER BY n
-- untouched
-- count 3

-- live, speaks old
INSERT INTO people (full_name) SELECT repeat('too long ', 4)
-- becomes
INSERT INTO people (full_name, `first_name`, `last_name`) SELECT /*+ NO_MERGE(crossfade_value) */ COALESCE(crossfade_value.c1), crossfade.`case-insert-of-a-query_up_1_raise`(crossfade_value.c1), crossfade.`case-insert-of-a-query_up_2_raise`(crossfade_value.c1) FROM (SELECT repeat('too long ', 4)) AS crossfade_value (c1)
-- error 1406

-- live, speaks old
INSERT INTO people (full_name) SELECT repeat(who, 9) FROM notes WHERE n = 1
-- becomes
INSERT INTO people (full_name, `first_name`, `last_name`) SELECT /*+ NO_MERGE(crossfade_value) */ COALESCE(crossfade_value.c1), crossfade.`case-insert-of-a-query_up_1_raise`(crossfade_value.c1), crossfade.`case-insert-of-a-query_up_2_raise`(crossfade_value.c1) FROM (SELECT repeat(who, 9) FROM notes WHERE n = 1) AS crossfade_value (c1)
-- error 1406

-- live, speaks old
INSERT INTO people (id, full_name) SELECT max(id) + 20, repeat('too long ', 4) FROM people
-- becomes
INSERT INTO people (id, full_name, `first_name`, `last_name`) SELECT /*+ NO_MERGE(crossfade_value) */ crossfade_value.c1, COALESCE(crossfade_value.c2), crossfade.`case-insert-of-a-query_up_1_raise`(crossfade_value.c2), crossfade.`case-insert-of-a-query_up_2_raise`(crossfade_value.c2) FROM (SELECT max(id) + 20, repeat('too long ', 4) FROM people) AS crossfade_value (c1, c2)
-- error 1406

-- live, speaks old
INSERT INTO people (age, full_name) SELECT 'seven', 'Ann Lee'
-- becomes
INSERT INTO people (age, full_name, `first_name`, `last_name`) SELECT /*+ NO_MERGE(crossfade_value) */ crossfade_value.c1, COALESCE(crossfade_value.c2), crossfade.`case-insert-of-a-query_up_1_raise`(crossfade_value.c2), crossfade.`case-insert-of-a-query_up_2_raise`(crossfade_value.c2) FROM (SELECT 'seven', 'Ann Lee') AS crossfade_value (c1, c2)
-- error 1366

-- live, speaks old
SELECT full_name, age, count(*) FROM people GROUP BY 1, 2 ORDER BY 1, 2
-- becomes
SELECT IF(TRUE, crossfade.`case-insert-of-a-query_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`) AS `full_name`, age, count(*) FROM people GROUP BY 1, 2 ORDER BY 1, 2
-- full_name VARCHAR | age INT | count(*) BIGINT
--   null | 1 | 1
--   null | 2 | 1
--   null | 7 | 1
--   null | 9 | 1
--   Ann Lee | 20 | 1
--   Ann Lee | 31 | 1
--   Bob | 2 | 1
--   Bob | 20 | 1
--   Bob | 42 | 1
--   Bob | 43 | 1
--   Eve Van Dyk | 31 | 1
--   first of Ann Lee | 20 | 1
--   second of Bob | 20 | 1
--   X Y | 1 | 1
--   Z | 2 | 1
--   Zoe | 9 | 1
--   Zoe | 20 | 2

-- live, speaks new
INSERT INTO people (first_name, last_name) SELECT who, line FROM notes WHERE n = 2
-- becomes
INSERT INTO people (first_name, last_name, `full_name`) SELECT /*+ NO_MERGE(crossfade_value) */ crossfade_value.c1, crossfade_value.c2, crossfade.`case-insert-of-a-query_down_1_checked`(crossfade_value.c1, crossfade_value.c2) FROM (SELECT who, line FROM notes WHERE n = 2) AS crossfade_value (c1, c2)
-- count 1

-- live, speaks new
INSERT INTO people SELECT id + 100, age, first_name, last_name FROM people WHERE age > 31
-- becomes
INSERT INTO people (`id`, `age`, `first_name`, `last_name`, `full_name`) SELECT /*+ NO_MERGE(crossfade_value) */ crossfade_value.c1, crossfade_value.c2, crossfade_value.c3, crossfade_value.c4, crossfade.`case-insert-of-a-query_down_1_checked`(crossfade_value.c3, crossfade_value.c4) FROM (SELECT id + 100, age, first_name, last_name FROM people WHERE age > 31) AS crossfade_value (c1, c2, c3, c4)
-- count 1

-- live, speaks new
INSERT INTO people (last_name, first_name) SELECT last_name, upper(first_name) FROM people WHERE first_name = 'Ann'
-- becomes
INSERT INTO people (last_name, first_name, `full_name`) SELECT /*+ NO_MERGE(crossfade_value) */ crossfade_value.c1, COALESCE(crossfade_value.c2), crossfade.`case-insert-of-a-query_down_1_checked`(crossfade_value.c2, crossfade_value.c1) FROM (SELECT last_name, upper(first_name) FROM people WHERE first_name = 'Ann') AS crossfade_value (c1, c2)
-- count 1

-- live, speaks new
INSERT INTO people (first_name, last_name) SELECT repeat('too long ', 3), 'Lee'
-- becomes
INSERT INTO people (first_name, last_name, `full_name`) SELECT /*+ NO_MERGE(crossfade_value) */ COALESCE(crossfade_value.c1), COALESCE(crossfade_value.c2), crossfade.`case-insert-of-a-query_down_1_checked`(crossfade_value.c1, crossfade_value.c2) FROM (SELECT repeat('too long ', 3), 'Lee') AS crossfade_value (c1, c2)
-- error 1406

-- live, speaks new
INSERT INTO people (first_name, last_name) SELECT line, repeat('too long ', 4) FROM notes WHERE n = 1
-- becomes
INSERT INTO people (first_name, last_name, `full_name`) SELECT /*+ NO_MERGE(crossfade_value) */ crossfade_value.c1, COALESCE(crossfade_value.c2), crossfade.`case-insert-of-a-query_down_1_checked`(crossfade_value.c1, crossfade_value.c2) FROM (SELECT line, repeat('too long ', 4) FROM notes WHERE n = 1) AS crossfade_value (c1, c2)
-- error 1406

-- live, speaks new
SELECT first_name, last_name, age, count(*) FROM people GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
-- untouched
-- first_name VARCHAR | last_name VARCHAR | age INT | count(*) BIGINT
--   null | null | 7 | 1
--   ANN | Lee | 20 | 1
--   Ann | Lee | 31 | 1
--   Bob |  | 42 | 2
--   Bob | second | 20 | 1
--   Eve | Van Dyk | 31 | 1

