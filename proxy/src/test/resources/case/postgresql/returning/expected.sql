-- off, speaks old
INSERT INTO people (full_name) VALUES ('Kim Ho') RETURNING *
-- becomes
INSERT INTO people (full_name) VALUES ('Kim Ho') RETURNING "people"."id", "people"."full_name", "people"."age"
-- id int4(10,0), full_name text(2147483647,0), age int4(10,0)
--   5 | Kim Ho | 20

-- off, speaks old
INSERT INTO people (full_name) VALUES ('Lu') RETURNING full_name AS n, upper(full_name), id
-- untouched
-- n text(2147483647,0), upper text(2147483647,0), id int4(10,0)
--   Lu | LU | 6

-- off, speaks old
UPDATE people SET full_name = full_name || ' II' WHERE id = 1 RETURNING full_name, people.*
-- becomes
UPDATE people SET full_name = full_name || ' II' WHERE id = 1 RETURNING full_name, people."id", people."full_name", people."age"
-- full_name text(2147483647,0), id int4(10,0), full_name text(2147483647,0), age int4(10,0)
--   Ann Lee II | 1 | Ann Lee II | 31

-- off, speaks old
UPDATE people p SET age = age + 1 WHERE p.full_name = 'Bob' RETURNING p.full_name, age
-- untouched
-- full_name text(2147483647,0), age int4(10,0)
--   Bob | 43

-- off, speaks old
DELETE FROM people WHERE full_name LIKE 'Eve%' RETURNING *, length(full_name) AS l
-- becomes
DELETE FROM people WHERE full_name LIKE 'Eve%' RETURNING "people"."id", "people"."full_name", "people"."age", length(full_name) AS l
-- id int4(10,0), full_name text(2147483647,0), age int4(10,0), l int4(10,0)
--   3 | Eve Van Dyk | 31 | 11

-- off, speaks old
WITH w AS (DELETE FROM people WHERE age = 7 RETURNING full_name, age) SELECT * FROM w
-- untouched
-- full_name text(2147483647,0), age int4(10,0)
--   null | 7

-- off, speaks new
INSERT INTO people (first_name, last_name) VALUES ('Kim', 'Ho') RETURNING *
-- becomes
INSERT INTO people ("full_name") VALUES (crossfade."case_down_1_checked"(CAST('Kim' AS text), CAST('Ho' AS text))) RETURNING "people"."id", "people"."age", crossfade."case_up_1_null"("people"."full_name") AS "first_name", crossfade."case_up_2_null"("people"."full_name") AS "last_name"
-- id int4(10,0), age int4(10,0), first_name text(2147483647,0), last_name text(2147483647,0)
--   5 | 20 | Kim | Ho

-- off, speaks new
UPDATE people SET last_name = last_name || ' II' WHERE id = 1 RETURNING first_name, last_name, people.*
-- becomes
UPDATE people SET "full_name" = crossfade."case_down_1_checked"(crossfade."case_up_1_null"("people"."full_name"), CAST(crossfade."case_up_2_null"("people"."full_name") || ' II' AS text)) WHERE id = 1 RETURNING crossfade."case_up_1_null"("people"."full_name") AS "first_name", crossfade."case_up_2_null"("people"."full_name") AS "last_name", people."id", people."age", crossfade."case_up_1_null"(people."full_name") AS "first_name", crossfade."case_up_2_null"(people."full_name") AS "last_name"
-- first_name text(2147483647,0), last_name text(2147483647,0), id int4(10,0), age int4(10,0), first_name text(2147483647,0), last_name text(2147483647,0)
--   Ann | Lee II | 1 | 31 | Ann | Lee II

-- off, speaks new
DELETE FROM people WHERE first_name = 'Eve' RETURNING last_name, age
-- becomes
DELETE FROM people WHERE crossfade."case_up_1_null"("people"."full_name") = 'Eve' RETURNING crossfade."case_up_2_null"("people"."full_name") AS "last_name", age
-- last_name text(2147483647,0), age int4(10,0)
--   Van Dyk | 31

-- dual-write, speaks old
INSERT INTO people (full_name) VALUES ('Kim Ho') RETURNING *
-- becomes
INSERT INTO people (full_name, "first_name", "last_name") VALUES ('Kim Ho', crossfade."case_up_1_record"(CAST('Kim Ho' AS text)), crossfade."case_up_2_record"(CAST('Kim Ho' AS text))) RETURNING "people"."id", "people"."full_name", "people"."age"
-- id int4(10,0), full_name text(2147483647,0), age int4(10,0)
--   5 | Kim Ho | 20

-- dual-write, speaks old
INSERT INTO people (full_name) VALUES ('Lu') RETURNING full_name AS n, upper(full_name), id
-- becomes
INSERT INTO people (full_name, "first_name", "last_name") VALUES ('Lu', crossfade."case_up_1_record"(CAST('Lu' AS text)), crossfade."case_up_2_record"(CAST('Lu' AS text))) RETURNING full_name AS n, upper(full_name), id
-- n text(2147483647,0), upper text(2147483647,0), id int4(10,0)
--   Lu | LU | 6

-- dual-write, speaks old
UPDATE people SET full_name = full_name || ' II' WHERE id = 1 RETURNING full_name, people.*
-- becomes
UPDATE people SET full_name = full_name || ' II', "first_name" = crossfade."case_up_1_record"(CAST(full_name || ' II' AS text)), "last_name" = crossfade."case_up_2_record"(CAST(full_name || ' II' AS text)) WHERE id = 1 RETURNING full_name, people."id", people."full_name", people."age"
-- full_name text(2147483647,0), id int4(10,0), full_name text(2147483647,0), age int4(10,0)
--   Ann Lee II | 1 | Ann Lee II | 31

-- dual-write, speaks old
UPDATE people p SET age = age + 1 WHERE p.full_name = 'Bob' RETURNING p.full_name, age
-- untouched
-- full_name text(2147483647,0), age int4(10,0)
--   Bob | 43

-- dual-write, speaks old
DELETE FROM people WHERE full_name LIKE 'Eve%' RETURNING *, length(full_name) AS l
-- becomes
DELETE FROM people WHERE full_name LIKE 'Eve%' RETURNING "people"."id", "people"."full_name", "people"."age", length(full_name) AS l
-- id int4(10,0), full_name text(2147483647,0), age int4(10,0), l int4(10,0)
--   3 | Eve Van Dyk | 31 | 11

-- dual-write, speaks old
WITH w AS (DELETE FROM people WHERE age = 7 RETURNING full_name, age) SELECT * FROM w
-- untouched
-- full_name text(2147483647,0), age int4(10,0)
--   null | 7

-- dual-write, speaks new
INSERT INTO people (first_name, last_name) VALUES ('Kim', 'Ho') RETURNING *
-- becomes
INSERT INTO people (first_name, last_name, "full_name") VALUES ('Kim', 'Ho', crossfade."case_down_1_checked"(CAST('Kim' AS text), CAST('Ho' AS text))) RETURNING "people"."id", "people"."age", CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_1_null"("people"."full_name") ELSE "people"."first_name" END AS "first_name", CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_2_null"("people"."full_name") ELSE "people"."last_name" END AS "last_name"
-- id int4(10,0), age int4(10,0), first_name text(2147483647,0), last_name text(2147483647,0)
--   5 | 20 | Kim | Ho

-- dual-write, speaks new
UPDATE people SET last_name = last_name || ' II' WHERE id = 1 RETURNING first_name, last_name, people.*
-- becomes
UPDATE people SET last_name = CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_2_null"("people"."full_name") ELSE "people"."last_name" END || ' II', "first_name" = CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_1_null"("people"."full_name") ELSE "people"."first_name" END, "full_name" = crossfade."case_down_1_checked"(CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_1_null"("people"."full_name") ELSE "people"."first_name" END, CAST(CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_2_null"("people"."full_name") ELSE "people"."last_name" END || ' II' AS text)) WHERE id = 1 RETURNING CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_1_null"("people"."full_name") ELSE "people"."first_name" END AS "first_name", CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_2_null"("people"."full_name") ELSE "people"."last_name" END AS "last_name", people."id", people."age", CASE WHEN people."first_name" IS NULL AND people."last_name" IS NULL THEN crossfade."case_up_1_null"(people."full_name") ELSE people."first_name" END AS "first_name", CASE WHEN people."first_name" IS NULL AND people."last_name" IS NULL THEN crossfade."case_up_2_null"(people."full_name") ELSE people."last_name" END AS "last_name"
-- first_name text(2147483647,0), last_name text(2147483647,0), id int4(10,0), age int4(10,0), first_name text(2147483647,0), last_name text(2147483647,0)
--   Ann | Lee II | 1 | 31 | Ann | Lee II

-- dual-write, speaks new
DELETE FROM people WHERE first_name = 'Eve' RETURNING last_name, age
-- becomes
DELETE FROM people WHERE CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_1_null"("people"."full_name") ELSE "people"."first_name" END = 'Eve' RETURNING CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_2_null"("people"."full_name") ELSE "people"."last_name" END AS "last_name", age
-- last_name text(2147483647,0), age int4(10,0)
--   Van Dyk | 31

-- live, speaks old
INSERT INTO people (full_name) VALUES ('Kim Ho') RETURNING *
-- becomes
INSERT INTO people (full_name, "first_name", "last_name") VALUES ('Kim Ho', crossfade."case_up_1_raise"(CAST('Kim Ho' AS text)), crossfade."case_up_2_raise"(CAST('Kim Ho' AS text))) RETURNING "people"."id", crossfade."case_down_1"("people"."first_name", "people"."last_name") AS "full_name", "people"."age"
-- id int4(10,0), full_name text(2147483647,0), age int4(10,0)
--   5 | Kim Ho | 20

-- live, speaks old
INSERT INTO people (full_name) VALUES ('Lu') RETURNING full_name AS n, upper(full_name), id
-- becomes
INSERT INTO people (full_name, "first_name", "last_name") VALUES ('Lu', crossfade."case_up_1_raise"(CAST('Lu' AS text)), crossfade."case_up_2_raise"(CAST('Lu' AS text))) RETURNING crossfade."case_down_1"("people"."first_name", "people"."last_name") AS n, upper(crossfade."case_down_1"("people"."first_name", "people"."last_name")), id
-- n text(2147483647,0), upper text(2147483647,0), id int4(10,0)
--   Lu | LU | 6

-- live, speaks old
UPDATE people SET full_name = full_name || ' II' WHERE id = 1 RETURNING full_name, people.*
-- becomes
UPDATE people SET full_name = crossfade."case_down_1"("people"."first_name", "people"."last_name") || ' II', "first_name" = crossfade."case_up_1_raise"(CAST(crossfade."case_down_1"("people"."first_name", "people"."last_name") || ' II' AS text)), "last_name" = crossfade."case_up_2_raise"(CAST(crossfade."case_down_1"("people"."first_name", "people"."last_name") || ' II' AS text)) WHERE id = 1 RETURNING crossfade."case_down_1"("people"."first_name", "people"."last_name") AS "full_name", people."id", crossfade."case_down_1"(people."first_name", people."last_name") AS "full_name", people."age"
-- full_name text(2147483647,0), id int4(10,0), full_name text(2147483647,0), age int4(10,0)
--   Ann Lee II | 1 | Ann Lee II | 31

-- live, speaks old
UPDATE people p SET age = age + 1 WHERE p.full_name = 'Bob' RETURNING p.full_name, age
-- becomes
UPDATE people p SET age = age + 1 WHERE crossfade."case_down_1"(p."first_name", p."last_name") = 'Bob' RETURNING crossfade."case_down_1"(p."first_name", p."last_name") AS "full_name", age
-- full_name text(2147483647,0), age int4(10,0)
--   Bob | 43

-- live, speaks old
DELETE FROM people WHERE full_name LIKE 'Eve%' RETURNING *, length(full_name) AS l
-- becomes
DELETE FROM people WHERE crossfade."case_down_1"("people"."first_name", "people"."last_name") LIKE 'Eve%' RETURNING "people"."id", crossfade."case_down_1"("people"."first_name", "people"."last_name") AS "full_name", "people"."age", length(crossfade."case_down_1"("people"."first_name", "people"."last_name")) AS l
-- id int4(10,0), full_name text(2147483647,0), age int4(10,0), l int4(10,0)
--   3 | Eve Van Dyk | 31 | 11

-- live, speaks old
WITH w AS (DELETE FROM people WHERE age = 7 RETURNING full_name, age) SELECT * FROM w
-- becomes
WITH w AS (DELETE FROM people WHERE age = 7 RETURNING crossfade."case_down_1"("people"."first_name", "people"."last_name") AS "full_name", age) SELECT * FROM w
-- full_name text(2147483647,0), age int4(10,0)
--   null | 7

-- live, speaks new
INSERT INTO people (first_name, last_name) VALUES ('Kim', 'Ho') RETURNING *
-- becomes
INSERT INTO people (first_name, last_name, "full_name") VALUES ('Kim', 'Ho', crossfade."case_down_1_checked"(CAST('Kim' AS text), CAST('Ho' AS text))) RETURNING "people"."id", "people"."age", "people"."first_name", "people"."last_name"
-- id int4(10,0), age int4(10,0), first_name text(2147483647,0), last_name text(2147483647,0)
--   5 | 20 | Kim | Ho

-- live, speaks new
UPDATE people SET last_name = last_name || ' II' WHERE id = 1 RETURNING first_name, last_name, people.*
-- becomes
UPDATE people SET last_name = last_name || ' II', "full_name" = crossfade."case_down_1_checked"("people"."first_name", CAST(last_name || ' II' AS text)) WHERE id = 1 RETURNING first_name, last_name, people."id", people."age", people."first_name", people."last_name"
-- first_name text(2147483647,0), last_name text(2147483647,0), id int4(10,0), age int4(10,0), first_name text(2147483647,0), last_name text(2147483647,0)
--   Ann | Lee II | 1 | 31 | Ann | Lee II

-- live, speaks new
DELETE FROM people WHERE first_name = 'Eve' RETURNING last_name, age
-- untouched
-- last_name text(2147483647,0), age int4(10,0)
--   Van Dyk | 31

