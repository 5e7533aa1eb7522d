-- off, speaks old
MERGE INTO counts c USING (VALUES (1), (10)) s (k) ON c.id = s.k WHEN MATCHED AND c.id > 5 THEN UPDATE SET n = 1000000 WHEN MATCHED THEN UPDATE SET n = 6 WHEN NOT MATCHED AND s.k > 10 THEN INSERT VALUES (s.k, 1000000) WHEN NOT MATCHED THEN INSERT VALUES (s.k, 7)
-- becomes
MERGE INTO counts c USING (VALUES (1), (10)) s (k) ON c.id = s.k WHEN MATCHED AND c.id > 5 THEN UPDATE SET n = 1000000 WHEN MATCHED THEN UPDATE SET n = 6 WHEN NOT MATCHED AND s.k > 10 THEN INSERT ("id", "n") VALUES (s.k, 1000000) WHEN NOT MATCHED THEN INSERT ("id", "n") VALUES (s.k, 7)
-- count 2

-- off, speaks old
UPDATE counts SET n = 1000000 WHERE id < 0
-- untouched
-- count 0

-- off, speaks old
INSERT INTO counts SELECT 11, 1000000 WHERE FALSE
-- becomes
INSERT INTO counts ("id", "n") SELECT 11, 1000000 WHERE FALSE
-- count 0

-- off, speaks old
SELECT * FROM counts ORDER BY id
-- becomes
SELECT "counts"."id", "counts"."n" FROM counts ORDER BY id
-- id int4(10,0), n int4(10,0)
--   1 | 6
--   10 | 7
--   2 | null
--   3 | -300

-- off, speaks new
-- parameters: text = 'x'
MERGE INTO counts c USING (VALUES (1), (10)) s (k) ON c.id = s.k WHEN MATCHED AND c.id > 5 THEN UPDATE SET n_text = 'x' WHEN MATCHED THEN UPDATE SET n_text = '6' WHEN NOT MATCHED AND s.k > 10 THEN INSERT VALUES (s.k, $1) WHEN NOT MATCHED THEN INSERT VALUES (s.k, '7')
-- refused: Crossfade: a write to columns of migration case on table public.counts that are not stored at this stage, and whose length would not be checked

-- off, speaks new
UPDATE counts SET n_text = 'x' WHERE id < 0
-- refused: Crossfade: a write to columns of migration case on table public.counts that are not stored at this stage, and whose length would not be checked

-- off, speaks new
INSERT INTO counts SELECT 11, 'x' WHERE FALSE
-- refused: Crossfade: a write to columns of migration case on table public.counts that are not stored at this stage, and whose length would not be checked

-- off, speaks new
SELECT * FROM counts ORDER BY id
-- becomes
SELECT "counts"."id", CAST(crossfade."case_up_1_null"("counts"."n") AS character varying(6)) AS "n_text" FROM counts ORDER BY id
-- id int4(10,0), n_text varchar(6,0)
--   1 | 5
--   2 | null
--   3 | -300

-- dual-write, speaks old
MERGE INTO counts c USING (VALUES (1), (10)) s (k) ON c.id = s.k WHEN MATCHED AND c.id > 5 THEN UPDATE SET n = 1000000 WHEN MATCHED THEN UPDATE SET n = 6 WHEN NOT MATCHED AND s.k > 10 THEN INSERT VALUES (s.k, 1000000) WHEN NOT MATCHED THEN INSERT VALUES (s.k, 7)
-- becomes
MERGE INTO counts c USING (VALUES (1), (10)) s (k) ON c.id = s.k WHEN MATCHED AND c.id > 5 THEN UPDATE SET n = 1000000, "n_text" = crossfade."case_up_1_record"(CAST(1000000 AS integer)) WHEN MATCHED THEN UPDATE SET n = 6, "n_text" = crossfade."case_up_1_record"(CAST(6 AS integer)) WHEN NOT MATCHED AND s.k > 10 THEN INSERT ("id", "n", "n_text") VALUES (s.k, 1000000, crossfade."case_up_1_record"(CAST(1000000 AS integer))) WHEN NOT MATCHED THEN INSERT ("id", "n", "n_text") VALUES (s.k, 7, crossfade."case_up_1_record"(CAST(7 AS integer)))
-- count 2

-- dual-write, speaks old
UPDATE counts SET n = 1000000 WHERE id < 0
-- becomes
UPDATE counts SET n = 1000000, "n_text" = crossfade."case_up_1_record"(CAST(1000000 AS integer)) WHERE id < 0
-- count 0

-- dual-write, speaks old
INSERT INTO counts SELECT 11, 1000000 WHERE FALSE
-- becomes
INSERT INTO counts ("id", "n", "n_text") SELECT crossfade_value.c1, crossfade_value.c2, crossfade."case_up_1_record"(CAST(crossfade_value.c2 AS integer)) FROM (SELECT 11, 1000000 WHERE FALSE) AS crossfade_value (c1, c2)
-- count 0

-- dual-write, speaks old
SELECT * FROM counts ORDER BY id
-- becomes
SELECT "counts"."id", "counts"."n" FROM counts ORDER BY id
-- id int4(10,0), n int4(10,0)
--   1 | 6
--   10 | 7
--   2 | null
--   3 | -300

-- dual-write, speaks new
-- parameters: text = 'x'
MERGE INTO counts c USING (VALUES (1), (10)) s (k) ON c.id = s.k WHEN MATCHED AND c.id > 5 THEN UPDATE SET n_text = 'x' WHEN MATCHED THEN UPDATE SET n_text = '6' WHEN NOT MATCHED AND s.k > 10 THEN INSERT VALUES (s.k, $1) WHEN NOT MATCHED THEN INSERT VALUES (s.k, '7')
-- becomes
MERGE INTO counts c USING (VALUES (1), (10)) s (k) ON c.id = s.k WHEN MATCHED AND c.id > 5 THEN UPDATE SET n_text = 'x', "n" = crossfade."case_down_1_checked"(CAST('x' AS character varying(6))) WHEN MATCHED THEN UPDATE SET n_text = '6', "n" = crossfade."case_down_1_checked"(CAST('6' AS character varying(6))) WHEN NOT MATCHED AND s.k > 10 THEN INSERT ("id", "n_text", "n") VALUES (s.k, $1, crossfade."case_down_1_checked"(CAST($1 AS character varying(6)))) WHEN NOT MATCHED THEN INSERT ("id", "n_text", "n") VALUES (s.k, '7', crossfade."case_down_1_checked"(CAST('7' AS character varying(6))))
-- parameters {text}
-- count 2

-- dual-write, speaks new
UPDATE counts SET n_text = 'x' WHERE id < 0
-- becomes
UPDATE counts SET n_text = 'x', "n" = crossfade."case_down_1_checked"(CAST('x' AS character varying(6))) WHERE id < 0
-- count 0

-- dual-write, speaks new
INSERT INTO counts SELECT 11, 'x' WHERE FALSE
-- becomes
INSERT INTO counts ("id", "n_text", "n") SELECT crossfade_value.c1, crossfade_value.c2, crossfade."case_down_1_checked"(CAST(crossfade_value.c2 AS character varying(6))) FROM (SELECT 11, CAST('x' AS character varying) WHERE FALSE) AS crossfade_value (c1, c2)
-- count 0

-- dual-write, speaks new
SELECT * FROM counts ORDER BY id
-- becomes
SELECT "counts"."id", COALESCE("counts"."n_text", CAST(crossfade."case_up_1_null"("counts"."n") AS character varying(6))) AS "n_text" FROM counts ORDER BY id
-- id int4(10,0), n_text varchar(6,0)
--   1 | 6
--   10 | 7
--   2 | null
--   3 | -300

-- live, speaks old
MERGE INTO counts c USING (VALUES (1), (10)) s (k) ON c.id = s.k WHEN MATCHED AND c.id > 5 THEN UPDATE SET n = 1000000 WHEN MATCHED THEN UPDATE SET n = 6 WHEN NOT MATCHED AND s.k > 10 THEN INSERT VALUES (s.k, 1000000) WHEN NOT MATCHED THEN INSERT VALUES (s.k, 7)
-- becomes
MERGE INTO counts c USING (VALUES (1), (10)) s (k) ON c.id = s.k WHEN MATCHED AND c.id > 5 THEN UPDATE SET n = 1000000, "n_text" = crossfade."case_up_1_raise"(CAST(1000000 AS integer)) WHEN MATCHED THEN UPDATE SET n = 6, "n_text" = crossfade."case_up_1_raise"(CAST(6 AS integer)) WHEN NOT MATCHED AND s.k > 10 THEN INSERT ("id", "n", "n_text") VALUES (s.k, 1000000, crossfade."case_up_1_raise"(CAST(1000000 AS integer))) WHEN NOT MATCHED THEN INSERT ("id", "n", "n_text") VALUES (s.k, 7, crossfade."case_up_1_raise"(CAST(7 AS integer)))
-- count 2

-- live, speaks old
UPDATE counts SET n = 1000000 WHERE id < 0
-- becomes
UPDATE counts SET n = 1000000, "n_text" = crossfade."case_up_1_raise"(CAST(1000000 AS integer)) WHERE id < 0
-- count 0

-- live, speaks old
INSERT INTO counts SELECT 11, 1000000 WHERE FALSE
-- becomes
INSERT INTO counts ("id", "n", "n_text") SELECT crossfade_value.c1, crossfade_value.c2, crossfade."case_up_1_raise"(CAST(crossfade_value.c2 AS integer)) FROM (SELECT 11, 1000000 WHERE FALSE) AS crossfade_value (c1, c2)
-- count 0

-- live, speaks old
SELECT * FROM counts ORDER BY id
-- becomes
SELECT "counts"."id", crossfade."case_down_1"("counts"."n_text") AS "n" FROM counts ORDER BY id
-- id int4(10,0), n int4(10,0)
--   1 | 6
--   10 | 7
--   2 | null
--   3 | -300

-- live, speaks new
-- parameters: text = 'x'
MERGE INTO counts c USING (VALUES (1), (10)) s (k) ON c.id = s.k WHEN MATCHED AND c.id > 5 THEN UPDATE SET n_text = 'x' WHEN MATCHED THEN UPDATE SET n_text = '6' WHEN NOT MATCHED AND s.k > 10 THEN INSERT VALUES (s.k, $1) WHEN NOT MATCHED THEN INSERT VALUES (s.k, '7')
-- becomes
MERGE INTO counts c USING (VALUES (1), (10)) s (k) ON c.id = s.k WHEN MATCHED AND c.id > 5 THEN UPDATE SET n_text = 'x', "n" = crossfade."case_down_1_checked"(CAST('x' AS character varying(6))) WHEN MATCHED THEN UPDATE SET n_text = '6', "n" = crossfade."case_down_1_checked"(CAST('6' AS character varying(6))) WHEN NOT MATCHED AND s.k > 10 THEN INSERT ("id", "n_text", "n") VALUES (s.k, $1, crossfade."case_down_1_checked"(CAST($1 AS character varying(6)))) WHEN NOT MATCHED THEN INSERT ("id", "n_text", "n") VALUES (s.k, '7', crossfade."case_down_1_checked"(CAST('7' AS character varying(6))))
-- parameters {text}
-- count 2

-- live, speaks new
UPDATE counts SET n_text = 'x' WHERE id < 0
-- becomes
UPDATE counts SET n_text = 'x', "n" = crossfade."case_down_1_checked"(CAST('x' AS character varying(6))) WHERE id < 0
-- count 0

-- live, speaks new
INSERT INTO counts SELECT 11, 'x' WHERE FALSE
-- becomes
INSERT INTO counts ("id", "n_text", "n") SELECT crossfade_value.c1, crossfade_value.c2, crossfade."case_down_1_checked"(CAST(crossfade_value.c2 AS character varying(6))) FROM (SELECT 11, CAST('x' AS character varying) WHERE FALSE) AS crossfade_value (c1, c2)
-- count 0

-- live, speaks new
SELECT * FROM counts ORDER BY id
-- becomes
SELECT "counts"."id", "counts"."n_text" FROM counts ORDER BY id
-- id int4(10,0), n_text varchar(6,0)
--   1 | 6
--   10 | 7
--   2 | null
--   3 | -300

