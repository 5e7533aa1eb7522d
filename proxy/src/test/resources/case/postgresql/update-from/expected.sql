-- off, speaks old
UPDATE people SET full_name = who || ' ' || line FROM notes WHERE full_name = who
-- untouched
-- count 2

-- off, speaks old
UPDATE people p SET full_name = n.who, age = n.n FROM notes n WHERE n.n = p.id RETURNING p.full_name, n.line
-- untouched
-- full_name text(2147483647,0), line text(2147483647,0)
--   Ann Lee | first
--   Bob | second

-- off, speaks old
UPDATE people a SET full_name = b.full_name FROM people b WHERE a.id = 3 AND b.id = 2
-- untouched
-- count 1

-- off, speaks old
UPDATE people SET age = s.c FROM (SELECT full_name AS f, count(*) AS c FROM people GROUP BY full_name) s WHERE s.f = full_name
-- untouched
-- count 3

-- off, speaks old
UPDATE notes SET who = full_name FROM people WHERE id = n
-- untouched
-- count 2

-- off, speaks old
UPDATE people p SET full_name = x.w FROM notes n JOIN (VALUES (9, 'Val Ue')) x (k, w) ON x.k = n.n WHERE p.age = 7
-- untouched
-- count 1

-- off, speaks old
SELECT * FROM people ORDER BY id
-- becomes
SELECT "people"."id", "people"."full_name", "people"."age" FROM people ORDER BY id
-- id int4(10,0), full_name text(2147483647,0), age int4(10,0)
--   1 | Ann Lee | 1
--   2 | Bob | 2
--   3 | Bob | 2
--   4 | Val Ue | 7

-- off, speaks old
SELECT * FROM notes ORDER BY n
-- untouched
-- who text(2147483647,0), line text(2147483647,0), n int4(10,0)
--   Ann Lee | first | 1
--   Bob | second | 2
--   Zoe | third | 9

-- off, speaks new
UPDATE people SET last_name = line FROM notes WHERE first_name = split_part(who, ' ', 1)
-- becomes
UPDATE people SET "full_name" = crossfade."case_down_1_checked"(crossfade."case_up_1_null"("people"."full_name"), CAST(line AS text)) FROM notes WHERE crossfade."case_up_1_null"("people"."full_name") = split_part(who, ' ', 1)
-- count 2

-- off, speaks new
UPDATE people a SET (first_name, last_name) = (b.last_name, b.first_name) FROM people b WHERE a.id = 3 AND b.id = 1
-- becomes
UPDATE people a SET "full_name" = crossfade."case_down_1_checked"(CAST(crossfade."case_up_2_null"(b."full_name") AS text), CAST(crossfade."case_up_1_null"(b."full_name") AS text)) FROM people b WHERE a.id = 3 AND b.id = 1
-- count 1

-- off, speaks new
SELECT * FROM people ORDER BY id
-- becomes
SELECT "people"."id", "people"."age", crossfade."case_up_1_null"("people"."full_name") AS "first_name", crossfade."case_up_2_null"("people"."full_name") AS "last_name" FROM people ORDER BY id
-- id int4(10,0), age int4(10,0), first_name text(2147483647,0), last_name text(2147483647,0)
--   1 | 31 | Ann | first
--   2 | 42 | Bob | second
--   3 | 31 | first | Ann
--   4 | 7 | null | null

-- dual-write, speaks old
UPDATE people SET full_name = who || ' ' || line FROM notes WHERE full_name = who
-- becomes
UPDATE people SET full_name = who || ' ' || line, "first_name" = crossfade."case_up_1_record"(CAST(who || ' ' || line AS text)), "last_name" = crossfade."case_up_2_record"(CAST(who || ' ' || line AS text)) FROM notes WHERE full_name = who
-- count 2

-- dual-write, speaks old
UPDATE people p SET full_name = n.who, age = n.n FROM notes n WHERE n.n = p.id RETURNING p.full_name, n.line
-- becomes
UPDATE people p SET full_name = n.who, "first_name" = crossfade."case_up_1_record"(CAST(n.who AS text)), "last_name" = crossfade."case_up_2_record"(CAST(n.who AS text)), age = n.n FROM notes n WHERE n.n = p.id RETURNING p.full_name, n.line
-- full_name text(2147483647,0), line text(2147483647,0)
--   Ann Lee | first
--   Bob | second

-- dual-write, speaks old
UPDATE people a SET full_name = b.full_name FROM people b WHERE a.id = 3 AND b.id = 2
-- becomes
UPDATE people a SET full_name = b.full_name, "first_name" = crossfade."case_up_1_record"(CAST(b.full_name AS text)), "last_name" = crossfade."case_up_2_record"(CAST(b.full_name AS text)) FROM people b WHERE a.id = 3 AND b.id = 2
-- count 1

-- dual-write, speaks old
UPDATE people SET age = s.c FROM (SELECT full_name AS f, count(*) AS c FROM people GROUP BY full_name) s WHERE s.f = full_name
-- untouched
-- count 3

-- dual-write, speaks old
UPDATE notes SET who = full_name FROM people WHERE id = n
-- untouched
-- count 2

-- dual-write, speaks old
UPDATE people p SET full_name = x.w FROM notes n JOIN (VALUES (9, 'Val Ue')) x (k, w) ON x.k = n.n WHERE p.age = 7
-- becomes
UPDATE people p SET full_name = x.w, "first_name" = crossfade."case_up_1_record"(CAST(x.w AS text)), "last_name" = crossfade."case_up_2_record"(CAST(x.w AS text)) FROM notes n JOIN (VALUES (9, 'Val Ue')) x (k, w) ON x.k = n.n WHERE p.age = 7
-- count 1

-- dual-write, speaks old
SELECT * FROM people ORDER BY id
-- becomes
SELECT "people"."id", "people"."full_name", "people"."age" FROM people ORDER BY id
-- id int4(10,0), full_name text(2147483647,0), age int4(10,0)
--   1 | Ann Lee | 1
--   2 | Bob | 2
--   3 | Bob | 2
--   4 | Val Ue | 7

-- dual-write, speaks old
SELECT * FROM notes ORDER BY n
-- untouched
-- who text(2147483647,0), line text(2147483647,0), n int4(10,0)
--   Ann Lee | first | 1
--   Bob | second | 2
--   Zoe | third | 9

-- dual-write, speaks new
UPDATE people SET last_name = line FROM notes WHERE first_name = split_part(who, ' ', 1)
-- becomes
UPDATE people SET last_name = line, "first_name" = CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_1_null"("people"."full_name") ELSE "people"."first_name" END, "full_name" = crossfade."case_down_1_checked"(CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_1_null"("people"."full_name") ELSE "people"."first_name" END, CAST(line AS text)) FROM notes WHERE CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_1_null"("people"."full_name") ELSE "people"."first_name" END = split_part(who, ' ', 1)
-- count 2

-- dual-write, speaks new
UPDATE people a SET (first_name, last_name) = (b.last_name, b.first_name) FROM people b WHERE a.id = 3 AND b.id = 1
-- becomes
UPDATE people a SET (first_name, last_name) = (CASE WHEN b."first_name" IS NULL AND b."last_name" IS NULL THEN crossfade."case_up_2_null"(b."full_name") ELSE b."last_name" END, CASE WHEN b."first_name" IS NULL AND b."last_name" IS NULL THEN crossfade."case_up_1_null"(b."full_name") ELSE b."first_name" END), "full_name" = crossfade."case_down_1_checked"(CAST(CASE WHEN b."first_name" IS NULL AND b."last_name" IS NULL THEN crossfade."case_up_2_null"(b."full_name") ELSE b."last_name" END AS text), CAST(CASE WHEN b."first_name" IS NULL AND b."last_name" IS NULL THEN crossfade."case_up_1_null"(b."full_name") ELSE b."first_name" END AS text)) FROM people b WHERE a.id = 3 AND b.id = 1
-- count 1

-- dual-write, speaks new
SELECT * FROM people ORDER BY id
-- becomes
SELECT "people"."id", "people"."age", CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_1_null"("people"."full_name") ELSE "people"."first_name" END AS "first_name", CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_2_null"("people"."full_name") ELSE "people"."last_name" END AS "last_name" FROM people ORDER BY id
-- id int4(10,0), age int4(10,0), first_name text(2147483647,0), last_name text(2147483647,0)
--   1 | 31 | Ann | first
--   2 | 42 | Bob | second
--   3 | 31 | first | Ann
--   4 | 7 | null | null

-- live, speaks old
UPDATE people SET full_name = who || ' ' || line FROM notes WHERE full_name = who
-- becomes
UPDATE people SET full_name = who || ' ' || line, "first_name" = crossfade."case_up_1_raise"(CAST(who || ' ' || line AS text)), "last_name" = crossfade."case_up_2_raise"(CAST(who || ' ' || line AS text)) FROM notes WHERE crossfade."case_down_1"("people"."first_name", "people"."last_name") = who
-- count 2

-- live, speaks old
UPDATE people p SET full_name = n.who, age = n.n FROM notes n WHERE n.n = p.id RETURNING p.full_name, n.line
-- becomes
UPDATE people p SET full_name = n.who, "first_name" = crossfade."case_up_1_raise"(CAST(n.who AS text)), "last_name" = crossfade."case_up_2_raise"(CAST(n.who AS text)), age = n.n FROM notes n WHERE n.n = p.id RETURNING crossfade."case_down_1"(p."first_name", p."last_name") AS "full_name", n.line
-- full_name text(2147483647,0), line text(2147483647,0)
--   Ann Lee | first
--   Bob | second

-- live, speaks old
UPDATE people a SET full_name = b.full_name FROM people b WHERE a.id = 3 AND b.id = 2
-- becomes
UPDATE people a SET full_name = crossfade."case_down_1"(b."first_name", b."last_name"), "first_name" = crossfade."case_up_1_raise"(CAST(crossfade."case_down_1"(b."first_name", b."last_name") AS text)), "last_name" = crossfade."case_up_2_raise"(CAST(crossfade."case_down_1"(b."first_name", b."last_name") AS text)) FROM people b WHERE a.id = 3 AND b.id = 2
-- count 1

-- live, speaks old
UPDATE people SET age = s.c FROM (SELECT full_name AS f, count(*) AS c FROM people GROUP BY full_name) s WHERE s.f = full_name
-- becomes
UPDATE people SET age = s.c FROM (SELECT crossfade."case_down_1"("people"."first_name", "people"."last_name") AS f, count(*) AS c FROM people GROUP BY crossfade."case_down_1"("people"."first_name", "people"."last_name")) s WHERE s.f = crossfade."case_down_1"("people"."first_name", "people"."last_name")
-- count 3

-- live, speaks old
UPDATE notes SET who = full_name FROM people WHERE id = n
-- becomes
UPDATE notes SET who = crossfade."case_down_1"("people"."first_name", "people"."last_name") FROM people WHERE id = n
-- count 2

-- live, speaks old
UPDATE people p SET full_name = x.w FROM notes n JOIN (VALUES (9, 'Val Ue')) x (k, w) ON x.k = n.n WHERE p.age = 7
-- becomes
UPDATE people p SET full_name = x.w, "first_name" = crossfade."case_up_1_raise"(CAST(x.w AS text)), "last_name" = crossfade."case_up_2_raise"(CAST(x.w AS text)) FROM notes n JOIN (VALUES (9, 'Val Ue')) x (k, w) ON x.k = n.n WHERE p.age = 7
-- count 1

-- live, speaks old
SELECT * FROM people ORDER BY id
-- becomes
SELECT "people"."id", crossfade."case_down_1"("people"."first_name", "people"."last_name") AS "full_name", "people"."age" FROM people ORDER BY id
-- id int4(10,0), full_name text(2147483647,0), age int4(10,0)
--   1 | Ann Lee | 1
--   2 | Bob | 2
--   3 | Bob | 2
--   4 | Val Ue | 7

-- live, speaks old
SELECT * FROM notes ORDER BY n
-- untouched
-- who text(2147483647,0), line text(2147483647,0), n int4(10,0)
--   Ann Lee | first | 1
--   Bob | second | 2
--   Zoe | third | 9

-- live, speaks new
UPDATE people SET last_name = line FROM notes WHERE first_name = split_part(who, ' ', 1)
-- becomes
UPDATE people SET last_name = line, "full_name" = crossfade."case_down_1_checked"("people"."first_name", CAST(line AS text)) FROM notes WHERE first_name = split_part(who, ' ', 1)
-- count 2

-- live, speaks new
UPDATE people a SET (first_name, last_name) = (b.last_name, b.first_name) FROM people b WHERE a.id = 3 AND b.id = 1
-- becomes
UPDATE people a SET (first_name, last_name) = (b.last_name, b.first_name), "full_name" = crossfade."case_down_1_checked"(CAST(b.last_name AS text), CAST(b.first_name AS text)) FROM people b WHERE a.id = 3 AND b.id = 1
-- count 1

-- live, speaks new
SELECT * FROM people ORDER BY id
-- becomes
SELECT "people"."id", "people"."age", "people"."first_name", "people"."last_name" FROM people ORDER BY id
-- id int4(10,0), age int4(10,0), first_name text(2147483647,0), last_name text(2147483647,0)
--   1 | 31 | Ann | first
--   2 | 42 | Bob | second
--   3 | 31 | first | Ann
--   4 | 7 | null | null

