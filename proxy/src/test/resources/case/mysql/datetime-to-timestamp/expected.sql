-- off, speaks old
SELECT * FROM visits ORDER BY id
-- becomes
SELECT `visits`.`id`, `visits`.`at` FROM visits ORDER BY id
-- id INT | at DATETIME
--   1 | 2026-03-29 00:30:00
--   2 | 1975-01-01 12:00:00
--   3 | null

-- off, speaks old
SELECT id FROM visits WHERE at < '2000-01-01'
-- untouched
-- id INT
--   2

-- off, speaks old
UPDATE visits SET at = at + INTERVAL 1 DAY WHERE id = 1
-- untouched
-- count 1

-- off, speaks old
UPDATE visits SET at = '2026-03-30 00:30:00' WHERE id = 1
-- untouched
-- count 0

-- off, speaks old
INSERT INTO visits VALUES (4, '2026-10-25 01:30:00')
-- becomes
INSERT INTO visits (`id`, `at`) VALUES (4, '2026-10-25 01:30:00')
-- count 1

-- off, speaks old
SELECT * FROM visits ORDER BY at
-- becomes
SELECT `visits`.`id`, `visits`.`at` FROM visits ORDER BY at
-- id INT | at DATETIME
--   3 | null
--   2 | 1975-01-01 12:00:00
--   1 | 2026-03-30 00:30:00
--   4 | 2026-10-25 01:30:00

-- off, speaks new
SELECT * FROM visits ORDER BY id
-- becomes
SELECT `visits`.`id`, crossfade.`case-datetime-to-timestamp_up_1_null`(`visits`.`at`) AS `at_ts` FROM visits ORDER BY id
-- id INT | at_ts TIMESTAMP
--   1 | 2026-03-28 19:30:00
--   2 | 1975-01-01 07:00:00
--   3 | null

-- off, speaks new
UPDATE visits SET at_ts = '2026-06-01 00:00:00' WHERE id = 2
-- becomes
UPDATE visits SET `visits`.`at` = IF(crossfade.`case-datetime-to-timestamp_unchanged_new`(crossfade.`case-datetime-to-timestamp_up_1_null`(`visits`.`at`), '2026-06-01 00:00:00'), `visits`.`at`, crossfade.`case-datetime-to-timestamp_down_1_checked`('2026-06-01 00:00:00')) WHERE id = 2
-- count 1

-- off, speaks new
INSERT INTO visits (id, at_ts) VALUES (5, '2030-01-01 00:00:00')
-- becomes
INSERT INTO visits (id, at_ts, `at`) VALUES (5, '2030-01-01 00:00:00', crossfade.`case-datetime-to-timestamp_down_1_checked`(`visits`.`at_ts`))
-- count 1

-- off, speaks new
SELECT * FROM visits ORDER BY at_ts
-- becomes
SELECT `visits`.`id`, crossfade.`case-datetime-to-timestamp_up_1_null`(`visits`.`at`) AS `at_ts` FROM visits ORDER BY at_ts
-- id INT | at_ts TIMESTAMP
--   3 | null
--   1 | 2026-03-28 19:30:00
--   2 | 2026-06-01 00:00:00
--   5 | 2030-01-01 00:00:00

-- dual-write, speaks old
SELECT * FROM visits ORDER BY id
-- becomes
SELECT `visits`.`id`, `visits`.`at` FROM visits ORDER BY id
-- id INT | at DATETIME
--   1 | 2026-03-29 00:30:00
--   2 | 1975-01-01 12:00:00
--   3 | null

-- dual-write, speaks old
SELECT id FROM visits WHERE at < '2000-01-01'
-- untouched
-- id INT
--   2

-- dual-write, speaks old
UPDATE visits SET at = at + INTERVAL 1 DAY WHERE id = 1
-- becomes
UPDATE visits SET `visits`.`at_ts` = IF(crossfade.`case-datetime-to-timestamp_unchanged_old`(`visits`.`at`, at + INTERVAL 1 DAY), `visits`.`at_ts`, crossfade.`case-datetime-to-timestamp_up_1_record`(at + INTERVAL 1 DAY)), at = at + INTERVAL 1 DAY WHERE id = 1
-- count 1

-- dual-write, speaks old
UPDATE visits SET at = '2026-03-30 00:30:00' WHERE id = 1
-- becomes
UPDATE visits SET `visits`.`at_ts` = IF(crossfade.`case-datetime-to-timestamp_unchanged_old`(`visits`.`at`, '2026-03-30 00:30:00'), `visits`.`at_ts`, crossfade.`case-datetime-to-timestamp_up_1_record`('2026-03-30 00:30:00')), at = '2026-03-30 00:30:00' WHERE id = 1
-- count 0

-- dual-write, speaks old
INSERT INTO visits VALUES (4, '2026-10-25 01:30:00')
-- becomes
INSERT INTO visits (`id`, `at`, `at_ts`) VALUES (4, '2026-10-25 01:30:00', crossfade.`case-datetime-to-timestamp_up_1_record`(`visits`.`at`))
-- count 1

-- dual-write, speaks old
SELECT * FROM visits ORDER BY at
-- becomes
SELECT `visits`.`id`, `visits`.`at` FROM visits ORDER BY at
-- id INT | at DATETIME
--   3 | null
--   2 | 1975-01-01 12:00:00
--   1 | 2026-03-30 00:30:00
--   4 | 2026-10-25 01:30:00

-- dual-write, speaks new
SELECT * FROM visits ORDER BY id
-- becomes
SELECT `visits`.`id`, COALESCE(`visits`.`at_ts`, crossfade.`case-datetime-to-timestamp_up_1_null`(`visits`.`at`)) AS `at_ts` FROM visits ORDER BY id
-- id INT | at_ts TIMESTAMP
--   1 | 2026-03-28 19:30:00
--   2 | 1975-01-01 07:00:00
--   3 | null

-- dual-write, speaks new
UPDATE visits SET at_ts = '2026-06-01 00:00:00' WHERE id = 2
-- becomes
UPDATE visits SET `visits`.`at_ts` = IF(crossfade.`case-datetime-to-timestamp_unchanged_new`(COALESCE(`visits`.`at_ts`, crossfade.`case-datetime-to-timestamp_up_1_null`(`visits`.`at`)), '2026-06-01 00:00:00'), `visits`.`at_ts`, '2026-06-01 00:00:00'), `visits`.`at` = IF(`visits`.`at_ts` IS NULL AND crossfade.`case-datetime-to-timestamp_unchanged_new`(COALESCE(`visits`.`at_ts`, crossfade.`case-datetime-to-timestamp_up_1_null`(`visits`.`at`)), '2026-06-01 00:00:00'), `visits`.`at`, crossfade.`case-datetime-to-timestamp_down_1_checked`(`visits`.`at_ts`)) WHERE id = 2
-- count 1

-- dual-write, speaks new
INSERT INTO visits (id, at_ts) VALUES (5, '2030-01-01 00:00:00')
-- becomes
INSERT INTO visits (id, at_ts, `at`) VALUES (5, '2030-01-01 00:00:00', crossfade.`case-datetime-to-timestamp_down_1_checked`(`visits`.`at_ts`))
-- count 1

-- dual-write, speaks new
SELECT * FROM visits ORDER BY at_ts
-- becomes
SELECT `visits`.`id`, COALESCE(`visits`.`at_ts`, crossfade.`case-datetime-to-timestamp_up_1_null`(`visits`.`at`)) AS `at_ts` FROM visits ORDER BY at_ts
-- id INT | at_ts TIMESTAMP
--   3 | null
--   1 | 2026-03-28 19:30:00
--   2 | 2026-06-01 00:00:00
--   5 | 2030-01-01 00:00:00

-- live, speaks old
SELECT * FROM visits ORDER BY id
-- becomes
SELECT `visits`.`id`, crossfade.`case-datetime-to-timestamp_down_1`(`visits`.`at_ts`) AS `at` FROM visits ORDER BY id
-- id INT | at DATETIME
--   1 | 2026-03-29 00:30:00
--   2 | 1975-01-01 12:00:00
--   3 | null

-- live, speaks old
SELECT id FROM visits WHERE at < '2000-01-01'
-- becomes
SELECT id FROM visits WHERE crossfade.`case-datetime-to-timestamp_down_1`(`visits`.`at_ts`) < '2000-01-01'
-- id INT
--   2

-- live, speaks old
UPDATE visits SET at = at + INTERVAL 1 DAY WHERE id = 1
-- becomes
UPDATE visits SET at = crossfade.`case-datetime-to-timestamp_down_1`(`visits`.`at_ts`) + INTERVAL 1 DAY, `visits`.`at_ts` = IF(crossfade.`case-datetime-to-timestamp_agrees`(`visits`.`at`, `visits`.`at_ts`), `visits`.`at_ts`, crossfade.`case-datetime-to-timestamp_up_1_raise`(`visits`.`at`)) WHERE id = 1
-- count 1

-- live, speaks old
UPDATE visits SET at = '2026-03-30 00:30:00' WHERE id = 1
-- becomes
UPDATE visits SET at = '2026-03-30 00:30:00', `visits`.`at_ts` = IF(crossfade.`case-datetime-to-timestamp_agrees`(`visits`.`at`, `visits`.`at_ts`), `visits`.`at_ts`, crossfade.`case-datetime-to-timestamp_up_1_raise`(`visits`.`at`)) WHERE id = 1
-- count 0

-- live, speaks old
INSERT INTO visits VALUES (4, '2026-10-25 01:30:00')
-- becomes
INSERT INTO visits (`id`, `at`, `at_ts`) VALUES (4, '2026-10-25 01:30:00', crossfade.`case-datetime-to-timestamp_up_1_raise`(`visits`.`at`))
-- count 1

-- live, speaks old
SELECT * FROM visits ORDER BY at
-- becomes
SELECT `visits`.`id`, crossfade.`case-datetime-to-timestamp_down_1`(`visits`.`at_ts`) AS `at` FROM visits ORDER BY at
-- id INT | at DATETIME
--   3 | null
--   2 | 1975-01-01 12:00:00
--   1 | 2026-03-30 00:30:00
--   4 | 2026-10-25 01:30:00

-- live, speaks new
SELECT * FROM visits ORDER BY id
-- becomes
SELECT `visits`.`id`, `visits`.`at_ts` FROM visits ORDER BY id
-- id INT | at_ts TIMESTAMP
--   1 | 2026-03-28 19:30:00
--   2 | 1975-01-01 07:00:00
--   3 | null

-- live, speaks new
UPDATE visits SET at_ts = '2026-06-01 00:00:00' WHERE id = 2
-- becomes
UPDATE visits SET at_ts = '2026-06-01 00:00:00', `visits`.`at` = crossfade.`case-datetime-to-timestamp_down_1_checked`(`visits`.`at_ts`) WHERE id = 2
-- count 1

-- live, speaks new
INSERT INTO visits (id, at_ts) VALUES (5, '2030-01-01 00:00:00')
-- becomes
INSERT INTO visits (id, at_ts, `at`) VALUES (5, '2030-01-01 00:00:00', crossfade.`case-datetime-to-timestamp_down_1_checked`(`visits`.`at_ts`))
-- count 1

-- live, speaks new
SELECT * FROM visits ORDER BY at_ts
-- becomes
SELECT `visits`.`id`, `visits`.`at_ts` FROM visits ORDER BY at_ts
-- id INT | at_ts TIMESTAMP
--   3 | null
--   1 | 2026-03-28 19:30:00
--   2 | 2026-06-01 00:00:00
--   5 | 2030-01-01 00:00:00

