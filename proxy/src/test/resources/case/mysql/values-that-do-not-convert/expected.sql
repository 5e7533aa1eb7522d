-- off, speaks old
INSERT INTO readings VALUES (10, '10'), (11, 'none'), (12, '0012')
-- becomes
INSERT INTO readings (`id`, `raw`) VALUES (10, '10'), (11, 'none'), (12, '0012')
-- count 3

-- off, speaks old
UPDATE readings SET raw = concat(raw, '0')
-- untouched
-- count 8

-- off, speaks old
UPDATE readings SET raw = 'x' WHERE id = 10
-- untouched
-- count 1

-- off, speaks old
INSERT INTO readings SELECT id + 20, raw FROM readings WHERE raw > '9'
-- becomes
INSERT INTO readings (`id`, `raw`) SELECT id + 20, raw FROM readings WHERE raw > '9'
-- count 4

-- off, speaks old
INSERT INTO readings VALUES (1, 'y') ON DUPLICATE KEY UPDATE raw = concat(VALUES(raw), raw)
-- becomes
INSERT INTO readings (`id`, `raw`) VALUES (1, 'y') ON DUPLICATE KEY UPDATE raw = concat(VALUES(raw), raw)
-- count 2

-- off, speaks old
SELECT * FROM readings ORDER BY id
-- becomes
SELECT `readings`.`id`, `readings`.`raw` FROM readings ORDER BY id
-- id INT | raw VARCHAR
--   1 | y50
--   2 | n/a0
--   3 | 0070
--   4 | null
--   5 | 999999999990
--   6 | -30
--   10 | x
--   11 | none0
--   12 | 00120
--   22 | n/a0
--   25 | 999999999990
--   30 | x
--   31 | none0

-- off, speaks old
SELECT id, value FROM readings WHERE value IS NOT NULL ORDER BY id
-- becomes
SELECT id, crossfade.`case-values-that-do-not-convert_up_1_null`(`readings`.`raw`) AS `value` FROM readings WHERE crossfade.`case-values-that-do-not-convert_up_1_null`(`readings`.`raw`) IS NOT NULL ORDER BY id
-- id INT | value INT
--   6 | -30

-- off, speaks new
SELECT * FROM readings ORDER BY id
-- becomes
SELECT `readings`.`id`, crossfade.`case-values-that-do-not-convert_up_1_null`(`readings`.`raw`) AS `value` FROM readings ORDER BY id
-- id INT | value INT
--   1 | 5
--   2 | null
--   3 | null
--   4 | null
--   5 | null
--   6 | -3

-- off, speaks new
UPDATE readings SET value = value + 1 WHERE id IN (1, 6)
-- becomes
UPDATE readings SET `readings`.`raw` = IF(crossfade.`case-values-that-do-not-convert_unchanged_new`(crossfade.`case-values-that-do-not-convert_up_1_null`(`readings`.`raw`), crossfade.`case-values-that-do-not-convert_up_1_null`(`readings`.`raw`) + 1), `readings`.`raw`, crossfade.`case-values-that-do-not-convert_down_1_checked`(crossfade.`case-values-that-do-not-convert_up_1_null`(`readings`.`raw`) + 1)) WHERE id IN (1, 6)
-- count 2

-- off, speaks new
INSERT INTO readings VALUES (10, 10), (11, NULL)
-- becomes
INSERT INTO readings (`id`, `value`, `raw`) VALUES (10, 10, crossfade.`case-values-that-do-not-convert_down_1_checked`(`readings`.`value`)), (11, NULL, crossfade.`case-values-that-do-not-convert_down_1_checked`(`readings`.`value`))
-- count 2

-- off, speaks new
INSERT INTO readings VALUES (12, 99999999999)
-- becomes
INSERT INTO readings (`id`, `value`, `raw`) VALUES (12, 99999999999, crossfade.`case-values-that-do-not-convert_down_1_checked`(`readings`.`value`))
-- error 1264

-- off, speaks new
SELECT * FROM readings ORDER BY id
-- becomes
SELECT `readings`.`id`, crossfade.`case-values-that-do-not-convert_up_1_null`(`readings`.`raw`) AS `value` FROM readings ORDER BY id
-- id INT | value INT
--   1 | 6
--   2 | null
--   3 | null
--   4 | null
--   5 | null
--   6 | -2
--   10 | 10
--   11 | null

-- dual-write, speaks old
INSERT INTO readings VALUES (10, '10'), (11, 'none'), (12, '0012')
-- becomes
INSERT INTO readings (`id`, `raw`, `value`) VALUES (10, '10', crossfade.`case-values-that-do-not-convert_up_1_record`(`readings`.`raw`)), (11, 'none', crossfade.`case-values-that-do-not-convert_up_1_record`(`readings`.`raw`)), (12, '0012', crossfade.`case-values-that-do-not-convert_up_1_record`(`readings`.`raw`))
-- count 3

-- dual-write, speaks old
UPDATE readings SET raw = concat(raw, '0')
-- becomes
UPDATE readings SET `readings`.`value` = IF(crossfade.`case-values-that-do-not-convert_unchanged_old`(`readings`.`raw`, concat(raw, '0')), `readings`.`value`, crossfade.`case-values-that-do-not-convert_up_1_record`(concat(raw, '0'))), raw = concat(raw, '0')
-- count 8

-- dual-write, speaks old
UPDATE readings SET raw = 'x' WHERE id = 10
-- becomes
UPDATE readings SET `readings`.`value` = IF(crossfade.`case-values-that-do-not-convert_unchanged_old`(`readings`.`raw`, 'x'), `readings`.`value`, crossfade.`case-values-that-do-not-convert_up_1_record`('x')), raw = 'x' WHERE id = 10
-- count 1

-- dual-write, speaks old
INSERT INTO readings SELECT id + 20, raw FROM readings WHERE raw > '9'
-- becomes
INSERT INTO readings (`id`, `raw`, `value`) SELECT /*+ NO_MERGE(crossfade_value) */ crossfade_value.c1, crossfade_value.c2, crossfade.`case-values-that-do-not-convert_up_1_record`(crossfade_value.c2) FROM (SELECT id + 20, raw FROM readings WHERE raw > '9') AS crossfade_value (c1, c2)
-- count 4

-- dual-write, speaks old
INSERT INTO readings VALUES (1, 'y') ON DUPLICATE KEY UPDATE raw = concat(VALUES(raw), raw)
-- becomes
INSERT INTO readings (`id`, `raw`, `value`) VALUES (1, 'y', crossfade.`case-values-that-do-not-convert_up_1_record`(`readings`.`raw`)) ON DUPLICATE KEY UPDATE `readings`.`value` = IF(crossfade.`case-values-that-do-not-convert_unchanged_old`(`readings`.`raw`, concat(VALUES(raw), raw)), `readings`.`value`, crossfade.`case-values-that-do-not-convert_up_1_record`(concat(VALUES(raw), raw))), raw = concat(VALUES(raw), raw)
-- count 2

-- dual-write, speaks old
SELECT * FROM readings ORDER BY id
-- becomes
SELECT `readings`.`id`, `readings`.`raw` FROM readings ORDER BY id
-- id INT | raw VARCHAR
--   1 | y50
--   2 | n/a0
--   3 | 0070
--   4 | null
--   5 | 999999999990
--   6 | -30
--   10 | x
--   11 | none0
--   12 | 00120
--   22 | n/a0
--   25 | 999999999990
--   30 | x
--   31 | none0

-- dual-write, speaks old
SELECT id, value FROM readings WHERE value IS NOT NULL ORDER BY id
-- becomes
SELECT id, COALESCE(`readings`.`value`, crossfade.`case-values-that-do-not-convert_up_1_null`(`readings`.`raw`)) AS `value` FROM readings WHERE COALESCE(`readings`.`value`, crossfade.`case-values-that-do-not-convert_up_1_null`(`readings`.`raw`)) IS NOT NULL ORDER BY id
-- id INT | value INT
--   6 | -30

-- dual-write, speaks new
SELECT * FROM readings ORDER BY id
-- becomes
SELECT `readings`.`id`, COALESCE(`readings`.`value`, crossfade.`case-values-that-do-not-convert_up_1_null`(`readings`.`raw`)) AS `value` FROM readings ORDER BY id
-- id INT | value INT
--   1 | 5
--   2 | null
--   3 | null
--   4 | null
--   5 | null
--   6 | -3

-- dual-write, speaks new
UPDATE readings SET value = value + 1 WHERE id IN (1, 6)
-- becomes
UPDATE readings SET `readings`.`value` = IF(crossfade.`case-values-that-do-not-convert_unchanged_new`(COALESCE(`readings`.`value`, crossfade.`case-values-that-do-not-convert_up_1_null`(`readings`.`raw`)), COALESCE(`readings`.`value`, crossfade.`case-values-that-do-not-convert_up_1_null`(`readings`.`raw`)) + 1), `readings`.`value`, COALESCE(`readings`.`value`, crossfade.`case-values-that-do-not-convert_up_1_null`(`readings`.`raw`)) + 1), `readings`.`raw` = IF(`readings`.`value` IS NULL AND crossfade.`case-values-that-do-not-convert_unchanged_new`(COALESCE(`readings`.`value`, crossfade.`case-values-that-do-not-convert_up_1_null`(`readings`.`raw`)), COALESCE(`readings`.`value`, crossfade.`case-values-that-do-not-convert_up_1_null`(`readings`.`raw`)) + 1), `readings`.`raw`, crossfade.`case-values-that-do-not-convert_down_1_checked`(`readings`.`value`)) WHERE id IN (1, 6)
-- count 2

-- dual-write, speaks new
INSERT INTO readings VALUES (10, 10), (11, NULL)
-- becomes
INSERT INTO readings (`id`, `value`, `raw`) VALUES (10, 10, crossfade.`case-values-that-do-not-convert_down_1_checked`(`readings`.`value`)), (11, NULL, crossfade.`case-values-that-do-not-convert_down_1_checked`(`readings`.`value`))
-- count 2

-- dual-write, speaks new
INSERT INTO readings VALUES (12, 99999999999)
-- becomes
INSERT INTO readings (`id`, `value`, `raw`) VALUES (12, 99999999999, crossfade.`case-values-that-do-not-convert_down_1_checked`(`readings`.`value`))
-- error 1264

-- dual-write, speaks new
SELECT * FROM readings ORDER BY id
-- becomes
SELECT `readings`.`id`, COALESCE(`readings`.`value`, crossfade.`case-values-that-do-not-convert_up_1_null`(`readings`.`raw`)) AS `value` FROM readings ORDER BY id
-- id INT | value INT
--   1 | 6
--   2 | null
--   3 | null
--   4 | null
--   5 | null
--   6 | -2
--   10 | 10
--   11 | null

-- shadow, speaks old
INSERT INTO readings VALUES (10, '10'), (11, 'none'), (12, '0012')
-- becomes
INSERT INTO readings (`id`, `raw`, `value`) VALUES (10, '10', crossfade.`case-values-that-do-not-convert_up_1_record`(`readings`.`raw`)), (11, 'none', crossfade.`case-values-that-do-not-convert_up_1_record`(`readings`.`raw`)), (12, '0012', crossfade.`case-values-that-do-not-convert_up_1_record`(`readings`.`raw`))
-- count 3

-- shadow, speaks old
UPDATE readings SET raw = concat(raw, '0')
-- becomes
UPDATE readings SET `readings`.`value` = IF(crossfade.`case-values-that-do-not-convert_unchanged_old`(`readings`.`raw`, concat(raw, '0')), `readings`.`value`, crossfade.`case-values-that-do-not-convert_up_1_record`(concat(raw, '0'))), raw = concat(raw, '0')
-- count 8

-- shadow, speaks old
UPDATE readings SET raw = 'x' WHERE id = 10
-- becomes
UPDATE readings SET `readings`.`value` = IF(crossfade.`case-values-that-do-not-convert_unchanged_old`(`readings`.`raw`, 'x'), `readings`.`value`, crossfade.`case-values-that-do-not-convert_up_1_record`('x')), raw = 'x' WHERE id = 10
-- count 1

-- shadow, speaks old
INSERT INTO readings SELECT id + 20, raw FROM readings WHERE raw > '9'
-- becomes
INSERT INTO readings (`id`, `raw`, `value`) SELECT /*+ NO_MERGE(crossfade_value) */ crossfade_value.c1, crossfade_value.c2, crossfade.`case-values-that-do-not-convert_up_1_record`(crossfade_value.c2) FROM (SELECT id + 20, raw FROM readings WHERE raw > '9') AS crossfade_value (c1, c2)
-- count 4

-- shadow, speaks old
INSERT INTO readings VALUES (1, 'y') ON DUPLICATE KEY UPDATE raw = concat(VALUES(raw), raw)
-- becomes
INSERT INTO readings (`id`, `raw`, `value`) VALUES (1, 'y', crossfade.`case-values-that-do-not-convert_up_1_record`(`readings`.`raw`)) ON DUPLICATE KEY UPDATE `readings`.`value` = IF(crossfade.`case-values-that-do-not-convert_unchanged_old`(`readings`.`raw`, concat(VALUES(raw), raw)), `readings`.`value`, crossfade.`case-values-that-do-not-convert_up_1_record`(concat(VALUES(raw), raw))), raw = concat(VALUES(raw), raw)
-- count 2

-- shadow, speaks old
SELECT * FROM readings ORDER BY id
-- becomes
SELECT `readings`.`id`, `readings`.`raw` FROM readings ORDER BY id
-- id INT | raw VARCHAR
--   1 | y50
--   2 | n/a0
--   3 | 0070
--   4 | null
--   5 | 999999999990
--   6 | -30
--   10 | x
--   11 | none0
--   12 | 00120
--   22 | n/a0
--   25 | 999999999990
--   30 | x
--   31 | none0

-- shadow, speaks old
SELECT id, value FROM readings WHERE value IS NOT NULL ORDER BY id
-- becomes
SELECT id, COALESCE(`readings`.`value`, crossfade.`case-values-that-do-not-convert_up_1_null`(`readings`.`raw`)) AS `value` FROM readings WHERE COALESCE(`readings`.`value`, crossfade.`case-values-that-do-not-convert_up_1_null`(`readings`.`raw`)) IS NOT NULL ORDER BY id
-- id INT | value INT
--   6 | -30

-- shadow, speaks new
SELECT * FROM readings ORDER BY id
-- becomes
SELECT `readings`.`id`, COALESCE(`readings`.`value`, crossfade.`case-values-that-do-not-convert_up_1_null`(`readings`.`raw`)) AS `value` FROM readings ORDER BY id
-- id INT | value INT
--   1 | 5
--   2 | null
--   3 | null
--   4 | null
--   5 | null
--   6 | -3

-- shadow, speaks new
UPDATE readings SET value = value + 1 WHERE id IN (1, 6)
-- becomes
UPDATE readings SET `readings`.`value` = IF(crossfade.`case-values-that-do-not-convert_unchanged_new`(COALESCE(`readings`.`value`, crossfade.`case-values-that-do-not-convert_up_1_null`(`readings`.`raw`)), COALESCE(`readings`.`value`, crossfade.`case-values-that-do-not-convert_up_1_null`(`readings`.`raw`)) + 1), `readings`.`value`, COALESCE(`readings`.`value`, crossfade.`case-values-that-do-not-convert_up_1_null`(`readings`.`raw`)) + 1), `readings`.`raw` = IF(`readings`.`value` IS NULL AND crossfade.`case-values-that-do-not-convert_unchanged_new`(COALESCE(`readings`.`value`, crossfade.`case-values-that-do-not-convert_up_1_null`(`readings`.`raw`)), COALESCE(`readings`.`value`, crossfade.`case-values-that-do-not-convert_up_1_null`(`readings`.`raw`)) + 1), `readings`.`raw`, crossfade.`case-values-that-do-not-convert_down_1_checked`(`readings`.`value`)) WHERE id IN (1, 6)
-- count 2

-- shadow, speaks new
INSERT INTO readings VALUES (10, 10), (11, NULL)
-- becomes
INSERT INTO readings (`id`, `value`, `raw`) VALUES (10, 10, crossfade.`case-values-that-do-not-convert_down_1_checked`(`readings`.`value`)), (11, NULL, crossfade.`case-values-that-do-not-convert_down_1_checked`(`readings`.`value`))
-- count 2

-- shadow, speaks new
INSERT INTO readings VALUES (12, 99999999999)
-- becomes
INSERT INTO readings (`id`, `value`, `raw`) VALUES (12, 99999999999, crossfade.`case-values-that-do-not-convert_down_1_checked`(`readings`.`value`))
-- error 1264

-- shadow, speaks new
SELECT * FROM readings ORDER BY id
-- becomes
SELECT `readings`.`id`, COALESCE(`readings`.`value`, crossfade.`case-values-that-do-not-convert_up_1_null`(`readings`.`raw`)) AS `value` FROM readings ORDER BY id
-- id INT | value INT
--   1 | 6
--   2 | null
--   3 | null
--   4 | null
--   5 | null
--   6 | -2
--   10 | 10
--   11 | null

