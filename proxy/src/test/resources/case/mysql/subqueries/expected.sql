-- off, speaks old
SELECT who, (SELECT full_name FROM people WHERE full_name = who) AS f FROM notes ORDER BY n
-- untouched
-- who VARCHAR | f VARCHAR
--   Ann Lee | Ann Lee
--   Bob | Bob
--   Zoe | null

-- off, speaks old
SELECT full_name FROM people p WHERE EXISTS (SELECT 1 FROM notes WHERE who = p.full_name) ORDER BY 1
-- untouched
-- full_name VARCHAR
--   Ann Lee
--   Bob

-- off, speaks old
SELECT who FROM notes WHERE who IN (SELECT full_name FROM people) ORDER BY 1
-- untouched
-- who VARCHAR
--   Ann Lee
--   Bob

-- off, speaks old
SELECT who FROM notes WHERE who NOT IN (SELECT full_name FROM people WHERE full_name IS NOT NULL)
-- untouched
-- who VARCHAR
--   Zoe

-- off, speaks old
SELECT n FROM notes WHERE EXISTS (SELECT 1 FROM people WHERE full_name IS NULL AND age = n + 5)
-- untouched
-- n INT
--   2

-- off, speaks old
SELECT who FROM notes WHERE who = ANY (SELECT full_name FROM people) ORDER BY 1
-- untouched
-- who VARCHAR
--   Ann Lee
--   Bob

-- off, speaks old
SELECT who FROM notes WHERE who >= ALL (SELECT full_name FROM people WHERE full_name IS NOT NULL)
-- untouched
-- who VARCHAR
--   Zoe

-- off, speaks old
SELECT f FROM (SELECT full_name AS f, age FROM people) s WHERE age = 31 ORDER BY f
-- untouched
-- f VARCHAR
--   Ann Lee
--   Eve Van Dyk

-- off, speaks old
SELECT n.who, l.full_name FROM notes n LEFT JOIN LATERAL (SELECT full_name FROM people WHERE id = n.n) l ON true ORDER BY n
-- untouched
-- who VARCHAR | full_name VARCHAR
--   Ann Lee | Ann Lee
--   Bob | Bob
--   Zoe | null

-- off, speaks old
SELECT id FROM people p WHERE age = (SELECT max(age) FROM people q WHERE q.full_name >= p.full_name) ORDER BY id
-- untouched
-- id INT
--   2
--   3

-- off, speaks new
SELECT who, (SELECT last_name FROM people WHERE first_name = substring_index(who, ' ', 1)) AS l FROM notes ORDER BY n
-- becomes
SELECT who, (SELECT IF(TRUE, crossfade.`case-subqueries_up_2_null`(`people`.`full_name`), `people`.`last_name`) AS `last_name` FROM people WHERE IF(TRUE, crossfade.`case-subqueries_up_1_null`(`people`.`full_name`), `people`.`first_name`) = substring_index(who, ' ', 1)) AS l FROM notes ORDER BY n
-- who VARCHAR | l VARCHAR
--   Ann Lee | Lee
--   Bob | 
--   Zoe | null

-- off, speaks new
SELECT first_name FROM people p WHERE (first_name, last_name) IN (SELECT first_name, last_name FROM people q WHERE q.id <> p.id)
-- becomes
SELECT IF(TRUE, crossfade.`case-subqueries_up_1_null`(`p`.`full_name`), `p`.`first_name`) AS `first_name` FROM people p WHERE (IF(TRUE, crossfade.`case-subqueries_up_1_null`(`p`.`full_name`), `p`.`first_name`), IF(TRUE, crossfade.`case-subqueries_up_2_null`(`p`.`full_name`), `p`.`last_name`)) IN (SELECT IF(TRUE, crossfade.`case-subqueries_up_1_null`(`q`.`full_name`), `q`.`first_name`) AS `first_name`, IF(TRUE, crossfade.`case-subqueries_up_2_null`(`q`.`full_name`), `q`.`last_name`) AS `last_name` FROM people q WHERE q.id <> p.id)
-- first_name VARCHAR

-- off, speaks new
SELECT n.n, l.* FROM notes n, LATERAL (SELECT first_name, last_name FROM people WHERE id = n.n) l ORDER BY n
-- becomes
SELECT /*+ NO_MERGE(`l`) */ n.n, l.* FROM notes n, LATERAL (SELECT IF(TRUE, crossfade.`case-subqueries_up_1_null`(`people`.`full_name`), `people`.`first_name`) AS `first_name`, IF(TRUE, crossfade.`case-subqueries_up_2_null`(`people`.`full_name`), `people`.`last_name`) AS `last_name` FROM people WHERE id = n.n) l ORDER BY n
-- n INT | first_name VARCHAR | last_name VARCHAR
--   1 | Ann | Lee
--   2 | Bob | 

-- dual-write, speaks old
SELECT who, (SELECT full_name FROM people WHERE full_name = who) AS f FROM notes ORDER BY n
-- untouched
-- who VARCHAR | f VARCHAR
--   Ann Lee | Ann Lee
--   Bob | Bob
--   Zoe | null

-- dual-write, speaks old
SELECT full_name FROM people p WHERE EXISTS (SELECT 1 FROM notes WHERE who = p.full_name) ORDER BY 1
-- untouched
-- full_name VARCHAR
--   Ann Lee
--   Bob

-- dual-write, speaks old
SELECT who FROM notes WHERE who IN (SELECT full_name FROM people) ORDER BY 1
-- untouched
-- who VARCHAR
--   Ann Lee
--   Bob

-- dual-write, speaks old
SELECT who FROM notes WHERE who NOT IN (SELECT full_name FROM people WHERE full_name IS NOT NULL)
-- untouched
-- who VARCHAR
--   Zoe

-- dual-write, speaks old
SELECT n FROM notes WHERE EXISTS (SELECT 1 FROM people WHERE full_name IS NULL AND age = n + 5)
-- untouched
-- n INT
--   2

-- dual-write, speaks old
SELECT who FROM notes WHERE who = ANY (SELECT full_name FROM people) ORDER BY 1
-- untouched
-- who VARCHAR
--   Ann Lee
--   Bob

-- dual-write, speaks old
SELECT who FROM notes WHERE who >= ALL (SELECT full_name FROM people WHERE full_name IS NOT NULL)
-- untouched
-- who VARCHAR
--   Zoe

-- dual-write, speaks old
SELECT f FROM (SELECT full_name AS f, age FROM people) s WHERE age = 31 ORDER BY f
-- untouched
-- f VARCHAR
--   Ann Lee
--   Eve Van Dyk

-- dual-write, speaks old
SELECT n.who, l.full_name FROM notes n LEFT JOIN LATERAL (SELECT full_name FROM people WHERE id = n.n) l ON true ORDER BY n
-- untouched
-- who VARCHAR | full_name VARCHAR
--   Ann Lee | Ann Lee
--   Bob | Bob
--   Zoe | null

-- dual-write, speaks old
SELECT id FROM people p WHERE age = (SELECT max(age) FROM people q WHERE q.full_name >= p.full_name) ORDER BY id
-- untouched
-- id INT
--   2
--   3

-- dual-write, speaks new
SELECT who, (SELECT last_name FROM people WHERE first_name = substring_index(who, ' ', 1)) AS l FROM notes ORDER BY n
-- becomes
SELECT who, (SELECT CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-subqueries_up_2_null`(`people`.`full_name`) ELSE `people`.`last_name` END AS `last_name` FROM people WHERE CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-subqueries_up_1_null`(`people`.`full_name`) ELSE `people`.`first_name` END = substring_index(who, ' ', 1)) AS l FROM notes ORDER BY n
-- who VARCHAR | l VARCHAR
--   Ann Lee | Lee
--   Bob | 
--   Zoe | null

-- dual-write, speaks new
SELECT first_name FROM people p WHERE (first_name, last_name) IN (SELECT first_name, last_name FROM people q WHERE q.id <> p.id)
-- becomes
SELECT CASE WHEN `p`.`first_name` IS NULL AND `p`.`last_name` IS NULL THEN crossfade.`case-subqueries_up_1_null`(`p`.`full_name`) ELSE `p`.`first_name` END AS `first_name` FROM people p WHERE (CASE WHEN `p`.`first_name` IS NULL AND `p`.`last_name` IS NULL THEN crossfade.`case-subqueries_up_1_null`(`p`.`full_name`) ELSE `p`.`first_name` END, CASE WHEN `p`.`first_name` IS NULL AND `p`.`last_name` IS NULL THEN crossfade.`case-subqueries_up_2_null`(`p`.`full_name`) ELSE `p`.`last_name` END) IN (SELECT CASE WHEN `q`.`first_name` IS NULL AND `q`.`last_name` IS NULL THEN crossfade.`case-subqueries_up_1_null`(`q`.`full_name`) ELSE `q`.`first_name` END AS `first_name`, CASE WHEN `q`.`first_name` IS NULL AND `q`.`last_name` IS NULL THEN crossfade.`case-subqueries_up_2_null`(`q`.`full_name`) ELSE `q`.`last_name` END AS `last_name` FROM people q WHERE q.id <> p.id)
-- first_name VARCHAR

-- dual-write, speaks new
SELECT n.n, l.* FROM notes n, LATERAL (SELECT first_name, last_name FROM people WHERE id = n.n) l ORDER BY n
-- becomes
SELECT /*+ NO_MERGE(`l`) */ n.n, l.* FROM notes n, LATERAL (SELECT CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-subqueries_up_1_null`(`people`.`full_name`) ELSE `people`.`first_name` END AS `first_name`, CASE WHEN `people`.`first_name` IS NULL AND `people`.`last_name` IS NULL THEN crossfade.`case-subqueries_up_2_null`(`people`.`full_name`) ELSE `people`.`last_name` END AS `last_name` FROM people WHERE id = n.n) l ORDER BY n
-- n INT | first_name VARCHAR | last_name VARCHAR
--   1 | Ann | Lee
--   2 | Bob | 

-- live, speaks old
SELECT who, (SELECT full_name FROM people WHERE full_name = who) AS f FROM notes ORDER BY n
-- becomes
SELECT who, (SELECT IF(TRUE, crossfade.`case-subqueries_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`) AS `full_name` FROM people WHERE IF(TRUE, crossfade.`case-subqueries_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`) = who) AS f FROM notes ORDER BY n
-- who VARCHAR | f VARCHAR
--   Ann Lee | Ann Lee
--   Bob | Bob
--   Zoe | null

-- live, speaks old
SELECT full_name FROM people p WHERE EXISTS (SELECT 1 FROM notes WHERE who = p.full_name) ORDER BY 1
-- becomes
SELECT IF(TRUE, crossfade.`case-subqueries_down_1`(`p`.`first_name`, `p`.`last_name`), `p`.`full_name`) AS `full_name` FROM people p WHERE EXISTS (SELECT 1 FROM notes WHERE who = IF(TRUE, crossfade.`case-subqueries_down_1`(p.`first_name`, p.`last_name`), p.`full_name`)) ORDER BY 1
-- full_name VARCHAR
--   Ann Lee
--   Bob

-- live, speaks old
SELECT who FROM notes WHERE who IN (SELECT full_name FROM people) ORDER BY 1
-- becomes
SELECT who FROM notes WHERE who IN (SELECT IF(TRUE, crossfade.`case-subqueries_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`) AS `full_name` FROM people) ORDER BY 1
-- who VARCHAR
--   Ann Lee
--   Bob

-- live, speaks old
SELECT who FROM notes WHERE who NOT IN (SELECT full_name FROM people WHERE full_name IS NOT NULL)
-- becomes
SELECT who FROM notes WHERE who NOT IN (SELECT IF(TRUE, crossfade.`case-subqueries_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`) AS `full_name` FROM people WHERE IF(TRUE, crossfade.`case-subqueries_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`) IS NOT NULL)
-- who VARCHAR
--   Zoe

-- live, speaks old
SELECT n FROM notes WHERE EXISTS (SELECT 1 FROM people WHERE full_name IS NULL AND age = n + 5)
-- becomes
SELECT n FROM notes WHERE EXISTS (SELECT 1 FROM people WHERE IF(TRUE, crossfade.`case-subqueries_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`) IS NULL AND age = n + 5)
-- n INT
--   2

-- live, speaks old
SELECT who FROM notes WHERE who = ANY (SELECT full_name FROM people) ORDER BY 1
-- becomes
SELECT who FROM notes WHERE who = ANY (SELECT IF(TRUE, crossfade.`case-subqueries_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`) AS `full_name` FROM people) ORDER BY 1
-- who VARCHAR
--   Ann Lee
--   Bob

-- live, speaks old
SELECT who FROM notes WHERE who >= ALL (SELECT full_name FROM people WHERE full_name IS NOT NULL)
-- becomes
SELECT who FROM notes WHERE who >= ALL (SELECT IF(TRUE, crossfade.`case-subqueries_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`) AS `full_name` FROM people WHERE IF(TRUE, crossfade.`case-subqueries_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`) IS NOT NULL)
-- who VARCHAR
--   Zoe

-- live, speaks old
SELECT f FROM (SELECT full_name AS f, age FROM people) s WHERE age = 31 ORDER BY f
-- becomes
SELECT f FROM (SELECT IF(TRUE, crossfade.`case-subqueries_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`) AS f, age FROM people) s WHERE age = 31 ORDER BY f
-- f VARCHAR
--   Ann Lee
--   Eve Van Dyk

-- live, speaks old
SELECT n.who, l.full_name FROM notes n LEFT JOIN LATERAL (SELECT full_name FROM people WHERE id = n.n) l ON true ORDER BY n
-- becomes
SELECT /*+ NO_MERGE(`l`) */ n.who, l.full_name FROM notes n LEFT JOIN LATERAL (SELECT IF(TRUE, crossfade.`case-subqueries_down_1`(`people`.`first_name`, `people`.`last_name`), `people`.`full_name`) AS `full_name` FROM people WHERE id = n.n) l ON true ORDER BY n
-- who VARCHAR | full_name VARCHAR
--   Ann Lee | Ann Lee
--   Bob | Bob
--   Zoe | null

-- live, speaks old
SELECT id FROM people p WHERE age = (SELECT max(age) FROM people q WHERE q.full_name >= p.full_name) ORDER BY id
-- becomes
SELECT id FROM people p WHERE age = (SELECT max(age) FROM people q WHERE IF(TRUE, crossfade.`case-subqueries_down_1`(q.`first_name`, q.`last_name`), q.`full_name`) >= IF(TRUE, crossfade.`case-subqueries_down_1`(p.`first_name`, p.`last_name`), p.`full_name`)) ORDER BY id
-- id INT
--   2
--   3

-- live, speaks new
SELECT who, (SELECT last_name FROM people WHERE first_name = substring_index(who, ' ', 1)) AS l FROM notes ORDER BY n
-- untouched
-- who VARCHAR | l VARCHAR
--   Ann Lee | Lee
--   Bob | 
--   Zoe | null

-- live, speaks new
SELECT first_name FROM people p WHERE (first_name, last_name) IN (SELECT first_name, last_name FROM people q WHERE q.id <> p.id)
-- untouched
-- first_name VARCHAR

-- live, speaks new
SELECT n.n, l.* FROM notes n, LATERAL (SELECT first_name, last_name FROM people WHERE id = n.n) l ORDER BY n
-- untouched
-- n INT | first_name VARCHAR | last_name VARCHAR
--   1 | Ann | Lee
--   2 | Bob | 

