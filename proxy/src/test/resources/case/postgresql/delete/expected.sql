-- off, speaks old
DELETE FROM people WHERE full_name = 'Nobody'
-- untouched
-- count 0

-- off, speaks old
DELETE FROM people WHERE full_name IN ('Bob', 'Cy') RETURNING id
-- untouched
-- id int4(10,0)
--   2

-- off, speaks old
DELETE FROM people USING notes WHERE who = full_name AND n = 1 RETURNING full_name, line
-- untouched
-- full_name text(2147483647,0), line text(2147483647,0)
--   Ann Lee | first

-- off, speaks old
DELETE FROM people p WHERE EXISTS (SELECT FROM people q WHERE q.full_name > p.full_name)
-- untouched
-- count 0

-- off, speaks old
DELETE FROM notes WHERE who NOT IN (SELECT full_name FROM people WHERE full_name IS NOT NULL)
-- untouched
-- count 3

-- off, speaks old
DELETE FROM people WHERE full_name IS NULL
-- untouched
-- count 1

-- off, speaks old
SELECT * FROM people
-- becomes
SELECT "people"."id", "people"."full_name", "people"."age" FROM people
-- id int4(10,0), full_name text(2147483647,0), age int4(10,0)
--   3 | Eve Van Dyk | 31

-- off, speaks new
DELETE FROM people WHERE (first_name, last_name) = ('Ann', 'Lee')
-- becomes
DELETE FROM people WHERE (crossfade."case_up_1_null"("people"."full_name"), crossfade."case_up_2_null"("people"."full_name")) = ('Ann', 'Lee')
-- count 1

-- off, speaks new
DELETE FROM people p USING notes n WHERE p.first_name = n.who RETURNING p.*
-- becomes
DELETE FROM people p USING notes n WHERE crossfade."case_up_1_null"(p."full_name") = n.who RETURNING p."id", p."age", crossfade."case_up_1_null"(p."full_name") AS "first_name", crossfade."case_up_2_null"(p."full_name") AS "last_name"
-- id int4(10,0), age int4(10,0), first_name text(2147483647,0), last_name text(2147483647,0)
--   2 | 42 | Bob | 

-- off, speaks new
SELECT * FROM people ORDER BY id
-- becomes
SELECT "people"."id", "people"."age", crossfade."case_up_1_null"("people"."full_name") AS "first_name", crossfade."case_up_2_null"("people"."full_name") AS "last_name" FROM people ORDER BY id
-- id int4(10,0), age int4(10,0), first_name text(2147483647,0), last_name text(2147483647,0)
--   3 | 31 | Eve | Van Dyk
--   4 | 7 | null | null

-- dual-write, speaks old
DELETE FROM people WHERE full_name = 'Nobody'
-- untouched
-- count 0

-- dual-write, speaks old
DELETE FROM people WHERE full_name IN ('Bob', 'Cy') RETURNING id
-- untouched
-- id int4(10,0)
--   2

-- dual-write, speaks old
DELETE FROM people USING notes WHERE who = full_name AND n = 1 RETURNING full_name, line
-- untouched
-- full_name text(2147483647,0), line text(2147483647,0)
--   Ann Lee | first

-- dual-write, speaks old
DELETE FROM people p WHERE EXISTS (SELECT FROM people q WHERE q.full_name > p.full_name)
-- untouched
-- count 0

-- dual-write, speaks old
DELETE FROM notes WHERE who NOT IN (SELECT full_name FROM people WHERE full_name IS NOT NULL)
-- untouched
-- count 3

-- dual-write, speaks old
DELETE FROM people WHERE full_name IS NULL
-- untouched
-- count 1

-- dual-write, speaks old
SELECT * FROM people
-- becomes
SELECT "people"."id", "people"."full_name", "people"."age" FROM people
-- id int4(10,0), full_name text(2147483647,0), age int4(10,0)
--   3 | Eve Van Dyk | 31

-- dual-write, speaks new
DELETE FROM people WHERE (first_name, last_name) = ('Ann', 'Lee')
-- becomes
DELETE FROM people WHERE (CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_1_null"("people"."full_name") ELSE "people"."first_name" END, CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_2_null"("people"."full_name") ELSE "people"."last_name" END) = ('Ann', 'Lee')
-- count 1

-- dual-write, speaks new
DELETE FROM people p USING notes n WHERE p.first_name = n.who RETURNING p.*
-- becomes
DELETE FROM people p USING notes n WHERE CASE WHEN p."first_name" IS NULL AND p."last_name" IS NULL THEN crossfade."case_up_1_null"(p."full_name") ELSE p."first_name" END = n.who RETURNING p."id", p."age", CASE WHEN p."first_name" IS NULL AND p."last_name" IS NULL THEN crossfade."case_up_1_null"(p."full_name") ELSE p."first_name" END AS "first_name", CASE WHEN p."first_name" IS NULL AND p."last_name" IS NULL THEN crossfade."case_up_2_null"(p."full_name") ELSE p."last_name" END AS "last_name"
-- id int4(10,0), age int4(10,0), first_name text(2147483647,0), last_name text(2147483647,0)
--   2 | 42 | Bob | 

-- dual-write, speaks new
SELECT * FROM people ORDER BY id
-- becomes
SELECT "people"."id", "people"."age", CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_1_null"("people"."full_name") ELSE "people"."first_name" END AS "first_name", CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_2_null"("people"."full_name") ELSE "people"."last_name" END AS "last_name" FROM people ORDER BY id
-- id int4(10,0), age int4(10,0), first_name text(2147483647,0), last_name text(2147483647,0)
--   3 | 31 | Eve | Van Dyk
--   4 | 7 | null | null

-- live, speaks old
DELETE FROM people WHERE full_name = 'Nobody'
-- becomes
DELETE FROM people WHERE crossfade."case_down_1"("people"."first_name", "people"."last_name") = 'Nobody'
-- count 0

-- live, speaks old
DELETE FROM people WHERE full_name IN ('Bob', 'Cy') RETURNING id
-- becomes
DELETE FROM people WHERE crossfade."case_down_1"("people"."first_name", "people"."last_name") IN ('Bob', 'Cy') RETURNING id
-- id int4(10,0)
--   2

-- live, speaks old
DELETE FROM people USING notes WHERE who = full_name AND n = 1 RETURNING full_name, line
-- becomes
DELETE FROM people USING notes WHERE who = crossfade."case_down_1"("people"."first_name", "people"."last_name") AND n = 1 RETURNING crossfade."case_down_1"("people"."first_name", "people"."last_name") AS "full_name", line
-- full_name text(2147483647,0), line text(2147483647,0)
--   Ann Lee | first

-- live, speaks old
DELETE FROM people p WHERE EXISTS (SELECT FROM people q WHERE q.full_name > p.full_name)
-- becomes
DELETE FROM people p WHERE EXISTS (SELECT FROM people q WHERE crossfade."case_down_1"(q."first_name", q."last_name") > crossfade."case_down_1"(p."first_name", p."last_name"))
-- count 0

-- live, speaks old
DELETE FROM notes WHERE who NOT IN (SELECT full_name FROM people WHERE full_name IS NOT NULL)
-- becomes
DELETE FROM notes WHERE who NOT IN (SELECT crossfade."case_down_1"("people"."first_name", "people"."last_name") AS "full_name" FROM people WHERE crossfade."case_down_1"("people"."first_name", "people"."last_name") IS NOT NULL)
-- count 3

-- live, speaks old
DELETE FROM people WHERE full_name IS NULL
-- becomes
DELETE FROM people WHERE crossfade."case_down_1"("people"."first_name", "people"."last_name") IS NULL
-- count 1

-- live, speaks old
SELECT * FROM people
-- becomes
SELECT "people"."id", crossfade."case_down_1"("people"."first_name", "people"."last_name") AS "full_name", "people"."age" FROM people
-- id int4(10,0), full_name text(2147483647,0), age int4(10,0)
--   3 | Eve Van Dyk | 31

-- live, speaks new
DELETE FROM people WHERE (first_name, last_name) = ('Ann', 'Lee')
-- untouched
-- count 1

-- live, speaks new
DELETE FROM people p USING notes n WHERE p.first_name = n.who RETURNING p.*
-- becomes
DELETE FROM people p USING notes n WHERE p.first_name = n.who RETURNING p."id", p."age", p."first_name", p."last_name"
-- id int4(10,0), age int4(10,0), first_name text(2147483647,0), last_name text(2147483647,0)
--   2 | 42 | Bob | 

-- live, speaks new
SELECT * FROM people ORDER BY id
-- becomes
SELECT "people"."id", "people"."age", "people"."first_name", "people"."last_name" FROM people ORDER BY id
-- id int4(10,0), age int4(10,0), first_name text(2147483647,0), last_name text(2147483647,0)
--   3 | 31 | Eve | Van Dyk
--   4 | 7 | null | null

