-- off, speaks old
INSERT INTO boxes VALUES (4, 5) RETURNING area
-- becomes
INSERT INTO boxes ("id", "side") VALUES (4, 5) RETURNING area
-- area int4(10,0)
--   25

-- off, speaks old
INSERT INTO boxes (id, side, area) VALUES (5, 5, DEFAULT)
-- untouched
-- count 1

-- off, speaks old
INSERT INTO boxes (id, side, area) VALUES (6, 5, 5)
-- untouched
-- error 428C9

-- off, speaks old
UPDATE boxes SET side = side + 1 WHERE area > 4 RETURNING *
-- becomes
UPDATE boxes SET side = side + 1 WHERE area > 4 RETURNING "boxes"."id", "boxes"."side", "boxes"."area"
-- id int4(10,0), side int4(10,0), area int4(10,0)
--   2 | 4 | 16
--   4 | 6 | 36
--   5 | 6 | 36

-- off, speaks old
UPDATE boxes SET area = 1
-- untouched
-- error 428C9

-- off, speaks old
SELECT * FROM boxes ORDER BY id
-- becomes
SELECT "boxes"."id", "boxes"."side", "boxes"."area" FROM boxes ORDER BY id
-- id int4(10,0), side int4(10,0), area int4(10,0)
--   1 | 2 | 4
--   2 | 4 | 16
--   3 | null | null
--   4 | 6 | 36
--   5 | 6 | 36

-- off, speaks new
UPDATE boxes SET edge = 10 WHERE id = 1
-- becomes
UPDATE boxes SET "side" = CAST(CAST(10 AS bigint) AS integer) WHERE id = 1
-- count 1

-- off, speaks new
INSERT INTO boxes (id, edge) VALUES (4, 4)
-- becomes
INSERT INTO boxes (id, "side") VALUES (4, CAST(CAST(4 AS bigint) AS integer))
-- count 1

-- off, speaks new
SELECT id, edge, area FROM boxes ORDER BY id
-- becomes
SELECT id, CAST("boxes"."side" AS bigint) AS "edge", area FROM boxes ORDER BY id
-- id int4(10,0), edge int8(19,0), area int4(10,0)
--   1 | 10 | 100
--   2 | 3 | 9
--   3 | null | null
--   4 | 4 | 16

-- dual-write, speaks old
INSERT INTO boxes VALUES (4, 5) RETURNING area
-- becomes
INSERT INTO boxes ("id", "side", "edge") VALUES (4, 5, CAST(CAST(5 AS integer) AS bigint)) RETURNING area
-- area int4(10,0)
--   25

-- dual-write, speaks old
INSERT INTO boxes (id, side, area) VALUES (5, 5, DEFAULT)
-- becomes
INSERT INTO boxes (id, side, area, "edge") VALUES (5, 5, DEFAULT, CAST(CAST(5 AS integer) AS bigint))
-- count 1

-- dual-write, speaks old
INSERT INTO boxes (id, side, area) VALUES (6, 5, 5)
-- becomes
INSERT INTO boxes (id, side, area, "edge") VALUES (6, 5, 5, CAST(CAST(5 AS integer) AS bigint))
-- error 428C9

-- dual-write, speaks old
UPDATE boxes SET side = side + 1 WHERE area > 4 RETURNING *
-- becomes
UPDATE boxes SET side = side + 1, "edge" = CAST(CAST(side + 1 AS integer) AS bigint) WHERE area > 4 RETURNING "boxes"."id", "boxes"."side", "boxes"."area"
-- id int4(10,0), side int4(10,0), area int4(10,0)
--   2 | 4 | 16
--   4 | 6 | 36
--   5 | 6 | 36

-- dual-write, speaks old
UPDATE boxes SET area = 1
-- untouched
-- error 428C9

-- dual-write, speaks old
SELECT * FROM boxes ORDER BY id
-- becomes
SELECT "boxes"."id", "boxes"."side", "boxes"."area" FROM boxes ORDER BY id
-- id int4(10,0), side int4(10,0), area int4(10,0)
--   1 | 2 | 4
--   2 | 4 | 16
--   3 | null | null
--   4 | 6 | 36
--   5 | 6 | 36

-- dual-write, speaks new
UPDATE boxes SET edge = 10 WHERE id = 1
-- becomes
UPDATE boxes SET edge = 10, "side" = CAST(CAST(10 AS bigint) AS integer) WHERE id = 1
-- count 1

-- dual-write, speaks new
INSERT INTO boxes (id, edge) VALUES (4, 4)
-- becomes
INSERT INTO boxes (id, edge, "side") VALUES (4, 4, CAST(CAST(4 AS bigint) AS integer))
-- count 1

-- dual-write, speaks new
SELECT id, edge, area FROM boxes ORDER BY id
-- becomes
SELECT id, CAST("boxes"."side" AS bigint) AS "edge", area FROM boxes ORDER BY id
-- id int4(10,0), edge int8(19,0), area int4(10,0)
--   1 | 10 | 100
--   2 | 3 | 9
--   3 | null | null
--   4 | 4 | 16

-- live, speaks old
INSERT INTO boxes VALUES (4, 5) RETURNING area
-- becomes
INSERT INTO boxes ("id", "side", "edge") VALUES (4, 5, CAST(CAST(5 AS integer) AS bigint)) RETURNING area
-- area int4(10,0)
--   25

-- live, speaks old
INSERT INTO boxes (id, side, area) VALUES (5, 5, DEFAULT)
-- becomes
INSERT INTO boxes (id, side, area, "edge") VALUES (5, 5, DEFAULT, CAST(CAST(5 AS integer) AS bigint))
-- count 1

-- live, speaks old
INSERT INTO boxes (id, side, area) VALUES (6, 5, 5)
-- becomes
INSERT INTO boxes (id, side, area, "edge") VALUES (6, 5, 5, CAST(CAST(5 AS integer) AS bigint))
-- error 428C9

-- live, speaks old
UPDATE boxes SET side = side + 1 WHERE area > 4 RETURNING *
-- becomes
UPDATE boxes SET side = CAST("boxes"."edge" AS integer) + 1, "edge" = CAST(CAST(CAST("boxes"."edge" AS integer) + 1 AS integer) AS bigint) WHERE area > 4 RETURNING "boxes"."id", CAST("boxes"."edge" AS integer) AS "side", "boxes"."area"
-- id int4(10,0), side int4(10,0), area int4(10,0)
--   2 | 4 | 16
--   4 | 6 | 36
--   5 | 6 | 36

-- live, speaks old
UPDATE boxes SET area = 1
-- untouched
-- error 428C9

-- live, speaks old
SELECT * FROM boxes ORDER BY id
-- becomes
SELECT "boxes"."id", CAST("boxes"."edge" AS integer) AS "side", "boxes"."area" FROM boxes ORDER BY id
-- id int4(10,0), side int4(10,0), area int4(10,0)
--   1 | 2 | 4
--   2 | 4 | 16
--   3 | null | null
--   4 | 6 | 36
--   5 | 6 | 36

-- live, speaks new
UPDATE boxes SET edge = 10 WHERE id = 1
-- becomes
UPDATE boxes SET edge = 10, "side" = CAST(CAST(10 AS bigint) AS integer) WHERE id = 1
-- count 1

-- live, speaks new
INSERT INTO boxes (id, edge) VALUES (4, 4)
-- becomes
INSERT INTO boxes (id, edge, "side") VALUES (4, 4, CAST(CAST(4 AS bigint) AS integer))
-- count 1

-- live, speaks new
SELECT id, edge, area FROM boxes ORDER BY id
-- untouched
-- id int4(10,0), edge int8(19,0), area int4(10,0)
--   1 | 10 | 100
--   2 | 3 | 9
--   3 | null | null
--   4 | 4 | 16

