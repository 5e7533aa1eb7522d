-- live, speaks old
INSERT INTO counts VALUES (10, 999999)
-- becomes
INSERT INTO counts ("id", "n", "n_text") VALUES (10, 999999, crossfade."case_up_1_raise"(CAST(999999 AS integer)))
-- count 1

-- live, speaks old
-- differs: old alone would hold it
INSERT INTO counts VALUES (11, 1000000)
-- becomes
INSERT INTO counts ("id", "n", "n_text") VALUES (11, 1000000, crossfade."case_up_1_raise"(CAST(1000000 AS integer)))
-- error 22001

-- live, speaks old
-- differs: old alone would hold it
INSERT INTO counts VALUES (12, 1), (13, 1000000)
-- becomes
INSERT INTO counts ("id", "n", "n_text") VALUES (12, 1, crossfade."case_up_1_raise"(CAST(1 AS integer))), (13, 1000000, crossfade."case_up_1_raise"(CAST(1000000 AS integer)))
-- error 22001

-- live, speaks old
-- differs: old alone would hold it
UPDATE counts SET n = n * 1000000 WHERE id = 1
-- becomes
UPDATE counts SET n = crossfade."case_down_1"("counts"."n_text") * 1000000, "n_text" = crossfade."case_up_1_raise"(CAST(crossfade."case_down_1"("counts"."n_text") * 1000000 AS integer)) WHERE id = 1
-- error 22001

-- live, speaks old
UPDATE counts SET n = 5 WHERE id = 1
-- becomes
UPDATE counts SET n = 5, "n_text" = crossfade."case_up_1_raise"(CAST(5 AS integer)) WHERE id = 1
-- count 1

-- live, speaks old
UPDATE counts SET n = n + 1 WHERE id < 10
-- becomes
UPDATE counts SET n = crossfade."case_down_1"("counts"."n_text") + 1, "n_text" = crossfade."case_up_1_raise"(CAST(crossfade."case_down_1"("counts"."n_text") + 1 AS integer)) WHERE id < 10
-- count 3

-- live, speaks old
INSERT INTO counts VALUES (14, 3000000000)
-- becomes
INSERT INTO counts ("id", "n", "n_text") VALUES (14, 3000000000, crossfade."case_up_1_raise"(CAST(3000000000 AS integer)))
-- error 22003

-- live, speaks old
SELECT * FROM counts WHERE id < 11 ORDER BY id
-- becomes
SELECT "counts"."id", crossfade."case_down_1"("counts"."n_text") AS "n" FROM counts WHERE id < 11 ORDER BY id
-- id int4(10,0), n int4(10,0)
--   1 | 6
--   10 | 999999
--   2 | null
--   3 | -299

-- live, speaks old
-- differs: old alone held them
DELETE FROM counts WHERE id > 10
-- untouched
-- count 0

-- live, speaks new
INSERT INTO counts VALUES (10, '10')
-- becomes
INSERT INTO counts ("id", "n_text", "n") VALUES (10, '10', crossfade."case_down_1_checked"(CAST('10' AS character varying(6))))
-- count 1

-- live, speaks new
-- differs: new alone would hold it
INSERT INTO counts VALUES (11, 'many')
-- becomes
INSERT INTO counts ("id", "n_text", "n") VALUES (11, 'many', crossfade."case_down_1_checked"(CAST('many' AS character varying(6))))
-- error 22P02

-- live, speaks new
-- differs: new alone would hold it
INSERT INTO counts VALUES (12, '1'), (13, 'x')
-- becomes
INSERT INTO counts ("id", "n_text", "n") VALUES (12, '1', crossfade."case_down_1_checked"(CAST('1' AS character varying(6)))), (13, 'x', crossfade."case_down_1_checked"(CAST('x' AS character varying(6))))
-- error 22P02

-- live, speaks new
-- differs: new alone would hold it
UPDATE counts SET n_text = n_text || 'z' WHERE id = 1
-- becomes
UPDATE counts SET n_text = n_text || 'z', "n" = crossfade."case_down_1_checked"(CAST(n_text || 'z' AS character varying(6))) WHERE id = 1
-- error 22P02

-- live, speaks new
UPDATE counts SET n_text = '5' WHERE id = 1
-- becomes
UPDATE counts SET n_text = '5', "n" = crossfade."case_down_1_checked"(CAST('5' AS character varying(6))) WHERE id = 1
-- count 1

-- live, speaks new
UPDATE counts SET n_text = n_text || '0' WHERE id = 3
-- becomes
UPDATE counts SET n_text = n_text || '0', "n" = crossfade."case_down_1_checked"(CAST(n_text || '0' AS character varying(6))) WHERE id = 3
-- count 1

-- live, speaks new
INSERT INTO counts VALUES (14, '12345678')
-- becomes
INSERT INTO counts ("id", "n_text", "n") VALUES (14, '12345678', crossfade."case_down_1_checked"(CAST('12345678' AS character varying(6))))
-- error 22001

-- live, speaks new
-- differs: new alone held them
DELETE FROM counts WHERE id > 10
-- untouched
-- count 0

-- live, speaks new
SELECT * FROM counts ORDER BY id
-- becomes
SELECT "counts"."id", "counts"."n_text" FROM counts ORDER BY id
-- id int4(10,0), n_text varchar(6,0)
--   1 | 5
--   10 | 10
--   2 | null
--   3 | -3000

-- ramp-down, speaks old
INSERT INTO counts VALUES (10, 999999)
-- becomes
INSERT INTO counts ("id", "n", "n_text") VALUES (10, 999999, crossfade."case_up_1_raise"(CAST(999999 AS integer)))
-- count 1

-- ramp-down, speaks old
-- differs: old alone would hold it
INSERT INTO counts VALUES (11, 1000000)
-- becomes
INSERT INTO counts ("id", "n", "n_text") VALUES (11, 1000000, crossfade."case_up_1_raise"(CAST(1000000 AS integer)))
-- error 22001

-- ramp-down, speaks old
-- differs: old alone would hold it
INSERT INTO counts VALUES (12, 1), (13, 1000000)
-- becomes
INSERT INTO counts ("id", "n", "n_text") VALUES (12, 1, crossfade."case_up_1_raise"(CAST(1 AS integer))), (13, 1000000, crossfade."case_up_1_raise"(CAST(1000000 AS integer)))
-- error 22001

-- ramp-down, speaks old
-- differs: old alone would hold it
UPDATE counts SET n = n * 1000000 WHERE id = 1
-- becomes
UPDATE counts SET n = crossfade."case_down_1"("counts"."n_text") * 1000000, "n_text" = crossfade."case_up_1_raise"(CAST(crossfade."case_down_1"("counts"."n_text") * 1000000 AS integer)) WHERE id = 1
-- error 22001

-- ramp-down, speaks old
UPDATE counts SET n = 5 WHERE id = 1
-- becomes
UPDATE counts SET n = 5, "n_text" = crossfade."case_up_1_raise"(CAST(5 AS integer)) WHERE id = 1
-- count 1

-- ramp-down, speaks old
UPDATE counts SET n = n + 1 WHERE id < 10
-- becomes
UPDATE counts SET n = crossfade."case_down_1"("counts"."n_text") + 1, "n_text" = crossfade."case_up_1_raise"(CAST(crossfade."case_down_1"("counts"."n_text") + 1 AS integer)) WHERE id < 10
-- count 3

-- ramp-down, speaks old
INSERT INTO counts VALUES (14, 3000000000)
-- becomes
INSERT INTO counts ("id", "n", "n_text") VALUES (14, 3000000000, crossfade."case_up_1_raise"(CAST(3000000000 AS integer)))
-- error 22003

-- ramp-down, speaks old
SELECT * FROM counts WHERE id < 11 ORDER BY id
-- becomes
SELECT "counts"."id", crossfade."case_down_1"("counts"."n_text") AS "n" FROM counts WHERE id < 11 ORDER BY id
-- id int4(10,0), n int4(10,0)
--   1 | 6
--   10 | 999999
--   2 | null
--   3 | -299

-- ramp-down, speaks old
-- differs: old alone held them
DELETE FROM counts WHERE id > 10
-- untouched
-- count 0

-- ramp-down, speaks new
INSERT INTO counts VALUES (10, '10')
-- becomes
INSERT INTO counts ("id", "n_text", "n") VALUES (10, '10', crossfade."case_down_1_checked"(CAST('10' AS character varying(6))))
-- count 1

-- ramp-down, speaks new
-- differs: new alone would hold it
INSERT INTO counts VALUES (11, 'many')
-- becomes
INSERT INTO counts ("id", "n_text", "n") VALUES (11, 'many', crossfade."case_down_1_checked"(CAST('many' AS character varying(6))))
-- error 22P02

-- ramp-down, speaks new
-- differs: new alone would hold it
INSERT INTO counts VALUES (12, '1'), (13, 'x')
-- becomes
INSERT INTO counts ("id", "n_text", "n") VALUES (12, '1', crossfade."case_down_1_checked"(CAST('1' AS character varying(6)))), (13, 'x', crossfade."case_down_1_checked"(CAST('x' AS character varying(6))))
-- error 22P02

-- ramp-down, speaks new
-- differs: new alone would hold it
UPDATE counts SET n_text = n_text || 'z' WHERE id = 1
-- becomes
UPDATE counts SET n_text = n_text || 'z', "n" = crossfade."case_down_1_checked"(CAST(n_text || 'z' AS character varying(6))) WHERE id = 1
-- error 22P02

-- ramp-down, speaks new
UPDATE counts SET n_text = '5' WHERE id = 1
-- becomes
UPDATE counts SET n_text = '5', "n" = crossfade."case_down_1_checked"(CAST('5' AS character varying(6))) WHERE id = 1
-- count 1

-- ramp-down, speaks new
UPDATE counts SET n_text = n_text || '0' WHERE id = 3
-- becomes
UPDATE counts SET n_text = n_text || '0', "n" = crossfade."case_down_1_checked"(CAST(n_text || '0' AS character varying(6))) WHERE id = 3
-- count 1

-- ramp-down, speaks new
INSERT INTO counts VALUES (14, '12345678')
-- becomes
INSERT INTO counts ("id", "n_text", "n") VALUES (14, '12345678', crossfade."case_down_1_checked"(CAST('12345678' AS character varying(6))))
-- error 22001

-- ramp-down, speaks new
-- differs: new alone held them
DELETE FROM counts WHERE id > 10
-- untouched
-- count 0

-- ramp-down, speaks new
SELECT * FROM counts ORDER BY id
-- becomes
SELECT "counts"."id", "counts"."n_text" FROM counts ORDER BY id
-- id int4(10,0), n_text varchar(6,0)
--   1 | 5
--   10 | 10
--   2 | null
--   3 | -3000

