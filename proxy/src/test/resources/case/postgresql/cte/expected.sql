-- off, speaks old
WITH w AS (SELECT full_name, age FROM people WHERE age > 20) SELECT * FROM w WHERE full_name <> 'Bob' ORDER BY full_name
-- untouched
-- full_name text(2147483647,0), age int4(10,0)
--   Ann Lee | 31
--   Eve Van Dyk | 31

-- off, speaks old
WITH people AS (SELECT 'none of it' AS full_name) SELECT * FROM people
-- untouched
-- full_name text(2147483647,0)
--   none of it

-- off, speaks old
WITH people AS (SELECT upper(full_name) AS full_name FROM people) SELECT full_name FROM people ORDER BY 1
-- untouched
-- full_name text(2147483647,0)
--   ANN LEE
--   BOB
--   EVE VAN DYK
--   null

-- off, speaks old
WITH RECURSIVE r (n, t) AS (SELECT 1, full_name FROM people WHERE id = 1 UNION ALL SELECT n + 1, t || '.' FROM r WHERE n < 3) SELECT * FROM r
-- untouched
-- n int4(10,0), t text(2147483647,0)
--   1 | Ann Lee
--   2 | Ann Lee.
--   3 | Ann Lee..

-- off, speaks old
WITH u AS (UPDATE people SET full_name = full_name || '!' WHERE id < 3 RETURNING id, full_name) SELECT u.full_name, p.full_name FROM u JOIN people p USING (id) ORDER BY id
-- untouched
-- full_name text(2147483647,0), full_name text(2147483647,0)
--   Ann Lee! | Ann Lee
--   Bob! | Bob

-- off, speaks old
WITH d AS (DELETE FROM people WHERE full_name LIKE 'Bob%' RETURNING *), i AS (INSERT INTO people (full_name, age) SELECT full_name || ' back', age FROM d RETURNING id) SELECT count(*) FROM d, i
-- becomes
WITH d AS (DELETE FROM people WHERE full_name LIKE 'Bob%' RETURNING "people"."id", "people"."full_name", "people"."age"), i AS (INSERT INTO people (full_name, age) SELECT full_name || ' back', age FROM d RETURNING id) SELECT count(*) FROM d, i
-- count int8(19,0)
--   1

-- off, speaks old
WITH s AS (SELECT who FROM notes WHERE n = 9) UPDATE people SET full_name = s.who FROM s WHERE full_name IS NULL
-- untouched
-- count 1

-- off, speaks old
WITH a AS MATERIALIZED (SELECT * FROM people), b AS (SELECT * FROM a WHERE full_name = 'Zoe') SELECT * FROM b
-- becomes
WITH a AS MATERIALIZED (SELECT "people"."id", "people"."full_name", "people"."age" FROM people), b AS (SELECT * FROM a WHERE full_name = 'Zoe') SELECT * FROM b
-- id int4(10,0), full_name text(2147483647,0), age int4(10,0)
--   4 | Zoe | 7

-- off, speaks old
SELECT * FROM people ORDER BY id
-- becomes
SELECT "people"."id", "people"."full_name", "people"."age" FROM people ORDER BY id
-- id int4(10,0), full_name text(2147483647,0), age int4(10,0)
--   1 | Ann Lee! | 31
--   3 | Eve Van Dyk | 31
--   4 | Zoe | 7
--   5 | Bob! back | 42

-- off, speaks new
WITH w (f, l) AS (SELECT first_name, last_name FROM people) SELECT f FROM w WHERE l <> '' ORDER BY f
-- becomes
WITH w (f, l) AS (SELECT crossfade."case_up_1_null"("people"."full_name") AS "first_name", crossfade."case_up_2_null"("people"."full_name") AS "last_name" FROM people) SELECT f FROM w WHERE l <> '' ORDER BY f
-- f text(2147483647,0)
--   Ann
--   Eve

-- off, speaks new
WITH u AS (UPDATE people SET last_name = last_name || '!' WHERE id < 3 RETURNING *) SELECT first_name, last_name FROM u ORDER BY id
-- becomes
WITH u AS (UPDATE people SET "full_name" = crossfade."case_down_1_checked"(crossfade."case_up_1_null"("people"."full_name"), CAST(crossfade."case_up_2_null"("people"."full_name") || '!' AS text)) WHERE id < 3 RETURNING "people"."id", "people"."age", crossfade."case_up_1_null"("people"."full_name") AS "first_name", crossfade."case_up_2_null"("people"."full_name") AS "last_name") SELECT first_name, last_name FROM u ORDER BY id
-- first_name text(2147483647,0), last_name text(2147483647,0)
--   Ann | Lee!
--   Bob | !

-- off, speaks new
SELECT * FROM people ORDER BY id
-- becomes
SELECT "people"."id", "people"."age", crossfade."case_up_1_null"("people"."full_name") AS "first_name", crossfade."case_up_2_null"("people"."full_name") AS "last_name" FROM people ORDER BY id
-- id int4(10,0), age int4(10,0), first_name text(2147483647,0), last_name text(2147483647,0)
--   1 | 31 | Ann | Lee!
--   2 | 42 | Bob | !
--   3 | 31 | Eve | Van Dyk
--   4 | 7 | null | null

-- dual-write, speaks old
WITH w AS (SELECT full_name, age FROM people WHERE age > 20) SELECT * FROM w WHERE full_name <> 'Bob' ORDER BY full_name
-- untouched
-- full_name text(2147483647,0), age int4(10,0)
--   Ann Lee | 31
--   Eve Van Dyk | 31

-- dual-write, speaks old
WITH people AS (SELECT 'none of it' AS full_name) SELECT * FROM people
-- untouched
-- full_name text(2147483647,0)
--   none of it

-- dual-write, speaks old
WITH people AS (SELECT upper(full_name) AS full_name FROM people) SELECT full_name FROM people ORDER BY 1
-- untouched
-- full_name text(2147483647,0)
--   ANN LEE
--   BOB
--   EVE VAN DYK
--   null

-- dual-write, speaks old
WITH RECURSIVE r (n, t) AS (SELECT 1, full_name FROM people WHERE id = 1 UNION ALL SELECT n + 1, t || '.' FROM r WHERE n < 3) SELECT * FROM r
-- untouched
-- n int4(10,0), t text(2147483647,0)
--   1 | Ann Lee
--   2 | Ann Lee.
--   3 | Ann Lee..

-- dual-write, speaks old
WITH u AS (UPDATE people SET full_name = full_name || '!' WHERE id < 3 RETURNING id, full_name) SELECT u.full_name, p.full_name FROM u JOIN people p USING (id) ORDER BY id
-- becomes
WITH u AS (UPDATE people SET full_name = full_name || '!', "first_name" = crossfade."case_up_1_record"(CAST(full_name || '!' AS text)), "last_name" = crossfade."case_up_2_record"(CAST(full_name || '!' AS text)) WHERE id < 3 RETURNING id, full_name) SELECT u.full_name, p.full_name FROM u JOIN people p USING (id) ORDER BY id
-- full_name text(2147483647,0), full_name text(2147483647,0)
--   Ann Lee! | Ann Lee
--   Bob! | Bob

-- dual-write, speaks old
WITH d AS (DELETE FROM people WHERE full_name LIKE 'Bob%' RETURNING *), i AS (INSERT INTO people (full_name, age) SELECT full_name || ' back', age FROM d RETURNING id) SELECT count(*) FROM d, i
-- becomes
WITH d AS (DELETE FROM people WHERE full_name LIKE 'Bob%' RETURNING "people"."id", "people"."full_name", "people"."age"), i AS (INSERT INTO people (full_name, age, "first_name", "last_name") SELECT crossfade_value.c1, crossfade_value.c2, crossfade."case_up_1_record"(CAST(crossfade_value.c1 AS text)), crossfade."case_up_2_record"(CAST(crossfade_value.c1 AS text)) FROM (SELECT full_name || ' back', age FROM d) AS crossfade_value (c1, c2) RETURNING id) SELECT count(*) FROM d, i
-- count int8(19,0)
--   1

-- dual-write, speaks old
WITH s AS (SELECT who FROM notes WHERE n = 9) UPDATE people SET full_name = s.who FROM s WHERE full_name IS NULL
-- becomes
WITH s AS (SELECT who FROM notes WHERE n = 9) UPDATE people SET full_name = s.who, "first_name" = crossfade."case_up_1_record"(CAST(s.who AS text)), "last_name" = crossfade."case_up_2_record"(CAST(s.who AS text)) FROM s WHERE full_name IS NULL
-- count 1

-- dual-write, speaks old
WITH a AS MATERIALIZED (SELECT * FROM people), b AS (SELECT * FROM a WHERE full_name = 'Zoe') SELECT * FROM b
-- becomes
WITH a AS MATERIALIZED (SELECT "people"."id", "people"."full_name", "people"."age" FROM people), b AS (SELECT * FROM a WHERE full_name = 'Zoe') SELECT * FROM b
-- id int4(10,0), full_name text(2147483647,0), age int4(10,0)
--   4 | Zoe | 7

-- dual-write, speaks old
SELECT * FROM people ORDER BY id
-- becomes
SELECT "people"."id", "people"."full_name", "people"."age" FROM people ORDER BY id
-- id int4(10,0), full_name text(2147483647,0), age int4(10,0)
--   1 | Ann Lee! | 31
--   3 | Eve Van Dyk | 31
--   4 | Zoe | 7
--   5 | Bob! back | 42

-- dual-write, speaks new
WITH w (f, l) AS (SELECT first_name, last_name FROM people) SELECT f FROM w WHERE l <> '' ORDER BY f
-- becomes
WITH w (f, l) AS (SELECT CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_1_null"("people"."full_name") ELSE "people"."first_name" END AS "first_name", CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_2_null"("people"."full_name") ELSE "people"."last_name" END AS "last_name" FROM people) SELECT f FROM w WHERE l <> '' ORDER BY f
-- f text(2147483647,0)
--   Ann
--   Eve

-- dual-write, speaks new
WITH u AS (UPDATE people SET last_name = last_name || '!' WHERE id < 3 RETURNING *) SELECT first_name, last_name FROM u ORDER BY id
-- becomes
WITH u AS (UPDATE people SET last_name = CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_2_null"("people"."full_name") ELSE "people"."last_name" END || '!', "first_name" = CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_1_null"("people"."full_name") ELSE "people"."first_name" END, "full_name" = crossfade."case_down_1_checked"(CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_1_null"("people"."full_name") ELSE "people"."first_name" END, CAST(CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_2_null"("people"."full_name") ELSE "people"."last_name" END || '!' AS text)) WHERE id < 3 RETURNING "people"."id", "people"."age", CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_1_null"("people"."full_name") ELSE "people"."first_name" END AS "first_name", CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_2_null"("people"."full_name") ELSE "people"."last_name" END AS "last_name") SELECT first_name, last_name FROM u ORDER BY id
-- first_name text(2147483647,0), last_name text(2147483647,0)
--   Ann | Lee!
--   Bob | !

-- dual-write, speaks new
SELECT * FROM people ORDER BY id
-- becomes
SELECT "people"."id", "people"."age", CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_1_null"("people"."full_name") ELSE "people"."first_name" END AS "first_name", CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_2_null"("people"."full_name") ELSE "people"."last_name" END AS "last_name" FROM people ORDER BY id
-- id int4(10,0), age int4(10,0), first_name text(2147483647,0), last_name text(2147483647,0)
--   1 | 31 | Ann | Lee!
--   2 | 42 | Bob | !
--   3 | 31 | Eve | Van Dyk
--   4 | 7 | null | null

-- live, speaks old
WITH w AS (SELECT full_name, age FROM people WHERE age > 20) SELECT * FROM w WHERE full_name <> 'Bob' ORDER BY full_name
-- becomes
WITH w AS (SELECT crossfade."case_down_1"("people"."first_name", "people"."last_name") AS "full_name", age FROM people WHERE age > 20) SELECT * FROM w WHERE full_name <> 'Bob' ORDER BY full_name
-- full_name text(2147483647,0), age int4(10,0)
--   Ann Lee | 31
--   Eve Van Dyk | 31

-- live, speaks old
WITH people AS (SELECT 'none of it' AS full_name) SELECT * FROM people
-- untouched
-- full_name text(2147483647,0)
--   none of it

-- live, speaks old
WITH people AS (SELECT upper(full_name) AS full_name FROM people) SELECT full_name FROM people ORDER BY 1
-- becomes
WITH people AS (SELECT upper(crossfade."case_down_1"("people"."first_name", "people"."last_name")) AS full_name FROM people) SELECT full_name FROM people ORDER BY 1
-- full_name text(2147483647,0)
--   ANN LEE
--   BOB
--   EVE VAN DYK
--   null

-- live, speaks old
WITH RECURSIVE r (n, t) AS (SELECT 1, full_name FROM people WHERE id = 1 UNION ALL SELECT n + 1, t || '.' FROM r WHERE n < 3) SELECT * FROM r
-- becomes
WITH RECURSIVE r (n, t) AS (SELECT 1, crossfade."case_down_1"("people"."first_name", "people"."last_name") AS "full_name" FROM people WHERE id = 1 UNION ALL SELECT n + 1, t || '.' FROM r WHERE n < 3) SELECT * FROM r
-- n int4(10,0), t text(2147483647,0)
--   1 | Ann Lee
--   2 | Ann Lee.
--   3 | Ann Lee..

-- live, speaks old
WITH u AS (UPDATE people SET full_name = full_name || '!' WHERE id < 3 RETURNING id, full_name) SELECT u.full_name, p.full_name FROM u JOIN people p USING (id) ORDER BY id
-- becomes
WITH u AS (UPDATE people SET full_name = crossfade."case_down_1"("people"."first_name", "people"."last_name") || '!', "first_name" = crossfade."case_up_1_raise"(CAST(crossfade."case_down_1"("people"."first_name", "people"."last_name") || '!' AS text)), "last_name" = crossfade."case_up_2_raise"(CAST(crossfade."case_down_1"("people"."first_name", "people"."last_name") || '!' AS text)) WHERE id < 3 RETURNING id, crossfade."case_down_1"("people"."first_name", "people"."last_name") AS "full_name") SELECT u.full_name, crossfade."case_down_1"(p."first_name", p."last_name") AS "full_name" FROM u JOIN people p USING (id) ORDER BY id
-- full_name text(2147483647,0), full_name text(2147483647,0)
--   Ann Lee! | Ann Lee
--   Bob! | Bob

-- live, speaks old
WITH d AS (DELETE FROM people WHERE full_name LIKE 'Bob%' RETURNING *), i AS (INSERT INTO people (full_name, age) SELECT full_name || ' back', age FROM d RETURNING id) SELECT count(*) FROM d, i
-- becomes
WITH d AS (DELETE FROM people WHERE crossfade."case_down_1"("people"."first_name", "people"."last_name") LIKE 'Bob%' RETURNING "people"."id", crossfade."case_down_1"("people"."first_name", "people"."last_name") AS "full_name", "people"."age"), i AS (INSERT INTO people (full_name, age, "first_name", "last_name") SELECT crossfade_value.c1, crossfade_value.c2, crossfade."case_up_1_raise"(CAST(crossfade_value.c1 AS text)), crossfade."case_up_2_raise"(CAST(crossfade_value.c1 AS text)) FROM (SELECT full_name || ' back', age FROM d) AS crossfade_value (c1, c2) RETURNING id) SELECT count(*) FROM d, i
-- count int8(19,0)
--   1

-- live, speaks old
WITH s AS (SELECT who FROM notes WHERE n = 9) UPDATE people SET full_name = s.who FROM s WHERE full_name IS NULL
-- becomes
WITH s AS (SELECT who FROM notes WHERE n = 9) UPDATE people SET full_name = s.who, "first_name" = crossfade."case_up_1_raise"(CAST(s.who AS text)), "last_name" = crossfade."case_up_2_raise"(CAST(s.who AS text)) FROM s WHERE crossfade."case_down_1"("people"."first_name", "people"."last_name") IS NULL
-- count 1

-- live, speaks old
WITH a AS MATERIALIZED (SELECT * FROM people), b AS (SELECT * FROM a WHERE full_name = 'Zoe') SELECT * FROM b
-- becomes
WITH a AS MATERIALIZED (SELECT "people"."id", crossfade."case_down_1"("people"."first_name", "people"."last_name") AS "full_name", "people"."age" FROM people), b AS (SELECT * FROM a WHERE full_name = 'Zoe') SELECT * FROM b
-- id int4(10,0), full_name text(2147483647,0), age int4(10,0)
--   4 | Zoe | 7

-- live, speaks old
SELECT * FROM people ORDER BY id
-- becomes
SELECT "people"."id", crossfade."case_down_1"("people"."first_name", "people"."last_name") AS "full_name", "people"."age" FROM people ORDER BY id
-- id int4(10,0), full_name text(2147483647,0), age int4(10,0)
--   1 | Ann Lee! | 31
--   3 | Eve Van Dyk | 31
--   4 | Zoe | 7
--   5 | Bob! back | 42

-- live, speaks new
WITH w (f, l) AS (SELECT first_name, last_name FROM people) SELECT f FROM w WHERE l <> '' ORDER BY f
-- untouched
-- f text(2147483647,0)
--   Ann
--   Eve

-- live, speaks new
WITH u AS (UPDATE people SET last_name = last_name || '!' WHERE id < 3 RETURNING *) SELECT first_name, last_name FROM u ORDER BY id
-- becomes
WITH u AS (UPDATE people SET last_name = last_name || '!', "full_name" = crossfade."case_down_1_checked"("people"."first_name", CAST(last_name || '!' AS text)) WHERE id < 3 RETURNING "people"."id", "people"."age", "people"."first_name", "people"."last_name") SELECT first_name, last_name FROM u ORDER BY id
-- first_name text(2147483647,0), last_name text(2147483647,0)
--   Ann | Lee!
--   Bob | !

-- live, speaks new
SELECT * FROM people ORDER BY id
-- becomes
SELECT "people"."id", "people"."age", "people"."first_name", "people"."last_name" FROM people ORDER BY id
-- id int4(10,0), age int4(10,0), first_name text(2147483647,0), last_name text(2147483647,0)
--   1 | 31 | Ann | Lee!
--   2 | 42 | Bob | !
--   3 | 31 | Eve | Van Dyk
--   4 | 7 | null | null

