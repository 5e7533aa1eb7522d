-- off, speaks old
INSERT INTO places VALUES (4, 'A-2', 'dup')
-- becomes
INSERT INTO places ("id", "seat", "guest") VALUES (4, 'A-2', 'dup')
-- error 23505

-- off, speaks old
INSERT INTO places VALUES (5, 'B-1', 'eve')
-- becomes
INSERT INTO places ("id", "seat", "guest") VALUES (5, 'B-1', 'eve')
-- count 1

-- off, speaks old
INSERT INTO places VALUES (6, 'A-2', 'up') ON CONFLICT (seat) DO UPDATE SET guest = EXCLUDED.guest
-- becomes
INSERT INTO places ("id", "seat", "guest") VALUES (6, 'A-2', 'up') ON CONFLICT (seat) DO UPDATE SET guest = EXCLUDED.guest
-- count 1

-- off, speaks old
UPDATE places SET seat = 'A-1' WHERE id = 5
-- untouched
-- error 23505

-- off, speaks old
UPDATE places SET seat = 'B-2' WHERE seat = 'B-1'
-- untouched
-- count 1

-- off, speaks old
SELECT id FROM places WHERE seat IN ('A-2', 'B-2') ORDER BY id
-- untouched
-- id int4(10,0)
--   2
--   5

-- off, speaks old
DELETE FROM places WHERE seat = 'B-2'
-- untouched
-- count 1

-- off, speaks old
SELECT * FROM places ORDER BY id
-- becomes
SELECT "places"."id", "places"."seat", "places"."guest" FROM places ORDER BY id
-- id int4(10,0), seat text(2147483647,0), guest text(2147483647,0)
--   1 | A-1 | ann
--   2 | A-2 | up
--   3 | null | cy

-- off, speaks new
INSERT INTO places VALUES (5, 'eve', 'B', '1')
-- becomes
INSERT INTO places ("id", "guest", "seat") VALUES (5, 'eve', crossfade."case_down_1_checked"(CAST('B' AS text), CAST('1' AS text)))
-- count 1

-- off, speaks new
UPDATE places SET line = 'C' WHERE id = 5
-- becomes
UPDATE places SET "seat" = crossfade."case_down_1_checked"(CAST('C' AS text), crossfade."case_up_2_null"("places"."seat")) WHERE id = 5
-- count 1

-- off, speaks new
UPDATE places SET line = 'D', place = place || '0' WHERE line = 'C'
-- becomes
UPDATE places SET "seat" = crossfade."case_down_1_checked"(CAST('D' AS text), CAST(crossfade."case_up_2_null"("places"."seat") || '0' AS text)) WHERE crossfade."case_up_1_null"("places"."seat") = 'C'
-- count 1

-- off, speaks new
SELECT guest FROM places WHERE (line, place) = ('D', '10')
-- becomes
SELECT guest FROM places WHERE (crossfade."case_up_1_null"("places"."seat"), crossfade."case_up_2_null"("places"."seat")) = ('D', '10')
-- guest text(2147483647,0)
--   eve

-- off, speaks new
DELETE FROM places WHERE line = 'D'
-- becomes
DELETE FROM places WHERE crossfade."case_up_1_null"("places"."seat") = 'D'
-- count 1

-- off, speaks new
SELECT * FROM places ORDER BY id
-- becomes
SELECT "places"."id", "places"."guest", crossfade."case_up_1_null"("places"."seat") AS "line", crossfade."case_up_2_null"("places"."seat") AS "place" FROM places ORDER BY id
-- id int4(10,0), guest text(2147483647,0), line text(2147483647,0), place text(2147483647,0)
--   1 | ann | A | 1
--   2 | bob | A | 2
--   3 | cy | null | null

-- dual-write, speaks old
INSERT INTO places VALUES (4, 'A-2', 'dup')
-- becomes
INSERT INTO places ("id", "seat", "guest", "line", "place") VALUES (4, 'A-2', 'dup', crossfade."case_up_1_record"(CAST('A-2' AS text)), crossfade."case_up_2_record"(CAST('A-2' AS text)))
-- error 23505

-- dual-write, speaks old
INSERT INTO places VALUES (5, 'B-1', 'eve')
-- becomes
INSERT INTO places ("id", "seat", "guest", "line", "place") VALUES (5, 'B-1', 'eve', crossfade."case_up_1_record"(CAST('B-1' AS text)), crossfade."case_up_2_record"(CAST('B-1' AS text)))
-- count 1

-- dual-write, speaks old
INSERT INTO places VALUES (6, 'A-2', 'up') ON CONFLICT (seat) DO UPDATE SET guest = EXCLUDED.guest
-- becomes
INSERT INTO places ("id", "seat", "guest", "line", "place") VALUES (6, 'A-2', 'up', crossfade."case_up_1_record"(CAST('A-2' AS text)), crossfade."case_up_2_record"(CAST('A-2' AS text))) ON CONFLICT (seat) DO UPDATE SET guest = EXCLUDED.guest
-- count 1

-- dual-write, speaks old
UPDATE places SET seat = 'A-1' WHERE id = 5
-- becomes
UPDATE places SET seat = 'A-1', "line" = crossfade."case_up_1_record"(CAST('A-1' AS text)), "place" = crossfade."case_up_2_record"(CAST('A-1' AS text)) WHERE id = 5
-- error 23505

-- dual-write, speaks old
UPDATE places SET seat = 'B-2' WHERE seat = 'B-1'
-- becomes
UPDATE places SET seat = 'B-2', "line" = crossfade."case_up_1_record"(CAST('B-2' AS text)), "place" = crossfade."case_up_2_record"(CAST('B-2' AS text)) WHERE seat = 'B-1'
-- count 1

-- dual-write, speaks old
SELECT id FROM places WHERE seat IN ('A-2', 'B-2') ORDER BY id
-- untouched
-- id int4(10,0)
--   2
--   5

-- dual-write, speaks old
DELETE FROM places WHERE seat = 'B-2'
-- untouched
-- count 1

-- dual-write, speaks old
SELECT * FROM places ORDER BY id
-- becomes
SELECT "places"."id", "places"."seat", "places"."guest" FROM places ORDER BY id
-- id int4(10,0), seat text(2147483647,0), guest text(2147483647,0)
--   1 | A-1 | ann
--   2 | A-2 | up
--   3 | null | cy

-- dual-write, speaks new
INSERT INTO places VALUES (5, 'eve', 'B', '1')
-- becomes
INSERT INTO places ("id", "guest", "line", "place", "seat") VALUES (5, 'eve', 'B', '1', crossfade."case_down_1_checked"(CAST('B' AS text), CAST('1' AS text)))
-- count 1

-- dual-write, speaks new
UPDATE places SET line = 'C' WHERE id = 5
-- becomes
UPDATE places SET line = 'C', "place" = CASE WHEN "places"."line" IS NULL AND "places"."place" IS NULL THEN crossfade."case_up_2_null"("places"."seat") ELSE "places"."place" END, "seat" = crossfade."case_down_1_checked"(CAST('C' AS text), CASE WHEN "places"."line" IS NULL AND "places"."place" IS NULL THEN crossfade."case_up_2_null"("places"."seat") ELSE "places"."place" END) WHERE id = 5
-- count 1

-- dual-write, speaks new
UPDATE places SET line = 'D', place = place || '0' WHERE line = 'C'
-- becomes
UPDATE places SET line = 'D', place = CASE WHEN "places"."line" IS NULL AND "places"."place" IS NULL THEN crossfade."case_up_2_null"("places"."seat") ELSE "places"."place" END || '0', "seat" = crossfade."case_down_1_checked"(CAST('D' AS text), CAST(CASE WHEN "places"."line" IS NULL AND "places"."place" IS NULL THEN crossfade."case_up_2_null"("places"."seat") ELSE "places"."place" END || '0' AS text)) WHERE CASE WHEN "places"."line" IS NULL AND "places"."place" IS NULL THEN crossfade."case_up_1_null"("places"."seat") ELSE "places"."line" END = 'C'
-- count 1

-- dual-write, speaks new
SELECT guest FROM places WHERE (line, place) = ('D', '10')
-- becomes
SELECT guest FROM places WHERE (CASE WHEN "places"."line" IS NULL AND "places"."place" IS NULL THEN crossfade."case_up_1_null"("places"."seat") ELSE "places"."line" END, CASE WHEN "places"."line" IS NULL AND "places"."place" IS NULL THEN crossfade."case_up_2_null"("places"."seat") ELSE "places"."place" END) = ('D', '10')
-- guest text(2147483647,0)
--   eve

-- dual-write, speaks new
DELETE FROM places WHERE line = 'D'
-- becomes
DELETE FROM places WHERE CASE WHEN "places"."line" IS NULL AND "places"."place" IS NULL THEN crossfade."case_up_1_null"("places"."seat") ELSE "places"."line" END = 'D'
-- count 1

-- dual-write, speaks new
SELECT * FROM places ORDER BY id
-- becomes
SELECT "places"."id", "places"."guest", CASE WHEN "places"."line" IS NULL AND "places"."place" IS NULL THEN crossfade."case_up_1_null"("places"."seat") ELSE "places"."line" END AS "line", CASE WHEN "places"."line" IS NULL AND "places"."place" IS NULL THEN crossfade."case_up_2_null"("places"."seat") ELSE "places"."place" END AS "place" FROM places ORDER BY id
-- id int4(10,0), guest text(2147483647,0), line text(2147483647,0), place text(2147483647,0)
--   1 | ann | A | 1
--   2 | bob | A | 2
--   3 | cy | null | null

-- live, speaks old
INSERT INTO places VALUES (4, 'A-2', 'dup')
-- becomes
INSERT INTO places ("id", "seat", "guest", "line", "place") VALUES (4, 'A-2', 'dup', crossfade."case_up_1_raise"(CAST('A-2' AS text)), crossfade."case_up_2_raise"(CAST('A-2' AS text)))
-- error 23505

-- live, speaks old
INSERT INTO places VALUES (5, 'B-1', 'eve')
-- becomes
INSERT INTO places ("id", "seat", "guest", "line", "place") VALUES (5, 'B-1', 'eve', crossfade."case_up_1_raise"(CAST('B-1' AS text)), crossfade."case_up_2_raise"(CAST('B-1' AS text)))
-- count 1

-- live, speaks old
INSERT INTO places VALUES (6, 'A-2', 'up') ON CONFLICT (seat) DO UPDATE SET guest = EXCLUDED.guest
-- becomes
INSERT INTO places ("id", "seat", "guest", "line", "place") VALUES (6, 'A-2', 'up', crossfade."case_up_1_raise"(CAST('A-2' AS text)), crossfade."case_up_2_raise"(CAST('A-2' AS text))) ON CONFLICT (seat) DO UPDATE SET guest = EXCLUDED.guest
-- count 1

-- live, speaks old
UPDATE places SET seat = 'A-1' WHERE id = 5
-- becomes
UPDATE places SET seat = 'A-1', "line" = crossfade."case_up_1_raise"(CAST('A-1' AS text)), "place" = crossfade."case_up_2_raise"(CAST('A-1' AS text)) WHERE id = 5
-- error 23505

-- live, speaks old
UPDATE places SET seat = 'B-2' WHERE seat = 'B-1'
-- becomes
UPDATE places SET seat = 'B-2', "line" = crossfade."case_up_1_raise"(CAST('B-2' AS text)), "place" = crossfade."case_up_2_raise"(CAST('B-2' AS text)) WHERE crossfade."case_down_1"("places"."line", "places"."place") = 'B-1'
-- count 1

-- live, speaks old
SELECT id FROM places WHERE seat IN ('A-2', 'B-2') ORDER BY id
-- becomes
SELECT id FROM places WHERE crossfade."case_down_1"("places"."line", "places"."place") IN ('A-2', 'B-2') ORDER BY id
-- id int4(10,0)
--   2
--   5

-- live, speaks old
DELETE FROM places WHERE seat = 'B-2'
-- becomes
DELETE FROM places WHERE crossfade."case_down_1"("places"."line", "places"."place") = 'B-2'
-- count 1

-- live, speaks old
SELECT * FROM places ORDER BY id
-- becomes
SELECT "places"."id", crossfade."case_down_1"("places"."line", "places"."place") AS "seat", "places"."guest" FROM places ORDER BY id
-- id int4(10,0), seat text(2147483647,0), guest text(2147483647,0)
--   1 | A-1 | ann
--   2 | A-2 | up
--   3 | null | cy

-- live, speaks new
INSERT INTO places VALUES (5, 'eve', 'B', '1')
-- becomes
INSERT INTO places ("id", "guest", "line", "place", "seat") VALUES (5, 'eve', 'B', '1', crossfade."case_down_1_checked"(CAST('B' AS text), CAST('1' AS text)))
-- count 1

-- live, speaks new
UPDATE places SET line = 'C' WHERE id = 5
-- becomes
UPDATE places SET line = 'C', "seat" = crossfade."case_down_1_checked"(CAST('C' AS text), "places"."place") WHERE id = 5
-- count 1

-- live, speaks new
UPDATE places SET line = 'D', place = place || '0' WHERE line = 'C'
-- becomes
UPDATE places SET line = 'D', place = place || '0', "seat" = crossfade."case_down_1_checked"(CAST('D' AS text), CAST(place || '0' AS text)) WHERE line = 'C'
-- count 1

-- live, speaks new
SELECT guest FROM places WHERE (line, place) = ('D', '10')
-- untouched
-- guest text(2147483647,0)
--   eve

-- live, speaks new
DELETE FROM places WHERE line = 'D'
-- untouched
-- count 1

-- live, speaks new
SELECT * FROM places ORDER BY id
-- becomes
SELECT "places"."id", "places"."guest", "places"."line", "places"."place" FROM places ORDER BY id
-- id int4(10,0), guest text(2147483647,0), line text(2147483647,0), place text(2147483647,0)
--   1 | ann | A | 1
--   2 | bob | A | 2
--   3 | cy | null | null

