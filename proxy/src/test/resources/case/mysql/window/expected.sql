-- off, speaks old
SELECT full_name, row_number() OVER (ORDER BY full_name) AS r FROM people ORDER BY 2
-- untouched
-- full_name VARCHAR | r BIGINT UNSIGNED
--   null | 1
--   Ann Lee | 2
--   Bob | 3
--   Eve Van Dyk | 4

-- off, speaks old
SELECT full_name, count(*) OVER (PARTITION BY char_length(full_name)) AS c FROM people ORDER BY 1
-- untouched
-- full_name VARCHAR | c BIGINT
--   null | 1
--   Ann Lee | 1
--   Bob | 1
--   Eve Van Dyk | 1

-- off, speaks old
SELECT lag(full_name) OVER w AS l, full_name, first_value(full_name) OVER (w ROWS UNBOUNDED PRECEDING) AS f FROM people WINDOW w AS (ORDER BY full_name DESC) ORDER BY 2
-- untouched
-- l VARCHAR | full_name VARCHAR | f VARCHAR
--   Ann Lee | null | Eve Van Dyk
--   Bob | Ann Lee | Eve Van Dyk
--   Eve Van Dyk | Bob | Eve Van Dyk
--   null | Eve Van Dyk | Eve Van Dyk

-- off, speaks old
SELECT rank() OVER (ORDER BY count(full_name)) AS r, age FROM people GROUP BY age ORDER BY 2
-- untouched
-- r BIGINT UNSIGNED | age INT
--   1 | 7
--   3 | 31
--   2 | 42

-- off, speaks new
SELECT last_name, row_number() OVER (ORDER BY first_name, last_name) AS r FROM people ORDER BY 2
-- becomes
SELECT IF(TRUE, crossfade.`case-window_up_2_null`(`people`.`full_name`), `people`.`last_name`) AS `last_name`, row_number() OVER (ORDER BY IF(TRUE, crossfade.`case-window_up_1_null`(`people`.`full_name`), `people`.`first_name`), IF(TRUE, crossfade.`case-window_up_2_null`(`people`.`full_name`), `people`.`last_name`)) AS r FROM people ORDER BY 2
-- last_name VARCHAR | r BIGINT UNSIGNED
--   null | 1
--   Lee | 2
--    | 3
--   Van Dyk | 4

-- off, speaks new
SELECT lead(first_name) OVER (ORDER BY last_name, id) AS l FROM people ORDER BY 1
-- becomes
SELECT lead(IF(TRUE, crossfade.`case-window_up_1_null`(`people`.`full_name`), `people`.`first_name`)) OVER (ORDER BY IF(TRUE, crossfade.`case-window_up_2_null`(`people`.`full_name`), `people`.`last_name`), id) AS l FROM people ORDER BY 1
-- l VARCHAR
--   null
--   Ann
--   Bob
--   Eve

-- dual-write, speaks old
SELECT full_name, row_number() OVER (ORDER BY full_name) AS r FROM people ORDER BY 2
-- untouched
-- full_name VARCHAR | r BIGINT UNSIGNED
--   null | 1
--   Ann Lee | 2
--   Bob | 3
--   Eve Van Dyk | 4

-- dual-write, speaks old
SELECT full_name, count(*) OVER (PARTITION BY char_length(full_name)) AS c FROM people ORDER BY 1
-- untouched
-- full_name VARCHAR | c BIGINT
--   null | 1
--   Ann Lee | 1
--   Bob | 1
--   Eve Van Dyk | 1

-- dual-write, speaks old
SELECT lag(full_name) OVER w AS l, full_name, first_value(full_name) OVER (w ROWS UNBOUNDED PRECEDING) AS f FROM people WINDOW w AS (ORDER BY full_name DESC) ORDER BY 2
-- untouched
-- l VARCHAR | full_name VARCHAR | f VARCHAR
--   Ann Lee | null | Eve Van Dyk
--   Bob | Ann Lee | Eve Van Dyk
--   Eve Van Dyk | Bob | Eve Van Dyk
--   null | Eve Van Dyk | Eve Van Dyk

-- dual-write, speaks old
SELECT rank() OVER (ORDER BY count(full_name)) AS r, age FROM people GROUP BY age ORDER BY 2
-- untouched
-- r BIGINT UNSIGNED | age INT
--   1 | 7
--   3 | 31
--   2 | 42

-- dual-write, speaks new
SELECT last_name, row_number() OVER (ORDER BY first_name, last_name) AS r FROM people ORDER BY 2
-- becomes
SELECT CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-window_up_2_null`(`people`.`full_name`) ELSE `people`.`last_name` END AS `last_name`, row_number() OVER (ORDER BY CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-window_up_1_null`(`people`.`full_name`) ELSE `people`.`first_name` END, CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-window_up_2_null`(`people`.`full_name`) ELSE `people`.`last_name` END) AS r FROM people ORDER BY 2
-- last_name VARCHAR | r BIGINT UNSIGNED
--   null | 1
--   Lee | 2
--    | 3
--   Van Dyk | 4

-- dual-write, speaks new
SELECT lead(first_name) OVER (ORDER BY last_name, id) AS l FROM people ORDER BY 1
-- becomes
SELECT lead(CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-window_up_1_null`(`people`.`full_name`) ELSE `people`.`first_name` END) OVER (ORDER BY CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-window_up_2_null`(`people`.`full_name`) ELSE `people`.`last_name` END, id) AS l FROM people ORDER BY 1
-- l VARCHAR
--   null
--   Ann
--   Bob
--   Eve

-- live, speaks old
SELECT full_name, row_number() OVER (ORDER BY full_name) AS r FROM people ORDER BY 2
-- becomes
SELECT IF(TRUE, crossfade.`case-window_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`) AS `full_name`, row_number() OVER (ORDER BY IF(TRUE, crossfade.`case-window_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`)) AS r FROM people ORDER BY 2
-- full_name VARCHAR | r BIGINT UNSIGNED
--   null | 1
--   Ann Lee | 2
--   Bob | 3
--   Eve Van Dyk | 4

-- live, speaks old
SELECT full_name, count(*) OVER (PARTITION BY char_length(full_name)) AS c FROM people ORDER BY 1
-- becomes
SELECT IF(TRUE, crossfade.`case-window_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`) AS `full_name`, count(*) OVER (PARTITION BY char_length(IF(TRUE, crossfade.`case-window_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`))) AS c FROM people ORDER BY 1
-- full_name VARCHAR | c BIGINT
--   null | 1
--   Ann Lee | 1
--   Bob | 1
--   Eve Van Dyk | 1

-- live, speaks old
SELECT lag(full_name) OVER w AS l, full_name, first_value(full_name) OVER (w ROWS UNBOUNDED PRECEDING) AS f FROM people WINDOW w AS (ORDER BY full_name DESC) ORDER BY 2
-- becomes
SELECT lag(IF(TRUE, crossfade.`case-window_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`)) OVER w AS l, IF(TRUE, crossfade.`case-window_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`) AS `full_name`, first_value(IF(TRUE, crossfade.`case-window_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`)) OVER (w ROWS UNBOUNDED PRECEDING) AS f FROM people WINDOW w AS (ORDER BY IF(TRUE, crossfade.`case-window_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`) DESC) ORDER BY 2
-- l VARCHAR | full_name VARCHAR | f VARCHAR
--   Ann Lee | null | Eve Van Dyk
--   Bob | Ann Lee | Eve Van Dyk
--   Eve Van Dyk | Bob | Eve Van Dyk
--   null | Eve Van Dyk | Eve Van Dyk

-- live, speaks old
SELECT rank() OVER (ORDER BY count(full_name)) AS r, age FROM people GROUP BY age ORDER BY 2
-- becomes
SELECT rank() OVER (ORDER BY count(IF(TRUE, crossfade.`case-window_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`))) AS r, age FROM people GROUP BY age ORDER BY 2
-- r BIGINT UNSIGNED | age INT
--   1 | 7
--   3 | 31
--   2 | 42

-- live, speaks new
SELECT last_name, row_number() OVER (ORDER BY first_name, last_name) AS r FROM people ORDER BY 2
-- untouched
-- last_name VARCHAR | r BIGINT UNSIGNED
--   null | 1
--   Lee | 2
--    | 3
--   Van Dyk | 4

-- live, speaks new
SELECT lead(first_name) OVER (ORDER BY last_name, id) AS l FROM people ORDER BY 1
-- untouched
-- l VARCHAR
--   null
--   Ann
--   Bob
--   Eve

