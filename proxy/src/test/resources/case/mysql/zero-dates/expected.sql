-- off, speaks old
INSERT INTO bills VALUES (3, '0000-00-00')
-- becomes
INSERT INTO bills (`id`, `paid`) VALUES (3, '0000-00-00')
-- count 1

-- off, speaks old
DELETE FROM bills WHERE id = 3
-- untouched
-- count 1

-- off, speaks old
UPDATE bills SET paid = '2026-2-1' WHERE id = 1
-- untouched
-- count 1

-- off, speaks old
UPDATE bills SET paid = '20260201' WHERE id = 1
-- untouched
-- count 0

-- off, speaks old
SELECT * FROM bills ORDER BY id
-- becomes
SELECT `bills`.`id`, `bills`.`paid` FROM bills ORDER BY id
-- id INT | paid DATE
--   1 | 2026-02-01
--   2 | null

-- off, speaks new
UPDATE bills SET paid_on = '2026-3-1' WHERE id = 1
-- refused: Crossfade: a session without strict mode for columns of which only the other side is stored, in an update of columns of migration case-zero-dates on table shop.bills

-- off, speaks new
SELECT * FROM bills ORDER BY id
-- becomes
SELECT `bills`.`id`, crossfade.`case-zero-dates_up_1_null`(`bills`.`paid`) AS `paid_on` FROM bills ORDER BY id
-- id INT | paid_on DATE
--   1 | 2026-01-31
--   2 | null

-- dual-write, speaks old
INSERT INTO bills VALUES (3, '0000-00-00')
-- becomes
INSERT INTO bills (`id`, `paid`, `paid_on`) VALUES (3, '0000-00-00', crossfade.`case-zero-dates_up_1_record`(`bills`.`paid`))
-- count 1

-- dual-write, speaks old
DELETE FROM bills WHERE id = 3
-- untouched
-- count 1

-- dual-write, speaks old
UPDATE bills SET paid = '2026-2-1' WHERE id = 1
-- becomes
UPDATE bills SET `bills`.`paid_on` = IF(crossfade.`case-zero-dates_unchanged_old`(`bills`.`paid`, '2026-2-1'), `bills`.`paid_on`, crossfade.`case-zero-dates_up_1_record`('2026-2-1')), paid = '2026-2-1' WHERE id = 1
-- count 1

-- dual-write, speaks old
UPDATE bills SET paid = '20260201' WHERE id = 1
-- becomes
UPDATE bills SET `bills`.`paid_on` = IF(crossfade.`case-zero-dates_unchanged_old`(`bills`.`paid`, '20260201'), `bills`.`paid_on`, crossfade.`case-zero-dates_up_1_record`('20260201')), paid = '20260201' WHERE id = 1
-- count 0

-- dual-write, speaks old
SELECT * FROM bills ORDER BY id
-- becomes
SELECT `bills`.`id`, `bills`.`paid` FROM bills ORDER BY id
-- id INT | paid DATE
--   1 | 2026-02-01
--   2 | null

-- dual-write, speaks new
UPDATE bills SET paid_on = '2026-3-1' WHERE id = 1
-- becomes
UPDATE bills SET `bills`.`paid_on` = IF(crossfade.`case-zero-dates_unchanged_new`(COALESCE(`bills`.`paid_on`, crossfade.`case-zero-dates_up_1_null`(`bills`.`paid`)), '2026-3-1'), `bills`.`paid_on`, '2026-3-1'), `bills`.`paid` = IF(`bills`.`paid_on` IS NULL AND crossfade.`case-zero-dates_unchanged_new`(COALESCE(`bills`.`paid_on`, crossfade.`case-zero-dates_up_1_null`(`bills`.`paid`)), '2026-3-1'), `bills`.`paid`, crossfade.`case-zero-dates_down_1_checked`(`bills`.`paid_on`)) WHERE id = 1
-- count 1

-- dual-write, speaks new
SELECT * FROM bills ORDER BY id
-- becomes
SELECT `bills`.`id`, COALESCE(`bills`.`paid_on`, crossfade.`case-zero-dates_up_1_null`(`bills`.`paid`)) AS `paid_on` FROM bills ORDER BY id
-- id INT | paid_on DATE
--   1 | 2026-03-01
--   2 | null

-- live, speaks old
INSERT INTO bills VALUES (3, '0000-00-00')
-- becomes
INSERT INTO bills (`id`, `paid`, `paid_on`) VALUES (3, '0000-00-00', crossfade.`case-zero-dates_up_1_raise`(`bills`.`paid`))
-- error 1644

-- live, speaks old
DELETE FROM bills WHERE id = 3
-- untouched
-- count 0

-- live, speaks old
UPDATE bills SET paid = '2026-2-1' WHERE id = 1
-- becomes
UPDATE bills SET paid = '2026-2-1', `bills`.`paid_on` = IF(crossfade.`case-zero-dates_agrees`(`bills`.`paid`, `bills`.`paid_on`), `bills`.`paid_on`, crossfade.`case-zero-dates_up_1_raise`(`bills`.`paid`)) WHERE id = 1
-- count 1

-- live, speaks old
UPDATE bills SET paid = '20260201' WHERE id = 1
-- becomes
UPDATE bills SET paid = '20260201', `bills`.`paid_on` = IF(crossfade.`case-zero-dates_agrees`(`bills`.`paid`, `bills`.`paid_on`), `bills`.`paid_on`, crossfade.`case-zero-dates_up_1_raise`(`bills`.`paid`)) WHERE id = 1
-- count 0

-- live, speaks old
SELECT * FROM bills ORDER BY id
-- becomes
SELECT `bills`.`id`, crossfade.`case-zero-dates_down_1`(`bills`.`paid_on`) AS `paid` FROM bills ORDER BY id
-- id INT | paid DATE
--   1 | 2026-02-01
--   2 | null

-- live, speaks new
UPDATE bills SET paid_on = '2026-3-1' WHERE id = 1
-- becomes
UPDATE bills SET paid_on = '2026-3-1', `bills`.`paid` = crossfade.`case-zero-dates_down_1_checked`(`bills`.`paid_on`) WHERE id = 1
-- count 1

-- live, speaks new
SELECT * FROM bills ORDER BY id
-- becomes
SELECT `bills`.`id`, `bills`.`paid_on` FROM bills ORDER BY id
-- id INT | paid_on DATE
--   1 | 2026-03-01
--   2 | null

