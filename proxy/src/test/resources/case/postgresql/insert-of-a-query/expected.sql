-- off, speaks old
INSERT INTO people (full_name) SELECT who FROM notes
-- untouched
-- count 3

-- off, speaks old
INSERT INTO people (age, full_name) SELECT n, who FROM notes WHERE n > 1 RETURNING full_name, age
-- untouched
-- full_name text(2147483647,0), age int4(10,0)
--   Bob | 2
--   Zoe | 9

-- off, speaks old
INSERT INTO people SELECT id + 100, full_name, age + 1 FROM people WHERE age > 30
-- becomes
INSERT INTO people ("id", "full_name", "age") SELECT id + 100, full_name, age + 1 FROM people WHERE age > 30
-- count 3

-- off, speaks old
INSERT INTO people (full_name) WITH w AS (SELECT line || ' of ' || who AS t FROM notes) SELECT t FROM w
-- untouched
-- count 3

-- off, speaks old
INSERT INTO people (full_name, age) SELECT 'X Y', 1 UNION ALL SELECT full_name, 2 FROM people WHERE age = 42
-- untouched
-- count 2

-- off, speaks old
INSERT INTO people (full_name) TABLE notes
-- untouched
-- error 42601

-- off, speaks old
INSERT INTO people (full_name) SELECT who FROM notes ORDER BY who DESC LIMIT 1
-- untouched
-- count 1

-- off, speaks old
INSERT INTO people (age) SELECT n FROM notes
-- untouched
-- count 3

-- off, speaks old
SELECT full_name, age, count(*) FROM people GROUP BY 1, 2 ORDER BY 1, 2
-- untouched
-- full_name text(2147483647,0), age int4(10,0), count int8(19,0)
--   Ann Lee | 20 | 1
--   Ann Lee | 31 | 1
--   Ann Lee | 32 | 1
--   Bob | 2 | 2
--   Bob | 20 | 1
--   Bob | 42 | 1
--   Bob | 43 | 1
--   Eve Van Dyk | 31 | 1
--   Eve Van Dyk | 32 | 1
--   X Y | 1 | 1
--   Zoe | 20 | 2
--   Zoe | 9 | 1
--   first of Ann Lee | 20 | 1
--   null | 1 | 1
--   null | 2 | 1
--   null | 7 | 1
--   null | 9 | 1
--   second of Bob | 20 | 1
--   third of Zoe | 20 | 1

-- off, speaks new
INSERT INTO people (first_name, last_name) SELECT who, line FROM notes WHERE n = 2
-- becomes
INSERT INTO people ("full_name") SELECT crossfade."case_down_1_checked"(CAST(crossfade_value.c1 AS text), CAST(crossfade_value.c2 AS text)) FROM (SELECT who, line FROM notes WHERE n = 2) AS crossfade_value (c1, c2)
-- count 1

-- off, speaks new
INSERT INTO people SELECT id + 100, age, first_name, last_name FROM people WHERE age > 30
-- becomes
INSERT INTO people ("id", "age", "full_name") SELECT crossfade_value.c1, crossfade_value.c2, crossfade."case_down_1_checked"(CAST(crossfade_value.c3 AS text), CAST(crossfade_value.c4 AS text)) FROM (SELECT id + 100, age, crossfade."case_up_1_null"("people"."full_name") AS "first_name", crossfade."case_up_2_null"("people"."full_name") AS "last_name" FROM people WHERE age > 30) AS crossfade_value (c1, c2, c3, c4)
-- count 3

-- off, speaks new
INSERT INTO people (last_name, first_name) SELECT last_name, upper(first_name) FROM people WHERE first_name = 'Ann' RETURNING *
-- becomes
INSERT INTO people ("full_name") SELECT crossfade."case_down_1_checked"(CAST(crossfade_value.c2 AS text), CAST(crossfade_value.c1 AS text)) FROM (SELECT crossfade."case_up_2_null"("people"."full_name") AS "last_name", upper(crossfade."case_up_1_null"("people"."full_name")) FROM people WHERE crossfade."case_up_1_null"("people"."full_name") = 'Ann') AS crossfade_value (c1, c2) RETURNING "people"."id", "people"."age", crossfade."case_up_1_null"("people"."full_name") AS "first_name", crossfade."case_up_2_null"("people"."full_name") AS "last_name"
-- id int4(10,0), age int4(10,0), first_name text(2147483647,0), last_name text(2147483647,0)
--   6 | 20 | ANN | Lee
--   7 | 20 | ANN | Lee

-- off, speaks new
SELECT first_name, last_name, age, count(*) FROM people GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
-- becomes
SELECT crossfade."case_up_1_null"("people"."full_name") AS "first_name", crossfade."case_up_2_null"("people"."full_name") AS "last_name", age, count(*) FROM people GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
-- first_name text(2147483647,0), last_name text(2147483647,0), age int4(10,0), count int8(19,0)
--   ANN | Lee | 20 | 2
--   Ann | Lee | 31 | 2
--   Bob |  | 42 | 2
--   Bob | second | 20 | 1
--   Eve | Van Dyk | 31 | 2
--   null | null | 7 | 1

-- dual-write, speaks old
INSERT INTO people (full_name) SELECT who FROM notes
-- becomes
INSERT INTO people (full_name, "first_name", "last_name") SELECT crossfade_value.c1, crossfade."case_up_1_record"(CAST(crossfade_value.c1 AS text)), crossfade."case_up_2_record"(CAST(crossfade_value.c1 AS text)) FROM (SELECT who FROM notes) AS crossfade_value (c1)
-- count 3

-- dual-write, speaks old
INSERT INTO people (age, full_name) SELECT n, who FROM notes WHERE n > 1 RETURNING full_name, age
-- becomes
INSERT INTO people (age, full_name, "first_name", "last_name") SELECT crossfade_value.c1, crossfade_value.c2, crossfade."case_up_1_record"(CAST(crossfade_value.c2 AS text)), crossfade."case_up_2_record"(CAST(crossfade_value.c2 AS text)) FROM (SELECT n, who FROM notes WHERE n > 1) AS crossfade_value (c1, c2) RETURNING full_name, age
-- full_name text(2147483647,0), age int4(10,0)
--   Bob | 2
--   Zoe | 9

-- dual-write, speaks old
INSERT INTO people SELECT id + 100, full_name, age + 1 FROM people WHERE age > 30
-- becomes
INSERT INTO people ("id", "full_name", "age", "first_name", "last_name") SELECT crossfade_value.c1, crossfade_value.c2, crossfade_value.c3, crossfade."case_up_1_record"(CAST(crossfade_value.c2 AS text)), crossfade."case_up_2_record"(CAST(crossfade_value.c2 AS text)) FROM (SELECT id + 100, full_name, age + 1 FROM people WHERE age > 30) AS crossfade_value (c1, c2, c3)
-- count 3

-- dual-write, speaks old
INSERT INTO people (full_name) WITH w AS (SELECT line || ' of ' || who AS t FROM notes) SELECT t FROM w
-- becomes
INSERT INTO people (full_name, "first_name", "last_name") SELECT crossfade_value.c1, crossfade."case_up_1_record"(CAST(crossfade_value.c1 AS text)), crossfade."case_up_2_record"(CAST(crossfade_value.c1 AS text)) FROM (WITH w AS (SELECT line || ' of ' || who AS t FROM notes) SELECT t FROM w) AS crossfade_value (c1)
-- count 3

-- dual-write, speaks old
INSERT INTO people (full_name, age) SELECT 'X Y', 1 UNION ALL SELECT full_name, 2 FROM people WHERE age = 42
-- becomes
INSERT INTO people (full_name, age, "first_name", "last_name") SELECT crossfade_value.c1, crossfade_value.c2, crossfade."case_up_1_record"(CAST(crossfade_value.c1 AS text)), crossfade."case_up_2_record"(CAST(crossfade_value.c1 AS text)) FROM (SELECT 'X Y', 1 UNION ALL SELECT full_name, 2 FROM people WHERE age = 42) AS crossfade_value (c1, c2)
-- count 2

-- dual-write, speaks old
INSERT INTO people (full_name) TABLE notes
-- untouched
-- error 42601

-- dual-write, speaks old
INSERT INTO people (full_name) SELECT who FROM notes ORDER BY who DESC LIMIT 1
-- becomes
INSERT INTO people (full_name, "first_name", "last_name") SELECT crossfade_value.c1, crossfade."case_up_1_record"(CAST(crossfade_value.c1 AS text)), crossfade."case_up_2_record"(CAST(crossfade_value.c1 AS text)) FROM (SELECT who FROM notes ORDER BY who DESC LIMIT 1) AS crossfade_value (c1)
-- count 1

-- dual-write, speaks old
INSERT INTO people (age) SELECT n FROM notes
-- untouched
-- count 3

-- dual-write, speaks old
SELECT full_name, age, count(*) FROM people GROUP BY 1, 2 ORDER BY 1, 2
-- untouched
-- full_name text(2147483647,0), age int4(10,0), count int8(19,0)
--   Ann Lee | 20 | 1
--   Ann Lee | 31 | 1
--   Ann Lee | 32 | 1
--   Bob | 2 | 2
--   Bob | 20 | 1
--   Bob | 42 | 1
--   Bob | 43 | 1
--   Eve Van Dyk | 31 | 1
--   Eve Van Dyk | 32 | 1
--   X Y | 1 | 1
--   Zoe | 20 | 2
--   Zoe | 9 | 1
--   first of Ann Lee | 20 | 1
--   null | 1 | 1
--   null | 2 | 1
--   null | 7 | 1
--   null | 9 | 1
--   second of Bob | 20 | 1
--   third of Zoe | 20 | 1

-- dual-write, speaks new
INSERT INTO people (first_name, last_name) SELECT who, line FROM notes WHERE n = 2
-- becomes
INSERT INTO people (first_name, last_name, "full_name") SELECT crossfade_value.c1, crossfade_value.c2, crossfade."case_down_1_checked"(CAST(crossfade_value.c1 AS text), CAST(crossfade_value.c2 AS text)) FROM (SELECT who, line FROM notes WHERE n = 2) AS crossfade_value (c1, c2)
-- count 1

-- dual-write, speaks new
INSERT INTO people SELECT id + 100, age, first_name, last_name FROM people WHERE age > 30
-- becomes
INSERT INTO people ("id", "age", "first_name", "last_name", "full_name") SELECT crossfade_value.c1, crossfade_value.c2, crossfade_value.c3, crossfade_value.c4, crossfade."case_down_1_checked"(CAST(crossfade_value.c3 AS text), CAST(crossfade_value.c4 AS text)) FROM (SELECT id + 100, age, CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_1_null"("people"."full_name") ELSE "people"."first_name" END AS "first_name", CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_2_null"("people"."full_name") ELSE "people"."last_name" END AS "last_name" FROM people WHERE age > 30) AS crossfade_value (c1, c2, c3, c4)
-- count 3

-- dual-write, speaks new
INSERT INTO people (last_name, first_name) SELECT last_name, upper(first_name) FROM people WHERE first_name = 'Ann' RETURNING *
-- becomes
INSERT INTO people (last_name, first_name, "full_name") SELECT crossfade_value.c1, crossfade_value.c2, crossfade."case_down_1_checked"(CAST(crossfade_value.c2 AS text), CAST(crossfade_value.c1 AS text)) FROM (SELECT CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_2_null"("people"."full_name") ELSE "people"."last_name" END AS "last_name", upper(CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_1_null"("people"."full_name") ELSE "people"."first_name" END) FROM people WHERE CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_1_null"("people"."full_name") ELSE "people"."first_name" END = 'Ann') AS crossfade_value (c1, c2) RETURNING "people"."id", "people"."age", CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_1_null"("people"."full_name") ELSE "people"."first_name" END AS "first_name", CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_2_null"("people"."full_name") ELSE "people"."last_name" END AS "last_name"
-- id int4(10,0), age int4(10,0), first_name text(2147483647,0), last_name text(2147483647,0)
--   6 | 20 | ANN | Lee
--   7 | 20 | ANN | Lee

-- dual-write, speaks new
SELECT first_name, last_name, age, count(*) FROM people GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
-- becomes
SELECT CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_1_null"("people"."full_name") ELSE "people"."first_name" END AS "first_name", CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_2_null"("people"."full_name") ELSE "people"."last_name" END AS "last_name", age, count(*) FROM people GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
-- first_name text(2147483647,0), last_name text(2147483647,0), age int4(10,0), count int8(19,0)
--   ANN | Lee | 20 | 2
--   Ann | Lee | 31 | 2
--   Bob |  | 42 | 2
--   Bob | second | 20 | 1
--   Eve | Van Dyk | 31 | 2
--   null | null | 7 | 1

-- live, speaks old
INSERT INTO people (full_name) SELECT who FROM notes
-- becomes
INSERT INTO people (full_name, "first_name", "last_name") SELECT crossfade_value.c1, crossfade."case_up_1_raise"(CAST(crossfade_value.c1 AS text)), crossfade."case_up_2_raise"(CAST(crossfade_value.c1 AS text)) FROM (SELECT who FROM notes) AS crossfade_value (c1)
-- count 3

-- live, speaks old
INSERT INTO people (age, full_name) SELECT n, who FROM notes WHERE n > 1 RETURNING full_name, age
-- becomes
INSERT INTO people (age, full_name, "first_name", "last_name") SELECT crossfade_value.c1, crossfade_value.c2, crossfade."case_up_1_raise"(CAST(crossfade_value.c2 AS text)), crossfade."case_up_2_raise"(CAST(crossfade_value.c2 AS text)) FROM (SELECT n, who FROM notes WHERE n > 1) AS crossfade_value (c1, c2) RETURNING crossfade."case_down_1"("people"."first_name", "people"."last_name") AS "full_name", age
-- full_name text(2147483647,0), age int4(10,0)
--   Bob | 2
--   Zoe | 9

-- live, speaks old
INSERT INTO people SELECT id + 100, full_name, age + 1 FROM people WHERE age > 30
-- becomes
INSERT INTO people ("id", "full_name", "age", "first_name", "last_name") SELECT crossfade_value.c1, crossfade_value.c2, crossfade_value.c3, crossfade."case_up_1_raise"(CAST(crossfade_value.c2 AS text)), crossfade."case_up_2_raise"(CAST(crossfade_value.c2 AS text)) FROM (SELECT id + 100, crossfade."case_down_1"("people"."first_name", "people"."last_name") AS "full_name", age + 1 FROM people WHERE age > 30) AS crossfade_value (c1, c2, c3)
-- count 3

-- live, speaks old
INSERT INTO people (full_name) WITH w AS (SELECT line || ' of ' || who AS t FROM notes) SELECT t FROM w
-- becomes
INSERT INTO people (full_name, "first_name", "last_name") SELECT crossfade_value.c1, crossfade."case_up_1_raise"(CAST(crossfade_value.c1 AS text)), crossfade."case_up_2_raise"(CAST(crossfade_value.c1 AS text)) FROM (WITH w AS (SELECT line || ' of ' || who AS t FROM notes) SELECT t FROM w) AS crossfade_value (c1)
-- count 3

-- live, speaks old
INSERT INTO people (full_name, age) SELECT 'X Y', 1 UNION ALL SELECT full_name, 2 FROM people WHERE age = 42
-- becomes
INSERT INTO people (full_name, age, "first_name", "last_name") SELECT crossfade_value.c1, crossfade_value.c2, crossfade."case_up_1_raise"(CAST(crossfade_value.c1 AS text)), crossfade."case_up_2_raise"(CAST(crossfade_value.c1 AS text)) FROM (SELECT 'X Y', 1 UNION ALL SELECT crossfade."case_down_1"("people"."first_name", "people"."last_name") AS "full_name", 2 FROM people WHERE age = 42) AS crossfade_value (c1, c2)
-- count 2

-- live, speaks old
INSERT INTO people (full_name) TABLE notes
-- untouched
-- error 42601

-- live, speaks old
INSERT INTO people (full_name) SELECT who FROM notes ORDER BY who DESC LIMIT 1
-- becomes
INSERT INTO people (full_name, "first_name", "last_name") SELECT crossfade_value.c1, crossfade."case_up_1_raise"(CAST(crossfade_value.c1 AS text)), crossfade."case_up_2_raise"(CAST(crossfade_value.c1 AS text)) FROM (SELECT who FROM notes ORDER BY who DESC LIMIT 1) AS crossfade_value (c1)
-- count 1

-- live, speaks old
INSERT INTO people (age) SELECT n FROM notes
-- untouched
-- count 3

-- live, speaks old
SELECT full_name, age, count(*) FROM people GROUP BY 1, 2 ORDER BY 1, 2
-- becomes
SELECT crossfade."case_down_1"("people"."first_name", "people"."last_name") AS "full_name", age, count(*) FROM people GROUP BY 1, 2 ORDER BY 1, 2
-- full_name text(2147483647,0), age int4(10,0), count int8(19,0)
--   Ann Lee | 20 | 1
--   Ann Lee | 31 | 1
--   Ann Lee | 32 | 1
--   Bob | 2 | 2
--   Bob | 20 | 1
--   Bob | 42 | 1
--   Bob | 43 | 1
--   Eve Van Dyk | 31 | 1
--   Eve Van Dyk | 32 | 1
--   X Y | 1 | 1
--   Zoe | 20 | 2
--   Zoe | 9 | 1
--   first of Ann Lee | 20 | 1
--   null | 1 | 1
--   null | 2 | 1
--   null | 7 | 1
--   null | 9 | 1
--   second of Bob | 20 | 1
--   third of Zoe | 20 | 1

-- live, speaks new
INSERT INTO people (first_name, last_name) SELECT who, line FROM notes WHERE n = 2
-- becomes
INSERT INTO people (first_name, last_name, "full_name") SELECT crossfade_value.c1, crossfade_value.c2, crossfade."case_down_1_checked"(CAST(crossfade_value.c1 AS text), CAST(crossfade_value.c2 AS text)) FROM (SELECT who, line FROM notes WHERE n = 2) AS crossfade_value (c1, c2)
-- count 1

-- live, speaks new
INSERT INTO people SELECT id + 100, age, first_name, last_name FROM people WHERE age > 30
-- becomes
INSERT INTO people ("id", "age", "first_name", "last_name", "full_name") SELECT crossfade_value.c1, crossfade_value.c2, crossfade_value.c3, crossfade_value.c4, crossfade."case_down_1_checked"(CAST(crossfade_value.c3 AS text), CAST(crossfade_value.c4 AS text)) FROM (SELECT id + 100, age, first_name, last_name FROM people WHERE age > 30) AS crossfade_value (c1, c2, c3, c4)
-- count 3

-- live, speaks new
INSERT INTO people (last_name, first_name) SELECT last_name, upper(first_name) FROM people WHERE first_name = 'Ann' RETURNING *
-- becomes
INSERT INTO people (last_name, first_name, "full_name") SELECT crossfade_value.c1, crossfade_value.c2, crossfade."case_down_1_checked"(CAST(crossfade_value.c2 AS text), CAST(crossfade_value.c1 AS text)) FROM (SELECT last_name, upper(first_name) FROM people WHERE first_name = 'Ann') AS crossfade_value (c1, c2) RETURNING "people"."id", "people"."age", "people"."first_name", "people"."last_name"
-- id int4(10,0), age int4(10,0), first_name text(2147483647,0), last_name text(2147483647,0)
--   6 | 20 | ANN | Lee
--   7 | 20 | ANN | Lee

-- live, speaks new
SELECT first_name, last_name, age, count(*) FROM people GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
-- untouched
-- first_name text(2147483647,0), last_name text(2147483647,0), age int4(10,0), count int8(19,0)
--   ANN | Lee | 20 | 2
--   Ann | Lee | 31 | 2
--   Bob |  | 42 | 2
--   Bob | second | 20 | 1
--   Eve | Van Dyk | 31 | 2
--   null | null | 7 | 1

