-- off, speaks old
SELECT DISTINCT full_name FROM people ORDER BY full_name
-- untouched
-- full_name VARCHAR
--   null
--   Ann Lee
--   Bob
--   Eve Van Dyk

-- off, speaks old
SELECT DISTINCT age, char_length(full_name) AS l FROM people ORDER BY age, l
-- untouched
-- age INT | l BIGINT
--   7 | null
--   31 | 7
--   31 | 11
--   42 | 3

-- off, speaks old
SELECT count(DISTINCT full_name), count(DISTINCT full_name, age) AS c FROM people
-- untouched
-- count(DISTINCT full_name) BIGINT | c BIGINT
--   3 | 3

-- off, speaks old
SELECT DISTINCT * FROM people ORDER BY 1
-- becomes
SELECT DISTINCT `people`.`id`, `people`.`full_name`, `people`.`age` FROM people ORDER BY 1
-- id INT | full_name VARCHAR | age INT
--   1 | Ann Lee | 31
--   2 | Bob | 42
--   3 | Eve Van Dyk | 31
--   4 | null | 7

-- off, speaks new
SELECT DISTINCT last_name FROM people ORDER BY last_name
-- becomes
SELECT DISTINCT IF(TRUE, crossfade.`case-distinct_up_2_null`(`people`.`full_name`), `people`.`last_name`) AS `last_name` FROM people ORDER BY last_name
-- last_name VARCHAR
--   null
--   
--   Lee
--   Van Dyk

-- off, speaks new
SELECT count(DISTINCT first_name, last_name) AS c FROM people
-- becomes
SELECT count(DISTINCT IF(TRUE, crossfade.`case-distinct_up_1_null`(`people`.`full_name`), `people`.`first_name`), IF(TRUE, crossfade.`case-distinct_up_2_null`(`people`.`full_name`), `people`.`last_name`)) AS c FROM people
-- c BIGINT
--   3

-- dual-write, speaks old
SELECT DISTINCT full_name FROM people ORDER BY full_name
-- untouched
-- full_name VARCHAR
--   null
--   Ann Lee
--   Bob
--   Eve Van Dyk

-- dual-write, speaks old
SELECT DISTINCT age, char_length(full_name) AS l FROM people ORDER BY age, l
-- untouched
-- age INT | l BIGINT
--   7 | null
--   31 | 7
--   31 | 11
--   42 | 3

-- dual-write, speaks old
SELECT count(DISTINCT full_name), count(DISTINCT full_name, age) AS c FROM people
-- untouched
-- count(DISTINCT full_name) BIGINT | c BIGINT
--   3 | 3

-- dual-write, speaks old
SELECT DISTINCT * FROM people ORDER BY 1
-- becomes
SELECT DISTINCT `people`.`id`, `people`.`full_name`, `people`.`age` FROM people ORDER BY 1
-- id INT | full_name VARCHAR | age INT
--   1 | Ann Lee | 31
--   2 | Bob | 42
--   3 | Eve Van Dyk | 31
--   4 | null | 7

-- dual-write, speaks new
SELECT DISTINCT last_name FROM people ORDER BY last_name
-- becomes
SELECT DISTINCT CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-distinct_up_2_null`(`people`.`full_name`) ELSE `people`.`last_name` END AS `last_name` FROM people ORDER BY last_name
-- last_name VARCHAR
--   null
--   
--   Lee
--   Van Dyk

-- dual-write, speaks new
SELECT count(DISTINCT first_name, last_name) AS c FROM people
-- becomes
SELECT count(DISTINCT CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-distinct_up_1_null`(`people`.`full_name`) ELSE `people`.`first_name` END, CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-distinct_up_2_null`(`people`.`full_name`) ELSE `people`.`last_name` END) AS c FROM people
-- c BIGINT
--   3

-- live, speaks old
SELECT DISTINCT full_name FROM people ORDER BY full_name
-- becomes
SELECT DISTINCT IF(TRUE, crossfade.`case-distinct_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`) AS `full_name` FROM people ORDER BY full_name
-- full_name VARCHAR
--   null
--   Ann Lee
--   Bob
--   Eve Van Dyk

-- live, speaks old
SELECT DISTINCT age, char_length(full_name) AS l FROM people ORDER BY age, l
-- becomes
SELECT DISTINCT age, char_length(IF(TRUE, crossfade.`case-distinct_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`)) AS l FROM people ORDER BY age, l
-- age INT | l BIGINT
--   7 | null
--   31 | 7
--   31 | 11
--   42 | 3

-- live, speaks old
SELECT count(DISTINCT full_name), count(DISTINCT full_name, age) AS c FROM people
-- becomes
SELECT count(DISTINCT IF(TRUE, crossfade.`case-distinct_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`)) AS `count(DISTINCT full_name)`, count(DISTINCT IF(TRUE, crossfade.`case-distinct_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`), age) AS c FROM people
-- count(DISTINCT full_name) BIGINT | c BIGINT
--   3 | 3

-- live, speaks old
SELECT DISTINCT * FROM people ORDER BY 1
-- becomes
SELECT DISTINCT `people`.`id`, IF(TRUE, crossfade.`case-distinct_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`) AS `full_name`, `people`.`age` FROM people ORDER BY 1
-- id INT | full_name VARCHAR | age INT
--   1 | Ann Lee | 31
--   2 | Bob | 42
--   3 | Eve Van Dyk | 31
--   4 | null | 7

-- live, speaks new
SELECT DISTINCT last_name FROM people ORDER BY last_name
-- untouched
-- last_name VARCHAR
--   null
--   
--   Lee
--   Van Dyk

-- live, speaks new
SELECT count(DISTINCT first_name, last_name) AS c FROM people
-- untouched
-- c BIGINT
--   3

