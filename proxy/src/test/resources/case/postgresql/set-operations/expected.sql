-- off, speaks old
SELECT full_name FROM people UNION SELECT who FROM notes ORDER BY full_name
-- untouched
-- full_name text(2147483647,0)
--   Ann Lee
--   Bob
--   Eve Van Dyk
--   Zoe
--   null

-- off, speaks old
SELECT who FROM notes UNION ALL SELECT full_name FROM people ORDER BY who LIMIT 3
-- untouched
-- who text(2147483647,0)
--   Ann Lee
--   Ann Lee
--   Bob

-- off, speaks old
SELECT full_name FROM people INTERSECT SELECT who FROM notes ORDER BY 1
-- untouched
-- full_name text(2147483647,0)
--   Ann Lee
--   Bob

-- off, speaks old
(SELECT full_name, age FROM people ORDER BY age LIMIT 2) EXCEPT SELECT who, n FROM notes ORDER BY 2
-- untouched
-- full_name text(2147483647,0), age int4(10,0)
--   Ann Lee | 31
--   null | 7

-- off, speaks old
SELECT 1, full_name FROM people UNION (SELECT n, who FROM notes EXCEPT SELECT 2, full_name FROM people) ORDER BY 1, 2
-- untouched
-- ?column? int4(10,0), full_name text(2147483647,0)
--   1 | Ann Lee
--   1 | Bob
--   1 | Eve Van Dyk
--   1 | null
--   9 | Zoe

-- off, speaks old
TABLE people UNION ALL SELECT 9, 'x', 9 ORDER BY 1
-- becomes
SELECT "people"."id", "people"."full_name", "people"."age" FROM people UNION ALL SELECT 9, 'x', 9 ORDER BY 1
-- id int4(10,0), full_name text(2147483647,0), age int4(10,0)
--   1 | Ann Lee | 31
--   2 | Bob | 42
--   3 | Eve Van Dyk | 31
--   4 | null | 7
--   9 | x | 9

-- off, speaks old
SELECT count(*) FROM (SELECT full_name FROM people UNION SELECT line FROM notes) s
-- untouched
-- count int8(19,0)
--   7

-- off, speaks new
SELECT first_name FROM people UNION SELECT last_name FROM people ORDER BY first_name
-- becomes
SELECT crossfade."case_up_1_null"("people"."full_name") AS "first_name" FROM people UNION SELECT crossfade."case_up_2_null"("people"."full_name") AS "last_name" FROM people ORDER BY first_name
-- first_name text(2147483647,0)
--   Ann
--   Bob
--   Eve
--   Lee
--   Van Dyk
--   
--   null

-- off, speaks new
SELECT first_name, last_name FROM people EXCEPT SELECT 'Bob', '' ORDER BY 1
-- becomes
SELECT crossfade."case_up_1_null"("people"."full_name") AS "first_name", crossfade."case_up_2_null"("people"."full_name") AS "last_name" FROM people EXCEPT SELECT 'Bob', '' ORDER BY 1
-- first_name text(2147483647,0), last_name text(2147483647,0)
--   Ann | Lee
--   Eve | Van Dyk
--   null | null

-- off, speaks new
TABLE people UNION ALL SELECT 9, 9, 'x', 'y' ORDER BY 1
-- becomes
SELECT "people"."id", "people"."age", crossfade."case_up_1_null"("people"."full_name") AS "first_name", crossfade."case_up_2_null"("people"."full_name") AS "last_name" FROM people UNION ALL SELECT 9, 9, 'x', 'y' ORDER BY 1
-- id int4(10,0), age int4(10,0), first_name text(2147483647,0), last_name text(2147483647,0)
--   1 | 31 | Ann | Lee
--   2 | 42 | Bob | 
--   3 | 31 | Eve | Van Dyk
--   4 | 7 | null | null
--   9 | 9 | x | y

-- dual-write, speaks old
SELECT full_name FROM people UNION SELECT who FROM notes ORDER BY full_name
-- untouched
-- full_name text(2147483647,0)
--   Ann Lee
--   Bob
--   Eve Van Dyk
--   Zoe
--   null

-- dual-write, speaks old
SELECT who FROM notes UNION ALL SELECT full_name FROM people ORDER BY who LIMIT 3
-- untouched
-- who text(2147483647,0)
--   Ann Lee
--   Ann Lee
--   Bob

-- dual-write, speaks old
SELECT full_name FROM people INTERSECT SELECT who FROM notes ORDER BY 1
-- untouched
-- full_name text(2147483647,0)
--   Ann Lee
--   Bob

-- dual-write, speaks old
(SELECT full_name, age FROM people ORDER BY age LIMIT 2) EXCEPT SELECT who, n FROM notes ORDER BY 2
-- untouched
-- full_name text(2147483647,0), age int4(10,0)
--   Ann Lee | 31
--   null | 7

-- dual-write, speaks old
SELECT 1, full_name FROM people UNION (SELECT n, who FROM notes EXCEPT SELECT 2, full_name FROM people) ORDER BY 1, 2
-- untouched
-- ?column? int4(10,0), full_name text(2147483647,0)
--   1 | Ann Lee
--   1 | Bob
--   1 | Eve Van Dyk
--   1 | null
--   9 | Zoe

-- dual-write, speaks old
TABLE people UNION ALL SELECT 9, 'x', 9 ORDER BY 1
-- becomes
SELECT "people"."id", "people"."full_name", "people"."age" FROM people UNION ALL SELECT 9, 'x', 9 ORDER BY 1
-- id int4(10,0), full_name text(2147483647,0), age int4(10,0)
--   1 | Ann Lee | 31
--   2 | Bob | 42
--   3 | Eve Van Dyk | 31
--   4 | null | 7
--   9 | x | 9

-- dual-write, speaks old
SELECT count(*) FROM (SELECT full_name FROM people UNION SELECT line FROM notes) s
-- untouched
-- count int8(19,0)
--   7

-- dual-write, speaks new
SELECT first_name FROM people UNION SELECT last_name FROM people ORDER BY first_name
-- becomes
SELECT CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_1_null"("people"."full_name") ELSE "people"."first_name" END AS "first_name" FROM people UNION SELECT CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_2_null"("people"."full_name") ELSE "people"."last_name" END AS "last_name" FROM people ORDER BY first_name
-- first_name text(2147483647,0)
--   Ann
--   Bob
--   Eve
--   Lee
--   Van Dyk
--   
--   null

-- dual-write, speaks new
SELECT first_name, last_name FROM people EXCEPT SELECT 'Bob', '' ORDER BY 1
-- becomes
SELECT CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_1_null"("people"."full_name") ELSE "people"."first_name" END AS "first_name", CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_2_null"("people"."full_name") ELSE "people"."last_name" END AS "last_name" FROM people EXCEPT SELECT 'Bob', '' ORDER BY 1
-- first_name text(2147483647,0), last_name text(2147483647,0)
--   Ann | Lee
--   Eve | Van Dyk
--   null | null

-- dual-write, speaks new
TABLE people UNION ALL SELECT 9, 9, 'x', 'y' ORDER BY 1
-- becomes
SELECT "people"."id", "people"."age", CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_1_null"("people"."full_name") ELSE "people"."first_name" END AS "first_name", CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_2_null"("people"."full_name") ELSE "people"."last_name" END AS "last_name" FROM people UNION ALL SELECT 9, 9, 'x', 'y' ORDER BY 1
-- id int4(10,0), age int4(10,0), first_name text(2147483647,0), last_name text(2147483647,0)
--   1 | 31 | Ann | Lee
--   2 | 42 | Bob | 
--   3 | 31 | Eve | Van Dyk
--   4 | 7 | null | null
--   9 | 9 | x | y

-- live, speaks old
SELECT full_name FROM people UNION SELECT who FROM notes ORDER BY full_name
-- becomes
SELECT crossfade."case_down_1"("people"."first_name", "people"."last_name") AS "full_name" FROM people UNION SELECT who FROM notes ORDER BY full_name
-- full_name text(2147483647,0)
--   Ann Lee
--   Bob
--   Eve Van Dyk
--   Zoe
--   null

-- live, speaks old
SELECT who FROM notes UNION ALL SELECT full_name FROM people ORDER BY who LIMIT 3
-- becomes
SELECT who FROM notes UNION ALL SELECT crossfade."case_down_1"("people"."first_name", "people"."last_name") AS "full_name" FROM people ORDER BY who LIMIT 3
-- who text(2147483647,0)
--   Ann Lee
--   Ann Lee
--   Bob

-- live, speaks old
SELECT full_name FROM people INTERSECT SELECT who FROM notes ORDER BY 1
-- becomes
SELECT crossfade."case_down_1"("people"."first_name", "people"."last_name") AS "full_name" FROM people INTERSECT SELECT who FROM notes ORDER BY 1
-- full_name text(2147483647,0)
--   Ann Lee
--   Bob

-- live, speaks old
(SELECT full_name, age FROM people ORDER BY age LIMIT 2) EXCEPT SELECT who, n FROM notes ORDER BY 2
-- becomes
(SELECT crossfade."case_down_1"("people"."first_name", "people"."last_name") AS "full_name", age FROM people ORDER BY age LIMIT 2) EXCEPT SELECT who, n FROM notes ORDER BY 2
-- full_name text(2147483647,0), age int4(10,0)
--   Ann Lee | 31
--   null | 7

-- live, speaks old
SELECT 1, full_name FROM people UNION (SELECT n, who FROM notes EXCEPT SELECT 2, full_name FROM people) ORDER BY 1, 2
-- becomes
SELECT 1, crossfade."case_down_1"("people"."first_name", "people"."last_name") AS "full_name" FROM people UNION (SELECT n, who FROM notes EXCEPT SELECT 2, crossfade."case_down_1"("people"."first_name", "people"."last_name") AS "full_name" FROM people) ORDER BY 1, 2
-- ?column? int4(10,0), full_name text(2147483647,0)
--   1 | Ann Lee
--   1 | Bob
--   1 | Eve Van Dyk
--   1 | null
--   9 | Zoe

-- live, speaks old
TABLE people UNION ALL SELECT 9, 'x', 9 ORDER BY 1
-- becomes
SELECT "people"."id", crossfade."case_down_1"("people"."first_name", "people"."last_name") AS "full_name", "people"."age" FROM people UNION ALL SELECT 9, 'x', 9 ORDER BY 1
-- id int4(10,0), full_name text(2147483647,0), age int4(10,0)
--   1 | Ann Lee | 31
--   2 | Bob | 42
--   3 | Eve Van Dyk | 31
--   4 | null | 7
--   9 | x | 9

-- live, speaks old
SELECT count(*) FROM (SELECT full_name FROM people UNION SELECT line FROM notes) s
-- becomes
SELECT count(*) FROM (SELECT crossfade."case_down_1"("people"."first_name", "people"."last_name") AS "full_name" FROM people UNION SELECT line FROM notes) s
-- count int8(19,0)
--   7

-- live, speaks new
SELECT first_name FROM people UNION SELECT last_name FROM people ORDER BY first_name
-- untouched
-- first_name text(2147483647,0)
--   Ann
--   Bob
--   Eve
--   Lee
--   Van Dyk
--   
--   null

-- live, speaks new
SELECT first_name, last_name FROM people EXCEPT SELECT 'Bob', '' ORDER BY 1
-- untouched
-- first_name text(2147483647,0), last_name text(2147483647,0)
--   Ann | Lee
--   Eve | Van Dyk
--   null | null

-- live, speaks new
TABLE people UNION ALL SELECT 9, 9, 'x', 'y' ORDER BY 1
-- becomes
SELECT "people"."id", "people"."age", "people"."first_name", "people"."last_name" FROM people UNION ALL SELECT 9, 9, 'x', 'y' ORDER BY 1
-- id int4(10,0), age int4(10,0), first_name text(2147483647,0), last_name text(2147483647,0)
--   1 | 31 | Ann | Lee
--   2 | 42 | Bob | 
--   3 | 31 | Eve | Van Dyk
--   4 | 7 | null | null
--   9 | 9 | x | y

