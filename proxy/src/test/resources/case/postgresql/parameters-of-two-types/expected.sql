-- off, speaks old
-- parameters: unknown = '7'
INSERT INTO codes VALUES ($1, 'c', $1) RETURNING *
-- becomes
INSERT INTO codes ("id", "note", "code") VALUES ($1, 'c', $1) RETURNING "codes"."id", "codes"."note", "codes"."code"
-- parameters {integer}
-- id int4(10,0), note text(2147483647,0), code int4(10,0)
--   7 | c | 7

-- off, speaks old
-- parameters: unknown = '7'
INSERT INTO codes VALUES (8, $1, $1) RETURNING *
-- becomes
INSERT INTO codes ("id", "note", "code") VALUES (8, $1, $1) RETURNING "codes"."id", "codes"."note", "codes"."code"
-- error 42P08

-- off, speaks old
-- parameters: unknown = '1'
INSERT INTO codes (id, code) SELECT id + 20, $1 FROM codes WHERE code / 100 IN (0, $1) ORDER BY id
-- untouched
-- parameters {integer}
-- count 2

-- off, speaks old
-- parameters: unknown = '1'
INSERT INTO codes (id, code) SELECT id + 30, $1 FROM codes WHERE CAST(id AS bigint) = $1
-- untouched
-- error 42P08

-- off, speaks old
SELECT * FROM codes ORDER BY id
-- becomes
SELECT "codes"."id", "codes"."note", "codes"."code" FROM codes ORDER BY id
-- id int4(10,0), note text(2147483647,0), code int4(10,0)
--   1 | a | 101
--   2 | b | 202
--   21 | null | 1
--   27 | null | 1
--   3 | null | null
--   7 | c | 7

-- off, speaks new
-- parameters: unknown = '7'
INSERT INTO codes VALUES (10, 'c', $1, $1) RETURNING id
-- becomes
INSERT INTO codes ("id", "note", "code") VALUES (10, 'c', crossfade."case_down_1_checked"($1, $1)) RETURNING id
-- error 42P08

-- off, speaks new
-- parameters: int4 = 7
INSERT INTO codes VALUES (10, 'c', $1, $1) RETURNING high, low
-- becomes
INSERT INTO codes ("id", "note", "code") VALUES (10, 'c', crossfade."case_down_1_checked"(CAST($1 AS integer), CAST($1 AS smallint))) RETURNING crossfade."case_up_1_null"("codes"."code") AS "high", crossfade."case_up_2_null"("codes"."code") AS "low"
-- parameters {integer}
-- high int4(10,0), low int2(5,0)
--   7 | 7

-- off, speaks new
-- parameters: unknown = '11'
INSERT INTO codes VALUES ($1, 'd', $1, 5) RETURNING high, low
-- becomes
INSERT INTO codes ("id", "note", "code") VALUES ($1, 'd', crossfade."case_down_1_checked"($1, CAST(5 AS smallint))) RETURNING crossfade."case_up_1_null"("codes"."code") AS "high", crossfade."case_up_2_null"("codes"."code") AS "low"
-- parameters {integer}
-- high int4(10,0), low int2(5,0)
--   11 | 5

-- off, speaks new
-- parameters: unknown = '1'
INSERT INTO codes (id, high, low) SELECT id + 20, 5, $1 FROM codes WHERE id IN (0, $1) ORDER BY id
-- becomes
INSERT INTO codes (id, "code") SELECT crossfade_value.c1, crossfade."case_down_1_checked"(CAST(crossfade_value.c2 AS integer), CAST(crossfade_value.c3 AS smallint)) FROM ((SELECT id + 20, 5, $1 FROM codes WHERE id IN (0, $1) ORDER BY id) UNION ALL SELECT NULL, NULL, CAST(NULL AS smallint) WHERE FALSE) AS crossfade_value (c1, c2, c3)
-- error 42P08

-- off, speaks new
-- parameters: unknown = '1'
INSERT INTO codes (id, high, low) SELECT id + 20, $1, 5 FROM codes WHERE id IN (0, $1) ORDER BY id
-- becomes
INSERT INTO codes (id, "code") SELECT crossfade_value.c1, crossfade."case_down_1_checked"(CAST(crossfade_value.c2 AS integer), CAST(crossfade_value.c3 AS smallint)) FROM ((SELECT id + 20, $1, 5 FROM codes WHERE id IN (0, $1) ORDER BY id) UNION ALL SELECT NULL, CAST(NULL AS integer), NULL WHERE FALSE) AS crossfade_value (c1, c2, c3)
-- parameters {integer}
-- count 1

-- off, speaks new
-- parameters: unknown = '2'
INSERT INTO codes (id, low, high) SELECT id + 30, low, $1 FROM codes WHERE high = $1 RETURNING high, low
-- becomes
INSERT INTO codes (id, "code") SELECT crossfade_value.c1, crossfade."case_down_1_checked"(CAST(crossfade_value.c3 AS integer), CAST(crossfade_value.c2 AS smallint)) FROM ((SELECT id + 30, crossfade."case_up_2_null"("codes"."code") AS "low", $1 FROM codes WHERE crossfade."case_up_1_null"("codes"."code") = $1) UNION ALL SELECT NULL, NULL, CAST(NULL AS integer) WHERE FALSE) AS crossfade_value (c1, c2, c3) RETURNING crossfade."case_up_1_null"("codes"."code") AS "high", crossfade."case_up_2_null"("codes"."code") AS "low"
-- parameters {integer}
-- high int4(10,0), low int2(5,0)
--   2 | 2

-- off, speaks new
-- parameters: unknown = '2'
INSERT INTO codes (id, low, high) SELECT id + 40, low, $1 FROM codes WHERE id = $1 FOR UPDATE RETURNING high, low
-- becomes
INSERT INTO codes (id, "code") SELECT crossfade_value.c1, crossfade."case_down_1_checked"(CAST(crossfade_value.c3 AS integer), CAST(crossfade_value.c2 AS smallint)) FROM (SELECT id + 40, crossfade."case_up_2_null"("codes"."code") AS "low", CAST($1 AS integer) FROM codes WHERE id = $1 FOR UPDATE) AS crossfade_value (c1, c2, c3) RETURNING crossfade."case_up_1_null"("codes"."code") AS "high", crossfade."case_up_2_null"("codes"."code") AS "low"
-- parameters {integer}
-- high int4(10,0), low int2(5,0)
--   2 | 2

-- off, speaks new
SELECT * FROM codes ORDER BY id
-- becomes
SELECT "codes"."id", "codes"."note", crossfade."case_up_1_null"("codes"."code") AS "high", crossfade."case_up_2_null"("codes"."code") AS "low" FROM codes ORDER BY id
-- id int4(10,0), note text(2147483647,0), high int4(10,0), low int2(5,0)
--   1 | a | 1 | 1
--   10 | c | 7 | 7
--   11 | d | 11 | 5
--   2 | b | 2 | 2
--   21 | null | 1 | 5
--   3 | null | null | null
--   32 | null | 2 | 2
--   42 | null | 2 | 2

-- dual-write, speaks old
-- parameters: unknown = '7'
INSERT INTO codes VALUES ($1, 'c', $1) RETURNING *
-- becomes
INSERT INTO codes ("id", "note", "code", "high", "low") VALUES ($1, 'c', $1, crossfade."case_up_1_record"($1), crossfade."case_up_2_record"($1)) RETURNING "codes"."id", "codes"."note", "codes"."code"
-- parameters {integer}
-- id int4(10,0), note text(2147483647,0), code int4(10,0)
--   7 | c | 7

-- dual-write, speaks old
-- parameters: unknown = '7'
INSERT INTO codes VALUES (8, $1, $1) RETURNING *
-- becomes
INSERT INTO codes ("id", "note", "code", "high", "low") VALUES (8, $1, $1, crossfade."case_up_1_record"($1), crossfade."case_up_2_record"($1)) RETURNING "codes"."id", "codes"."note", "codes"."code"
-- error 42P08

-- dual-write, speaks old
-- parameters: unknown = '1'
INSERT INTO codes (id, code) SELECT id + 20, $1 FROM codes WHERE code / 100 IN (0, $1) ORDER BY id
-- becomes
INSERT INTO codes (id, code, "high", "low") SELECT crossfade_value.c1, crossfade_value.c2, crossfade."case_up_1_record"(CAST(crossfade_value.c2 AS integer)), crossfade."case_up_2_record"(CAST(crossfade_value.c2 AS integer)) FROM ((SELECT id + 20, $1 FROM codes WHERE code / 100 IN (0, $1) ORDER BY id) UNION ALL SELECT NULL, CAST(NULL AS integer) WHERE FALSE) AS crossfade_value (c1, c2)
-- parameters {integer}
-- count 2

-- dual-write, speaks old
-- parameters: unknown = '1'
INSERT INTO codes (id, code) SELECT id + 30, $1 FROM codes WHERE CAST(id AS bigint) = $1
-- becomes
INSERT INTO codes (id, code, "high", "low") SELECT crossfade_value.c1, crossfade_value.c2, crossfade."case_up_1_record"(CAST(crossfade_value.c2 AS integer)), crossfade."case_up_2_record"(CAST(crossfade_value.c2 AS integer)) FROM ((SELECT id + 30, $1 FROM codes WHERE CAST(id AS bigint) = $1) UNION ALL SELECT NULL, CAST(NULL AS integer) WHERE FALSE) AS crossfade_value (c1, c2)
-- error 42P08

-- dual-write, speaks old
SELECT * FROM codes ORDER BY id
-- becomes
SELECT "codes"."id", "codes"."note", "codes"."code" FROM codes ORDER BY id
-- id int4(10,0), note text(2147483647,0), code int4(10,0)
--   1 | a | 101
--   2 | b | 202
--   21 | null | 1
--   27 | null | 1
--   3 | null | null
--   7 | c | 7

-- dual-write, speaks new
-- parameters: unknown = '7'
INSERT INTO codes VALUES (10, 'c', $1, $1) RETURNING id
-- becomes
INSERT INTO codes ("id", "note", "high", "low", "code") VALUES (10, 'c', $1, $1, crossfade."case_down_1_checked"($1, $1)) RETURNING id
-- error 42P08

-- dual-write, speaks new
-- parameters: int4 = 7
INSERT INTO codes VALUES (10, 'c', $1, $1) RETURNING high, low
-- becomes
INSERT INTO codes ("id", "note", "high", "low", "code") VALUES (10, 'c', $1, $1, crossfade."case_down_1_checked"(CAST($1 AS integer), CAST($1 AS smallint))) RETURNING CASE WHEN "codes"."high" IS NULL AND "codes"."low" IS NULL THEN crossfade."case_up_1_null"("codes"."code") ELSE "codes"."high" END AS "high", CASE WHEN "codes"."high" IS NULL AND "codes"."low" IS NULL THEN crossfade."case_up_2_null"("codes"."code") ELSE "codes"."low" END AS "low"
-- parameters {integer}
-- high int4(10,0), low int2(5,0)
--   7 | 7

-- dual-write, speaks new
-- parameters: unknown = '11'
INSERT INTO codes VALUES ($1, 'd', $1, 5) RETURNING high, low
-- becomes
INSERT INTO codes ("id", "note", "high", "low", "code") VALUES ($1, 'd', $1, 5, crossfade."case_down_1_checked"($1, CAST(5 AS smallint))) RETURNING CASE WHEN "codes"."high" IS NULL AND "codes"."low" IS NULL THEN crossfade."case_up_1_null"("codes"."code") ELSE "codes"."high" END AS "high", CASE WHEN "codes"."high" IS NULL AND "codes"."low" IS NULL THEN crossfade."case_up_2_null"("codes"."code") ELSE "codes"."low" END AS "low"
-- parameters {integer}
-- high int4(10,0), low int2(5,0)
--   11 | 5

-- dual-write, speaks new
-- parameters: unknown = '1'
INSERT INTO codes (id, high, low) SELECT id + 20, 5, $1 FROM codes WHERE id IN (0, $1) ORDER BY id
-- becomes
INSERT INTO codes (id, high, low, "code") SELECT crossfade_value.c1, crossfade_value.c2, crossfade_value.c3, crossfade."case_down_1_checked"(CAST(crossfade_value.c2 AS integer), CAST(crossfade_value.c3 AS smallint)) FROM ((SELECT id + 20, 5, $1 FROM codes WHERE id IN (0, $1) ORDER BY id) UNION ALL SELECT NULL, NULL, CAST(NULL AS smallint) WHERE FALSE) AS crossfade_value (c1, c2, c3)
-- error 42P08

-- dual-write, speaks new
-- parameters: unknown = '1'
INSERT INTO codes (id, high, low) SELECT id + 20, $1, 5 FROM codes WHERE id IN (0, $1) ORDER BY id
-- becomes
INSERT INTO codes (id, high, low, "code") SELECT crossfade_value.c1, crossfade_value.c2, crossfade_value.c3, crossfade."case_down_1_checked"(CAST(crossfade_value.c2 AS integer), CAST(crossfade_value.c3 AS smallint)) FROM ((SELECT id + 20, $1, 5 FROM codes WHERE id IN (0, $1) ORDER BY id) UNION ALL SELECT NULL, CAST(NULL AS integer), NULL WHERE FALSE) AS crossfade_value (c1, c2, c3)
-- parameters {integer}
-- count 1

-- dual-write, speaks new
-- parameters: unknown = '2'
INSERT INTO codes (id, low, high) SELECT id + 30, low, $1 FROM codes WHERE high = $1 RETURNING high, low
-- becomes
INSERT INTO codes (id, low, high, "code") SELECT crossfade_value.c1, crossfade_value.c2, crossfade_value.c3, crossfade."case_down_1_checked"(CAST(crossfade_value.c3 AS integer), CAST(crossfade_value.c2 AS smallint)) FROM ((SELECT id + 30, CASE WHEN "codes"."high" IS NULL AND "codes"."low" IS NULL THEN crossfade."case_up_2_null"("codes"."code") ELSE "codes"."low" END AS "low", $1 FROM codes WHERE CASE WHEN "codes"."high" IS NULL AND "codes"."low" IS NULL THEN crossfade."case_up_1_null"("codes"."code") ELSE "codes"."high" END = $1) UNION ALL SELECT NULL, NULL, CAST(NULL AS integer) WHERE FALSE) AS crossfade_value (c1, c2, c3) RETURNING CASE WHEN "codes"."high" IS NULL AND "codes"."low" IS NULL THEN crossfade."case_up_1_null"("codes"."code") ELSE "codes"."high" END AS "high", CASE WHEN "codes"."high" IS NULL AND "codes"."low" IS NULL THEN crossfade."case_up_2_null"("codes"."code") ELSE "codes"."low" END AS "low"
-- parameters {integer}
-- high int4(10,0), low int2(5,0)
--   2 | 2

-- dual-write, speaks new
-- parameters: unknown = '2'
INSERT INTO codes (id, low, high) SELECT id + 40, low, $1 FROM codes WHERE id = $1 FOR UPDATE RETURNING high, low
-- becomes
INSERT INTO codes (id, low, high, "code") SELECT crossfade_value.c1, crossfade_value.c2, crossfade_value.c3, crossfade."case_down_1_checked"(CAST(crossfade_value.c3 AS integer), CAST(crossfade_value.c2 AS smallint)) FROM (SELECT id + 40, CASE WHEN "codes"."high" IS NULL AND "codes"."low" IS NULL THEN crossfade."case_up_2_null"("codes"."code") ELSE "codes"."low" END AS "low", CAST($1 AS integer) FROM codes WHERE id = $1 FOR UPDATE) AS crossfade_value (c1, c2, c3) RETURNING CASE WHEN "codes"."high" IS NULL AND "codes"."low" IS NULL THEN crossfade."case_up_1_null"("codes"."code") ELSE "codes"."high" END AS "high", CASE WHEN "codes"."high" IS NULL AND "codes"."low" IS NULL THEN crossfade."case_up_2_null"("codes"."code") ELSE "codes"."low" END AS "low"
-- parameters {integer}
-- high int4(10,0), low int2(5,0)
--   2 | 2

-- dual-write, speaks new
SELECT * FROM codes ORDER BY id
-- becomes
SELECT "codes"."id", "codes"."note", CASE WHEN "codes"."high" IS NULL AND "codes"."low" IS NULL THEN crossfade."case_up_1_null"("codes"."code") ELSE "codes"."high" END AS "high", CASE WHEN "codes"."high" IS NULL AND "codes"."low" IS NULL THEN crossfade."case_up_2_null"("codes"."code") ELSE "codes"."low" END AS "low" FROM codes ORDER BY id
-- id int4(10,0), note text(2147483647,0), high int4(10,0), low int2(5,0)
--   1 | a | 1 | 1
--   10 | c | 7 | 7
--   11 | d | 11 | 5
--   2 | b | 2 | 2
--   21 | null | 1 | 5
--   3 | null | null | null
--   32 | null | 2 | 2
--   42 | null | 2 | 2

-- live, speaks old
-- parameters: unknown = '7'
INSERT INTO codes VALUES ($1, 'c', $1) RETURNING *
-- becomes
INSERT INTO codes ("id", "note", "code", "high", "low") VALUES ($1, 'c', $1, crossfade."case_up_1_raise"($1), crossfade."case_up_2_raise"($1)) RETURNING "codes"."id", "codes"."note", crossfade."case_down_1"("codes"."high", "codes"."low") AS "code"
-- parameters {integer}
-- id int4(10,0), note text(2147483647,0), code int4(10,0)
--   7 | c | 7

-- live, speaks old
-- parameters: unknown = '7'
INSERT INTO codes VALUES (8, $1, $1) RETURNING *
-- becomes
INSERT INTO codes ("id", "note", "code", "high", "low") VALUES (8, $1, $1, crossfade."case_up_1_raise"($1), crossfade."case_up_2_raise"($1)) RETURNING "codes"."id", "codes"."note", crossfade."case_down_1"("codes"."high", "codes"."low") AS "code"
-- error 42P08

-- live, speaks old
-- parameters: unknown = '1'
INSERT INTO codes (id, code) SELECT id + 20, $1 FROM codes WHERE code / 100 IN (0, $1) ORDER BY id
-- becomes
INSERT INTO codes (id, code, "high", "low") SELECT crossfade_value.c1, crossfade_value.c2, crossfade."case_up_1_raise"(CAST(crossfade_value.c2 AS integer)), crossfade."case_up_2_raise"(CAST(crossfade_value.c2 AS integer)) FROM ((SELECT id + 20, $1 FROM codes WHERE crossfade."case_down_1"("codes"."high", "codes"."low") / 100 IN (0, $1) ORDER BY id) UNION ALL SELECT NULL, CAST(NULL AS integer) WHERE FALSE) AS crossfade_value (c1, c2)
-- parameters {integer}
-- count 2

-- live, speaks old
-- parameters: unknown = '1'
INSERT INTO codes (id, code) SELECT id + 30, $1 FROM codes WHERE CAST(id AS bigint) = $1
-- becomes
INSERT INTO codes (id, code, "high", "low") SELECT crossfade_value.c1, crossfade_value.c2, crossfade."case_up_1_raise"(CAST(crossfade_value.c2 AS integer)), crossfade."case_up_2_raise"(CAST(crossfade_value.c2 AS integer)) FROM ((SELECT id + 30, $1 FROM codes WHERE CAST(id AS bigint) = $1) UNION ALL SELECT NULL, CAST(NULL AS integer) WHERE FALSE) AS crossfade_value (c1, c2)
-- error 42P08

-- live, speaks old
SELECT * FROM codes ORDER BY id
-- becomes
SELECT "codes"."id", "codes"."note", crossfade."case_down_1"("codes"."high", "codes"."low") AS "code" FROM codes ORDER BY id
-- id int4(10,0), note text(2147483647,0), code int4(10,0)
--   1 | a | 101
--   2 | b | 202
--   21 | null | 1
--   27 | null | 1
--   3 | null | null
--   7 | c | 7

-- live, speaks new
-- parameters: unknown = '7'
INSERT INTO codes VALUES (10, 'c', $1, $1) RETURNING id
-- becomes
INSERT INTO codes ("id", "note", "high", "low", "code") VALUES (10, 'c', $1, $1, crossfade."case_down_1_checked"($1, $1)) RETURNING id
-- error 42P08

-- live, speaks new
-- parameters: int4 = 7
INSERT INTO codes VALUES (10, 'c', $1, $1) RETURNING high, low
-- becomes
INSERT INTO codes ("id", "note", "high", "low", "code") VALUES (10, 'c', $1, $1, crossfade."case_down_1_checked"(CAST($1 AS integer), CAST($1 AS smallint))) RETURNING high, low
-- parameters {integer}
-- high int4(10,0), low int2(5,0)
--   7 | 7

-- live, speaks new
-- parameters: unknown = '11'
INSERT INTO codes VALUES ($1, 'd', $1, 5) RETURNING high, low
-- becomes
INSERT INTO codes ("id", "note", "high", "low", "code") VALUES ($1, 'd', $1, 5, crossfade."case_down_1_checked"($1, CAST(5 AS smallint))) RETURNING high, low
-- parameters {integer}
-- high int4(10,0), low int2(5,0)
--   11 | 5

-- live, speaks new
-- parameters: unknown = '1'
INSERT INTO codes (id, high, low) SELECT id + 20, 5, $1 FROM codes WHERE id IN (0, $1) ORDER BY id
-- becomes
INSERT INTO codes (id, high, low, "code") SELECT crossfade_value.c1, crossfade_value.c2, crossfade_value.c3, crossfade."case_down_1_checked"(CAST(crossfade_value.c2 AS integer), CAST(crossfade_value.c3 AS smallint)) FROM ((SELECT id + 20, 5, $1 FROM codes WHERE id IN (0, $1) ORDER BY id) UNION ALL SELECT NULL, NULL, CAST(NULL AS smallint) WHERE FALSE) AS crossfade_value (c1, c2, c3)
-- error 42P08

-- live, speaks new
-- parameters: unknown = '1'
INSERT INTO codes (id, high, low) SELECT id + 20, $1, 5 FROM codes WHERE id IN (0, $1) ORDER BY id
-- becomes
INSERT INTO codes (id, high, low, "code") SELECT crossfade_value.c1, crossfade_value.c2, crossfade_value.c3, crossfade."case_down_1_checked"(CAST(crossfade_value.c2 AS integer), CAST(crossfade_value.c3 AS smallint)) FROM ((SELECT id + 20, $1, 5 FROM codes WHERE id IN (0, $1) ORDER BY id) UNION ALL SELECT NULL, CAST(NULL AS integer), NULL WHERE FALSE) AS crossfade_value (c1, c2, c3)
-- parameters {integer}
-- count 1

-- live, speaks new
-- parameters: unknown = '2'
INSERT INTO codes (id, low, high) SELECT id + 30, low, $1 FROM codes WHERE high = $1 RETURNING high, low
-- becomes
INSERT INTO codes (id, low, high, "code") SELECT crossfade_value.c1, crossfade_value.c2, crossfade_value.c3, crossfade."case_down_1_checked"(CAST(crossfade_value.c3 AS integer), CAST(crossfade_value.c2 AS smallint)) FROM ((SELECT id + 30, low, $1 FROM codes WHERE high = $1) UNION ALL SELECT NULL, NULL, CAST(NULL AS integer) WHERE FALSE) AS crossfade_value (c1, c2, c3) RETURNING high, low
-- parameters {integer}
-- high int4(10,0), low int2(5,0)
--   2 | 2

-- live, speaks new
-- parameters: unknown = '2'
INSERT INTO codes (id, low, high) SELECT id + 40, low, $1 FROM codes WHERE id = $1 FOR UPDATE RETURNING high, low
-- becomes
INSERT INTO codes (id, low, high, "code") SELECT crossfade_value.c1, crossfade_value.c2, crossfade_value.c3, crossfade."case_down_1_checked"(CAST(crossfade_value.c3 AS integer), CAST(crossfade_value.c2 AS smallint)) FROM (SELECT id + 40, low, CAST($1 AS integer) FROM codes WHERE id = $1 FOR UPDATE) AS crossfade_value (c1, c2, c3) RETURNING high, low
-- parameters {integer}
-- high int4(10,0), low int2(5,0)
--   2 | 2

-- live, speaks new
SELECT * FROM codes ORDER BY id
-- becomes
SELECT "codes"."id", "codes"."note", "codes"."high", "codes"."low" FROM codes ORDER BY id
-- id int4(10,0), note text(2147483647,0), high int4(10,0), low int2(5,0)
--   1 | a | 1 | 1
--   10 | c | 7 | 7
--   11 | d | 11 | 5
--   2 | b | 2 | 2
--   21 | null | 1 | 5
--   3 | null | null | null
--   32 | null | 2 | 2
--   42 | null | 2 | 2

