-- off, speaks old
-- in: 50|Kim Ho|3
-- in: 51|\N|\N
COPY people FROM STDIN (DELIMITER '|')
-- becomes
COPY people ("id", "full_name", "age") FROM STDIN (DELIMITER '|')
-- count 2

-- off, speaks old
-- in: Lu,9
-- in: ,8
-- in: "",7
COPY people (full_name, age) FROM STDIN (FORMAT csv)
-- untouched
-- count 3

-- off, speaks old
-- in: full_name
-- in: Max X
COPY people (full_name) FROM STDIN (FORMAT csv, HEADER)
-- untouched
-- count 1

-- off, speaks old
-- in: SELECT 'Bi Nary'::text, 4
COPY people (full_name, age) FROM STDIN (FORMAT binary)
-- untouched
-- count 1

-- off, speaks old
-- in: 77
COPY people (age) FROM STDIN
-- untouched
-- count 1

-- off, speaks old
-- in: Yes Here,90
-- in: Not Here,10
COPY people (full_name, age) FROM STDIN CSV WHERE age > 50
-- untouched
-- count 1

-- off, speaks old
-- in: 50|again|1
COPY people FROM STDIN (DELIMITER '|')
-- becomes
COPY people ("id", "full_name", "age") FROM STDIN (DELIMITER '|')
-- error 23505

-- off, speaks old
SELECT full_name, age FROM people ORDER BY 1, 2
-- untouched
-- full_name text(2147483647,0), age int4(10,0)
--    | 7
--   Ann Lee | 31
--   Bi Nary | 4
--   Bob | 42
--   Eve Van Dyk | 31
--   Kim Ho | 3
--   Lu | 9
--   Max X | 20
--   Yes Here | 90
--   null | 77
--   null | 7
--   null | 8
--   null | null

-- off, speaks new
-- in: Kim|Ho|3
COPY people (first_name, last_name, age) FROM STDIN (DELIMITER '|')
-- refused: Crossfade: COPY FROM, whose rows would have to be converted by migration case, on table public.people

-- off, speaks new
-- in: 60|6|Lu|
COPY people FROM STDIN (DELIMITER '|', NULL 'none')
-- refused: Crossfade: COPY FROM, whose rows would have to be converted by migration case, on table public.people

-- off, speaks new
-- in: 77
COPY people (age) FROM STDIN
-- untouched
-- count 1

-- off, speaks new
SELECT first_name, last_name, age FROM people ORDER BY 1, 2, 3
-- becomes
SELECT crossfade."case_up_1_null"("people"."full_name") AS "first_name", crossfade."case_up_2_null"("people"."full_name") AS "last_name", age FROM people ORDER BY 1, 2, 3
-- first_name text(2147483647,0), last_name text(2147483647,0), age int4(10,0)
--   Ann | Lee | 31
--   Bob |  | 42
--   Eve | Van Dyk | 31
--   null | null | 77
--   null | null | 7

-- dual-write, speaks old
-- in: 50|Kim Ho|3
-- in: 51|\N|\N
COPY people FROM STDIN (DELIMITER '|')
-- becomes
COPY people ("id", "full_name", "age") FROM STDIN (DELIMITER '|')
-- count 2

-- dual-write, speaks old
-- in: Lu,9
-- in: ,8
-- in: "",7
COPY people (full_name, age) FROM STDIN (FORMAT csv)
-- untouched
-- count 3

-- dual-write, speaks old
-- in: full_name
-- in: Max X
COPY people (full_name) FROM STDIN (FORMAT csv, HEADER)
-- untouched
-- count 1

-- dual-write, speaks old
-- in: SELECT 'Bi Nary'::text, 4
COPY people (full_name, age) FROM STDIN (FORMAT binary)
-- untouched
-- count 1

-- dual-write, speaks old
-- in: 77
COPY people (age) FROM STDIN
-- untouched
-- count 1

-- dual-write, speaks old
-- in: Yes Here,90
-- in: Not Here,10
COPY people (full_name, age) FROM STDIN CSV WHERE age > 50
-- untouched
-- count 1

-- dual-write, speaks old
-- in: 50|again|1
COPY people FROM STDIN (DELIMITER '|')
-- becomes
COPY people ("id", "full_name", "age") FROM STDIN (DELIMITER '|')
-- error 23505

-- dual-write, speaks old
SELECT full_name, age FROM people ORDER BY 1, 2
-- untouched
-- full_name text(2147483647,0), age int4(10,0)
--    | 7
--   Ann Lee | 31
--   Bi Nary | 4
--   Bob | 42
--   Eve Van Dyk | 31
--   Kim Ho | 3
--   Lu | 9
--   Max X | 20
--   Yes Here | 90
--   null | 77
--   null | 7
--   null | 8
--   null | null

-- dual-write, speaks new
-- in: Kim|Ho|3
COPY people (first_name, last_name, age) FROM STDIN (DELIMITER '|')
-- untouched
-- count 1

-- dual-write, speaks new
-- in: 60|6|Lu|
COPY people FROM STDIN (DELIMITER '|', NULL 'none')
-- becomes
COPY people ("id", "age", "first_name", "last_name") FROM STDIN (DELIMITER '|', NULL 'none')
-- count 1

-- dual-write, speaks new
-- in: 77
COPY people (age) FROM STDIN
-- untouched
-- count 1

-- dual-write, speaks new
SELECT first_name, last_name, age FROM people ORDER BY 1, 2, 3
-- becomes
SELECT CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_1_null"("people"."full_name") ELSE "people"."first_name" END AS "first_name", CASE WHEN "people"."first_name" IS NULL AND "people"."last_name" IS NULL THEN crossfade."case_up_2_null"("people"."full_name") ELSE "people"."last_name" END AS "last_name", age FROM people ORDER BY 1, 2, 3
-- first_name text(2147483647,0), last_name text(2147483647,0), age int4(10,0)
--   Ann | Lee | 31
--   Bob |  | 42
--   Eve | Van Dyk | 31
--   Kim | Ho | 3
--   Lu |  | 6
--   null | null | 77
--   null | null | 7

-- live, speaks old
-- in: 50|Kim Ho|3
-- in: 51|\N|\N
COPY people FROM STDIN (DELIMITER '|')
-- becomes
COPY people ("id", "full_name", "age") FROM STDIN (DELIMITER '|')
-- count 2

-- live, speaks old
-- in: Lu,9
-- in: ,8
-- in: "",7
COPY people (full_name, age) FROM STDIN (FORMAT csv)
-- untouched
-- count 3

-- live, speaks old
-- in: full_name
-- in: Max X
COPY people (full_name) FROM STDIN (FORMAT csv, HEADER)
-- untouched
-- count 1

-- live, speaks old
-- in: SELECT 'Bi Nary'::text, 4
COPY people (full_name, age) FROM STDIN (FORMAT binary)
-- untouched
-- count 1

-- live, speaks old
-- in: 77
COPY people (age) FROM STDIN
-- untouched
-- count 1

-- live, speaks old
-- in: Yes Here,90
-- in: Not Here,10
COPY people (full_name, age) FROM STDIN CSV WHERE age > 50
-- untouched
-- count 1

-- live, speaks old
-- in: 50|again|1
COPY people FROM STDIN (DELIMITER '|')
-- becomes
COPY people ("id", "full_name", "age") FROM STDIN (DELIMITER '|')
-- error 23505

-- live, speaks old
SELECT full_name, age FROM people ORDER BY 1, 2
-- becomes
SELECT crossfade."case_down_1"("people"."first_name", "people"."last_name") AS "full_name", age FROM people ORDER BY 1, 2
-- full_name text(2147483647,0), age int4(10,0)
--    | 7
--   Ann Lee | 31
--   Bi Nary | 4
--   Bob | 42
--   Eve Van Dyk | 31
--   Kim Ho | 3
--   Lu | 9
--   Max X | 20
--   Yes Here | 90
--   null | 77
--   null | 7
--   null | 8
--   null | null

-- live, speaks new
-- in: Kim|Ho|3
COPY people (first_name, last_name, age) FROM STDIN (DELIMITER '|')
-- untouched
-- count 1

-- live, speaks new
-- in: 60|6|Lu|
COPY people FROM STDIN (DELIMITER '|', NULL 'none')
-- becomes
COPY people ("id", "age", "first_name", "last_name") FROM STDIN (DELIMITER '|', NULL 'none')
-- count 1

-- live, speaks new
-- in: 77
COPY people (age) FROM STDIN
-- untouched
-- count 1

-- live, speaks new
SELECT first_name, last_name, age FROM people ORDER BY 1, 2, 3
-- untouched
-- first_name text(2147483647,0), last_name text(2147483647,0), age int4(10,0)
--   Ann | Lee | 31
--   Bob |  | 42
--   Eve | Van Dyk | 31
--   Kim | Ho | 3
--   Lu |  | 6
--   null | null | 77
--   null | null | 7

