-- off, speaks old
SELECT full_name, count(*) FROM people GROUP BY full_name ORDER BY full_name
-- untouched
-- full_name VARCHAR | count(*) BIGINT
--   null | 1
--   Ann Lee | 1
--   Bob | 1
--   Eve Van Dyk | 1

-- off, speaks old
SELECT upper(full_name) AS u, sum(age) FROM people GROUP BY u ORDER BY u
-- untouched
-- u VARCHAR | sum(age) DECIMAL
--   null | 7
--   ANN LEE | 31
--   BOB | 42
--   EVE VAN DYK | 31

-- off, speaks old
SELECT full_name, age FROM people GROUP BY 1, 2 HAVING max(full_name) > 'B' ORDER BY 2 DESC, 1
-- untouched
-- full_name VARCHAR | age INT
--   Bob | 42
--   Eve Van Dyk | 31

-- off, speaks old
SELECT age, max(full_name), min(full_name), group_concat(full_name ORDER BY full_name DESC SEPARATOR ';') AS g FROM people GROUP BY age ORDER BY age
-- untouched
-- age INT | max(full_name) VARCHAR | min(full_name) VARCHAR | g LONGTEXT
--   7 | null | null | null
--   31 | Eve Van Dyk | Ann Lee | Eve Van Dyk;Ann Lee
--   42 | Bob | Bob | Bob

-- off, speaks old
SELECT id, full_name FROM people GROUP BY id ORDER BY char_length(full_name), id
-- untouched
-- id INT | full_name VARCHAR
--   4 | null
--   2 | Bob
--   1 | Ann Lee
--   3 | Eve Van Dyk

-- off, speaks old
SELECT full_name, age, count(*) FROM people GROUP BY full_name, age WITH ROLLUP
-- untouched
-- full_name VARCHAR | age INT | count(*) BIGINT
--   null | 7 | 1
--   null | null | 1
--   Ann Lee | 31 | 1
--   Ann Lee | null | 1
--   Bob | 42 | 1
--   Bob | null | 1
--   Eve Van Dyk | 31 | 1
--   Eve Van Dyk | null | 1
--   null | null | 4

-- off, speaks old
SELECT full_name AS f FROM people HAVING f LIKE '% %' ORDER BY f
-- untouched
-- f VARCHAR
--   Ann Lee
--   Eve Van Dyk

-- off, speaks old
SELECT age FROM people ORDER BY full_name DESC, age
-- untouched
-- age INT
--   31
--   42
--   31
--   7

-- off, speaks old
SELECT full_name AS age FROM people ORDER BY age
-- untouched
-- age VARCHAR
--   null
--   Ann Lee
--   Bob
--   Eve Van Dyk

-- off, speaks old
SELECT full_name, age FROM people GROUP BY age
-- untouched
-- error 1055

-- off, speaks new
SELECT first_name, count(*) FROM people GROUP BY first_name ORDER BY first_name
-- becomes
SELECT IF(TRUE, crossfade.`case-grouping_up_1_null`(`people`.`full_name`), `people`.`first_name`) AS `first_name`, count(*) FROM people GROUP BY IF(TRUE, crossfade.`case-grouping_up_1_null`(`people`.`full_name`), `people`.`first_name`) ORDER BY first_name
-- first_name VARCHAR | count(*) BIGINT
--   null | 1
--   Ann | 1
--   Bob | 1
--   Eve | 1

-- off, speaks new
SELECT concat(last_name, first_name) AS x FROM people GROUP BY x HAVING count(*) = 1 ORDER BY x
-- becomes
SELECT concat(IF(TRUE, crossfade.`case-grouping_up_2_null`(`people`.`full_name`), `people`.`last_name`), IF(TRUE, crossfade.`case-grouping_up_1_null`(`people`.`full_name`), `people`.`first_name`)) AS x FROM people GROUP BY x HAVING count(*) = 1 ORDER BY x
-- x VARCHAR
--   null
--   Bob
--   LeeAnn
--   Van DykEve

-- off, speaks new
SELECT id, last_name FROM people GROUP BY id ORDER BY last_name, id
-- becomes
SELECT id, IF(TRUE, crossfade.`case-grouping_up_2_null`(`people`.`full_name`), `people`.`last_name`) AS `last_name` FROM people GROUP BY id ORDER BY last_name, id
-- id INT | last_name VARCHAR
--   4 | null
--   2 | 
--   1 | Lee
--   3 | Van Dyk

-- dual-write, speaks old
SELECT full_name, count(*) FROM people GROUP BY full_name ORDER BY full_name
-- untouched
-- full_name VARCHAR | count(*) BIGINT
--   null | 1
--   Ann Lee | 1
--   Bob | 1
--   Eve Van Dyk | 1

-- dual-write, speaks old
SELECT upper(full_name) AS u, sum(age) FROM people GROUP BY u ORDER BY u
-- untouched
-- u VARCHAR | sum(age) DECIMAL
--   null | 7
--   ANN LEE | 31
--   BOB | 42
--   EVE VAN DYK | 31

-- dual-write, speaks old
SELECT full_name, age FROM people GROUP BY 1, 2 HAVING max(full_name) > 'B' ORDER BY 2 DESC, 1
-- untouched
-- full_name VARCHAR | age INT
--   Bob | 42
--   Eve Van Dyk | 31

-- dual-write, speaks old
SELECT age, max(full_name), min(full_name), group_concat(full_name ORDER BY full_name DESC SEPARATOR ';') AS g FROM people GROUP BY age ORDER BY age
-- untouched
-- age INT | max(full_name) VARCHAR | min(full_name) VARCHAR | g LONGTEXT
--   7 | null | null | null
--   31 | Eve Van Dyk | Ann Lee | Eve Van Dyk;Ann Lee
--   42 | Bob | Bob | Bob

-- dual-write, speaks old
SELECT id, full_name FROM people GROUP BY id ORDER BY char_length(full_name), id
-- untouched
-- id INT | full_name VARCHAR
--   4 | null
--   2 | Bob
--   1 | Ann Lee
--   3 | Eve Van Dyk

-- dual-write, speaks old
SELECT full_name, age, count(*) FROM people GROUP BY full_name, age WITH ROLLUP
-- untouched
-- full_name VARCHAR | age INT | count(*) BIGINT
--   null | 7 | 1
--   null | null | 1
--   Ann Lee | 31 | 1
--   Ann Lee | null | 1
--   Bob | 42 | 1
--   Bob | null | 1
--   Eve Van Dyk | 31 | 1
--   Eve Van Dyk | null | 1
--   null | null | 4

-- dual-write, speaks old
SELECT full_name AS f FROM people HAVING f LIKE '% %' ORDER BY f
-- untouched
-- f VARCHAR
--   Ann Lee
--   Eve Van Dyk

-- dual-write, speaks old
SELECT age FROM people ORDER BY full_name DESC, age
-- untouched
-- age INT
--   31
--   42
--   31
--   7

-- dual-write, speaks old
SELECT full_name AS age FROM people ORDER BY age
-- untouched
-- age VARCHAR
--   null
--   Ann Lee
--   Bob
--   Eve Van Dyk

-- dual-write, speaks old
SELECT full_name, age FROM people GROUP BY age
-- untouched
-- error 1055

-- dual-write, speaks new
SELECT first_name, count(*) FROM people GROUP BY first_name ORDER BY first_name
-- becomes
SELECT CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-grouping_up_1_null`(`people`.`full_name`) ELSE `people`.`first_name` END AS `first_name`, count(*) FROM people GROUP BY CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-grouping_up_1_null`(`people`.`full_name`) ELSE `people`.`first_name` END ORDER BY first_name
-- first_name VARCHAR | count(*) BIGINT
--   null | 1
--   Ann | 1
--   Bob | 1
--   Eve | 1

-- dual-write, speaks new
SELECT concat(last_name, first_name) AS x FROM people GROUP BY x HAVING count(*) = 1 ORDER BY x
-- becomes
SELECT concat(CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-grouping_up_2_null`(`people`.`full_name`) ELSE `people`.`last_name` END, CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-grouping_up_1_null`(`people`.`full_name`) ELSE `people`.`first_name` END) AS x FROM people GROUP BY x HAVING count(*) = 1 ORDER BY x
-- x VARCHAR
--   null
--   Bob
--   LeeAnn
--   Van DykEve

-- dual-write, speaks new
SELECT id, last_name FROM people GROUP BY id ORDER BY last_name, id
-- becomes
SELECT id, CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-grouping_up_2_null`(`people`.`full_name`) ELSE `people`.`last_name` END AS `last_name` FROM people GROUP BY id ORDER BY last_name, id
-- id INT | last_name VARCHAR
--   4 | null
--   2 | 
--   1 | Lee
--   3 | Van Dyk

-- live, speaks old
SELECT full_name, count(*) FROM people GROUP BY full_name ORDER BY full_name
-- becomes
SELECT IF(TRUE, crossfade.`case-grouping_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`) AS `full_name`, count(*) FROM people GROUP BY IF(TRUE, crossfade.`case-grouping_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`) ORDER BY full_name
-- full_name VARCHAR | count(*) BIGINT
--   null | 1
--   Ann Lee | 1
--   Bob | 1
--   Eve Van Dyk | 1

-- live, speaks old
SELECT upper(full_name) AS u, sum(age) FROM people GROUP BY u ORDER BY u
-- becomes
SELECT upper(IF(TRUE, crossfade.`case-grouping_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`)) AS u, sum(age) FROM people GROUP BY u ORDER BY u
-- u VARCHAR | sum(age) DECIMAL
--   null | 7
--   ANN LEE | 31
--   BOB | 42
--   EVE VAN DYK | 31

-- live, speaks old
SELECT full_name, age FROM people GROUP BY 1, 2 HAVING max(full_name) > 'B' ORDER BY 2 DESC, 1
-- becomes
SELECT IF(TRUE, crossfade.`case-grouping_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`) AS `full_name`, age FROM people GROUP BY 1, 2 HAVING max(IF(TRUE, crossfade.`case-grouping_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`)) > 'B' ORDER BY 2 DESC, 1
-- full_name VARCHAR | age INT
--   Bob | 42
--   Eve Van Dyk | 31

-- live, speaks old
SELECT age, max(full_name), min(full_name), group_concat(full_name ORDER BY full_name DESC SEPARATOR ';') AS g FROM people GROUP BY age ORDER BY age
-- becomes
SELECT age, max(IF(TRUE, crossfade.`case-grouping_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`)) AS `max(full_name)`, min(IF(TRUE, crossfade.`case-grouping_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`)) AS `min(full_name)`, group_concat(IF(TRUE, crossfade.`case-grouping_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`) ORDER BY IF(TRUE, crossfade.`case-grouping_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`) DESC SEPARATOR ';') AS g FROM people GROUP BY age ORDER BY age
-- age INT | max(full_name) VARCHAR | min(full_name) VARCHAR | g LONGTEXT
--   7 | null | null | null
--   31 | Eve Van Dyk | Ann Lee | Eve Van Dyk;Ann Lee
--   42 | Bob | Bob | Bob

-- live, speaks old
SELECT id, full_name FROM people GROUP BY id ORDER BY char_length(full_name), id
-- becomes
SELECT id, IF(TRUE, crossfade.`case-grouping_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`) AS `full_name` FROM people GROUP BY id ORDER BY char_length(IF(TRUE, crossfade.`case-grouping_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`)), id
-- id INT | full_name VARCHAR
--   4 | null
--   2 | Bob
--   1 | Ann Lee
--   3 | Eve Van Dyk

-- live, speaks old
SELECT full_name, age, count(*) FROM people GROUP BY full_name, age WITH ROLLUP
-- becomes
SELECT /*+ NO_MERGE(`people`) */ full_name, age, count(*) FROM (SELECT `people`.`id`, IF(TRUE, crossfade.`case-grouping_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`) AS `full_name`, `people`.`age` FROM people) AS `people` GROUP BY full_name, age WITH ROLLUP
-- full_name VARCHAR | age INT | count(*) BIGINT
--   null | 7 | 1
--   null | null | 1
--   Ann Lee | 31 | 1
--   Ann Lee | null | 1
--   Bob | 42 | 1
--   Bob | null | 1
--   Eve Van Dyk | 31 | 1
--   Eve Van Dyk | null | 1
--   null | null | 4

-- live, speaks old
SELECT full_name AS f FROM people HAVING f LIKE '% %' ORDER BY f
-- becomes
SELECT IF(TRUE, crossfade.`case-grouping_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`) AS f FROM people HAVING f LIKE '% %' ORDER BY f
-- f VARCHAR
--   Ann Lee
--   Eve Van Dyk

-- live, speaks old
SELECT age FROM people ORDER BY full_name DESC, age
-- becomes
SELECT age FROM people ORDER BY IF(TRUE, crossfade.`case-grouping_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`) DESC, age
-- age INT
--   31
--   42
--   31
--   7

-- live, speaks old
SELECT full_name AS age FROM people ORDER BY age
-- becomes
SELECT IF(TRUE, crossfade.`case-grouping_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`) AS age FROM people ORDER BY age
-- age VARCHAR
--   null
--   Ann Lee
--   Bob
--   Eve Van Dyk

-- live, speaks old
SELECT full_name, age FROM people GROUP BY age
-- becomes
SELECT IF(TRUE, crossfade.`case-grouping_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`) AS `full_name`, age FROM people GROUP BY age
-- error 1055

-- live, speaks new
SELECT first_name, count(*) FROM people GROUP BY first_name ORDER BY first_name
-- untouched
-- first_name VARCHAR | count(*) BIGINT
--   null | 1
--   Ann | 1
--   Bob | 1
--   Eve | 1

-- live, speaks new
SELECT concat(last_name, first_name) AS x FROM people GROUP BY x HAVING count(*) = 1 ORDER BY x
-- untouched
-- x VARCHAR
--   null
--   Bob
--   LeeAnn
--   Van DykEve

-- live, speaks new
SELECT id, last_name FROM people GROUP BY id ORDER BY last_name, id
-- untouched
-- id INT | last_name VARCHAR
--   4 | null
--   2 | 
--   1 | Lee
--   3 | Van Dyk

