-- off, speaks old
-- differs: the twin has no such column
INSERT INTO orders (id, id_new, item) VALUES (50, 50, 'both')
-- becomes
INSERT INTO orders (id, id_new, item) VALUES (50, CASE WHEN crossfade."case_must_agree"(CASE WHEN (CAST(50 AS integer) IS NOT DISTINCT FROM NULL) OR (CAST(50 AS bigint) IS NOT DISTINCT FROM NULL) THEN (CAST(50 AS integer) IS NOT DISTINCT FROM NULL) AND (CAST(50 AS bigint) IS NOT DISTINCT FROM NULL) ELSE CAST(50 AS bigint) IS NOT DISTINCT FROM CAST(CAST(50 AS integer) AS bigint) OR CAST(50 AS integer) IS NOT DISTINCT FROM CAST(CAST(50 AS bigint) AS integer) END) THEN CAST(50 AS bigint) END, 'both')
-- count 1

-- off, speaks old
-- differs: the twin has no such column
INSERT INTO orders (id, id_new, item) VALUES (51, 52, 'not the same')
-- becomes
INSERT INTO orders (id, id_new, item) VALUES (51, CASE WHEN crossfade."case_must_agree"(CASE WHEN (CAST(51 AS integer) IS NOT DISTINCT FROM NULL) OR (CAST(52 AS bigint) IS NOT DISTINCT FROM NULL) THEN (CAST(51 AS integer) IS NOT DISTINCT FROM NULL) AND (CAST(52 AS bigint) IS NOT DISTINCT FROM NULL) ELSE CAST(52 AS bigint) IS NOT DISTINCT FROM CAST(CAST(51 AS integer) AS bigint) OR CAST(51 AS integer) IS NOT DISTINCT FROM CAST(CAST(52 AS bigint) AS integer) END) THEN CAST(52 AS bigint) END, 'not the same')
-- error 23514

-- off, speaks old
-- differs: the twin has no such column
UPDATE orders SET id = 60, id_new = 60 WHERE item = 'both'
-- becomes
UPDATE orders SET id = 60, id_new = CASE WHEN crossfade."case_must_agree"(CASE WHEN (CAST(60 AS integer) IS NOT DISTINCT FROM NULL) OR (CAST(60 AS bigint) IS NOT DISTINCT FROM NULL) THEN (CAST(60 AS integer) IS NOT DISTINCT FROM NULL) AND (CAST(60 AS bigint) IS NOT DISTINCT FROM NULL) ELSE CAST(60 AS bigint) IS NOT DISTINCT FROM CAST(CAST(60 AS integer) AS bigint) OR CAST(60 AS integer) IS NOT DISTINCT FROM CAST(CAST(60 AS bigint) AS integer) END) THEN CAST(60 AS bigint) END WHERE item = 'both'
-- count 1

-- off, speaks old
-- differs: the twin has no such column
UPDATE orders SET id = 61, id_new = 62 WHERE item = 'both'
-- becomes
UPDATE orders SET id = 61, id_new = CASE WHEN crossfade."case_must_agree"(CASE WHEN (CAST(61 AS integer) IS NOT DISTINCT FROM NULL) OR (CAST(62 AS bigint) IS NOT DISTINCT FROM NULL) THEN (CAST(61 AS integer) IS NOT DISTINCT FROM NULL) AND (CAST(62 AS bigint) IS NOT DISTINCT FROM NULL) ELSE CAST(62 AS bigint) IS NOT DISTINCT FROM CAST(CAST(61 AS integer) AS bigint) OR CAST(61 AS integer) IS NOT DISTINCT FROM CAST(CAST(62 AS bigint) AS integer) END) THEN CAST(62 AS bigint) END WHERE item = 'both'
-- error 23514

-- off, speaks old
-- differs: the twin has no such row
DELETE FROM orders WHERE item IN ('both', 'not the same') RETURNING 1
-- untouched
-- ?column? int4(10,0)
--   1

-- off, speaks old
SELECT * FROM orders ORDER BY id
-- becomes
SELECT "orders"."id", "orders"."item", "orders"."qty" FROM orders ORDER BY id
-- id int4(10,0), item text(2147483647,0), qty int4(10,0)
--   1 | lamp | 2
--   2 | chair | 1
--   3 | lamp | 5
--   4 | null | 3

-- dual-write, speaks old
-- differs: the twin has no such column
INSERT INTO orders (id, id_new, item) VALUES (50, 50, 'both')
-- becomes
INSERT INTO orders (id, id_new, item) VALUES (50, CASE WHEN crossfade."case_must_agree"(CASE WHEN (CAST(50 AS integer) IS NOT DISTINCT FROM NULL) OR (CAST(50 AS bigint) IS NOT DISTINCT FROM NULL) THEN (CAST(50 AS integer) IS NOT DISTINCT FROM NULL) AND (CAST(50 AS bigint) IS NOT DISTINCT FROM NULL) ELSE CAST(50 AS bigint) IS NOT DISTINCT FROM CAST(CAST(50 AS integer) AS bigint) OR CAST(50 AS integer) IS NOT DISTINCT FROM CAST(CAST(50 AS bigint) AS integer) END) THEN CAST(50 AS bigint) END, 'both')
-- count 1

-- dual-write, speaks old
-- differs: the twin has no such column
INSERT INTO orders (id, id_new, item) VALUES (51, 52, 'not the same')
-- becomes
INSERT INTO orders (id, id_new, item) VALUES (51, CASE WHEN crossfade."case_must_agree"(CASE WHEN (CAST(51 AS integer) IS NOT DISTINCT FROM NULL) OR (CAST(52 AS bigint) IS NOT DISTINCT FROM NULL) THEN (CAST(51 AS integer) IS NOT DISTINCT FROM NULL) AND (CAST(52 AS bigint) IS NOT DISTINCT FROM NULL) ELSE CAST(52 AS bigint) IS NOT DISTINCT FROM CAST(CAST(51 AS integer) AS bigint) OR CAST(51 AS integer) IS NOT DISTINCT FROM CAST(CAST(52 AS bigint) AS integer) END) THEN CAST(52 AS bigint) END, 'not the same')
-- error 23514

-- dual-write, speaks old
-- differs: the twin has no such column
UPDATE orders SET id = 60, id_new = 60 WHERE item = 'both'
-- becomes
UPDATE orders SET id = 60, id_new = CASE WHEN crossfade."case_must_agree"(CASE WHEN (CAST(60 AS integer) IS NOT DISTINCT FROM NULL) OR (CAST(60 AS bigint) IS NOT DISTINCT FROM NULL) THEN (CAST(60 AS integer) IS NOT DISTINCT FROM NULL) AND (CAST(60 AS bigint) IS NOT DISTINCT FROM NULL) ELSE CAST(60 AS bigint) IS NOT DISTINCT FROM CAST(CAST(60 AS integer) AS bigint) OR CAST(60 AS integer) IS NOT DISTINCT FROM CAST(CAST(60 AS bigint) AS integer) END) THEN CAST(60 AS bigint) END WHERE item = 'both'
-- count 1

-- dual-write, speaks old
-- differs: the twin has no such column
UPDATE orders SET id = 61, id_new = 62 WHERE item = 'both'
-- becomes
UPDATE orders SET id = 61, id_new = CASE WHEN crossfade."case_must_agree"(CASE WHEN (CAST(61 AS integer) IS NOT DISTINCT FROM NULL) OR (CAST(62 AS bigint) IS NOT DISTINCT FROM NULL) THEN (CAST(61 AS integer) IS NOT DISTINCT FROM NULL) AND (CAST(62 AS bigint) IS NOT DISTINCT FROM NULL) ELSE CAST(62 AS bigint) IS NOT DISTINCT FROM CAST(CAST(61 AS integer) AS bigint) OR CAST(61 AS integer) IS NOT DISTINCT FROM CAST(CAST(62 AS bigint) AS integer) END) THEN CAST(62 AS bigint) END WHERE item = 'both'
-- error 23514

-- dual-write, speaks old
-- differs: the twin has no such row
DELETE FROM orders WHERE item IN ('both', 'not the same') RETURNING 1
-- untouched
-- ?column? int4(10,0)
--   1

-- dual-write, speaks old
SELECT * FROM orders ORDER BY id
-- becomes
SELECT "orders"."id", "orders"."item", "orders"."qty" FROM orders ORDER BY id
-- id int4(10,0), item text(2147483647,0), qty int4(10,0)
--   1 | lamp | 2
--   2 | chair | 1
--   3 | lamp | 5
--   4 | null | 3

-- live, speaks old
-- differs: the twin has no such column
INSERT INTO orders (id, id_new, item) VALUES (50, 50, 'both')
-- becomes
INSERT INTO orders (id, id_new, item) VALUES (50, CASE WHEN crossfade."case_must_agree"(CASE WHEN (CAST(50 AS integer) IS NOT DISTINCT FROM NULL) OR (CAST(50 AS bigint) IS NOT DISTINCT FROM NULL) THEN (CAST(50 AS integer) IS NOT DISTINCT FROM NULL) AND (CAST(50 AS bigint) IS NOT DISTINCT FROM NULL) ELSE CAST(50 AS bigint) IS NOT DISTINCT FROM CAST(CAST(50 AS integer) AS bigint) OR CAST(50 AS integer) IS NOT DISTINCT FROM CAST(CAST(50 AS bigint) AS integer) END) THEN CAST(50 AS bigint) END, 'both')
-- count 1

-- live, speaks old
-- differs: the twin has no such column
INSERT INTO orders (id, id_new, item) VALUES (51, 52, 'not the same')
-- becomes
INSERT INTO orders (id, id_new, item) VALUES (51, CASE WHEN crossfade."case_must_agree"(CASE WHEN (CAST(51 AS integer) IS NOT DISTINCT FROM NULL) OR (CAST(52 AS bigint) IS NOT DISTINCT FROM NULL) THEN (CAST(51 AS integer) IS NOT DISTINCT FROM NULL) AND (CAST(52 AS bigint) IS NOT DISTINCT FROM NULL) ELSE CAST(52 AS bigint) IS NOT DISTINCT FROM CAST(CAST(51 AS integer) AS bigint) OR CAST(51 AS integer) IS NOT DISTINCT FROM CAST(CAST(52 AS bigint) AS integer) END) THEN CAST(52 AS bigint) END, 'not the same')
-- error 23514

-- live, speaks old
-- differs: the twin has no such column
UPDATE orders SET id = 60, id_new = 60 WHERE item = 'both'
-- becomes
UPDATE orders SET id = 60, id_new = CASE WHEN crossfade."case_must_agree"(CASE WHEN (CAST(60 AS integer) IS NOT DISTINCT FROM NULL) OR (CAST(60 AS bigint) IS NOT DISTINCT FROM NULL) THEN (CAST(60 AS integer) IS NOT DISTINCT FROM NULL) AND (CAST(60 AS bigint) IS NOT DISTINCT FROM NULL) ELSE CAST(60 AS bigint) IS NOT DISTINCT FROM CAST(CAST(60 AS integer) AS bigint) OR CAST(60 AS integer) IS NOT DISTINCT FROM CAST(CAST(60 AS bigint) AS integer) END) THEN CAST(60 AS bigint) END WHERE item = 'both'
-- count 1

-- live, speaks old
-- differs: the twin has no such column
UPDATE orders SET id = 61, id_new = 62 WHERE item = 'both'
-- becomes
UPDATE orders SET id = 61, id_new = CASE WHEN crossfade."case_must_agree"(CASE WHEN (CAST(61 AS integer) IS NOT DISTINCT FROM NULL) OR (CAST(62 AS bigint) IS NOT DISTINCT FROM NULL) THEN (CAST(61 AS integer) IS NOT DISTINCT FROM NULL) AND (CAST(62 AS bigint) IS NOT DISTINCT FROM NULL) ELSE CAST(62 AS bigint) IS NOT DISTINCT FROM CAST(CAST(61 AS integer) AS bigint) OR CAST(61 AS integer) IS NOT DISTINCT FROM CAST(CAST(62 AS bigint) AS integer) END) THEN CAST(62 AS bigint) END WHERE item = 'both'
-- error 23514

-- live, speaks old
-- differs: the twin has no such row
DELETE FROM orders WHERE item IN ('both', 'not the same') RETURNING 1
-- untouched
-- ?column? int4(10,0)
--   1

-- live, speaks old
SELECT * FROM orders ORDER BY id
-- becomes
SELECT CAST("orders"."id_new" AS integer) AS "id", "orders"."item", "orders"."qty" FROM orders ORDER BY id
-- id int4(10,0), item text(2147483647,0), qty int4(10,0)
--   1 | lamp | 2
--   2 | chair | 1
--   3 | lamp | 5
--   4 | null | 3

