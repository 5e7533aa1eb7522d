-- off, speaks old
SELECT full_name, row_number() OVER (ORDER BY full_name) FROM people ORDER BY 2
-- untouched
-- full_name text(2147483647,0), row_number int8(19,0)
--   Ann Lee | 1
--   Bob | 2
--   Eve Van Dyk | 3
--   null | 4

-- off, speaks old
SELECT full_name, count(*) OVER (PARTITION BY length(full_name)) FROM people ORDER BY 1
-- untouched
-- full_name text(2147483647,0), count int8(19,0)
--   Ann Lee | 1
--   Bob | 1
--   Eve Van Dyk | 1
--   null | 1

-- off, speaks old
SELECT lag(full_name) OVER w, full_name, first_value(full_name) OVER (w ROWS UNBOUNDED PRECEDING) FROM people WINDOW w AS (ORDER BY full_name DESC) ORDER BY 2
-- untouched
-- lag text(2147483647,0), full_name text(2147483647,0), first_value text(2147483647,0)
--   Bob | Ann Lee | null
--   Eve Van Dyk | Bob | null
--   null | Eve Van Dyk | null
--   null | null | null

-- off, speaks old
SELECT age, max(full_name) OVER (PARTITION BY age ORDER BY full_name RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) FROM people ORDER BY 1, 2
-- untouched
-- age int4(10,0), max text(2147483647,0)
--   31 | Ann Lee
--   31 | Eve Van Dyk
--   42 | Bob
--   7 | null

-- off, speaks old
SELECT rank() OVER (ORDER BY count(full_name)), age FROM people GROUP BY age ORDER BY 2
-- untouched
-- rank int8(19,0), age int4(10,0)
--   1 | 7
--   2 | 42
--   3 | 31

-- off, speaks new
SELECT last_name, row_number() OVER (ORDER BY first_name, last_name) FROM people ORDER BY 2
-- becomes
SELECT crossfade."case_up_2_null"("people"."full_name") AS "last_name", row_number() OVER (ORDER BY crossfade."case_up_1_null"("people"."full_name"), crossfade."case_up_2_null"("people"."full_name")) FROM people ORDER BY 2
-- last_name text(2147483647,0), row_number int8(19,0)
--    | 2
--   Lee | 1
--   Van Dyk | 3
--   null | 4

-- off, speaks new
SELECT lead(first_name) OVER (ORDER BY last_name, id) FROM people ORDER BY 1
-- becomes
SELECT lead(crossfade."case_up_1_null"("people"."full_name")) OVER (ORDER BY crossfade."case_up_2_null"("people"."full_name"), id) FROM people ORDER BY 1
-- lead text(2147483647,0)
--   Ann
--   Eve
--   null
--   null

-- dual-write, speaks old
SELECT full_name, row_number() OVER (ORDER BY full_name) FROM people ORDER BY 2
-- untouched
-- full_name text(2147483647,0), row_number int8(19,0)
--   Ann Lee | 1
--   Bob | 2
--   Eve Van Dyk | 3
--   null | 4

-- dual-write, speaks old
SELECT full_name, count(*) OVER (PARTITION BY length(full_name)) FROM people ORDER BY 1
-- untouched
-- full_name text(2147483647,0), count int8(19,0)
--   Ann Lee | 1
--   Bob | 1
--   Eve Van Dyk | 1
--   null | 1

-- dual-write, speaks old
SELECT lag(full_name) OVER w, full_name, first_value(full_name) OVER (w ROWS UNBOUNDED PRECEDING) FROM people WINDOW w AS (ORDER BY full_name DESC) ORDER BY 2
-- untouched
-- lag text(2147483647,0), full_name text(2147483647,0), first_value text(2147483647,0)
--   Bob | Ann Lee | null
--   Eve Van Dyk | Bob | null
--   null | Eve Van Dyk | null
--   null | null | null

-- dual-write, speaks old
SELECT age, max(full_name) OVER (PARTITION BY age ORDER BY full_name RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) FROM people ORDER BY 1, 2
-- untouched
-- age int4(10,0), max text(2147483647,0)
--   31 | Ann Lee
--   31 | Eve Van Dyk
--   42 | Bob
--   7 | null

-- dual-write, speaks old
SELECT rank() OVER (ORDER BY count(full_name)), age FROM people GROUP BY age ORDER BY 2
-- untouched
-- rank int8(19,0), age int4(10,0)
--   1 | 7
--   2 | 42
--   3 | 31

-- dual-write, speaks new
SELECT last_name, row_number() OVER (ORDER BY first_name, last_name) FROM people ORDER BY 2
-- becomes
SELECT CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_2_null"("people"."full_name") ELSE "people"."last_name" END AS "last_name", row_number() OVER (ORDER BY CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_1_null"("people"."full_name") ELSE "people"."first_name" END, CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_2_null"("people"."full_name") ELSE "people"."last_name" END) FROM people ORDER BY 2
-- last_name text(2147483647,0), row_number int8(19,0)
--    | 2
--   Lee | 1
--   Van Dyk | 3
--   null | 4

-- dual-write, speaks new
SELECT lead(first_name) OVER (ORDER BY last_name, id) FROM people ORDER BY 1
-- becomes
SELECT lead(CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_1_null"("people"."full_name") ELSE "people"."first_name" END) OVER (ORDER BY CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_2_null"("people"."full_name") ELSE "people"."last_name" END, id) FROM people ORDER BY 1
-- lead text(2147483647,0)
--   Ann
--   Eve
--   null
--   null

-- live, speaks old
SELECT full_name, row_number() OVER (ORDER BY full_name) FROM people ORDER BY 2
-- becomes
SELECT crossfade."case_down_1"("people"."first_name", "people"."last_name") AS "full_name", row_number() OVER (ORDER BY crossfade."case_down_1"("people"."first_name", "people"."last_name")) FROM people ORDER BY 2
-- full_name text(2147483647,0), row_number int8(19,0)
--   Ann Lee | 1
--   Bob | 2
--   Eve Van Dyk | 3
--   null | 4

-- live, speaks old
SELECT full_name, count(*) OVER (PARTITION BY length(full_name)) FROM people ORDER BY 1
-- becomes
SELECT crossfade."case_down_1"("people"."first_name", "people"."last_name") AS "full_name", count(*) OVER (PARTITION BY length(crossfade."case_down_1"("people"."first_name", "people"."last_name"))) FROM people ORDER BY 1
-- full_name text(2147483647,0), count int8(19,0)
--   Ann Lee | 1
--   Bob | 1
--   Eve Van Dyk | 1
--   null | 1

-- live, speaks old
SELECT lag(full_name) OVER w, full_name, first_value(full_name) OVER (w ROWS UNBOUNDED PRECEDING) FROM people WINDOW w AS (ORDER BY full_name DESC) ORDER BY 2
-- becomes
SELECT lag(crossfade."case_down_1"("people"."first_name", "people"."last_name")) OVER w, crossfade."case_down_1"("people"."first_name", "people"."last_name") AS "full_name", first_value(crossfade."case_down_1"("people"."first_name", "people"."last_name")) OVER (w ROWS UNBOUNDED PRECEDING) FROM people WINDOW w AS (ORDER BY crossfade."case_down_1"("people"."first_name", "people"."last_name") DESC) ORDER BY 2
-- lag text(2147483647,0), full_name text(2147483647,0), first_value text(2147483647,0)
--   Bob | Ann Lee | null
--   Eve Van Dyk | Bob | null
--   null | Eve Van Dyk | null
--   null | null | null

-- live, speaks old
SELECT age, max(full_name) OVER (PARTITION BY age ORDER BY full_name RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) FROM people ORDER BY 1, 2
-- becomes
SELECT age, max(crossfade."case_down_1"("people"."first_name", "people"."last_name")) OVER (PARTITION BY age ORDER BY crossfade."case_down_1"("people"."first_name", "people"."last_name") RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) FROM people ORDER BY 1, 2
-- age int4(10,0), max text(2147483647,0)
--   31 | Ann Lee
--   31 | Eve Van Dyk
--   42 | Bob
--   7 | null

-- live, speaks old
SELECT rank() OVER (ORDER BY count(full_name)), age FROM people GROUP BY age ORDER BY 2
-- becomes
SELECT rank() OVER (ORDER BY count(crossfade."case_down_1"("people"."first_name", "people"."last_name"))), age FROM people GROUP BY age ORDER BY 2
-- rank int8(19,0), age int4(10,0)
--   1 | 7
--   2 | 42
--   3 | 31

-- live, speaks new
SELECT last_name, row_number() OVER (ORDER BY first_name, last_name) FROM people ORDER BY 2
-- untouched
-- last_name text(2147483647,0), row_number int8(19,0)
--    | 2
--   Lee | 1
--   Van Dyk | 3
--   null | 4

-- live, speaks new
SELECT lead(first_name) OVER (ORDER BY last_name, id) FROM people ORDER BY 1
-- untouched
-- lead text(2147483647,0)
--   Ann
--   Eve
--   null
--   null

