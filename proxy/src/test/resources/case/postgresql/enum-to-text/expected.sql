-- off, speaks old
SELECT mood FROM tickets ORDER BY mood
-- untouched
-- mood mood(2147483647,0)
--   happy
--   null
--   ok
--   sad

-- off, speaks old
SELECT id FROM tickets WHERE mood > 'sad' ORDER BY id
-- untouched
-- id int4(10,0)
--   1
--   4

-- off, speaks old
SELECT max(mood), min(mood) FROM tickets
-- untouched
-- max mood(2147483647,0), min mood(2147483647,0)
--   happy | sad

-- off, speaks old
INSERT INTO tickets VALUES (5, 'ok'), (6, 'furious')
-- becomes
INSERT INTO tickets ("id", "mood") VALUES (5, 'ok'), (6, 'furious')
-- error 22P02

-- off, speaks old
INSERT INTO tickets VALUES (5, 'ok')
-- becomes
INSERT INTO tickets ("id", "mood") VALUES (5, 'ok')
-- count 1

-- off, speaks old
UPDATE tickets SET mood = 'happy' WHERE mood = 'ok'
-- untouched
-- count 2

-- off, speaks old
UPDATE tickets SET mood = 'none'
-- untouched
-- error 22P02

-- off, speaks old
SELECT mood::text || '!' FROM tickets ORDER BY id
-- untouched
-- ?column? text(2147483647,0)
--   happy!
--   happy!
--   happy!
--   null
--   sad!

-- off, speaks old
SELECT enum_range(NULL, mood) FROM tickets WHERE id = 2
-- untouched
-- enum_range _mood(2147483647,0)
--   {sad}

-- off, speaks new
SELECT state FROM tickets WHERE state > 'ok' ORDER BY state
-- becomes
SELECT crossfade."case_up_1_null"("tickets"."mood") AS "state" FROM tickets WHERE crossfade."case_up_1_null"("tickets"."mood") > 'ok' ORDER BY state
-- state text(2147483647,0)
--   sad

-- off, speaks new
UPDATE tickets SET state = 'ok' WHERE id = 1
-- becomes
UPDATE tickets SET "mood" = crossfade."case_down_1_checked"(CAST('ok' AS text)) WHERE id = 1
-- count 1

-- off, speaks new
INSERT INTO tickets VALUES (7, 'happy')
-- becomes
INSERT INTO tickets ("id", "mood") VALUES (7, crossfade."case_down_1_checked"(CAST('happy' AS text)))
-- count 1

-- off, speaks new
SELECT * FROM tickets ORDER BY id
-- becomes
SELECT "tickets"."id", crossfade."case_up_1_null"("tickets"."mood") AS "state" FROM tickets ORDER BY id
-- id int4(10,0), state text(2147483647,0)
--   1 | ok
--   2 | sad
--   3 | null
--   4 | ok
--   7 | happy

-- dual-write, speaks old
SELECT mood FROM tickets ORDER BY mood
-- untouched
-- mood mood(2147483647,0)
--   happy
--   null
--   ok
--   sad

-- dual-write, speaks old
SELECT id FROM tickets WHERE mood > 'sad' ORDER BY id
-- untouched
-- id int4(10,0)
--   1
--   4

-- dual-write, speaks old
SELECT max(mood), min(mood) FROM tickets
-- untouched
-- max mood(2147483647,0), min mood(2147483647,0)
--   happy | sad

-- dual-write, speaks old
INSERT INTO tickets VALUES (5, 'ok'), (6, 'furious')
-- becomes
INSERT INTO tickets ("id", "mood", "state") VALUES (5, 'ok', crossfade."case_up_1_record"(CAST('ok' AS mood))), (6, 'furious', crossfade."case_up_1_record"(CAST('furious' AS mood)))
-- error 22P02

-- dual-write, speaks old
INSERT INTO tickets VALUES (5, 'ok')
-- becomes
INSERT INTO tickets ("id", "mood", "state") VALUES (5, 'ok', crossfade."case_up_1_record"(CAST('ok' AS mood)))
-- count 1

-- dual-write, speaks old
UPDATE tickets SET mood = 'happy' WHERE mood = 'ok'
-- becomes
UPDATE tickets SET mood = 'happy', "state" = crossfade."case_up_1_record"(CAST('happy' AS mood)) WHERE mood = 'ok'
-- count 2

-- dual-write, speaks old
UPDATE tickets SET mood = 'none'
-- becomes
UPDATE tickets SET mood = 'none', "state" = crossfade."case_up_1_record"(CAST('none' AS mood))
-- error 22P02

-- dual-write, speaks old
SELECT mood::text || '!' FROM tickets ORDER BY id
-- untouched
-- ?column? text(2147483647,0)
--   happy!
--   happy!
--   happy!
--   null
--   sad!

-- dual-write, speaks old
SELECT enum_range(NULL, mood) FROM tickets WHERE id = 2
-- untouched
-- enum_range _mood(2147483647,0)
--   {sad}

-- dual-write, speaks new
SELECT state FROM tickets WHERE state > 'ok' ORDER BY state
-- becomes
SELECT COALESCE("tickets"."state", crossfade."case_up_1_null"("tickets"."mood")) AS "state" FROM tickets WHERE COALESCE("tickets"."state", crossfade."case_up_1_null"("tickets"."mood")) > 'ok' ORDER BY state
-- state text(2147483647,0)
--   sad

-- dual-write, speaks new
UPDATE tickets SET state = 'ok' WHERE id = 1
-- becomes
UPDATE tickets SET state = 'ok', "mood" = crossfade."case_down_1_checked"(CAST('ok' AS text)) WHERE id = 1
-- count 1

-- dual-write, speaks new
INSERT INTO tickets VALUES (7, 'happy')
-- becomes
INSERT INTO tickets ("id", "state", "mood") VALUES (7, 'happy', crossfade."case_down_1_checked"(CAST('happy' AS text)))
-- count 1

-- dual-write, speaks new
SELECT * FROM tickets ORDER BY id
-- becomes
SELECT "tickets"."id", COALESCE("tickets"."state", crossfade."case_up_1_null"("tickets"."mood")) AS "state" FROM tickets ORDER BY id
-- id int4(10,0), state text(2147483647,0)
--   1 | ok
--   2 | sad
--   3 | null
--   4 | ok
--   7 | happy

-- live, speaks old
SELECT mood FROM tickets ORDER BY mood
-- becomes
SELECT crossfade."case_down_1"("tickets"."state") AS "mood" FROM tickets ORDER BY mood
-- mood mood(2147483647,0)
--   happy
--   null
--   ok
--   sad

-- live, speaks old
SELECT id FROM tickets WHERE mood > 'sad' ORDER BY id
-- becomes
SELECT id FROM tickets WHERE crossfade."case_down_1"("tickets"."state") > 'sad' ORDER BY id
-- id int4(10,0)
--   1
--   4

-- live, speaks old
SELECT max(mood), min(mood) FROM tickets
-- becomes
SELECT max(crossfade."case_down_1"("tickets"."state")), min(crossfade."case_down_1"("tickets"."state")) FROM tickets
-- max mood(2147483647,0), min mood(2147483647,0)
--   happy | sad

-- live, speaks old
INSERT INTO tickets VALUES (5, 'ok'), (6, 'furious')
-- becomes
INSERT INTO tickets ("id", "mood", "state") VALUES (5, 'ok', crossfade."case_up_1_raise"(CAST('ok' AS mood))), (6, 'furious', crossfade."case_up_1_raise"(CAST('furious' AS mood)))
-- error 22P02

-- live, speaks old
INSERT INTO tickets VALUES (5, 'ok')
-- becomes
INSERT INTO tickets ("id", "mood", "state") VALUES (5, 'ok', crossfade."case_up_1_raise"(CAST('ok' AS mood)))
-- count 1

-- live, speaks old
UPDATE tickets SET mood = 'happy' WHERE mood = 'ok'
-- becomes
UPDATE tickets SET mood = 'happy', "state" = crossfade."case_up_1_raise"(CAST('happy' AS mood)) WHERE crossfade."case_down_1"("tickets"."state") = 'ok'
-- count 2

-- live, speaks old
UPDATE tickets SET mood = 'none'
-- becomes
UPDATE tickets SET mood = 'none', "state" = crossfade."case_up_1_raise"(CAST('none' AS mood))
-- error 22P02

-- live, speaks old
SELECT mood::text || '!' FROM tickets ORDER BY id
-- becomes
SELECT crossfade."case_down_1"("tickets"."state")::text || '!' FROM tickets ORDER BY id
-- ?column? text(2147483647,0)
--   happy!
--   happy!
--   happy!
--   null
--   sad!

-- live, speaks old
SELECT enum_range(NULL, mood) FROM tickets WHERE id = 2
-- becomes
SELECT enum_range(NULL, crossfade."case_down_1"("tickets"."state")) FROM tickets WHERE id = 2
-- enum_range _mood(2147483647,0)
--   {sad}

-- live, speaks new
SELECT state FROM tickets WHERE state > 'ok' ORDER BY state
-- untouched
-- state text(2147483647,0)
--   sad

-- live, speaks new
UPDATE tickets SET state = 'ok' WHERE id = 1
-- becomes
UPDATE tickets SET state = 'ok', "mood" = crossfade."case_down_1_checked"(CAST('ok' AS text)) WHERE id = 1
-- count 1

-- live, speaks new
INSERT INTO tickets VALUES (7, 'happy')
-- becomes
INSERT INTO tickets ("id", "state", "mood") VALUES (7, 'happy', crossfade."case_down_1_checked"(CAST('happy' AS text)))
-- count 1

-- live, speaks new
SELECT * FROM tickets ORDER BY id
-- becomes
SELECT "tickets"."id", "tickets"."state" FROM tickets ORDER BY id
-- id int4(10,0), state text(2147483647,0)
--   1 | ok
--   2 | sad
--   3 | null
--   4 | ok
--   7 | happy

