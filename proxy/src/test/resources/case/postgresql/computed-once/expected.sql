-- off, speaks old
INSERT INTO people (full_name) VALUES ('r ' || random())
-- untouched
-- count 1

-- off, speaks old
INSERT INTO people (full_name) SELECT 'g ' || random() || ' ' || g FROM generate_series(1, 3) g
-- untouched
-- count 3

-- off, speaks old
UPDATE people SET full_name = 'u ' || random() WHERE id = 2
-- untouched
-- count 1

-- off, speaks old
UPDATE people SET full_name = 'n ' || nextval('told'), age = 5 WHERE id = 3
-- untouched
-- count 1

-- off, speaks old
UPDATE people SET full_name = 'o ' || nextval('told'), age = 5 WHERE id = 4
-- untouched
-- count 1

-- off, speaks old
SELECT last_value FROM told
-- untouched
-- last_value int8(19,0)
--   2

-- off, speaks old
SELECT count(DISTINCT full_name), count(*) FROM people
-- untouched
-- count int8(19,0), count int8(19,0)
--   8 | 8

-- off, speaks old
INSERT INTO people (id, full_name) VALUES (1, 'c ' || random()) ON CONFLICT (id) DO UPDATE SET full_name = EXCLUDED.full_name || ' ' || nextval('told')
-- untouched
-- count 1

-- off, speaks old
SELECT * FROM people ORDER BY id
-- becomes
SELECT "people"."id", "people"."full_name", "people"."age" FROM people ORDER BY id
-- id int4(10,0), full_name text(2147483647,0), age int4(10,0)
--   1 | c 0.19726358498438978 3 | 31
--   2 | u 0.19726358498438978 | 42
--   3 | n 1 | 5
--   4 | o 2 | 5
--   5 | r 0.19726358498438978 | 20
--   6 | g 0.19726358498438978 1 | 20
--   7 | g 0.21053219395365486 2 | 20
--   8 | g 0.15365426245913838 3 | 20

-- off, speaks old
SELECT last_value FROM told
-- untouched
-- last_value int8(19,0)
--   3

-- off, speaks new
INSERT INTO people (first_name, last_name) VALUES ('r', random()::text)
-- becomes
INSERT INTO people ("full_name") VALUES (crossfade."case_down_1_checked"(CAST('r' AS text), CAST(random()::text AS text)))
-- count 1

-- off, speaks new
UPDATE people SET last_name = nextval('told')::text WHERE id = 1
-- becomes
UPDATE people SET "full_name" = crossfade."case_down_1_checked"(crossfade."case_up_1_null"("people"."full_name"), CAST(nextval('told')::text AS text)) WHERE id = 1
-- count 1

-- off, speaks new
SELECT * FROM people ORDER BY id
-- becomes
SELECT "people"."id", "people"."age", crossfade."case_up_1_null"("people"."full_name") AS "first_name", crossfade."case_up_2_null"("people"."full_name") AS "last_name" FROM people ORDER BY id
-- id int4(10,0), age int4(10,0), first_name text(2147483647,0), last_name text(2147483647,0)
--   1 | 31 | Ann | 1
--   2 | 42 | Bob | 
--   3 | 31 | Eve | Van Dyk
--   4 | 7 | null | null
--   5 | 20 | r | 0.19726358498438978

-- off, speaks new
SELECT last_value FROM told
-- untouched
-- last_value int8(19,0)
--   1

-- dual-write, speaks old
INSERT INTO people (full_name) VALUES ('r ' || random())
-- becomes
WITH crossfade_row_1 AS MATERIALIZED (SELECT 'r ' || random() AS v1) INSERT INTO people (full_name, "first_name", "last_name") VALUES ((SELECT v1 FROM crossfade_row_1), crossfade."case_up_1_record"(CAST((SELECT v1 FROM crossfade_row_1) AS text)), crossfade."case_up_2_record"(CAST((SELECT v1 FROM crossfade_row_1) AS text)))
-- count 1

-- dual-write, speaks old
INSERT INTO people (full_name) SELECT 'g ' || random() || ' ' || g FROM generate_series(1, 3) g
-- becomes
INSERT INTO people (full_name, "first_name", "last_name") SELECT crossfade_value.c1, crossfade."case_up_1_record"(CAST(crossfade_value.c1 AS text)), crossfade."case_up_2_record"(CAST(crossfade_value.c1 AS text)) FROM (SELECT 'g ' || random() || ' ' || g FROM generate_series(1, 3) g) AS crossfade_value (c1)
-- count 3

-- dual-write, speaks old
UPDATE people SET full_name = 'u ' || random() WHERE id = 2
-- becomes
UPDATE people SET ("full_name", "first_name", "last_name") = (SELECT crossfade_value.v1, crossfade."case_up_1_record"(CAST(crossfade_value.v1 AS text)), crossfade."case_up_2_record"(CAST(crossfade_value.v1 AS text)) FROM (SELECT 'u ' || random() AS v1 WHERE "people".tableoid IS NOT NULL OFFSET 0) AS crossfade_value) WHERE id = 2
-- count 1

-- dual-write, speaks old
UPDATE people SET full_name = 'n ' || nextval('told'), age = 5 WHERE id = 3
-- becomes
UPDATE people SET ("full_name", "first_name", "last_name") = (SELECT crossfade_value.v1, crossfade."case_up_1_record"(CAST(crossfade_value.v1 AS text)), crossfade."case_up_2_record"(CAST(crossfade_value.v1 AS text)) FROM (SELECT 'n ' || nextval('told') AS v1 WHERE "people".tableoid IS NOT NULL OFFSET 0) AS crossfade_value), age = 5 WHERE id = 3
-- count 1

-- dual-write, speaks old
UPDATE people SET full_name = 'o ' || nextval('told'), age = 5 WHERE id = 4
-- becomes
UPDATE people SET ("full_name", "first_name", "last_name") = (SELECT crossfade_value.v1, crossfade."case_up_1_record"(CAST(crossfade_value.v1 AS text)), crossfade."case_up_2_record"(CAST(crossfade_value.v1 AS text)) FROM (SELECT 'o ' || nextval('told') AS v1 WHERE "people".tableoid IS NOT NULL OFFSET 0) AS crossfade_value), age = 5 WHERE id = 4
-- count 1

-- dual-write, speaks old
SELECT last_value FROM told
-- untouched
-- last_value int8(19,0)
--   2

-- dual-write, speaks old
SELECT count(DISTINCT full_name), count(*) FROM people
-- untouched
-- count int8(19,0), count int8(19,0)
--   8 | 8

-- dual-write, speaks old
INSERT INTO people (id, full_name) VALUES (1, 'c ' || random()) ON CONFLICT (id) DO UPDATE SET full_name = EXCLUDED.full_name || ' ' || nextval('told')
-- becomes
WITH crossfade_row_1 AS MATERIALIZED (SELECT 'c ' || random() AS v1) INSERT INTO people (id, full_name, "first_name", "last_name") VALUES (1, (SELECT v1 FROM crossfade_row_1), crossfade."case_up_1_record"(CAST((SELECT v1 FROM crossfade_row_1) AS text)), crossfade."case_up_2_record"(CAST((SELECT v1 FROM crossfade_row_1) AS text))) ON CONFLICT (id) DO UPDATE SET ("full_name", "first_name", "last_name") = (SELECT crossfade_value.v1, crossfade."case_up_1_record"(CAST(crossfade_value.v1 AS text)), crossfade."case_up_2_record"(CAST(crossfade_value.v1 AS text)) FROM (SELECT EXCLUDED.full_name || ' ' || nextval('told') AS v1 WHERE "people".tableoid IS NOT NULL OFFSET 0) AS crossfade_value)
-- count 1

-- dual-write, speaks old
SELECT * FROM people ORDER BY id
-- becomes
SELECT "people"."id", "people"."full_name", "people"."age" FROM people ORDER BY id
-- id int4(10,0), full_name text(2147483647,0), age int4(10,0)
--   1 | c 0.19726358498438978 3 | 31
--   2 | u 0.19726358498438978 | 42
--   3 | n 1 | 5
--   4 | o 2 | 5
--   5 | r 0.19726358498438978 | 20
--   6 | g 0.19726358498438978 1 | 20
--   7 | g 0.21053219395365486 2 | 20
--   8 | g 0.15365426245913838 3 | 20

-- dual-write, speaks old
SELECT last_value FROM told
-- untouched
-- last_value int8(19,0)
--   3

-- dual-write, speaks new
INSERT INTO people (first_name, last_name) VALUES ('r', random()::text)
-- becomes
WITH crossfade_row_1 AS MATERIALIZED (SELECT random()::text AS v1) INSERT INTO people (first_name, last_name, "full_name") VALUES ('r', (SELECT v1 FROM crossfade_row_1), crossfade."case_down_1_checked"(CAST('r' AS text), CAST((SELECT v1 FROM crossfade_row_1) AS text)))
-- count 1

-- dual-write, speaks new
UPDATE people SET last_name = nextval('told')::text WHERE id = 1
-- becomes
UPDATE people SET ("last_name", "first_name", "full_name") = (SELECT crossfade_value.v1, CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_1_null"("people"."full_name") ELSE "people"."first_name" END, crossfade."case_down_1_checked"(CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_1_null"("people"."full_name") ELSE "people"."first_name" END, CAST(crossfade_value.v1 AS text)) FROM (SELECT nextval('told')::text AS v1 WHERE "people".tableoid IS NOT NULL OFFSET 0) AS crossfade_value) WHERE id = 1
-- count 1

-- dual-write, speaks new
SELECT * FROM people ORDER BY id
-- becomes
SELECT "people"."id", "people"."age", CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_1_null"("people"."full_name") ELSE "people"."first_name" END AS "first_name", CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_2_null"("people"."full_name") ELSE "people"."last_name" END AS "last_name" FROM people ORDER BY id
-- id int4(10,0), age int4(10,0), first_name text(2147483647,0), last_name text(2147483647,0)
--   1 | 31 | Ann | 1
--   2 | 42 | Bob | 
--   3 | 31 | Eve | Van Dyk
--   4 | 7 | null | null
--   5 | 20 | r | 0.19726358498438978

-- dual-write, speaks new
SELECT last_value FROM told
-- untouched
-- last_value int8(19,0)
--   1

-- live, speaks old
INSERT INTO people (full_name) VALUES ('r ' || random())
-- becomes
WITH crossfade_row_1 AS MATERIALIZED (SELECT 'r ' || random() AS v1) INSERT INTO people (full_name, "first_name", "last_name") VALUES ((SELECT v1 FROM crossfade_row_1), crossfade."case_up_1_raise"(CAST((SELECT v1 FROM crossfade_row_1) AS text)), crossfade."case_up_2_raise"(CAST((SELECT v1 FROM crossfade_row_1) AS text)))
-- count 1

-- live, speaks old
INSERT INTO people (full_name) SELECT 'g ' || random() || ' ' || g FROM generate_series(1, 3) g
-- becomes
INSERT INTO people (full_name, "first_name", "last_name") SELECT crossfade_value.c1, crossfade."case_up_1_raise"(CAST(crossfade_value.c1 AS text)), crossfade."case_up_2_raise"(CAST(crossfade_value.c1 AS text)) FROM (SELECT 'g ' || random() || ' ' || g FROM generate_series(1, 3) g) AS crossfade_value (c1)
-- count 3

-- live, speaks old
UPDATE people SET full_name = 'u ' || random() WHERE id = 2
-- becomes
UPDATE people SET ("full_name", "first_name", "last_name") = (SELECT crossfade_value.v1, crossfade."case_up_1_raise"(CAST(crossfade_value.v1 AS text)), crossfade."case_up_2_raise"(CAST(crossfade_value.v1 AS text)) FROM (SELECT 'u ' || random() AS v1 WHERE "people".tableoid IS NOT NULL OFFSET 0) AS crossfade_value) WHERE id = 2
-- count 1

-- live, speaks old
UPDATE people SET full_name = 'n ' || nextval('told'), age = 5 WHERE id = 3
-- becomes
UPDATE people SET ("full_name", "first_name", "last_name") = (SELECT crossfade_value.v1, crossfade."case_up_1_raise"(CAST(crossfade_value.v1 AS text)), crossfade."case_up_2_raise"(CAST(crossfade_value.v1 AS text)) FROM (SELECT 'n ' || nextval('told') AS v1 WHERE "people".tableoid IS NOT NULL OFFSET 0) AS crossfade_value), age = 5 WHERE id = 3
-- count 1

-- live, speaks old
UPDATE people SET full_name = 'o ' || nextval('told'), age = 5 WHERE id = 4
-- becomes
UPDATE people SET ("full_name", "first_name", "last_name") = (SELECT crossfade_value.v1, crossfade."case_up_1_raise"(CAST(crossfade_value.v1 AS text)), crossfade."case_up_2_raise"(CAST(crossfade_value.v1 AS text)) FROM (SELECT 'o ' || nextval('told') AS v1 WHERE "people".tableoid IS NOT NULL OFFSET 0) AS crossfade_value), age = 5 WHERE id = 4
-- count 1

-- live, speaks old
SELECT last_value FROM told
-- untouched
-- last_value int8(19,0)
--   2

-- live, speaks old
SELECT count(DISTINCT full_name), count(*) FROM people
-- becomes
SELECT count(DISTINCT crossfade."case_down_1"("people"."first_name", "people"."last_name")), count(*) FROM people
-- count int8(19,0), count int8(19,0)
--   8 | 8

-- live, speaks old
INSERT INTO people (id, full_name) VALUES (1, 'c ' || random()) ON CONFLICT (id) DO UPDATE SET full_name = EXCLUDED.full_name || ' ' || nextval('told')
-- becomes
WITH crossfade_row_1 AS MATERIALIZED (SELECT 'c ' || random() AS v1) INSERT INTO people (id, full_name, "first_name", "last_name") VALUES (1, (SELECT v1 FROM crossfade_row_1), crossfade."case_up_1_raise"(CAST((SELECT v1 FROM crossfade_row_1) AS text)), crossfade."case_up_2_raise"(CAST((SELECT v1 FROM crossfade_row_1) AS text))) ON CONFLICT (id) DO UPDATE SET ("full_name", "first_name", "last_name") = (SELECT crossfade_value.v1, crossfade."case_up_1_raise"(CAST(crossfade_value.v1 AS text)), crossfade."case_up_2_raise"(CAST(crossfade_value.v1 AS text)) FROM (SELECT EXCLUDED.full_name || ' ' || nextval('told') AS v1 WHERE "people".tableoid IS NOT NULL OFFSET 0) AS crossfade_value)
-- count 1

-- live, speaks old
SELECT * FROM people ORDER BY id
-- becomes
SELECT "people"."id", crossfade."case_down_1"("people"."first_name", "people"."last_name") AS "full_name", "people"."age" FROM people ORDER BY id
-- id int4(10,0), full_name text(2147483647,0), age int4(10,0)
--   1 | c 0.19726358498438978 3 | 31
--   2 | u 0.19726358498438978 | 42
--   3 | n 1 | 5
--   4 | o 2 | 5
--   5 | r 0.19726358498438978 | 20
--   6 | g 0.19726358498438978 1 | 20
--   7 | g 0.21053219395365486 2 | 20
--   8 | g 0.15365426245913838 3 | 20

-- live, speaks old
SELECT last_value FROM told
-- untouched
-- last_value int8(19,0)
--   3

-- live, speaks new
INSERT INTO people (first_name, last_name) VALUES ('r', random()::text)
-- becomes
WITH crossfade_row_1 AS MATERIALIZED (SELECT random()::text AS v1) INSERT INTO people (first_name, last_name, "full_name") VALUES ('r', (SELECT v1 FROM crossfade_row_1), crossfade."case_down_1_checked"(CAST('r' AS text), CAST((SELECT v1 FROM crossfade_row_1) AS text)))
-- count 1

-- live, speaks new
UPDATE people SET last_name = nextval('told')::text WHERE id = 1
-- becomes
UPDATE people SET ("last_name", "full_name") = (SELECT crossfade_value.v1, crossfade."case_down_1_checked"("people"."first_name", CAST(crossfade_value.v1 AS text)) FROM (SELECT nextval('told')::text AS v1 WHERE "people".tableoid IS NOT NULL OFFSET 0) AS crossfade_value) WHERE id = 1
-- count 1

-- live, speaks new
SELECT * FROM people ORDER BY id
-- becomes
SELECT "people"."id", "people"."age", "people"."first_name", "people"."last_name" FROM people ORDER BY id
-- id int4(10,0), age int4(10,0), first_name text(2147483647,0), last_name text(2147483647,0)
--   1 | 31 | Ann | 1
--   2 | 42 | Bob | 
--   3 | 31 | Eve | Van Dyk
--   4 | 7 | null | null
--   5 | 20 | r | 0.19726358498438978

-- live, speaks new
SELECT last_value FROM told
-- untouched
-- last_value int8(19,0)
--   1

