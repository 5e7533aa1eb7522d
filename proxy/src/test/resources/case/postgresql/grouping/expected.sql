-- off, speaks old
SELECT full_name, count(*) FROM people GROUP BY full_name ORDER BY full_name
-- untouched
-- full_name text(2147483647,0), count int8(19,0)
--   Ann Lee | 1
--   Bob | 1
--   Eve Van Dyk | 1
--   null | 1

-- off, speaks old
SELECT upper(full_name) AS u, sum(age) FROM people GROUP BY u ORDER BY u NULLS FIRST
-- untouched
-- u text(2147483647,0), sum int8(19,0)
--   ANN LEE | 31
--   BOB | 42
--   EVE VAN DYK | 31
--   null | 7

-- off, speaks old
SELECT full_name, age FROM people GROUP BY 1, 2 HAVING max(full_name) > 'B' ORDER BY 2 DESC, 1
-- untouched
-- full_name text(2147483647,0), age int4(10,0)
--   Bob | 42
--   Eve Van Dyk | 31

-- off, speaks old
SELECT age, max(full_name), min(full_name), string_agg(full_name, ',' ORDER BY full_name DESC) FROM people GROUP BY age ORDER BY age
-- untouched
-- age int4(10,0), max text(2147483647,0), min text(2147483647,0), string_agg text(2147483647,0)
--   31 | Eve Van Dyk | Ann Lee | Eve Van Dyk,Ann Lee
--   42 | Bob | Bob | Bob
--   7 | null | null | null

-- off, speaks old
SELECT id, full_name FROM people GROUP BY id ORDER BY length(full_name), id
-- untouched
-- id int4(10,0), full_name text(2147483647,0)
--   1 | Ann Lee
--   2 | Bob
--   3 | Eve Van Dyk
--   4 | null

-- off, speaks old
SELECT full_name, age, count(*) FROM people GROUP BY GROUPING SETS ((full_name), (age), ()) ORDER BY 1, 2, 3
-- untouched
-- full_name text(2147483647,0), age int4(10,0), count int8(19,0)
--   Ann Lee | null | 1
--   Bob | null | 1
--   Eve Van Dyk | null | 1
--   null | 31 | 2
--   null | 42 | 1
--   null | 7 | 1
--   null | null | 1
--   null | null | 4

-- off, speaks old
SELECT full_name, grouping(full_name) FROM people GROUP BY ROLLUP (full_name) ORDER BY 2, 1
-- untouched
-- full_name text(2147483647,0), grouping int4(10,0)
--   Ann Lee | 0
--   Bob | 0
--   Eve Van Dyk | 0
--   null | 0
--   null | 1

-- off, speaks old
SELECT count(full_name) FILTER (WHERE full_name LIKE '% %') FROM people
-- untouched
-- count int8(19,0)
--   2

-- off, speaks old
SELECT age FROM people ORDER BY full_name DESC NULLS LAST, age
-- untouched
-- age int4(10,0)
--   31
--   31
--   42
--   7

-- off, speaks old
SELECT full_name AS age FROM people ORDER BY age
-- untouched
-- age text(2147483647,0)
--   Ann Lee
--   Bob
--   Eve Van Dyk
--   null

-- off, speaks old
SELECT full_name, age FROM people GROUP BY age
-- untouched
-- error 42803

-- off, speaks new
SELECT first_name, count(*) FROM people GROUP BY first_name ORDER BY first_name
-- becomes
SELECT crossfade."case_up_1_null"("people"."full_name") AS "first_name", count(*) FROM people GROUP BY crossfade."case_up_1_null"("people"."full_name") ORDER BY first_name
-- first_name text(2147483647,0), count int8(19,0)
--   Ann | 1
--   Bob | 1
--   Eve | 1
--   null | 1

-- off, speaks new
SELECT last_name || first_name AS x FROM people GROUP BY x HAVING count(*) = 1 ORDER BY x
-- becomes
SELECT crossfade."case_up_2_null"("people"."full_name") || crossfade."case_up_1_null"("people"."full_name") AS x FROM people GROUP BY x HAVING count(*) = 1 ORDER BY x
-- x text(2147483647,0)
--   Bob
--   LeeAnn
--   Van DykEve
--   null

-- off, speaks new
SELECT id, last_name FROM people GROUP BY id ORDER BY last_name, id
-- becomes
SELECT id, crossfade."case_up_2_null"("people"."full_name") AS "last_name" FROM people GROUP BY id ORDER BY last_name, id
-- id int4(10,0), last_name text(2147483647,0)
--   1 | Lee
--   2 | 
--   3 | Van Dyk
--   4 | null

-- dual-write, speaks old
SELECT full_name, count(*) FROM people GROUP BY full_name ORDER BY full_name
-- untouched
-- full_name text(2147483647,0), count int8(19,0)
--   Ann Lee | 1
--   Bob | 1
--   Eve Van Dyk | 1
--   null | 1

-- dual-write, speaks old
SELECT upper(full_name) AS u, sum(age) FROM people GROUP BY u ORDER BY u NULLS FIRST
-- untouched
-- u text(2147483647,0), sum int8(19,0)
--   ANN LEE | 31
--   BOB | 42
--   EVE VAN DYK | 31
--   null | 7

-- dual-write, speaks old
SELECT full_name, age FROM people GROUP BY 1, 2 HAVING max(full_name) > 'B' ORDER BY 2 DESC, 1
-- untouched
-- full_name text(2147483647,0), age int4(10,0)
--   Bob | 42
--   Eve Van Dyk | 31

-- dual-write, speaks old
SELECT age, max(full_name), min(full_name), string_agg(full_name, ',' ORDER BY full_name DESC) FROM people GROUP BY age ORDER BY age
-- untouched
-- age int4(10,0), max text(2147483647,0), min text(2147483647,0), string_agg text(2147483647,0)
--   31 | Eve Van Dyk | Ann Lee | Eve Van Dyk,Ann Lee
--   42 | Bob | Bob | Bob
--   7 | null | null | null

-- dual-write, speaks old
SELECT id, full_name FROM people GROUP BY id ORDER BY length(full_name), id
-- untouched
-- id int4(10,0), full_name text(2147483647,0)
--   1 | Ann Lee
--   2 | Bob
--   3 | Eve Van Dyk
--   4 | null

-- dual-write, speaks old
SELECT full_name, age, count(*) FROM people GROUP BY GROUPING SETS ((full_name), (age), ()) ORDER BY 1, 2, 3
-- untouched
-- full_name text(2147483647,0), age int4(10,0), count int8(19,0)
--   Ann Lee | null | 1
--   Bob | null | 1
--   Eve Van Dyk | null | 1
--   null | 31 | 2
--   null | 42 | 1
--   null | 7 | 1
--   null | null | 1
--   null | null | 4

-- dual-write, speaks old
SELECT full_name, grouping(full_name) FROM people GROUP BY ROLLUP (full_name) ORDER BY 2, 1
-- untouched
-- full_name text(2147483647,0), grouping int4(10,0)
--   Ann Lee | 0
--   Bob | 0
--   Eve Van Dyk | 0
--   null | 0
--   null | 1

-- dual-write, speaks old
SELECT count(full_name) FILTER (WHERE full_name LIKE '% %') FROM people
-- untouched
-- count int8(19,0)
--   2

-- dual-write, speaks old
SELECT age FROM people ORDER BY full_name DESC NULLS LAST, age
-- untouched
-- age int4(10,0)
--   31
--   31
--   42
--   7

-- dual-write, speaks old
SELECT full_name AS age FROM people ORDER BY age
-- untouched
-- age text(2147483647,0)
--   Ann Lee
--   Bob
--   Eve Van Dyk
--   null

-- dual-write, speaks old
SELECT full_name, age FROM people GROUP BY age
-- untouched
-- error 42803

-- dual-write, speaks new
SELECT first_name, count(*) FROM people GROUP BY first_name ORDER BY first_name
-- becomes
SELECT CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_1_null"("people"."full_name") ELSE "people"."first_name" END AS "first_name", count(*) FROM people GROUP BY CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_1_null"("people"."full_name") ELSE "people"."first_name" END ORDER BY first_name
-- first_name text(2147483647,0), count int8(19,0)
--   Ann | 1
--   Bob | 1
--   Eve | 1
--   null | 1

-- dual-write, speaks new
SELECT last_name || first_name AS x FROM people GROUP BY x HAVING count(*) = 1 ORDER BY x
-- becomes
SELECT CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_2_null"("people"."full_name") ELSE "people"."last_name" END || CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_1_null"("people"."full_name") ELSE "people"."first_name" END AS x FROM people GROUP BY x HAVING count(*) = 1 ORDER BY x
-- x text(2147483647,0)
--   Bob
--   LeeAnn
--   Van DykEve
--   null

-- dual-write, speaks new
SELECT id, last_name FROM people GROUP BY id ORDER BY last_name, id
-- becomes
SELECT id, CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_2_null"("people"."full_name") ELSE "people"."last_name" END AS "last_name" FROM people GROUP BY id ORDER BY last_name, id
-- id int4(10,0), last_name text(2147483647,0)
--   1 | Lee
--   2 | 
--   3 | Van Dyk
--   4 | null

-- live, speaks old
SELECT full_name, count(*) FROM people GROUP BY full_name ORDER BY full_name
-- becomes
SELECT crossfade."case_down_1"("people"."first_name", "people"."last_name") AS "full_name", count(*) FROM people GROUP BY crossfade."case_down_1"("people"."first_name", "people"."last_name") ORDER BY full_name
-- full_name text(2147483647,0), count int8(19,0)
--   Ann Lee | 1
--   Bob | 1
--   Eve Van Dyk | 1
--   null | 1

-- live, speaks old
SELECT upper(full_name) AS u, sum(age) FROM people GROUP BY u ORDER BY u NULLS FIRST
-- becomes
SELECT upper(crossfade."case_down_1"("people"."first_name", "people"."last_name")) AS u, sum(age) FROM people GROUP BY u ORDER BY u NULLS FIRST
-- u text(2147483647,0), sum int8(19,0)
--   ANN LEE | 31
--   BOB | 42
--   EVE VAN DYK | 31
--   null | 7

-- live, speaks old
SELECT full_name, age FROM people GROUP BY 1, 2 HAVING max(full_name) > 'B' ORDER BY 2 DESC, 1
-- becomes
SELECT crossfade."case_down_1"("people"."first_name", "people"."last_name") AS "full_name", age FROM people GROUP BY 1, 2 HAVING max(crossfade."case_down_1"("people"."first_name", "people"."last_name")) > 'B' ORDER BY 2 DESC, 1
-- full_name text(2147483647,0), age int4(10,0)
--   Bob | 42
--   Eve Van Dyk | 31

-- live, speaks old
SELECT age, max(full_name), min(full_name), string_agg(full_name, ',' ORDER BY full_name DESC) FROM people GROUP BY age ORDER BY age
-- becomes
SELECT age, max(crossfade."case_down_1"("people"."first_name", "people"."last_name")), min(crossfade."case_down_1"("people"."first_name", "people"."last_name")), string_agg(crossfade."case_down_1"("people"."first_name", "people"."last_name"), ',' ORDER BY crossfade."case_down_1"("people"."first_name", "people"."last_name") DESC) FROM people GROUP BY age ORDER BY age
-- age int4(10,0), max text(2147483647,0), min text(2147483647,0), string_agg text(2147483647,0)
--   31 | Eve Van Dyk | Ann Lee | Eve Van Dyk,Ann Lee
--   42 | Bob | Bob | Bob
--   7 | null | null | null

-- live, speaks old
SELECT id, full_name FROM people GROUP BY id ORDER BY length(full_name), id
-- becomes
SELECT id, crossfade."case_down_1"("people"."first_name", "people"."last_name") AS "full_name" FROM people GROUP BY id ORDER BY length(crossfade."case_down_1"("people"."first_name", "people"."last_name")), id
-- id int4(10,0), full_name text(2147483647,0)
--   1 | Ann Lee
--   2 | Bob
--   3 | Eve Van Dyk
--   4 | null

-- live, speaks old
SELECT full_name, age, count(*) FROM people GROUP BY GROUPING SETS ((full_name), (age), ()) ORDER BY 1, 2, 3
-- becomes
SELECT crossfade."case_down_1"("people"."first_name", "people"."last_name") AS "full_name", age, count(*) FROM people GROUP BY GROUPING SETS ((crossfade."case_down_1"("people"."first_name", "people"."last_name")), (age), ()) ORDER BY 1, 2, 3
-- full_name text(2147483647,0), age int4(10,0), count int8(19,0)
--   Ann Lee | null | 1
--   Bob | null | 1
--   Eve Van Dyk | null | 1
--   null | 31 | 2
--   null | 42 | 1
--   null | 7 | 1
--   null | null | 1
--   null | null | 4

-- live, speaks old
SELECT full_name, grouping(full_name) FROM people GROUP BY ROLLUP (full_name) ORDER BY 2, 1
-- becomes
SELECT crossfade."case_down_1"("people"."first_name", "people"."last_name") AS "full_name", grouping(crossfade."case_down_1"("people"."first_name", "people"."last_name")) FROM people GROUP BY ROLLUP (crossfade."case_down_1"("people"."first_name", "people"."last_name")) ORDER BY 2, 1
-- full_name text(2147483647,0), grouping int4(10,0)
--   Ann Lee | 0
--   Bob | 0
--   Eve Van Dyk | 0
--   null | 0
--   null | 1

-- live, speaks old
SELECT count(full_name) FILTER (WHERE full_name LIKE '% %') FROM people
-- becomes
SELECT count(crossfade."case_down_1"("people"."first_name", "people"."last_name")) FILTER (WHERE crossfade."case_down_1"("people"."first_name", "people"."last_name") LIKE '% %') FROM people
-- count int8(19,0)
--   2

-- live, speaks old
SELECT age FROM people ORDER BY full_name DESC NULLS LAST, age
-- becomes
SELECT age FROM people ORDER BY crossfade."case_down_1"("people"."first_name", "people"."last_name") DESC NULLS LAST, age
-- age int4(10,0)
--   31
--   31
--   42
--   7

-- live, speaks old
SELECT full_name AS age FROM people ORDER BY age
-- becomes
SELECT crossfade."case_down_1"("people"."first_name", "people"."last_name") AS age FROM people ORDER BY age
-- age text(2147483647,0)
--   Ann Lee
--   Bob
--   Eve Van Dyk
--   null

-- live, speaks old
SELECT full_name, age FROM people GROUP BY age
-- becomes
SELECT crossfade."case_down_1"("people"."first_name", "people"."last_name") AS "full_name", age FROM people GROUP BY age
-- error 42803

-- live, speaks new
SELECT first_name, count(*) FROM people GROUP BY first_name ORDER BY first_name
-- untouched
-- first_name text(2147483647,0), count int8(19,0)
--   Ann | 1
--   Bob | 1
--   Eve | 1
--   null | 1

-- live, speaks new
SELECT last_name || first_name AS x FROM people GROUP BY x HAVING count(*) = 1 ORDER BY x
-- untouched
-- x text(2147483647,0)
--   Bob
--   LeeAnn
--   Van DykEve
--   null

-- live, speaks new
SELECT id, last_name FROM people GROUP BY id ORDER BY last_name, id
-- untouched
-- id int4(10,0), last_name text(2147483647,0)
--   1 | Lee
--   2 | 
--   3 | Van Dyk
--   4 | null

