-- off, speaks old
SELECT who, (SELECT full_name FROM people WHERE full_name = who) FROM notes ORDER BY n
-- untouched
-- who text(2147483647,0), full_name text(2147483647,0)
--   Ann Lee | Ann Lee
--   Bob | Bob
--   Zoe | null

-- off, speaks old
SELECT full_name FROM people p WHERE EXISTS (SELECT 1 FROM notes WHERE who = p.full_name) ORDER BY 1
-- untouched
-- full_name text(2147483647,0)
--   Ann Lee
--   Bob

-- off, speaks old
SELECT who FROM notes WHERE who IN (SELECT full_name FROM people) ORDER BY 1
-- untouched
-- who text(2147483647,0)
--   Ann Lee
--   Bob

-- off, speaks old
SELECT who FROM notes WHERE who NOT IN (SELECT full_name FROM people WHERE full_name IS NOT NULL)
-- untouched
-- who text(2147483647,0)
--   Zoe

-- off, speaks old
SELECT n FROM notes WHERE EXISTS (SELECT FROM people WHERE full_name IS NULL AND age = n + 5)
-- untouched
-- n int4(10,0)
--   2

-- off, speaks old
SELECT who FROM notes WHERE who = ANY (SELECT full_name FROM people) ORDER BY 1
-- untouched
-- who text(2147483647,0)
--   Ann Lee
--   Bob

-- off, speaks old
SELECT f FROM (SELECT full_name AS f, age FROM people) s WHERE age = 31 ORDER BY f
-- untouched
-- f text(2147483647,0)
--   Ann Lee
--   Eve Van Dyk

-- off, speaks old
SELECT n.who, l.full_name FROM notes n LEFT JOIN LATERAL (SELECT full_name FROM people WHERE id = n.n) l ON true ORDER BY n
-- untouched
-- who text(2147483647,0), full_name text(2147483647,0)
--   Ann Lee | Ann Lee
--   Bob | Bob
--   Zoe | null

-- off, speaks old
SELECT ARRAY (SELECT full_name FROM people ORDER BY id)
-- untouched
-- array _text(2147483647,0)
--   {"Ann Lee",Bob,"Eve Van Dyk",NULL}

-- off, speaks old
SELECT id FROM people p WHERE age = (SELECT max(age) FROM people q WHERE q.full_name >= p.full_name) ORDER BY id
-- untouched
-- id int4(10,0)
--   2
--   3

-- off, speaks old
SELECT (SELECT count(*) FROM people q WHERE q.full_name < p.full_name) AS before, full_name FROM people p ORDER BY 2
-- untouched
-- before int8(19,0), full_name text(2147483647,0)
--   0 | Ann Lee
--   0 | null
--   1 | Bob
--   2 | Eve Van Dyk

-- off, speaks new
SELECT who, (SELECT last_name FROM people WHERE first_name = split_part(who, ' ', 1)) FROM notes ORDER BY n
-- becomes
SELECT who, (SELECT crossfade."case_up_2_null"("people"."full_name") AS "last_name" FROM people WHERE crossfade."case_up_1_null"("people"."full_name") = split_part(who, ' ', 1)) FROM notes ORDER BY n
-- who text(2147483647,0), last_name text(2147483647,0)
--   Ann Lee | Lee
--   Bob | 
--   Zoe | null

-- off, speaks new
SELECT first_name FROM people p WHERE (first_name, last_name) IN (SELECT first_name, last_name FROM people q WHERE q.id <> p.id)
-- becomes
SELECT crossfade."case_up_1_null"("p"."full_name") AS "first_name" FROM people p WHERE (crossfade."case_up_1_null"("p"."full_name"), crossfade."case_up_2_null"("p"."full_name")) IN (SELECT crossfade."case_up_1_null"("q"."full_name") AS "first_name", crossfade."case_up_2_null"("q"."full_name") AS "last_name" FROM people q WHERE q.id <> p.id)
-- first_name text(2147483647,0)

-- off, speaks new
SELECT n.n, l.* FROM notes n, LATERAL (SELECT first_name, last_name FROM people WHERE id = n.n) l ORDER BY n
-- becomes
SELECT n.n, l.* FROM notes n, LATERAL (SELECT crossfade."case_up_1_null"("people"."full_name") AS "first_name", crossfade."case_up_2_null"("people"."full_name") AS "last_name" FROM people WHERE id = n.n) l ORDER BY n
-- n int4(10,0), first_name text(2147483647,0), last_name text(2147483647,0)
--   1 | Ann | Lee
--   2 | Bob | 

-- dual-write, speaks old
SELECT who, (SELECT full_name FROM people WHERE full_name = who) FROM notes ORDER BY n
-- untouched
-- who text(2147483647,0), full_name text(2147483647,0)
--   Ann Lee | Ann Lee
--   Bob | Bob
--   Zoe | null

-- dual-write, speaks old
SELECT full_name FROM people p WHERE EXISTS (SELECT 1 FROM notes WHERE who = p.full_name) ORDER BY 1
-- untouched
-- full_name text(2147483647,0)
--   Ann Lee
--   Bob

-- dual-write, speaks old
SELECT who FROM notes WHERE who IN (SELECT full_name FROM people) ORDER BY 1
-- untouched
-- who text(2147483647,0)
--   Ann Lee
--   Bob

-- dual-write, speaks old
SELECT who FROM notes WHERE who NOT IN (SELECT full_name FROM people WHERE full_name IS NOT NULL)
-- untouched
-- who text(2147483647,0)
--   Zoe

-- dual-write, speaks old
SELECT n FROM notes WHERE EXISTS (SELECT FROM people WHERE full_name IS NULL AND age = n + 5)
-- untouched
-- n int4(10,0)
--   2

-- dual-write, speaks old
SELECT who FROM notes WHERE who = ANY (SELECT full_name FROM people) ORDER BY 1
-- untouched
-- who text(2147483647,0)
--   Ann Lee
--   Bob

-- dual-write, speaks old
SELECT f FROM (SELECT full_name AS f, age FROM people) s WHERE age = 31 ORDER BY f
-- untouched
-- f text(2147483647,0)
--   Ann Lee
--   Eve Van Dyk

-- dual-write, speaks old
SELECT n.who, l.full_name FROM notes n LEFT JOIN LATERAL (SELECT full_name FROM people WHERE id = n.n) l ON true ORDER BY n
-- untouched
-- who text(2147483647,0), full_name text(2147483647,0)
--   Ann Lee | Ann Lee
--   Bob | Bob
--   Zoe | null

-- dual-write, speaks old
SELECT ARRAY (SELECT full_name FROM people ORDER BY id)
-- untouched
-- array _text(2147483647,0)
--   {"Ann Lee",Bob,"Eve Van Dyk",NULL}

-- dual-write, speaks old
SELECT id FROM people p WHERE age = (SELECT max(age) FROM people q WHERE q.full_name >= p.full_name) ORDER BY id
-- untouched
-- id int4(10,0)
--   2
--   3

-- dual-write, speaks old
SELECT (SELECT count(*) FROM people q WHERE q.full_name < p.full_name) AS before, full_name FROM people p ORDER BY 2
-- untouched
-- before int8(19,0), full_name text(2147483647,0)
--   0 | Ann Lee
--   0 | null
--   1 | Bob
--   2 | Eve Van Dyk

-- dual-write, speaks new
SELECT who, (SELECT last_name FROM people WHERE first_name = split_part(who, ' ', 1)) FROM notes ORDER BY n
-- becomes
SELECT who, (SELECT CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_2_null"("people"."full_name") ELSE "people"."last_name" END AS "last_name" FROM people WHERE CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_1_null"("people"."full_name") ELSE "people"."first_name" END = split_part(who, ' ', 1)) FROM notes ORDER BY n
-- who text(2147483647,0), last_name text(2147483647,0)
--   Ann Lee | Lee
--   Bob | 
--   Zoe | null

-- dual-write, speaks new
SELECT first_name FROM people p WHERE (first_name, last_name) IN (SELECT first_name, last_name FROM people q WHERE q.id <> p.id)
-- becomes
SELECT CASE WHEN "p"."first_name" IS NULL AND "p"."last_name" IS NULL THEN crossfade."case_up_1_null"("p"."full_name") ELSE "p"."first_name" END AS "first_name" FROM people p WHERE (CASE WHEN "p"."first_name" IS NULL AND "p"."last_name" IS NULL THEN crossfade."case_up_1_null"("p"."full_name") ELSE "p"."first_name" END, CASE WHEN "p"."first_name" IS NULL AND "p"."last_name" IS NULL THEN crossfade."case_up_2_null"("p"."full_name") ELSE "p"."last_name" END) IN (SELECT CASE WHEN "q"."first_name" IS NULL AND "q"."last_name" IS NULL THEN crossfade."case_up_1_null"("q"."full_name") ELSE "q"."first_name" END AS "first_name", CASE WHEN "q"."first_name" IS NULL AND "q"."last_name" IS NULL THEN crossfade."case_up_2_null"("q"."full_name") ELSE "q"."last_name" END AS "last_name" FROM people q WHERE q.id <> p.id)
-- first_name text(2147483647,0)

-- dual-write, speaks new
SELECT n.n, l.* FROM notes n, LATERAL (SELECT first_name, last_name FROM people WHERE id = n.n) l ORDER BY n
-- becomes
SELECT n.n, l.* FROM notes n, LATERAL (SELECT CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_1_null"("people"."full_name") ELSE "people"."first_name" END AS "first_name", CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_2_null"("people"."full_name") ELSE "people"."last_name" END AS "last_name" FROM people WHERE id = n.n) l ORDER BY n
-- n int4(10,0), first_name text(2147483647,0), last_name text(2147483647,0)
--   1 | Ann | Lee
--   2 | Bob | 

-- live, speaks old
SELECT who, (SELECT full_name FROM people WHERE full_name = who) FROM notes ORDER BY n
-- becomes
SELECT who, (SELECT crossfade."case_down_1"("people"."first_name", "people"."last_name") AS "full_name" FROM people WHERE crossfade."case_down_1"("people"."first_name", "people"."last_name") = who) FROM notes ORDER BY n
-- who text(2147483647,0), full_name text(2147483647,0)
--   Ann Lee | Ann Lee
--   Bob | Bob
--   Zoe | null

-- live, speaks old
SELECT full_name FROM people p WHERE EXISTS (SELECT 1 FROM notes WHERE who = p.full_name) ORDER BY 1
-- becomes
SELECT crossfade."case_down_1"("p"."first_name", "p"."last_name") AS "full_name" FROM people p WHERE EXISTS (SELECT 1 FROM notes WHERE who = crossfade."case_down_1"(p."first_name", p."last_name")) ORDER BY 1
-- full_name text(2147483647,0)
--   Ann Lee
--   Bob

-- live, speaks old
SELECT who FROM notes WHERE who IN (SELECT full_name FROM people) ORDER BY 1
-- becomes
SELECT who FROM notes WHERE who IN (SELECT crossfade."case_down_1"("people"."first_name", "people"."last_name") AS "full_name" FROM people) ORDER BY 1
-- who text(2147483647,0)
--   Ann Lee
--   Bob

-- live, speaks old
SELECT who FROM notes WHERE who NOT IN (SELECT full_name FROM people WHERE full_name IS NOT NULL)
-- becomes
SELECT who FROM notes WHERE who NOT IN (SELECT crossfade."case_down_1"("people"."first_name", "people"."last_name") AS "full_name" FROM people WHERE crossfade."case_down_1"("people"."first_name", "people"."last_name") IS NOT NULL)
-- who text(2147483647,0)
--   Zoe

-- live, speaks old
SELECT n FROM notes WHERE EXISTS (SELECT FROM people WHERE full_name IS NULL AND age = n + 5)
-- becomes
SELECT n FROM notes WHERE EXISTS (SELECT FROM people WHERE crossfade."case_down_1"("people"."first_name", "people"."last_name") IS NULL AND age = n + 5)
-- n int4(10,0)
--   2

-- live, speaks old
SELECT who FROM notes WHERE who = ANY (SELECT full_name FROM people) ORDER BY 1
-- becomes
SELECT who FROM notes WHERE who = ANY (SELECT crossfade."case_down_1"("people"."first_name", "people"."last_name") AS "full_name" FROM people) ORDER BY 1
-- who text(2147483647,0)
--   Ann Lee
--   Bob

-- live, speaks old
SELECT f FROM (SELECT full_name AS f, age FROM people) s WHERE age = 31 ORDER BY f
-- becomes
SELECT f FROM (SELECT crossfade."case_down_1"("people"."first_name", "people"."last_name") AS f, age FROM people) s WHERE age = 31 ORDER BY f
-- f text(2147483647,0)
--   Ann Lee
--   Eve Van Dyk

-- live, speaks old
SELECT n.who, l.full_name FROM notes n LEFT JOIN LATERAL (SELECT full_name FROM people WHERE id = n.n) l ON true ORDER BY n
-- becomes
SELECT n.who, l.full_name FROM notes n LEFT JOIN LATERAL (SELECT crossfade."case_down_1"("people"."first_name", "people"."last_name") AS "full_name" FROM people WHERE id = n.n) l ON true ORDER BY n
-- who text(2147483647,0), full_name text(2147483647,0)
--   Ann Lee | Ann Lee
--   Bob | Bob
--   Zoe | null

-- live, speaks old
SELECT ARRAY (SELECT full_name FROM people ORDER BY id)
-- becomes
SELECT ARRAY (SELECT crossfade."case_down_1"("people"."first_name", "people"."last_name") AS "full_name" FROM people ORDER BY id)
-- array _text(2147483647,0)
--   {"Ann Lee",Bob,"Eve Van Dyk",NULL}

-- live, speaks old
SELECT id FROM people p WHERE age = (SELECT max(age) FROM people q WHERE q.full_name >= p.full_name) ORDER BY id
-- becomes
SELECT id FROM people p WHERE age = (SELECT max(age) FROM people q WHERE crossfade."case_down_1"(q."first_name", q."last_name") >= crossfade."case_down_1"(p."first_name", p."last_name")) ORDER BY id
-- id int4(10,0)
--   2
--   3

-- live, speaks old
SELECT (SELECT count(*) FROM people q WHERE q.full_name < p.full_name) AS before, full_name FROM people p ORDER BY 2
-- becomes
SELECT (SELECT count(*) FROM people q WHERE crossfade."case_down_1"(q."first_name", q."last_name") < crossfade."case_down_1"(p."first_name", p."last_name")) AS before, crossfade."case_down_1"("p"."first_name", "p"."last_name") AS "full_name" FROM people p ORDER BY 2
-- before int8(19,0), full_name text(2147483647,0)
--   0 | Ann Lee
--   0 | null
--   1 | Bob
--   2 | Eve Van Dyk

-- live, speaks new
SELECT who, (SELECT last_name FROM people WHERE first_name = split_part(who, ' ', 1)) FROM notes ORDER BY n
-- untouched
-- who text(2147483647,0), last_name text(2147483647,0)
--   Ann Lee | Lee
--   Bob | 
--   Zoe | null

-- live, speaks new
SELECT first_name FROM people p WHERE (first_name, last_name) IN (SELECT first_name, last_name FROM people q WHERE q.id <> p.id)
-- untouched
-- first_name text(2147483647,0)

-- live, speaks new
SELECT n.n, l.* FROM notes n, LATERAL (SELECT first_name, last_name FROM people WHERE id = n.n) l ORDER BY n
-- untouched
-- n int4(10,0), first_name text(2147483647,0), last_name text(2147483647,0)
--   1 | Ann | Lee
--   2 | Bob | 

