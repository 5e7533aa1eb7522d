-- off, speaks old
SELECT full_name FROM people
-- untouched
-- full_name text(2147483647,0)
--   Ann Lee

-- off, speaks old
SELECT full_name FROM public.people
-- untouched
-- full_name text(2147483647,0)
--   Ann Lee

-- off, speaks old
SELECT public.people.full_name FROM public.people
-- untouched
-- full_name text(2147483647,0)
--   Ann Lee

-- off, speaks old
SELECT full_name FROM archive.people
-- untouched
-- full_name text(2147483647,0)
--   An Old One

-- off, speaks old
SELECT a.full_name, b.full_name FROM people a, archive.people b
-- untouched
-- full_name text(2147483647,0), full_name text(2147483647,0)
--   Ann Lee | An Old One

-- off, speaks old
UPDATE archive.people SET full_name = p.full_name FROM people p WHERE p.id = archive.people.id
-- untouched
-- count 1

-- off, speaks old
INSERT INTO people SELECT id + 1, full_name FROM archive.people
-- becomes
INSERT INTO people ("id", "full_name") SELECT id + 1, full_name FROM archive.people
-- count 1

-- off, speaks old
UPDATE public.people SET full_name = 'Bo Ho' WHERE public.people.id = 2
-- untouched
-- count 1

-- off, speaks old
SELECT * FROM people ORDER BY id
-- becomes
SELECT "people"."id", "people"."full_name" FROM people ORDER BY id
-- id int4(10,0), full_name text(2147483647,0)
--   1 | Ann Lee
--   2 | Bo Ho

-- off, speaks old
SELECT * FROM archive.people
-- untouched
-- id int4(10,0), full_name text(2147483647,0)
--   1 | Ann Lee

-- off, speaks old
SET search_path = archive, public
-- untouched
-- count 0

-- off, speaks old
SELECT full_name FROM people
-- untouched
-- full_name text(2147483647,0)
--   Ann Lee

-- off, speaks old
SELECT full_name FROM public.people ORDER BY id
-- untouched
-- full_name text(2147483647,0)
--   Ann Lee
--   Bo Ho

-- off, speaks old
UPDATE people SET full_name = 'Archived'
-- untouched
-- count 1

-- off, speaks old
RESET search_path
-- untouched
-- count 0

-- off, speaks old
CREATE TEMP TABLE people (full_name text)
-- untouched
-- count 0

-- off, speaks old
INSERT INTO people VALUES ('Here Only')
-- untouched
-- count 1

-- off, speaks old
SELECT * FROM people
-- untouched
-- full_name text(2147483647,0)
--   Here Only

-- off, speaks old
SELECT count(*) FROM public.people
-- untouched
-- count int8(19,0)
--   2

-- off, speaks old
DROP TABLE pg_temp.people
-- untouched
-- count 0

-- off, speaks old
SELECT * FROM people ORDER BY id
-- becomes
SELECT "people"."id", "people"."full_name" FROM people ORDER BY id
-- id int4(10,0), full_name text(2147483647,0)
--   1 | Ann Lee
--   2 | Bo Ho

-- off, speaks new
SELECT first_name FROM public.people
-- becomes
SELECT crossfade."case_up_1_null"("people"."full_name") AS "first_name" FROM public.people
-- first_name text(2147483647,0)
--   Ann

-- off, speaks new
SELECT full_name FROM archive.people
-- untouched
-- full_name text(2147483647,0)
--   An Old One

-- off, speaks new
INSERT INTO people SELECT id + 1, 'An', 'Old One' FROM archive.people
-- becomes
INSERT INTO people ("id", "full_name") SELECT crossfade_value.c1, crossfade."case_down_1_checked"(CAST(crossfade_value.c2 AS text), CAST(crossfade_value.c3 AS text)) FROM (SELECT id + 1, CAST('An' AS text), CAST('Old One' AS text) FROM archive.people) AS crossfade_value (c1, c2, c3)
-- count 1

-- off, speaks new
SELECT * FROM people ORDER BY id
-- becomes
SELECT "people"."id", crossfade."case_up_1_null"("people"."full_name") AS "first_name", crossfade."case_up_2_null"("people"."full_name") AS "last_name" FROM people ORDER BY id
-- id int4(10,0), first_name text(2147483647,0), last_name text(2147483647,0)
--   1 | Ann | Lee
--   2 | An | Old One

-- dual-write, speaks old
SELECT full_name FROM people
-- untouched
-- full_name text(2147483647,0)
--   Ann Lee

-- dual-write, speaks old
SELECT full_name FROM public.people
-- untouched
-- full_name text(2147483647,0)
--   Ann Lee

-- dual-write, speaks old
SELECT public.people.full_name FROM public.people
-- untouched
-- full_name text(2147483647,0)
--   Ann Lee

-- dual-write, speaks old
SELECT full_name FROM archive.people
-- untouched
-- full_name text(2147483647,0)
--   An Old One

-- dual-write, speaks old
SELECT a.full_name, b.full_name FROM people a, archive.people b
-- untouched
-- full_name text(2147483647,0), full_name text(2147483647,0)
--   Ann Lee | An Old One

-- dual-write, speaks old
UPDATE archive.people SET full_name = p.full_name FROM people p WHERE p.id = archive.people.id
-- untouched
-- count 1

-- dual-write, speaks old
INSERT INTO people SELECT id + 1, full_name FROM archive.people
-- becomes
INSERT INTO people ("id", "full_name", "first_name", "last_name") SELECT crossfade_value.c1, crossfade_value.c2, crossfade."case_up_1_record"(CAST(crossfade_value.c2 AS text)), crossfade."case_up_2_record"(CAST(crossfade_value.c2 AS text)) FROM (SELECT id + 1, full_name FROM archive.people) AS crossfade_value (c1, c2)
-- count 1

-- dual-write, speaks old
UPDATE public.people SET full_name = 'Bo Ho' WHERE public.people.id = 2
-- becomes
UPDATE public.people SET full_name = 'Bo Ho', "first_name" = crossfade."case_up_1_record"(CAST('Bo Ho' AS text)), "last_name" = crossfade."case_up_2_record"(CAST('Bo Ho' AS text)) WHERE public.people.id = 2
-- count 1

-- dual-write, speaks old
SELECT * FROM people ORDER BY id
-- becomes
SELECT "people"."id", "people"."full_name" FROM people ORDER BY id
-- id int4(10,0), full_name text(2147483647,0)
--   1 | Ann Lee
--   2 | Bo Ho

-- dual-write, speaks old
SELECT * FROM archive.people
-- untouched
-- id int4(10,0), full_name text(2147483647,0)
--   1 | Ann Lee

-- dual-write, speaks old
SET search_path = archive, public
-- untouched
-- count 0

-- dual-write, speaks old
SELECT full_name FROM people
-- untouched
-- full_name text(2147483647,0)
--   Ann Lee

-- dual-write, speaks old
SELECT full_name FROM public.people ORDER BY id
-- untouched
-- full_name text(2147483647,0)
--   Ann Lee
--   Bo Ho

-- dual-write, speaks old
UPDATE people SET full_name = 'Archived'
-- untouched
-- count 1

-- dual-write, speaks old
RESET search_path
-- untouched
-- count 0

-- dual-write, speaks old
CREATE TEMP TABLE people (full_name text)
-- untouched
-- count 0

-- dual-write, speaks old
INSERT INTO people VALUES ('Here Only')
-- untouched
-- count 1

-- dual-write, speaks old
SELECT * FROM people
-- untouched
-- full_name text(2147483647,0)
--   Here Only

-- dual-write, speaks old
SELECT count(*) FROM public.people
-- untouched
-- count int8(19,0)
--   2

-- dual-write, speaks old
DROP TABLE pg_temp.people
-- untouched
-- count 0

-- dual-write, speaks old
SELECT * FROM people ORDER BY id
-- becomes
SELECT "people"."id", "people"."full_name" FROM people ORDER BY id
-- id int4(10,0), full_name text(2147483647,0)
--   1 | Ann Lee
--   2 | Bo Ho

-- dual-write, speaks new
SELECT first_name FROM public.people
-- becomes
SELECT CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_1_null"("people"."full_name") ELSE "people"."first_name" END AS "first_name" FROM public.people
-- first_name text(2147483647,0)
--   Ann

-- dual-write, speaks new
SELECT full_name FROM archive.people
-- untouched
-- full_name text(2147483647,0)
--   An Old One

-- dual-write, speaks new
INSERT INTO people SELECT id + 1, 'An', 'Old One' FROM archive.people
-- becomes
INSERT INTO people ("id", "first_name", "last_name", "full_name") SELECT crossfade_value.c1, crossfade_value.c2, crossfade_value.c3, crossfade."case_down_1_checked"(CAST(crossfade_value.c2 AS text), CAST(crossfade_value.c3 AS text)) FROM (SELECT id + 1, CAST('An' AS text), CAST('Old One' AS text) FROM archive.people) AS crossfade_value (c1, c2, c3)
-- count 1

-- dual-write, speaks new
SELECT * FROM people ORDER BY id
-- becomes
SELECT "people"."id", CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_1_null"("people"."full_name") ELSE "people"."first_name" END AS "first_name", CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_2_null"("people"."full_name") ELSE "people"."last_name" END AS "last_name" FROM people ORDER BY id
-- id int4(10,0), first_name text(2147483647,0), last_name text(2147483647,0)
--   1 | Ann | Lee
--   2 | An | Old One

-- live, speaks old
SELECT full_name FROM people
-- becomes
SELECT crossfade."case_down_1"("people"."first_name", "people"."last_name") AS "full_name" FROM people
-- full_name text(2147483647,0)
--   Ann Lee

-- live, speaks old
SELECT full_name FROM public.people
-- becomes
SELECT crossfade."case_down_1"("people"."first_name", "people"."last_name") AS "full_name" FROM public.people
-- full_name text(2147483647,0)
--   Ann Lee

-- live, speaks old
SELECT public.people.full_name FROM public.people
-- becomes
SELECT crossfade."case_down_1"(public.people."first_name", public.people."last_name") AS "full_name" FROM public.people
-- full_name text(2147483647,0)
--   Ann Lee

-- live, speaks old
SELECT full_name FROM archive.people
-- untouched
-- full_name text(2147483647,0)
--   An Old One

-- live, speaks old
SELECT a.full_name, b.full_name FROM people a, archive.people b
-- becomes
SELECT crossfade."case_down_1"(a."first_name", a."last_name") AS "full_name", b.full_name FROM people a, archive.people b
-- full_name text(2147483647,0), full_name text(2147483647,0)
--   Ann Lee | An Old One

-- live, speaks old
UPDATE archive.people SET full_name = p.full_name FROM people p WHERE p.id = archive.people.id
-- becomes
UPDATE archive.people SET full_name = crossfade."case_down_1"(p."first_name", p."last_name") FROM people p WHERE p.id = archive.people.id
-- count 1

-- live, speaks old
INSERT INTO people SELECT id + 1, full_name FROM archive.people
-- becomes
INSERT INTO people ("id", "full_name", "first_name", "last_name") SELECT crossfade_value.c1, crossfade_value.c2, crossfade."case_up_1_raise"(CAST(crossfade_value.c2 AS text)), crossfade."case_up_2_raise"(CAST(crossfade_value.c2 AS text)) FROM (SELECT id + 1, full_name FROM archive.people) AS crossfade_value (c1, c2)
-- count 1

-- live, speaks old
UPDATE public.people SET full_name = 'Bo Ho' WHERE public.people.id = 2
-- becomes
UPDATE public.people SET full_name = 'Bo Ho', "first_name" = crossfade."case_up_1_raise"(CAST('Bo Ho' AS text)), "last_name" = crossfade."case_up_2_raise"(CAST('Bo Ho' AS text)) WHERE public.people.id = 2
-- count 1

-- live, speaks old
SELECT * FROM people ORDER BY id
-- becomes
SELECT "people"."id", crossfade."case_down_1"("people"."first_name", "people"."last_name") AS "full_name" FROM people ORDER BY id
-- id int4(10,0), full_name text(2147483647,0)
--   1 | Ann Lee
--   2 | Bo Ho

-- live, speaks old
SELECT * FROM archive.people
-- untouched
-- id int4(10,0), full_name text(2147483647,0)
--   1 | Ann Lee

-- live, speaks old
SET search_path = archive, public
-- untouched
-- count 0

-- live, speaks old
SELECT full_name FROM people
-- untouched
-- full_name text(2147483647,0)
--   Ann Lee

-- live, speaks old
SELECT full_name FROM public.people ORDER BY id
-- becomes
SELECT crossfade."case_down_1"("people"."first_name", "people"."last_name") AS "full_name" FROM public.people ORDER BY id
-- full_name text(2147483647,0)
--   Ann Lee
--   Bo Ho

-- live, speaks old
UPDATE people SET full_name = 'Archived'
-- untouched
-- count 1

-- live, speaks old
RESET search_path
-- untouched
-- count 0

-- live, speaks old
CREATE TEMP TABLE people (full_name text)
-- untouched
-- count 0

-- live, speaks old
INSERT INTO people VALUES ('Here Only')
-- untouched
-- count 1

-- live, speaks old
SELECT * FROM people
-- untouched
-- full_name text(2147483647,0)
--   Here Only

-- live, speaks old
SELECT count(*) FROM public.people
-- untouched
-- count int8(19,0)
--   2

-- live, speaks old
DROP TABLE pg_temp.people
-- untouched
-- count 0

-- live, speaks old
SELECT * FROM people ORDER BY id
-- becomes
SELECT "people"."id", crossfade."case_down_1"("people"."first_name", "people"."last_name") AS "full_name" FROM people ORDER BY id
-- id int4(10,0), full_name text(2147483647,0)
--   1 | Ann Lee
--   2 | Bo Ho

-- live, speaks new
SELECT first_name FROM public.people
-- untouched
-- first_name text(2147483647,0)
--   Ann

-- live, speaks new
SELECT full_name FROM archive.people
-- untouched
-- full_name text(2147483647,0)
--   An Old One

-- live, speaks new
INSERT INTO people SELECT id + 1, 'An', 'Old One' FROM archive.people
-- becomes
INSERT INTO people ("id", "first_name", "last_name", "full_name") SELECT crossfade_value.c1, crossfade_value.c2, crossfade_value.c3, crossfade."case_down_1_checked"(CAST(crossfade_value.c2 AS text), CAST(crossfade_value.c3 AS text)) FROM (SELECT id + 1, CAST('An' AS text), CAST('Old One' AS text) FROM archive.people) AS crossfade_value (c1, c2, c3)
-- count 1

-- live, speaks new
SELECT * FROM people ORDER BY id
-- becomes
SELECT "people"."id", "people"."first_name", "people"."last_name" FROM people ORDER BY id
-- id int4(10,0), first_name text(2147483647,0), last_name text(2147483647,0)
--   1 | Ann | Lee
--   2 | An | Old One

