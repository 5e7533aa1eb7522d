-- off, speaks old
SELECT DISTINCT full_name FROM people ORDER BY full_name
-- untouched
-- full_name text(2147483647,0)
--   Ann Lee
--   Bob
--   Eve Van Dyk
--   null

-- off, speaks old
SELECT DISTINCT ON (full_name) full_name, age FROM people ORDER BY full_name, age DESC
-- untouched
-- full_name text(2147483647,0), age int4(10,0)
--   Ann Lee | 31
--   Bob | 42
--   Eve Van Dyk | 31
--   null | 7

-- off, speaks old
SELECT DISTINCT ON (age) age, full_name FROM people ORDER BY age, full_name
-- untouched
-- age int4(10,0), full_name text(2147483647,0)
--   31 | Ann Lee
--   42 | Bob
--   7 | null

-- off, speaks old
SELECT DISTINCT ON (length(full_name)) id FROM people ORDER BY length(full_name), id
-- untouched
-- id int4(10,0)
--   1
--   2
--   3
--   4

-- off, speaks old
SELECT count(DISTINCT full_name), count(DISTINCT (full_name, age)) FROM people
-- untouched
-- count int8(19,0), count int8(19,0)
--   3 | 4

-- off, speaks old
SELECT DISTINCT * FROM people ORDER BY 1
-- becomes
SELECT DISTINCT "people"."id", "people"."full_name", "people"."age" FROM people ORDER BY 1
-- id int4(10,0), full_name text(2147483647,0), age int4(10,0)
--   1 | Ann Lee | 31
--   2 | Bob | 42
--   3 | Eve Van Dyk | 31
--   4 | null | 7

-- off, speaks new
SELECT DISTINCT last_name FROM people ORDER BY last_name
-- becomes
SELECT DISTINCT crossfade."case_up_2_null"("people"."full_name") AS "last_name" FROM people ORDER BY last_name
-- last_name text(2147483647,0)
--   Lee
--   Van Dyk
--   
--   null

-- off, speaks new
SELECT DISTINCT ON (first_name) first_name, last_name FROM people ORDER BY 1, 2
-- becomes
SELECT DISTINCT ON (first_name) crossfade."case_up_1_null"("people"."full_name") AS "first_name", crossfade."case_up_2_null"("people"."full_name") AS "last_name" FROM people ORDER BY 1, 2
-- first_name text(2147483647,0), last_name text(2147483647,0)
--   Ann | Lee
--   Bob | 
--   Eve | Van Dyk
--   null | null

-- dual-write, speaks old
SELECT DISTINCT full_name FROM people ORDER BY full_name
-- untouched
-- full_name text(2147483647,0)
--   Ann Lee
--   Bob
--   Eve Van Dyk
--   null

-- dual-write, speaks old
SELECT DISTINCT ON (full_name) full_name, age FROM people ORDER BY full_name, age DESC
-- untouched
-- full_name text(2147483647,0), age int4(10,0)
--   Ann Lee | 31
--   Bob | 42
--   Eve Van Dyk | 31
--   null | 7

-- dual-write, speaks old
SELECT DISTINCT ON (age) age, full_name FROM people ORDER BY age, full_name
-- untouched
-- age int4(10,0), full_name text(2147483647,0)
--   31 | Ann Lee
--   42 | Bob
--   7 | null

-- dual-write, speaks old
SELECT DISTINCT ON (length(full_name)) id FROM people ORDER BY length(full_name), id
-- untouched
-- id int4(10,0)
--   1
--   2
--   3
--   4

-- dual-write, speaks old
SELECT count(DISTINCT full_name), count(DISTINCT (full_name, age)) FROM people
-- untouched
-- count int8(19,0), count int8(19,0)
--   3 | 4

-- dual-write, speaks old
SELECT DISTINCT * FROM people ORDER BY 1
-- becomes
SELECT DISTINCT "people"."id", "people"."full_name", "people"."age" FROM people ORDER BY 1
-- id int4(10,0), full_name text(2147483647,0), age int4(10,0)
--   1 | Ann Lee | 31
--   2 | Bob | 42
--   3 | Eve Van Dyk | 31
--   4 | null | 7

-- dual-write, speaks new
SELECT DISTINCT last_name FROM people ORDER BY last_name
-- becomes
SELECT DISTINCT CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_2_null"("people"."full_name") ELSE "people"."last_name" END AS "last_name" FROM people ORDER BY last_name
-- last_name text(2147483647,0)
--   Lee
--   Van Dyk
--   
--   null

-- dual-write, speaks new
SELECT DISTINCT ON (first_name) first_name, last_name FROM people ORDER BY 1, 2
-- becomes
SELECT DISTINCT ON (first_name) CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_1_null"("people"."full_name") ELSE "people"."first_name" END AS "first_name", CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_2_null"("people"."full_name") ELSE "people"."last_name" END AS "last_name" FROM people ORDER BY 1, 2
-- first_name text(2147483647,0), last_name text(2147483647,0)
--   Ann | Lee
--   Bob | 
--   Eve | Van Dyk
--   null | null

-- live, speaks old
SELECT DISTINCT full_name FROM people ORDER BY full_name
-- becomes
SELECT DISTINCT crossfade."case_down_1"("people"."first_name", "people"."last_name") AS "full_name" FROM people ORDER BY full_name
-- full_name text(2147483647,0)
--   Ann Lee
--   Bob
--   Eve Van Dyk
--   null

-- live, speaks old
SELECT DISTINCT ON (full_name) full_name, age FROM people ORDER BY full_name, age DESC
-- becomes
SELECT DISTINCT ON (full_name) crossfade."case_down_1"("people"."first_name", "people"."last_name") AS "full_name", age FROM people ORDER BY full_name, age DESC
-- full_name text(2147483647,0), age int4(10,0)
--   Ann Lee | 31
--   Bob | 42
--   Eve Van Dyk | 31
--   null | 7

-- live, speaks old
SELECT DISTINCT ON (age) age, full_name FROM people ORDER BY age, full_name
-- becomes
SELECT DISTINCT ON (age) age, crossfade."case_down_1"("people"."first_name", "people"."last_name") AS "full_name" FROM people ORDER BY age, full_name
-- age int4(10,0), full_name text(2147483647,0)
--   31 | Ann Lee
--   42 | Bob
--   7 | null

-- live, speaks old
SELECT DISTINCT ON (length(full_name)) id FROM people ORDER BY length(full_name), id
-- becomes
SELECT DISTINCT ON (length(crossfade."case_down_1"("people"."first_name", "people"."last_name"))) id FROM people ORDER BY length(crossfade."case_down_1"("people"."first_name", "people"."last_name")), id
-- id int4(10,0)
--   1
--   2
--   3
--   4

-- live, speaks old
SELECT count(DISTINCT full_name), count(DISTINCT (full_name, age)) FROM people
-- becomes
SELECT count(DISTINCT crossfade."case_down_1"("people"."first_name", "people"."last_name")), count(DISTINCT (crossfade."case_down_1"("people"."first_name", "people"."last_name"), age)) FROM people
-- count int8(19,0), count int8(19,0)
--   3 | 4

-- live, speaks old
SELECT DISTINCT * FROM people ORDER BY 1
-- becomes
SELECT DISTINCT "people"."id", crossfade."case_down_1"("people"."first_name", "people"."last_name") AS "full_name", "people"."age" FROM people ORDER BY 1
-- id int4(10,0), full_name text(2147483647,0), age int4(10,0)
--   1 | Ann Lee | 31
--   2 | Bob | 42
--   3 | Eve Van Dyk | 31
--   4 | null | 7

-- live, speaks new
SELECT DISTINCT last_name FROM people ORDER BY last_name
-- untouched
-- last_name text(2147483647,0)
--   Lee
--   Van Dyk
--   
--   null

-- live, speaks new
SELECT DISTINCT ON (first_name) first_name, last_name FROM people ORDER BY 1, 2
-- untouched
-- first_name text(2147483647,0), last_name text(2147483647,0)
--   Ann | Lee
--   Bob | 
--   Eve | Van Dyk
--   null | null

