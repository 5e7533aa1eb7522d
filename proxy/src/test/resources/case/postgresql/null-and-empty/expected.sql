-- off, speaks old
INSERT INTO people (full_name) VALUES (''), (NULL), ('x')
-- untouched
-- count 3

-- off, speaks old
SELECT id FROM people WHERE full_name IS NULL ORDER BY id
-- untouched
-- id int4(10,0)
--   4
--   6

-- off, speaks old
SELECT id FROM people WHERE full_name = '' ORDER BY id
-- untouched
-- id int4(10,0)
--   5

-- off, speaks old
SELECT id, coalesce(full_name, 'none'), full_name IS DISTINCT FROM '' FROM people ORDER BY id
-- untouched
-- id int4(10,0), coalesce text(2147483647,0), ?column? bool(1,0)
--   1 | Ann Lee | t
--   2 | Bob | t
--   3 | Eve Van Dyk | t
--   4 | none | t
--   5 |  | f
--   6 | none | t
--   7 | x | t

-- off, speaks old
SELECT count(full_name), count(*) FROM people
-- untouched
-- count int8(19,0), count int8(19,0)
--   5 | 7

-- off, speaks old
UPDATE people SET full_name = NULL WHERE full_name = ''
-- untouched
-- count 1

-- off, speaks old
UPDATE people SET full_name = '' WHERE full_name IS NULL AND age = 7
-- untouched
-- count 1

-- off, speaks old
UPDATE people SET full_name = nullif(full_name, 'Bob')
-- untouched
-- count 7

-- off, speaks old
SELECT id, full_name FROM people ORDER BY id
-- untouched
-- id int4(10,0), full_name text(2147483647,0)
--   1 | Ann Lee
--   2 | null
--   3 | Eve Van Dyk
--   4 | 
--   5 | null
--   6 | null
--   7 | x

-- off, speaks new
INSERT INTO people (first_name, last_name) VALUES ('', ''), (NULL, NULL)
-- becomes
INSERT INTO people ("full_name") VALUES (crossfade."case_down_1_checked"(CAST('' AS text), CAST('' AS text))), (crossfade."case_down_1_checked"(CAST(NULL AS text), CAST(NULL AS text)))
-- count 2

-- off, speaks new
SELECT id FROM people WHERE first_name IS NULL ORDER BY id
-- becomes
SELECT id FROM people WHERE crossfade."case_up_1_null"("people"."full_name") IS NULL ORDER BY id
-- id int4(10,0)
--   4
--   6

-- off, speaks new
UPDATE people SET first_name = NULL, last_name = NULL WHERE first_name = ''
-- becomes
UPDATE people SET "full_name" = crossfade."case_down_1_checked"(CAST(NULL AS text), CAST(NULL AS text)) WHERE crossfade."case_up_1_null"("people"."full_name") = ''
-- count 1

-- off, speaks new
SELECT id, first_name, last_name FROM people ORDER BY id
-- becomes
SELECT id, crossfade."case_up_1_null"("people"."full_name") AS "first_name", crossfade."case_up_2_null"("people"."full_name") AS "last_name" FROM people ORDER BY id
-- id int4(10,0), first_name text(2147483647,0), last_name text(2147483647,0)
--   1 | Ann | Lee
--   2 | Bob | 
--   3 | Eve | Van Dyk
--   4 | null | null
--   5 | null | null
--   6 | null | null

-- dual-write, speaks old
INSERT INTO people (full_name) VALUES (''), (NULL), ('x')
-- becomes
INSERT INTO people (full_name, "first_name", "last_name") VALUES ('', crossfade."case_up_1_record"(CAST('' AS text)), crossfade."case_up_2_record"(CAST('' AS text))), (NULL, crossfade."case_up_1_record"(CAST(NULL AS text)), crossfade."case_up_2_record"(CAST(NULL AS text))), ('x', crossfade."case_up_1_record"(CAST('x' AS text)), crossfade."case_up_2_record"(CAST('x' AS text)))
-- count 3

-- dual-write, speaks old
SELECT id FROM people WHERE full_name IS NULL ORDER BY id
-- untouched
-- id int4(10,0)
--   4
--   6

-- dual-write, speaks old
SELECT id FROM people WHERE full_name = '' ORDER BY id
-- untouched
-- id int4(10,0)
--   5

-- dual-write, speaks old
SELECT id, coalesce(full_name, 'none'), full_name IS DISTINCT FROM '' FROM people ORDER BY id
-- untouched
-- id int4(10,0), coalesce text(2147483647,0), ?column? bool(1,0)
--   1 | Ann Lee | t
--   2 | Bob | t
--   3 | Eve Van Dyk | t
--   4 | none | t
--   5 |  | f
--   6 | none | t
--   7 | x | t

-- dual-write, speaks old
SELECT count(full_name), count(*) FROM people
-- untouched
-- count int8(19,0), count int8(19,0)
--   5 | 7

-- dual-write, speaks old
UPDATE people SET full_name = NULL WHERE full_name = ''
-- becomes
UPDATE people SET full_name = NULL, "first_name" = crossfade."case_up_1_record"(CAST(NULL AS text)), "last_name" = crossfade."case_up_2_record"(CAST(NULL AS text)) WHERE full_name = ''
-- count 1

-- dual-write, speaks old
UPDATE people SET full_name = '' WHERE full_name IS NULL AND age = 7
-- becomes
UPDATE people SET full_name = '', "first_name" = crossfade."case_up_1_record"(CAST('' AS text)), "last_name" = crossfade."case_up_2_record"(CAST('' AS text)) WHERE full_name IS NULL AND age = 7
-- count 1

-- dual-write, speaks old
UPDATE people SET full_name = nullif(full_name, 'Bob')
-- becomes
UPDATE people SET full_name = nullif(full_name, 'Bob'), "first_name" = crossfade."case_up_1_record"(CAST(nullif(full_name, 'Bob') AS text)), "last_name" = crossfade."case_up_2_record"(CAST(nullif(full_name, 'Bob') AS text))
-- count 7

-- dual-write, speaks old
SELECT id, full_name FROM people ORDER BY id
-- untouched
-- id int4(10,0), full_name text(2147483647,0)
--   1 | Ann Lee
--   2 | null
--   3 | Eve Van Dyk
--   4 | 
--   5 | null
--   6 | null
--   7 | x

-- dual-write, speaks new
INSERT INTO people (first_name, last_name) VALUES ('', ''), (NULL, NULL)
-- becomes
INSERT INTO people (first_name, last_name, "full_name") VALUES ('', '', crossfade."case_down_1_checked"(CAST('' AS text), CAST('' AS text))), (NULL, NULL, crossfade."case_down_1_checked"(CAST(NULL AS text), CAST(NULL AS text)))
-- count 2

-- dual-write, speaks new
SELECT id FROM people WHERE first_name IS NULL ORDER BY id
-- becomes
SELECT id FROM people WHERE CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_1_null"("people"."full_name") ELSE "people"."first_name" END IS NULL ORDER BY id
-- id int4(10,0)
--   4
--   6

-- dual-write, speaks new
UPDATE people SET first_name = NULL, last_name = NULL WHERE first_name = ''
-- becomes
UPDATE people SET first_name = NULL, last_name = NULL, "full_name" = crossfade."case_down_1_checked"(CAST(NULL AS text), CAST(NULL AS text)) WHERE CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_1_null"("people"."full_name") ELSE "people"."first_name" END = ''
-- count 1

-- dual-write, speaks new
SELECT id, first_name, last_name FROM people ORDER BY id
-- becomes
SELECT id, CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_1_null"("people"."full_name") ELSE "people"."first_name" END AS "first_name", CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_2_null"("people"."full_name") ELSE "people"."last_name" END AS "last_name" FROM people ORDER BY id
-- id int4(10,0), first_name text(2147483647,0), last_name text(2147483647,0)
--   1 | Ann | Lee
--   2 | Bob | 
--   3 | Eve | Van Dyk
--   4 | null | null
--   5 | null | null
--   6 | null | null

-- live, speaks old
INSERT INTO people (full_name) VALUES (''), (NULL), ('x')
-- becomes
INSERT INTO people (full_name, "first_name", "last_name") VALUES ('', crossfade."case_up_1_raise"(CAST('' AS text)), crossfade."case_up_2_raise"(CAST('' AS text))), (NULL, crossfade."case_up_1_raise"(CAST(NULL AS text)), crossfade."case_up_2_raise"(CAST(NULL AS text))), ('x', crossfade."case_up_1_raise"(CAST('x' AS text)), crossfade."case_up_2_raise"(CAST('x' AS text)))
-- count 3

-- live, speaks old
SELECT id FROM people WHERE full_name IS NULL ORDER BY id
-- becomes
SELECT id FROM people WHERE crossfade."case_down_1"("people"."first_name", "people"."last_name") IS NULL ORDER BY id
-- id int4(10,0)
--   4
--   6

-- live, speaks old
SELECT id FROM people WHERE full_name = '' ORDER BY id
-- becomes
SELECT id FROM people WHERE crossfade."case_down_1"("people"."first_name", "people"."last_name") = '' ORDER BY id
-- id int4(10,0)
--   5

-- live, speaks old
SELECT id, coalesce(full_name, 'none'), full_name IS DISTINCT FROM '' FROM people ORDER BY id
-- becomes
SELECT id, coalesce(crossfade."case_down_1"("people"."first_name", "people"."last_name"), 'none'), crossfade."case_down_1"("people"."first_name", "people"."last_name") IS DISTINCT FROM '' FROM people ORDER BY id
-- id int4(10,0), coalesce text(2147483647,0), ?column? bool(1,0)
--   1 | Ann Lee | t
--   2 | Bob | t
--   3 | Eve Van Dyk | t
--   4 | none | t
--   5 |  | f
--   6 | none | t
--   7 | x | t

-- live, speaks old
SELECT count(full_name), count(*) FROM people
-- becomes
SELECT count(crossfade."case_down_1"("people"."first_name", "people"."last_name")), count(*) FROM people
-- count int8(19,0), count int8(19,0)
--   5 | 7

-- live, speaks old
UPDATE people SET full_name = NULL WHERE full_name = ''
-- becomes
UPDATE people SET full_name = NULL, "first_name" = crossfade."case_up_1_raise"(CAST(NULL AS text)), "last_name" = crossfade."case_up_2_raise"(CAST(NULL AS text)) WHERE crossfade."case_down_1"("people"."first_name", "people"."last_name") = ''
-- count 1

-- live, speaks old
UPDATE people SET full_name = '' WHERE full_name IS NULL AND age = 7
-- becomes
UPDATE people SET full_name = '', "first_name" = crossfade."case_up_1_raise"(CAST('' AS text)), "last_name" = crossfade."case_up_2_raise"(CAST('' AS text)) WHERE crossfade."case_down_1"("people"."first_name", "people"."last_name") IS NULL AND age = 7
-- count 1

-- live, speaks old
UPDATE people SET full_name = nullif(full_name, 'Bob')
-- becomes
UPDATE people SET full_name = nullif(crossfade."case_down_1"("people"."first_name", "people"."last_name"), 'Bob'), "first_name" = crossfade."case_up_1_raise"(CAST(nullif(crossfade."case_down_1"("people"."first_name", "people"."last_name"), 'Bob') AS text)), "last_name" = crossfade."case_up_2_raise"(CAST(nullif(crossfade."case_down_1"("people"."first_name", "people"."last_name"), 'Bob') AS text))
-- count 7

-- live, speaks old
SELECT id, full_name FROM people ORDER BY id
-- becomes
SELECT id, crossfade."case_down_1"("people"."first_name", "people"."last_name") AS "full_name" FROM people ORDER BY id
-- id int4(10,0), full_name text(2147483647,0)
--   1 | Ann Lee
--   2 | null
--   3 | Eve Van Dyk
--   4 | 
--   5 | null
--   6 | null
--   7 | x

-- live, speaks new
INSERT INTO people (first_name, last_name) VALUES ('', ''), (NULL, NULL)
-- becomes
INSERT INTO people (first_name, last_name, "full_name") VALUES ('', '', crossfade."case_down_1_checked"(CAST('' AS text), CAST('' AS text))), (NULL, NULL, crossfade."case_down_1_checked"(CAST(NULL AS text), CAST(NULL AS text)))
-- count 2

-- live, speaks new
SELECT id FROM people WHERE first_name IS NULL ORDER BY id
-- untouched
-- id int4(10,0)
--   4
--   6

-- live, speaks new
UPDATE people SET first_name = NULL, last_name = NULL WHERE first_name = ''
-- becomes
UPDATE people SET first_name = NULL, last_name = NULL, "full_name" = crossfade."case_down_1_checked"(CAST(NULL AS text), CAST(NULL AS text)) WHERE first_name = ''
-- count 1

-- live, speaks new
SELECT id, first_name, last_name FROM people ORDER BY id
-- untouched
-- id int4(10,0), first_name text(2147483647,0), last_name text(2147483647,0)
--   1 | Ann | Lee
--   2 | Bob | 
--   3 | Eve | Van Dyk
--   4 | null | null
--   5 | null | null
--   6 | null | null

