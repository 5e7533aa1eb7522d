-- off, speaks old
SELECT * FROM tasks ORDER BY level, id
-- becomes
SELECT "tasks"."id", "tasks"."level" FROM tasks ORDER BY level, id
-- id int4(10,0), level level(2147483647,0)
--   1 | high
--   2 | low
--   3 | mid
--   4 | null

-- off, speaks old
SELECT max(level), count(*) FROM tasks WHERE level > 'low'
-- untouched
-- max level(2147483647,0), count int8(19,0)
--   mid | 2

-- off, speaks old
INSERT INTO tasks (id) VALUES (5)
-- untouched
-- count 1

-- off, speaks old
INSERT INTO tasks VALUES (6, 'top')
-- becomes
INSERT INTO tasks ("id", "level") VALUES (6, 'top')
-- error 22P02

-- off, speaks old
UPDATE tasks SET level = 'mid' WHERE level = 'high'
-- untouched
-- count 1

-- off, speaks old
SELECT * FROM tasks WHERE level IN ('mid', 'low') ORDER BY id
-- becomes
SELECT "tasks"."id", "tasks"."level" FROM tasks WHERE level IN ('mid', 'low') ORDER BY id
-- id int4(10,0), level level(2147483647,0)
--   1 | mid
--   2 | low
--   3 | mid
--   5 | mid

-- off, speaks new
SELECT * FROM tasks ORDER BY rank, id
-- becomes
SELECT "tasks"."id", crossfade."case_up_1_null"("tasks"."level") AS "rank" FROM tasks ORDER BY rank, id
-- id int4(10,0), rank rank(2147483647,0)
--   1 | high
--   2 | low
--   3 | mid
--   4 | null

-- off, speaks new
INSERT INTO tasks (id) VALUES (5)
-- untouched
-- count 1

-- off, speaks new
UPDATE tasks SET rank = 'low' WHERE rank > 'mid'
-- becomes
UPDATE tasks SET "level" = crossfade."case_down_1_checked"(CAST('low' AS rank)) WHERE crossfade."case_up_1_null"("tasks"."level") > 'mid'
-- count 1

-- off, speaks new
SELECT * FROM tasks ORDER BY id
-- becomes
SELECT "tasks"."id", crossfade."case_up_1_null"("tasks"."level") AS "rank" FROM tasks ORDER BY id
-- id int4(10,0), rank rank(2147483647,0)
--   1 | low
--   2 | low
--   3 | mid
--   4 | null
--   5 | mid

-- dual-write, speaks old
SELECT * FROM tasks ORDER BY level, id
-- becomes
SELECT "tasks"."id", "tasks"."level" FROM tasks ORDER BY level, id
-- id int4(10,0), level level(2147483647,0)
--   1 | high
--   2 | low
--   3 | mid
--   4 | null

-- dual-write, speaks old
SELECT max(level), count(*) FROM tasks WHERE level > 'low'
-- untouched
-- max level(2147483647,0), count int8(19,0)
--   mid | 2

-- dual-write, speaks old
INSERT INTO tasks (id) VALUES (5)
-- becomes
INSERT INTO tasks (id, "rank") VALUES (5, crossfade."case_up_1_record"(CAST(('mid'::level) AS level)))
-- count 1

-- dual-write, speaks old
INSERT INTO tasks VALUES (6, 'top')
-- becomes
INSERT INTO tasks ("id", "level", "rank") VALUES (6, 'top', crossfade."case_up_1_record"(CAST('top' AS level)))
-- error 22P02

-- dual-write, speaks old
UPDATE tasks SET level = 'mid' WHERE level = 'high'
-- becomes
UPDATE tasks SET level = 'mid', "rank" = crossfade."case_up_1_record"(CAST('mid' AS level)) WHERE level = 'high'
-- count 1

-- dual-write, speaks old
SELECT * FROM tasks WHERE level IN ('mid', 'low') ORDER BY id
-- becomes
SELECT "tasks"."id", "tasks"."level" FROM tasks WHERE level IN ('mid', 'low') ORDER BY id
-- id int4(10,0), level level(2147483647,0)
--   1 | mid
--   2 | low
--   3 | mid
--   5 | mid

-- dual-write, speaks new
SELECT * FROM tasks ORDER BY rank, id
-- becomes
SELECT "tasks"."id", COALESCE("tasks"."rank", crossfade."case_up_1_null"("tasks"."level")) AS "rank" FROM tasks ORDER BY rank, id
-- id int4(10,0), rank rank(2147483647,0)
--   1 | high
--   2 | low
--   3 | mid
--   4 | null

-- dual-write, speaks new
INSERT INTO tasks (id) VALUES (5)
-- becomes
INSERT INTO tasks (id, "rank") VALUES (5, crossfade."case_up_1_record"(CAST(('mid'::level) AS level)))
-- count 1

-- dual-write, speaks new
UPDATE tasks SET rank = 'low' WHERE rank > 'mid'
-- becomes
UPDATE tasks SET rank = 'low', "level" = crossfade."case_down_1_checked"(CAST('low' AS rank)) WHERE COALESCE("tasks"."rank", crossfade."case_up_1_null"("tasks"."level")) > 'mid'
-- count 1

-- dual-write, speaks new
SELECT * FROM tasks ORDER BY id
-- becomes
SELECT "tasks"."id", COALESCE("tasks"."rank", crossfade."case_up_1_null"("tasks"."level")) AS "rank" FROM tasks ORDER BY id
-- id int4(10,0), rank rank(2147483647,0)
--   1 | low
--   2 | low
--   3 | mid
--   4 | null
--   5 | mid

-- live, speaks old
SELECT * FROM tasks ORDER BY level, id
-- becomes
SELECT "tasks"."id", crossfade."case_down_1"("tasks"."rank") AS "level" FROM tasks ORDER BY level, id
-- id int4(10,0), level level(2147483647,0)
--   1 | high
--   2 | low
--   3 | mid
--   4 | null

-- live, speaks old
SELECT max(level), count(*) FROM tasks WHERE level > 'low'
-- becomes
SELECT max(crossfade."case_down_1"("tasks"."rank")), count(*) FROM tasks WHERE crossfade."case_down_1"("tasks"."rank") > 'low'
-- max level(2147483647,0), count int8(19,0)
--   mid | 2

-- live, speaks old
INSERT INTO tasks (id) VALUES (5)
-- becomes
INSERT INTO tasks (id, "rank") VALUES (5, crossfade."case_up_1_raise"(CAST(('mid'::level) AS level)))
-- count 1

-- live, speaks old
INSERT INTO tasks VALUES (6, 'top')
-- becomes
INSERT INTO tasks ("id", "level", "rank") VALUES (6, 'top', crossfade."case_up_1_raise"(CAST('top' AS level)))
-- error 22P02

-- live, speaks old
UPDATE tasks SET level = 'mid' WHERE level = 'high'
-- becomes
UPDATE tasks SET level = 'mid', "rank" = crossfade."case_up_1_raise"(CAST('mid' AS level)) WHERE crossfade."case_down_1"("tasks"."rank") = 'high'
-- count 1

-- live, speaks old
SELECT * FROM tasks WHERE level IN ('mid', 'low') ORDER BY id
-- becomes
SELECT "tasks"."id", crossfade."case_down_1"("tasks"."rank") AS "level" FROM tasks WHERE crossfade."case_down_1"("tasks"."rank") IN ('mid', 'low') ORDER BY id
-- id int4(10,0), level level(2147483647,0)
--   1 | mid
--   2 | low
--   3 | mid
--   5 | mid

-- live, speaks new
SELECT * FROM tasks ORDER BY rank, id
-- becomes
SELECT "tasks"."id", "tasks"."rank" FROM tasks ORDER BY rank, id
-- id int4(10,0), rank rank(2147483647,0)
--   1 | high
--   2 | low
--   3 | mid
--   4 | null

-- live, speaks new
INSERT INTO tasks (id) VALUES (5)
-- becomes
INSERT INTO tasks (id, "rank") VALUES (5, crossfade."case_up_1_raise"(CAST(('mid'::level) AS level)))
-- count 1

-- live, speaks new
UPDATE tasks SET rank = 'low' WHERE rank > 'mid'
-- becomes
UPDATE tasks SET rank = 'low', "level" = crossfade."case_down_1_checked"(CAST('low' AS rank)) WHERE rank > 'mid'
-- count 1

-- live, speaks new
SELECT * FROM tasks ORDER BY id
-- becomes
SELECT "tasks"."id", "tasks"."rank" FROM tasks ORDER BY id
-- id int4(10,0), rank rank(2147483647,0)
--   1 | low
--   2 | low
--   3 | mid
--   4 | null
--   5 | mid

