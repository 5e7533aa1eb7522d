-- off, speaks old
INSERT INTO readings VALUES (10, '10'), (11, 'none'), (12, '0012')
-- becomes
INSERT INTO readings ("id", "raw") VALUES (10, '10'), (11, 'none'), (12, '0012')
-- count 3

-- off, speaks old
UPDATE readings SET raw = raw || '0'
-- untouched
-- count 9

-- off, speaks old
UPDATE readings SET raw = 'x' WHERE id = 10
-- untouched
-- count 1

-- off, speaks old
INSERT INTO readings SELECT id + 20, raw FROM readings WHERE raw > '9'
-- becomes
INSERT INTO readings ("id", "raw") SELECT id + 20, raw FROM readings WHERE raw > '9'
-- count 4

-- off, speaks old
INSERT INTO readings VALUES (1, 'y') ON CONFLICT (id) DO UPDATE SET raw = EXCLUDED.raw || readings.raw
-- becomes
INSERT INTO readings ("id", "raw") VALUES (1, 'y') ON CONFLICT (id) DO UPDATE SET raw = EXCLUDED.raw || readings.raw
-- count 1

-- off, speaks old
SELECT * FROM readings ORDER BY id
-- becomes
SELECT "readings"."id", "readings"."raw" FROM readings ORDER BY id
-- id int4(10,0), raw text(2147483647,0)
--   1 | y50
--   10 | x
--   11 | none0
--   12 | 00120
--   2 | n/a0
--   22 | n/a0
--   25 | 999999999990
--   3 | 0070
--   30 | x
--   31 | none0
--   4 | null
--   5 | 999999999990
--   6 | -30

-- off, speaks old
SELECT count(*) FROM readings WHERE raw = 'n/a0'
-- untouched
-- count int8(19,0)
--   2

-- off, speaks new
SELECT * FROM readings ORDER BY id
-- becomes
SELECT "readings"."id", crossfade."case_up_1_null"("readings"."raw") AS "value" FROM readings ORDER BY id
-- id int4(10,0), value int4(10,0)
--   1 | 5
--   2 | null
--   3 | null
--   4 | null
--   5 | null
--   6 | -3

-- off, speaks new
UPDATE readings SET value = value + 1 WHERE id IN (1, 6)
-- becomes
UPDATE readings SET "raw" = crossfade."case_down_1_checked"(CAST(crossfade."case_up_1_null"("readings"."raw") + 1 AS int)) WHERE id IN (1, 6)
-- count 2

-- off, speaks new
INSERT INTO readings VALUES (10, 10), (11, NULL)
-- becomes
INSERT INTO readings ("id", "raw") VALUES (10, crossfade."case_down_1_checked"(CAST(10 AS int))), (11, crossfade."case_down_1_checked"(CAST(NULL AS int)))
-- count 2

-- off, speaks new
INSERT INTO readings VALUES (12, 99999999999)
-- becomes
INSERT INTO readings ("id", "raw") VALUES (12, crossfade."case_down_1_checked"(CAST(99999999999 AS int)))
-- error 22003

-- off, speaks new
SELECT * FROM readings ORDER BY id
-- becomes
SELECT "readings"."id", crossfade."case_up_1_null"("readings"."raw") AS "value" FROM readings ORDER BY id
-- id int4(10,0), value int4(10,0)
--   1 | 6
--   10 | 10
--   11 | null
--   2 | null
--   3 | null
--   4 | null
--   5 | null
--   6 | -2

-- dual-write, speaks old
INSERT INTO readings VALUES (10, '10'), (11, 'none'), (12, '0012')
-- becomes
INSERT INTO readings ("id", "raw", "value") VALUES (10, '10', crossfade."case_up_1_record"(CAST('10' AS text))), (11, 'none', crossfade."case_up_1_record"(CAST('none' AS text))), (12, '0012', crossfade."case_up_1_record"(CAST('0012' AS text)))
-- count 3

-- dual-write, speaks old
UPDATE readings SET raw = raw || '0'
-- becomes
UPDATE readings SET raw = raw || '0', "value" = crossfade."case_up_1_record"(CAST(raw || '0' AS text))
-- count 9

-- dual-write, speaks old
UPDATE readings SET raw = 'x' WHERE id = 10
-- becomes
UPDATE readings SET raw = 'x', "value" = crossfade."case_up_1_record"(CAST('x' AS text)) WHERE id = 10
-- count 1

-- dual-write, speaks old
INSERT INTO readings SELECT id + 20, raw FROM readings WHERE raw > '9'
-- becomes
INSERT INTO readings ("id", "raw", "value") SELECT crossfade_value.c1, crossfade_value.c2, crossfade."case_up_1_record"(CAST(crossfade_value.c2 AS text)) FROM (SELECT id + 20, raw FROM readings WHERE raw > '9') AS crossfade_value (c1, c2)
-- count 4

-- dual-write, speaks old
INSERT INTO readings VALUES (1, 'y') ON CONFLICT (id) DO UPDATE SET raw = EXCLUDED.raw || readings.raw
-- becomes
INSERT INTO readings ("id", "raw", "value") VALUES (1, 'y', crossfade."case_up_1_record"(CAST('y' AS text))) ON CONFLICT (id) DO UPDATE SET raw = EXCLUDED.raw || readings.raw, "value" = crossfade."case_up_1_record"(CAST(EXCLUDED.raw || readings.raw AS text))
-- count 1

-- dual-write, speaks old
SELECT * FROM readings ORDER BY id
-- becomes
SELECT "readings"."id", "readings"."raw" FROM readings ORDER BY id
-- id int4(10,0), raw text(2147483647,0)
--   1 | y50
--   10 | x
--   11 | none0
--   12 | 00120
--   2 | n/a0
--   22 | n/a0
--   25 | 999999999990
--   3 | 0070
--   30 | x
--   31 | none0
--   4 | null
--   5 | 999999999990
--   6 | -30

-- dual-write, speaks old
SELECT count(*) FROM readings WHERE raw = 'n/a0'
-- untouched
-- count int8(19,0)
--   2

-- dual-write, speaks new
SELECT * FROM readings ORDER BY id
-- becomes
SELECT "readings"."id", COALESCE("readings"."value", crossfade."case_up_1_null"("readings"."raw")) AS "value" FROM readings ORDER BY id
-- id int4(10,0), value int4(10,0)
--   1 | 5
--   2 | null
--   3 | null
--   4 | null
--   5 | null
--   6 | -3

-- dual-write, speaks new
UPDATE readings SET value = value + 1 WHERE id IN (1, 6)
-- becomes
UPDATE readings SET value = COALESCE("readings"."value", crossfade."case_up_1_null"("readings"."raw")) + 1, "raw" = crossfade."case_down_1_checked"(CAST(COALESCE("readings"."value", crossfade."case_up_1_null"("readings"."raw")) + 1 AS int)) WHERE id IN (1, 6)
-- count 2

-- dual-write, speaks new
INSERT INTO readings VALUES (10, 10), (11, NULL)
-- becomes
INSERT INTO readings ("id", "value", "raw") VALUES (10, 10, crossfade."case_down_1_checked"(CAST(10 AS int))), (11, NULL, crossfade."case_down_1_checked"(CAST(NULL AS int)))
-- count 2

-- dual-write, speaks new
INSERT INTO readings VALUES (12, 99999999999)
-- becomes
INSERT INTO readings ("id", "value", "raw") VALUES (12, 99999999999, crossfade."case_down_1_checked"(CAST(99999999999 AS int)))
-- error 22003

-- dual-write, speaks new
SELECT * FROM readings ORDER BY id
-- becomes
SELECT "readings"."id", COALESCE("readings"."value", crossfade."case_up_1_null"("readings"."raw")) AS "value" FROM readings ORDER BY id
-- id int4(10,0), value int4(10,0)
--   1 | 6
--   10 | 10
--   11 | null
--   2 | null
--   3 | null
--   4 | null
--   5 | null
--   6 | -2

-- shadow, speaks old
INSERT INTO readings VALUES (10, '10'), (11, 'none'), (12, '0012')
-- becomes
INSERT INTO readings ("id", "raw", "value") VALUES (10, '10', crossfade."case_up_1_record"(CAST('10' AS text))), (11, 'none', crossfade."case_up_1_record"(CAST('none' AS text))), (12, '0012', crossfade."case_up_1_record"(CAST('0012' AS text)))
-- count 3

-- shadow, speaks old
UPDATE readings SET raw = raw || '0'
-- becomes
UPDATE readings SET raw = raw || '0', "value" = crossfade."case_up_1_record"(CAST(raw || '0' AS text))
-- count 9

-- shadow, speaks old
UPDATE readings SET raw = 'x' WHERE id = 10
-- becomes
UPDATE readings SET raw = 'x', "value" = crossfade."case_up_1_record"(CAST('x' AS text)) WHERE id = 10
-- count 1

-- shadow, speaks old
INSERT INTO readings SELECT id + 20, raw FROM readings WHERE raw > '9'
-- becomes
INSERT INTO readings ("id", "raw", "value") SELECT crossfade_value.c1, crossfade_value.c2, crossfade."case_up_1_record"(CAST(crossfade_value.c2 AS text)) FROM (SELECT id + 20, raw FROM readings WHERE raw > '9') AS crossfade_value (c1, c2)
-- count 4

-- shadow, speaks old
INSERT INTO readings VALUES (1, 'y') ON CONFLICT (id) DO UPDATE SET raw = EXCLUDED.raw || readings.raw
-- becomes
INSERT INTO readings ("id", "raw", "value") VALUES (1, 'y', crossfade."case_up_1_record"(CAST('y' AS text))) ON CONFLICT (id) DO UPDATE SET raw = EXCLUDED.raw || readings.raw, "value" = crossfade."case_up_1_record"(CAST(EXCLUDED.raw || readings.raw AS text))
-- count 1

-- shadow, speaks old
SELECT * FROM readings ORDER BY id
-- becomes
SELECT "readings"."id", "readings"."raw" FROM readings ORDER BY id
-- id int4(10,0), raw text(2147483647,0)
--   1 | y50
--   10 | x
--   11 | none0
--   12 | 00120
--   2 | n/a0
--   22 | n/a0
--   25 | 999999999990
--   3 | 0070
--   30 | x
--   31 | none0
--   4 | null
--   5 | 999999999990
--   6 | -30

-- shadow, speaks old
SELECT count(*) FROM readings WHERE raw = 'n/a0'
-- untouched
-- count int8(19,0)
--   2

-- shadow, speaks new
SELECT * FROM readings ORDER BY id
-- becomes
SELECT "readings"."id", COALESCE("readings"."value", crossfade."case_up_1_null"("readings"."raw")) AS "value" FROM readings ORDER BY id
-- id int4(10,0), value int4(10,0)
--   1 | 5
--   2 | null
--   3 | null
--   4 | null
--   5 | null
--   6 | -3

-- shadow, speaks new
UPDATE readings SET value = value + 1 WHERE id IN (1, 6)
-- becomes
UPDATE readings SET value = COALESCE("readings"."value", crossfade."case_up_1_null"("readings"."raw")) + 1, "raw" = crossfade."case_down_1_checked"(CAST(COALESCE("readings"."value", crossfade."case_up_1_null"("readings"."raw")) + 1 AS int)) WHERE id IN (1, 6)
-- count 2

-- shadow, speaks new
INSERT INTO readings VALUES (10, 10), (11, NULL)
-- becomes
INSERT INTO readings ("id", "value", "raw") VALUES (10, 10, crossfade."case_down_1_checked"(CAST(10 AS int))), (11, NULL, crossfade."case_down_1_checked"(CAST(NULL AS int)))
-- count 2

-- shadow, speaks new
INSERT INTO readings VALUES (12, 99999999999)
-- becomes
INSERT INTO readings ("id", "value", "raw") VALUES (12, 99999999999, crossfade."case_down_1_checked"(CAST(99999999999 AS int)))
-- error 22003

-- shadow, speaks new
SELECT * FROM readings ORDER BY id
-- becomes
SELECT "readings"."id", COALESCE("readings"."value", crossfade."case_up_1_null"("readings"."raw")) AS "value" FROM readings ORDER BY id
-- id int4(10,0), value int4(10,0)
--   1 | 6
--   10 | 10
--   11 | null
--   2 | null
--   3 | null
--   4 | null
--   5 | null
--   6 | -2

