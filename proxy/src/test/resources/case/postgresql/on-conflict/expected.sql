-- off, speaks old
INSERT INTO seats VALUES (1, 'B1', 'bob') ON CONFLICT DO NOTHING
-- becomes
INSERT INTO seats ("id", "place", "guest") VALUES (1, 'B1', 'bob') ON CONFLICT DO NOTHING
-- count 0

-- off, speaks old
INSERT INTO seats VALUES (1, 'B1', 'bob'), (4, 'B2', 'cy') ON CONFLICT (id) DO NOTHING RETURNING *
-- becomes
INSERT INTO seats ("id", "place", "guest") VALUES (1, 'B1', 'bob'), (4, 'B2', 'cy') ON CONFLICT (id) DO NOTHING RETURNING "seats"."id", "seats"."place", "seats"."guest"
-- id int4(10,0), place text(2147483647,0), guest text(2147483647,0)
--   4 | B2 | cy

-- off, speaks old
INSERT INTO seats VALUES (1, 'B1', 'bob') ON CONFLICT (id) DO UPDATE SET guest = EXCLUDED.guest || seats.id, place = EXCLUDED.place
-- becomes
INSERT INTO seats ("id", "place", "guest") VALUES (1, 'B1', 'bob') ON CONFLICT (id) DO UPDATE SET guest = EXCLUDED.guest || seats.id, place = EXCLUDED.place
-- count 1

-- off, speaks old
INSERT INTO seats VALUES (9, 'A2', 'dan') ON CONFLICT (place) DO UPDATE SET id = EXCLUDED.id, guest = EXCLUDED.guest RETURNING id, guest
-- becomes
INSERT INTO seats ("id", "place", "guest") VALUES (9, 'A2', 'dan') ON CONFLICT (place) DO UPDATE SET id = EXCLUDED.id, guest = EXCLUDED.guest RETURNING id, guest
-- id int4(10,0), guest text(2147483647,0)
--   9 | dan

-- off, speaks old
INSERT INTO seats VALUES (9, 'C1', 'x') ON CONFLICT (id) DO UPDATE SET id = seats.id + EXCLUDED.id WHERE EXCLUDED.id > 5
-- becomes
INSERT INTO seats ("id", "place", "guest") VALUES (9, 'C1', 'x') ON CONFLICT (id) DO UPDATE SET id = seats.id + EXCLUDED.id WHERE EXCLUDED.id > 5
-- count 1

-- off, speaks old
INSERT INTO seats AS s (id, place) VALUES (18, 'D1') ON CONFLICT (id) DO UPDATE SET (id, guest) = (s.id + 1, 'row') RETURNING s.*
-- becomes
INSERT INTO seats AS s (id, place) VALUES (18, 'D1') ON CONFLICT (id) DO UPDATE SET (id, guest) = (s.id + 1, 'row') RETURNING s."id", s."place", s."guest"
-- id int4(10,0), place text(2147483647,0), guest text(2147483647,0)
--   19 | A2 | row

-- off, speaks old
INSERT INTO seats VALUES (3, 'E1', 'x') ON CONFLICT ON CONSTRAINT seats_place_key DO NOTHING
-- becomes
INSERT INTO seats ("id", "place", "guest") VALUES (3, 'E1', 'x') ON CONFLICT ON CONSTRAINT seats_place_key DO NOTHING
-- error 23505

-- off, speaks old
INSERT INTO seats SELECT id, place || '2', 'q' FROM seats ON CONFLICT (id) DO UPDATE SET guest = EXCLUDED.guest
-- becomes
INSERT INTO seats ("id", "place", "guest") SELECT id, place || '2', 'q' FROM seats ON CONFLICT (id) DO UPDATE SET guest = EXCLUDED.guest
-- count 4

-- off, speaks old
INSERT INTO seats VALUES (50, 'F1', 'a'), (50, 'F2', 'b') ON CONFLICT (id) DO UPDATE SET guest = 'twice'
-- becomes
INSERT INTO seats ("id", "place", "guest") VALUES (50, 'F1', 'a'), (50, 'F2', 'b') ON CONFLICT (id) DO UPDATE SET guest = 'twice'
-- error 21000

-- off, speaks old
SELECT * FROM seats ORDER BY id
-- becomes
SELECT "seats"."id", "seats"."place", "seats"."guest" FROM seats ORDER BY id
-- id int4(10,0), place text(2147483647,0), guest text(2147483647,0)
--   1 | B1 | q
--   19 | A2 | q
--   3 | A3 | q
--   4 | B2 | q

-- off, speaks new
INSERT INTO seats VALUES ('B1', 'bob', 1) ON CONFLICT DO NOTHING
-- becomes
INSERT INTO seats ("place", "guest", "id") VALUES ('B1', 'bob', CAST(CAST(1 AS bigint) AS integer)) ON CONFLICT DO NOTHING
-- count 0

-- off, speaks new
INSERT INTO seats VALUES ('B1', 'bob', 1) ON CONFLICT (id_new) DO UPDATE SET guest = EXCLUDED.guest || seats.id_new
-- becomes
INSERT INTO seats ("place", "guest", "id") VALUES ('B1', 'bob', CAST(CAST(1 AS bigint) AS integer)) ON CONFLICT ("id") DO UPDATE SET guest = EXCLUDED.guest || CAST(seats."id" AS bigint)
-- count 1

-- off, speaks new
INSERT INTO seats VALUES ('A2', 'dan', 9) ON CONFLICT (place) DO UPDATE SET id_new = EXCLUDED.id_new RETURNING *
-- becomes
INSERT INTO seats ("place", "guest", "id") VALUES ('A2', 'dan', CAST(CAST(9 AS bigint) AS integer)) ON CONFLICT (place) DO UPDATE SET "id" = CAST(CAST(CAST(EXCLUDED."id" AS bigint) AS bigint) AS integer) RETURNING "seats"."place", "seats"."guest", CAST("seats"."id" AS bigint) AS "id_new"
-- place text(2147483647,0), guest text(2147483647,0), id_new int8(19,0)
--   A2 | null | 9

-- off, speaks new
INSERT INTO seats VALUES ('C1', 'x', 9) ON CONFLICT (id_new) DO UPDATE SET id_new = seats.id_new + EXCLUDED.id_new WHERE EXCLUDED.id_new > 5
-- becomes
INSERT INTO seats ("place", "guest", "id") VALUES ('C1', 'x', CAST(CAST(9 AS bigint) AS integer)) ON CONFLICT ("id") DO UPDATE SET "id" = CAST(CAST(CAST(seats."id" AS bigint) + CAST(EXCLUDED."id" AS bigint) AS bigint) AS integer) WHERE EXCLUDED."id" > 5
-- count 1

-- off, speaks new
SELECT * FROM seats ORDER BY id_new
-- becomes
SELECT "seats"."place", "seats"."guest", CAST("seats"."id" AS bigint) AS "id_new" FROM seats ORDER BY id_new
-- place text(2147483647,0), guest text(2147483647,0), id_new int8(19,0)
--   A1 | bob1 | 1
--   A2 | null | 18
--   A3 | eve | 3

-- dual-write, speaks old
INSERT INTO seats VALUES (1, 'B1', 'bob') ON CONFLICT DO NOTHING
-- becomes
INSERT INTO seats ("id", "place", "guest", "id_new") VALUES (1, 'B1', 'bob', CAST(CAST(1 AS integer) AS bigint)) ON CONFLICT DO NOTHING
-- count 0

-- dual-write, speaks old
INSERT INTO seats VALUES (1, 'B1', 'bob'), (4, 'B2', 'cy') ON CONFLICT (id) DO NOTHING RETURNING *
-- becomes
INSERT INTO seats ("id", "place", "guest", "id_new") VALUES (1, 'B1', 'bob', CAST(CAST(1 AS integer) AS bigint)), (4, 'B2', 'cy', CAST(CAST(4 AS integer) AS bigint)) ON CONFLICT (id) DO NOTHING RETURNING "seats"."id", "seats"."place", "seats"."guest"
-- id int4(10,0), place text(2147483647,0), guest text(2147483647,0)
--   4 | B2 | cy

-- dual-write, speaks old
INSERT INTO seats VALUES (1, 'B1', 'bob') ON CONFLICT (id) DO UPDATE SET guest = EXCLUDED.guest || seats.id, place = EXCLUDED.place
-- becomes
INSERT INTO seats ("id", "place", "guest", "id_new") VALUES (1, 'B1', 'bob', CAST(CAST(1 AS integer) AS bigint)) ON CONFLICT (id) DO UPDATE SET guest = EXCLUDED.guest || seats.id, place = EXCLUDED.place
-- count 1

-- dual-write, speaks old
INSERT INTO seats VALUES (9, 'A2', 'dan') ON CONFLICT (place) DO UPDATE SET id = EXCLUDED.id, guest = EXCLUDED.guest RETURNING id, guest
-- becomes
INSERT INTO seats ("id", "place", "guest", "id_new") VALUES (9, 'A2', 'dan', CAST(CAST(9 AS integer) AS bigint)) ON CONFLICT (place) DO UPDATE SET id = EXCLUDED.id, "id_new" = CAST(CAST(EXCLUDED.id AS integer) AS bigint), guest = EXCLUDED.guest RETURNING id, guest
-- id int4(10,0), guest text(2147483647,0)
--   9 | dan

-- dual-write, speaks old
INSERT INTO seats VALUES (9, 'C1', 'x') ON CONFLICT (id) DO UPDATE SET id = seats.id + EXCLUDED.id WHERE EXCLUDED.id > 5
-- becomes
INSERT INTO seats ("id", "place", "guest", "id_new") VALUES (9, 'C1', 'x', CAST(CAST(9 AS integer) AS bigint)) ON CONFLICT (id) DO UPDATE SET id = seats.id + EXCLUDED.id, "id_new" = CAST(CAST(seats.id + EXCLUDED.id AS integer) AS bigint) WHERE EXCLUDED.id > 5
-- count 1

-- dual-write, speaks old
INSERT INTO seats AS s (id, place) VALUES (18, 'D1') ON CONFLICT (id) DO UPDATE SET (id, guest) = (s.id + 1, 'row') RETURNING s.*
-- becomes
INSERT INTO seats AS s (id, place, "id_new") VALUES (18, 'D1', CAST(CAST(18 AS integer) AS bigint)) ON CONFLICT (id) DO UPDATE SET (id, guest) = (s.id + 1, 'row'), "id_new" = CAST(CAST(s.id + 1 AS integer) AS bigint) RETURNING s."id", s."place", s."guest"
-- id int4(10,0), place text(2147483647,0), guest text(2147483647,0)
--   19 | A2 | row

-- dual-write, speaks old
INSERT INTO seats VALUES (3, 'E1', 'x') ON CONFLICT ON CONSTRAINT seats_place_key DO NOTHING
-- becomes
INSERT INTO seats ("id", "place", "guest", "id_new") VALUES (3, 'E1', 'x', CAST(CAST(3 AS integer) AS bigint)) ON CONFLICT ON CONSTRAINT seats_place_key DO NOTHING
-- error 23505

-- dual-write, speaks old
INSERT INTO seats SELECT id, place || '2', 'q' FROM seats ON CONFLICT (id) DO UPDATE SET guest = EXCLUDED.guest
-- becomes
INSERT INTO seats ("id", "place", "guest", "id_new") SELECT crossfade_value.c1, crossfade_value.c2, crossfade_value.c3, CAST(CAST(crossfade_value.c1 AS integer) AS bigint) FROM (SELECT id, place || '2', CAST('q' AS text) FROM seats) AS crossfade_value (c1, c2, c3) ON CONFLICT (id) DO UPDATE SET guest = EXCLUDED.guest
-- count 4

-- dual-write, speaks old
INSERT INTO seats VALUES (50, 'F1', 'a'), (50, 'F2', 'b') ON CONFLICT (id) DO UPDATE SET guest = 'twice'
-- becomes
INSERT INTO seats ("id", "place", "guest", "id_new") VALUES (50, 'F1', 'a', CAST(CAST(50 AS integer) AS bigint)), (50, 'F2', 'b', CAST(CAST(50 AS integer) AS bigint)) ON CONFLICT (id) DO UPDATE SET guest = 'twice'
-- error 21000

-- dual-write, speaks old
SELECT * FROM seats ORDER BY id
-- becomes
SELECT "seats"."id", "seats"."place", "seats"."guest" FROM seats ORDER BY id
-- id int4(10,0), place text(2147483647,0), guest text(2147483647,0)
--   1 | B1 | q
--   19 | A2 | q
--   3 | A3 | q
--   4 | B2 | q

-- dual-write, speaks new
INSERT INTO seats VALUES ('B1', 'bob', 1) ON CONFLICT DO NOTHING
-- becomes
INSERT INTO seats ("place", "guest", "id_new", "id") VALUES ('B1', 'bob', 1, CAST(CAST(1 AS bigint) AS integer)) ON CONFLICT DO NOTHING
-- count 0

-- dual-write, speaks new
INSERT INTO seats VALUES ('B1', 'bob', 1) ON CONFLICT (id_new) DO UPDATE SET guest = EXCLUDED.guest || seats.id_new
-- becomes
INSERT INTO seats ("place", "guest", "id_new", "id") VALUES ('B1', 'bob', 1, CAST(CAST(1 AS bigint) AS integer)) ON CONFLICT ("id") DO UPDATE SET guest = EXCLUDED.guest || CAST(seats."id" AS bigint)
-- count 1

-- dual-write, speaks new
INSERT INTO seats VALUES ('A2', 'dan', 9) ON CONFLICT (place) DO UPDATE SET id_new = EXCLUDED.id_new RETURNING *
-- becomes
INSERT INTO seats ("place", "guest", "id_new", "id") VALUES ('A2', 'dan', 9, CAST(CAST(9 AS bigint) AS integer)) ON CONFLICT (place) DO UPDATE SET id_new = EXCLUDED.id_new, "id" = CAST(CAST(EXCLUDED.id_new AS bigint) AS integer) RETURNING "seats"."place", "seats"."guest", CAST("seats"."id" AS bigint) AS "id_new"
-- place text(2147483647,0), guest text(2147483647,0), id_new int8(19,0)
--   A2 | null | 9

-- dual-write, speaks new
INSERT INTO seats VALUES ('C1', 'x', 9) ON CONFLICT (id_new) DO UPDATE SET id_new = seats.id_new + EXCLUDED.id_new WHERE EXCLUDED.id_new > 5
-- becomes
INSERT INTO seats ("place", "guest", "id_new", "id") VALUES ('C1', 'x', 9, CAST(CAST(9 AS bigint) AS integer)) ON CONFLICT ("id") DO UPDATE SET id_new = CAST(seats."id" AS bigint) + EXCLUDED.id_new, "id" = CAST(CAST(CAST(seats."id" AS bigint) + EXCLUDED.id_new AS bigint) AS integer) WHERE EXCLUDED.id_new > 5
-- count 1

-- dual-write, speaks new
SELECT * FROM seats ORDER BY id_new
-- becomes
SELECT "seats"."place", "seats"."guest", CAST("seats"."id" AS bigint) AS "id_new" FROM seats ORDER BY id_new
-- place text(2147483647,0), guest text(2147483647,0), id_new int8(19,0)
--   A1 | bob1 | 1
--   A2 | null | 18
--   A3 | eve | 3

-- live, speaks old
INSERT INTO seats VALUES (1, 'B1', 'bob') ON CONFLICT DO NOTHING
-- becomes
INSERT INTO seats ("id", "place", "guest", "id_new") VALUES (1, 'B1', 'bob', CAST(CAST(1 AS integer) AS bigint)) ON CONFLICT DO NOTHING
-- count 0

-- live, speaks old
INSERT INTO seats VALUES (1, 'B1', 'bob'), (4, 'B2', 'cy') ON CONFLICT (id) DO NOTHING RETURNING *
-- becomes
INSERT INTO seats ("id", "place", "guest", "id_new") VALUES (1, 'B1', 'bob', CAST(CAST(1 AS integer) AS bigint)), (4, 'B2', 'cy', CAST(CAST(4 AS integer) AS bigint)) ON CONFLICT (id) DO NOTHING RETURNING CAST("seats"."id_new" AS integer) AS "id", "seats"."place", "seats"."guest"
-- id int4(10,0), place text(2147483647,0), guest text(2147483647,0)
--   4 | B2 | cy

-- live, speaks old
INSERT INTO seats VALUES (1, 'B1', 'bob') ON CONFLICT (id) DO UPDATE SET guest = EXCLUDED.guest || seats.id, place = EXCLUDED.place
-- becomes
INSERT INTO seats ("id", "place", "guest", "id_new") VALUES (1, 'B1', 'bob', CAST(CAST(1 AS integer) AS bigint)) ON CONFLICT (id) DO UPDATE SET guest = EXCLUDED.guest || CAST(seats."id_new" AS integer), place = EXCLUDED.place
-- count 1

-- live, speaks old
INSERT INTO seats VALUES (9, 'A2', 'dan') ON CONFLICT (place) DO UPDATE SET id = EXCLUDED.id, guest = EXCLUDED.guest RETURNING id, guest
-- becomes
INSERT INTO seats ("id", "place", "guest", "id_new") VALUES (9, 'A2', 'dan', CAST(CAST(9 AS integer) AS bigint)) ON CONFLICT (place) DO UPDATE SET id = EXCLUDED.id, "id_new" = CAST(CAST(EXCLUDED.id AS integer) AS bigint), guest = EXCLUDED.guest RETURNING CAST("seats"."id_new" AS integer) AS "id", guest
-- id int4(10,0), guest text(2147483647,0)
--   9 | dan

-- live, speaks old
INSERT INTO seats VALUES (9, 'C1', 'x') ON CONFLICT (id) DO UPDATE SET id = seats.id + EXCLUDED.id WHERE EXCLUDED.id > 5
-- becomes
INSERT INTO seats ("id", "place", "guest", "id_new") VALUES (9, 'C1', 'x', CAST(CAST(9 AS integer) AS bigint)) ON CONFLICT (id) DO UPDATE SET id = CAST(seats."id_new" AS integer) + EXCLUDED.id, "id_new" = CAST(CAST(CAST(seats."id_new" AS integer) + EXCLUDED.id AS integer) AS bigint) WHERE EXCLUDED.id > 5
-- count 1

-- live, speaks old
INSERT INTO seats AS s (id, place) VALUES (18, 'D1') ON CONFLICT (id) DO UPDATE SET (id, guest) = (s.id + 1, 'row') RETURNING s.*
-- becomes
INSERT INTO seats AS s (id, place, "id_new") VALUES (18, 'D1', CAST(CAST(18 AS integer) AS bigint)) ON CONFLICT (id) DO UPDATE SET (id, guest) = (CAST(s."id_new" AS integer) + 1, 'row'), "id_new" = CAST(CAST(CAST(s."id_new" AS integer) + 1 AS integer) AS bigint) RETURNING CAST(s."id_new" AS integer) AS "id", s."place", s."guest"
-- id int4(10,0), place text(2147483647,0), guest text(2147483647,0)
--   19 | A2 | row

-- live, speaks old
INSERT INTO seats VALUES (3, 'E1', 'x') ON CONFLICT ON CONSTRAINT seats_place_key DO NOTHING
-- becomes
INSERT INTO seats ("id", "place", "guest", "id_new") VALUES (3, 'E1', 'x', CAST(CAST(3 AS integer) AS bigint)) ON CONFLICT ON CONSTRAINT seats_place_key DO NOTHING
-- error 23505

-- live, speaks old
INSERT INTO seats SELECT id, place || '2', 'q' FROM seats ON CONFLICT (id) DO UPDATE SET guest = EXCLUDED.guest
-- becomes
INSERT INTO seats ("id", "place", "guest", "id_new") SELECT crossfade_value.c1, crossfade_value.c2, crossfade_value.c3, CAST(CAST(crossfade_value.c1 AS integer) AS bigint) FROM (SELECT CAST("seats"."id_new" AS integer) AS "id", place || '2', CAST('q' AS text) FROM seats) AS crossfade_value (c1, c2, c3) ON CONFLICT (id) DO UPDATE SET guest = EXCLUDED.guest
-- count 4

-- live, speaks old
INSERT INTO seats VALUES (50, 'F1', 'a'), (50, 'F2', 'b') ON CONFLICT (id) DO UPDATE SET guest = 'twice'
-- becomes
INSERT INTO seats ("id", "place", "guest", "id_new") VALUES (50, 'F1', 'a', CAST(CAST(50 AS integer) AS bigint)), (50, 'F2', 'b', CAST(CAST(50 AS integer) AS bigint)) ON CONFLICT (id) DO UPDATE SET guest = 'twice'
-- error 21000

-- live, speaks old
SELECT * FROM seats ORDER BY id
-- becomes
SELECT CAST("seats"."id_new" AS integer) AS "id", "seats"."place", "seats"."guest" FROM seats ORDER BY id
-- id int4(10,0), place text(2147483647,0), guest text(2147483647,0)
--   1 | B1 | q
--   19 | A2 | q
--   3 | A3 | q
--   4 | B2 | q

-- live, speaks new
INSERT INTO seats VALUES ('B1', 'bob', 1) ON CONFLICT DO NOTHING
-- becomes
INSERT INTO seats ("place", "guest", "id_new", "id") VALUES ('B1', 'bob', 1, CAST(CAST(1 AS bigint) AS integer)) ON CONFLICT DO NOTHING
-- count 0

-- live, speaks new
INSERT INTO seats VALUES ('B1', 'bob', 1) ON CONFLICT (id_new) DO UPDATE SET guest = EXCLUDED.guest || seats.id_new
-- becomes
INSERT INTO seats ("place", "guest", "id_new", "id") VALUES ('B1', 'bob', 1, CAST(CAST(1 AS bigint) AS integer)) ON CONFLICT ("id") DO UPDATE SET guest = EXCLUDED.guest || seats.id_new
-- count 1

-- live, speaks new
INSERT INTO seats VALUES ('A2', 'dan', 9) ON CONFLICT (place) DO UPDATE SET id_new = EXCLUDED.id_new RETURNING *
-- becomes
INSERT INTO seats ("place", "guest", "id_new", "id") VALUES ('A2', 'dan', 9, CAST(CAST(9 AS bigint) AS integer)) ON CONFLICT (place) DO UPDATE SET id_new = EXCLUDED.id_new, "id" = CAST(CAST(EXCLUDED.id_new AS bigint) AS integer) RETURNING "seats"."place", "seats"."guest", "seats"."id_new"
-- place text(2147483647,0), guest text(2147483647,0), id_new int8(19,0)
--   A2 | null | 9

-- live, speaks new
INSERT INTO seats VALUES ('C1', 'x', 9) ON CONFLICT (id_new) DO UPDATE SET id_new = seats.id_new + EXCLUDED.id_new WHERE EXCLUDED.id_new > 5
-- becomes
INSERT INTO seats ("place", "guest", "id_new", "id") VALUES ('C1', 'x', 9, CAST(CAST(9 AS bigint) AS integer)) ON CONFLICT ("id") DO UPDATE SET id_new = seats.id_new + EXCLUDED.id_new, "id" = CAST(CAST(seats.id_new + EXCLUDED.id_new AS bigint) AS integer) WHERE EXCLUDED.id_new > 5
-- count 1

-- live, speaks new
SELECT * FROM seats ORDER BY id_new
-- becomes
SELECT "seats"."place", "seats"."guest", "seats"."id_new" FROM seats ORDER BY id_new
-- place text(2147483647,0), guest text(2147483647,0), id_new int8(19,0)
--   A1 | bob1 | 1
--   A2 | null | 18
--   A3 | eve | 3

