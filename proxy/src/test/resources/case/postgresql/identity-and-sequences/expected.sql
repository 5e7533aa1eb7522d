-- off, speaks old
INSERT INTO events (what) VALUES ('c'), ('d') RETURNING id
-- untouched
-- id int4(10,0)
--   3
--   4

-- off, speaks old
INSERT INTO events VALUES (DEFAULT, 'e') RETURNING *
-- becomes
INSERT INTO events ("id", "what") VALUES (DEFAULT, 'e') RETURNING "events"."id", "events"."what"
-- id int4(10,0), what text(2147483647,0)
--   5 | e

-- off, speaks old
INSERT INTO events OVERRIDING USER VALUE VALUES (900, 'f') RETURNING id
-- becomes
INSERT INTO events ("id", "what") OVERRIDING USER VALUE VALUES (900, 'f') RETURNING id
-- id int4(10,0)
--   6

-- off, speaks old
INSERT INTO events VALUES (100, 'g') RETURNING id
-- becomes
INSERT INTO events ("id", "what") VALUES (100, 'g') RETURNING id
-- id int4(10,0)
--   100

-- off, speaks old
INSERT INTO events (what) SELECT 'h' || g FROM generate_series(1, 3) g RETURNING id
-- untouched
-- id int4(10,0)
--   7
--   8
--   9

-- off, speaks old
INSERT INTO events DEFAULT VALUES RETURNING *
-- becomes
INSERT INTO events DEFAULT VALUES RETURNING "events"."id", "events"."what"
-- id int4(10,0), what text(2147483647,0)
--   10 | null

-- off, speaks old
SELECT lastval()
-- untouched
-- lastval int8(19,0)
--   10

-- off, speaks old
UPDATE events SET id = DEFAULT WHERE what = 'a' RETURNING id
-- untouched
-- id int4(10,0)
--   11

-- off, speaks old
SELECT * FROM events ORDER BY id
-- becomes
SELECT "events"."id", "events"."what" FROM events ORDER BY id
-- id int4(10,0), what text(2147483647,0)
--   10 | null
--   100 | g
--   11 | a
--   2 | b
--   3 | c
--   4 | d
--   5 | e
--   6 | f
--   7 | h1
--   8 | h2
--   9 | h3

-- off, speaks new
INSERT INTO events (what) VALUES ('c'), ('d') RETURNING id_new
-- becomes
INSERT INTO events (what) VALUES ('c'), ('d') RETURNING CAST("events"."id" AS bigint) AS "id_new"
-- id_new int8(19,0)
--   3
--   4

-- off, speaks new
INSERT INTO events VALUES ('e', DEFAULT) RETURNING *
-- becomes
INSERT INTO events ("what", "id") VALUES ('e', (nextval('public.events_id_seq'::regclass))) RETURNING "events"."what", CAST("events"."id" AS bigint) AS "id_new"
-- what text(2147483647,0), id_new int8(19,0)
--   e | 5

-- off, speaks new
-- differs: no integer holds it, and the way back stays open
INSERT INTO events VALUES ('g', 5000000000)
-- becomes
INSERT INTO events ("what", "id") VALUES ('g', CAST(CAST(5000000000 AS bigint) AS integer))
-- error 22003

-- off, speaks new
SELECT what, id_new FROM events WHERE id_new < 100 ORDER BY id_new
-- becomes
SELECT what, CAST("events"."id" AS bigint) AS "id_new" FROM events WHERE "events"."id" < 100 ORDER BY id_new
-- what text(2147483647,0), id_new int8(19,0)
--   a | 1
--   b | 2
--   c | 3
--   d | 4
--   e | 5

-- off, speaks new
-- differs: nothing of it was stored
DELETE FROM events WHERE id_new > 100
-- becomes
DELETE FROM events WHERE "events"."id" > 100
-- count 0

-- dual-write, speaks old
INSERT INTO events (what) VALUES ('c'), ('d') RETURNING id
-- becomes
WITH crossfade_row_1 AS MATERIALIZED (SELECT nextval('public.events_id_seq'::regclass) AS v1), crossfade_row_2 AS MATERIALIZED (SELECT nextval('public.events_id_seq'::regclass) AS v1) INSERT INTO events (what, "id_new", "id") VALUES ('c', CAST(CAST((SELECT v1 FROM crossfade_row_1) AS integer) AS bigint), (SELECT v1 FROM crossfade_row_1)), ('d', CAST(CAST((SELECT v1 FROM crossfade_row_2) AS integer) AS bigint), (SELECT v1 FROM crossfade_row_2)) RETURNING id
-- id int4(10,0)
--   3
--   4

-- dual-write, speaks old
INSERT INTO events VALUES (DEFAULT, 'e') RETURNING *
-- becomes
WITH crossfade_row_1 AS MATERIALIZED (SELECT nextval('public.events_id_seq'::regclass) AS v1) INSERT INTO events ("id", "what", "id_new") VALUES ((SELECT v1 FROM crossfade_row_1), 'e', CAST(CAST((SELECT v1 FROM crossfade_row_1) AS integer) AS bigint)) RETURNING "events"."id", "events"."what"
-- id int4(10,0), what text(2147483647,0)
--   5 | e

-- dual-write, speaks old
INSERT INTO events OVERRIDING USER VALUE VALUES (900, 'f') RETURNING id
-- refused: Crossfade: OVERRIDING USER VALUE in an INSERT, into table public.events

-- dual-write, speaks old
INSERT INTO events VALUES (100, 'g') RETURNING id
-- becomes
INSERT INTO events ("id", "what", "id_new") VALUES (100, 'g', CAST(CAST(100 AS integer) AS bigint)) RETURNING id
-- id int4(10,0)
--   100

-- dual-write, speaks old
INSERT INTO events (what) SELECT 'h' || g FROM generate_series(1, 3) g RETURNING id
-- becomes
INSERT INTO events (what, "id_new", "id") SELECT crossfade_value.c1, CAST(CAST(crossfade_value.d1 AS integer) AS bigint), crossfade_value.d1 FROM (SELECT crossfade_source.*, nextval('public.events_id_seq'::regclass) AS d1 FROM (SELECT 'h' || g FROM generate_series(1, 3) g) AS crossfade_source (c1) OFFSET 0) AS crossfade_value RETURNING id
-- id int4(10,0)
--   6
--   7
--   8

-- dual-write, speaks old
INSERT INTO events DEFAULT VALUES RETURNING *
-- becomes
WITH crossfade_row_1 AS MATERIALIZED (SELECT nextval('public.events_id_seq'::regclass) AS v1) INSERT INTO events ("id_new", "id") VALUES (CAST(CAST((SELECT v1 FROM crossfade_row_1) AS integer) AS bigint), (SELECT v1 FROM crossfade_row_1)) RETURNING "events"."id", "events"."what"
-- id int4(10,0), what text(2147483647,0)
--   9 | null

-- dual-write, speaks old
SELECT lastval()
-- untouched
-- lastval int8(19,0)
--   9

-- dual-write, speaks old
UPDATE events SET id = DEFAULT WHERE what = 'a' RETURNING id
-- becomes
UPDATE events SET ("id", "id_new") = (SELECT crossfade_value.v1, CAST(CAST(crossfade_value.v1 AS integer) AS bigint) FROM (SELECT (nextval('public.events_id_seq'::regclass)) AS v1 WHERE "events".tableoid IS NOT NULL OFFSET 0) AS crossfade_value) WHERE what = 'a' RETURNING id
-- id int4(10,0)
--   10

-- dual-write, speaks old
SELECT * FROM events ORDER BY id
-- becomes
SELECT "events"."id", "events"."what" FROM events ORDER BY id
-- id int4(10,0), what text(2147483647,0)
--   10 | a
--   100 | g
--   2 | b
--   3 | c
--   4 | d
--   5 | e
--   6 | h1
--   7 | h2
--   8 | h3
--   9 | null

-- dual-write, speaks new
INSERT INTO events (what) VALUES ('c'), ('d') RETURNING id_new
-- becomes
WITH crossfade_row_1 AS MATERIALIZED (SELECT nextval('public.events_id_seq'::regclass) AS v1), crossfade_row_2 AS MATERIALIZED (SELECT nextval('public.events_id_seq'::regclass) AS v1) INSERT INTO events (what, "id_new", "id") VALUES ('c', CAST(CAST((SELECT v1 FROM crossfade_row_1) AS integer) AS bigint), (SELECT v1 FROM crossfade_row_1)), ('d', CAST(CAST((SELECT v1 FROM crossfade_row_2) AS integer) AS bigint), (SELECT v1 FROM crossfade_row_2)) RETURNING CAST("events"."id" AS bigint) AS "id_new"
-- id_new int8(19,0)
--   3
--   4

-- dual-write, speaks new
INSERT INTO events VALUES ('e', DEFAULT) RETURNING *
-- becomes
WITH crossfade_row_1 AS MATERIALIZED (SELECT nextval('public.events_id_seq'::regclass) AS v1) INSERT INTO events ("what", "id_new", "id") VALUES ('e', CAST(CAST((SELECT v1 FROM crossfade_row_1) AS integer) AS bigint), (SELECT v1 FROM crossfade_row_1)) RETURNING "events"."what", CAST("events"."id" AS bigint) AS "id_new"
-- what text(2147483647,0), id_new int8(19,0)
--   e | 5

-- dual-write, speaks new
-- differs: no integer holds it, and the way back stays open
INSERT INTO events VALUES ('g', 5000000000)
-- becomes
INSERT INTO events ("what", "id_new", "id") VALUES ('g', 5000000000, CAST(CAST(5000000000 AS bigint) AS integer))
-- error 22003

-- dual-write, speaks new
SELECT what, id_new FROM events WHERE id_new < 100 ORDER BY id_new
-- becomes
SELECT what, CAST("events"."id" AS bigint) AS "id_new" FROM events WHERE "events"."id" < 100 ORDER BY id_new
-- what text(2147483647,0), id_new int8(19,0)
--   a | 1
--   b | 2
--   c | 3
--   d | 4
--   e | 5

-- dual-write, speaks new
-- differs: nothing of it was stored
DELETE FROM events WHERE id_new > 100
-- becomes
DELETE FROM events WHERE "events"."id" > 100
-- count 0

-- live, speaks old
INSERT INTO events (what) VALUES ('c'), ('d') RETURNING id
-- becomes
WITH crossfade_row_1 AS MATERIALIZED (SELECT nextval('public.events_id_seq'::regclass) AS v1), crossfade_row_2 AS MATERIALIZED (SELECT nextval('public.events_id_seq'::regclass) AS v1) INSERT INTO events (what, "id_new", "id") VALUES ('c', CAST(CAST((SELECT v1 FROM crossfade_row_1) AS integer) AS bigint), (SELECT v1 FROM crossfade_row_1)), ('d', CAST(CAST((SELECT v1 FROM crossfade_row_2) AS integer) AS bigint), (SELECT v1 FROM crossfade_row_2)) RETURNING CAST("events"."id_new" AS integer) AS "id"
-- id int4(10,0)
--   3
--   4

-- live, speaks old
INSERT INTO events VALUES (DEFAULT, 'e') RETURNING *
-- becomes
WITH crossfade_row_1 AS MATERIALIZED (SELECT nextval('public.events_id_seq'::regclass) AS v1) INSERT INTO events ("id", "what", "id_new") VALUES ((SELECT v1 FROM crossfade_row_1), 'e', CAST(CAST((SELECT v1 FROM crossfade_row_1) AS integer) AS bigint)) RETURNING CAST("events"."id_new" AS integer) AS "id", "events"."what"
-- id int4(10,0), what text(2147483647,0)
--   5 | e

-- live, speaks old
INSERT INTO events OVERRIDING USER VALUE VALUES (900, 'f') RETURNING id
-- refused: Crossfade: OVERRIDING USER VALUE in an INSERT, into table public.events

-- live, speaks old
INSERT INTO events VALUES (100, 'g') RETURNING id
-- becomes
INSERT INTO events ("id", "what", "id_new") VALUES (100, 'g', CAST(CAST(100 AS integer) AS bigint)) RETURNING CAST("events"."id_new" AS integer) AS "id"
-- id int4(10,0)
--   100

-- live, speaks old
INSERT INTO events (what) SELECT 'h' || g FROM generate_series(1, 3) g RETURNING id
-- becomes
INSERT INTO events (what, "id_new", "id") SELECT crossfade_value.c1, CAST(CAST(crossfade_value.d1 AS integer) AS bigint), crossfade_value.d1 FROM (SELECT crossfade_source.*, nextval('public.events_id_seq'::regclass) AS d1 FROM (SELECT 'h' || g FROM generate_series(1, 3) g) AS crossfade_source (c1) OFFSET 0) AS crossfade_value RETURNING CAST("events"."id_new" AS integer) AS "id"
-- id int4(10,0)
--   6
--   7
--   8

-- live, speaks old
INSERT INTO events DEFAULT VALUES RETURNING *
-- becomes
WITH crossfade_row_1 AS MATERIALIZED (SELECT nextval('public.events_id_seq'::regclass) AS v1) INSERT INTO events ("id_new", "id") VALUES (CAST(CAST((SELECT v1 FROM crossfade_row_1) AS integer) AS bigint), (SELECT v1 FROM crossfade_row_1)) RETURNING CAST("events"."id_new" AS integer) AS "id", "events"."what"
-- id int4(10,0), what text(2147483647,0)
--   9 | null

-- live, speaks old
SELECT lastval()
-- untouched
-- lastval int8(19,0)
--   9

-- live, speaks old
UPDATE events SET id = DEFAULT WHERE what = 'a' RETURNING id
-- becomes
UPDATE events SET ("id", "id_new") = (SELECT crossfade_value.v1, CAST(CAST(crossfade_value.v1 AS integer) AS bigint) FROM (SELECT (nextval('public.events_id_seq'::regclass)) AS v1 WHERE "events".tableoid IS NOT NULL OFFSET 0) AS crossfade_value) WHERE what = 'a' RETURNING CAST("events"."id_new" AS integer) AS "id"
-- id int4(10,0)
--   10

-- live, speaks old
SELECT * FROM events ORDER BY id
-- becomes
SELECT CAST("events"."id_new" AS integer) AS "id", "events"."what" FROM events ORDER BY id
-- id int4(10,0), what text(2147483647,0)
--   10 | a
--   100 | g
--   2 | b
--   3 | c
--   4 | d
--   5 | e
--   6 | h1
--   7 | h2
--   8 | h3
--   9 | null

-- live, speaks new
INSERT INTO events (what) VALUES ('c'), ('d') RETURNING id_new
-- becomes
WITH crossfade_row_1 AS MATERIALIZED (SELECT nextval('public.events_id_seq'::regclass) AS v1), crossfade_row_2 AS MATERIALIZED (SELECT nextval('public.events_id_seq'::regclass) AS v1) INSERT INTO events (what, "id_new", "id") VALUES ('c', CAST(CAST((SELECT v1 FROM crossfade_row_1) AS integer) AS bigint), (SELECT v1 FROM crossfade_row_1)), ('d', CAST(CAST((SELECT v1 FROM crossfade_row_2) AS integer) AS bigint), (SELECT v1 FROM crossfade_row_2)) RETURNING id_new
-- id_new int8(19,0)
--   3
--   4

-- live, speaks new
INSERT INTO events VALUES ('e', DEFAULT) RETURNING *
-- becomes
WITH crossfade_row_1 AS MATERIALIZED (SELECT nextval('public.events_id_seq'::regclass) AS v1) INSERT INTO events ("what", "id_new", "id") VALUES ('e', CAST(CAST((SELECT v1 FROM crossfade_row_1) AS integer) AS bigint), (SELECT v1 FROM crossfade_row_1)) RETURNING "events"."what", "events"."id_new"
-- what text(2147483647,0), id_new int8(19,0)
--   e | 5

-- live, speaks new
-- differs: no integer holds it, and the way back stays open
INSERT INTO events VALUES ('g', 5000000000)
-- becomes
INSERT INTO events ("what", "id_new", "id") VALUES ('g', 5000000000, CAST(CAST(5000000000 AS bigint) AS integer))
-- error 22003

-- live, speaks new
SELECT what, id_new FROM events WHERE id_new < 100 ORDER BY id_new
-- untouched
-- what text(2147483647,0), id_new int8(19,0)
--   a | 1
--   b | 2
--   c | 3
--   d | 4
--   e | 5

-- live, speaks new
-- differs: nothing of it was stored
DELETE FROM events WHERE id_new > 100
-- untouched
-- count 0

