-- off, speaks old
UPDATE visits SET stamp = day
-- untouched
-- count 2

-- off, speaks old
UPDATE visits SET stamp = hour WHERE id = 1
-- untouched
-- count 1

-- off, speaks old
UPDATE visits SET stamp = CASE WHEN id > 1 THEN day ELSE stamp END
-- untouched
-- error 1265

-- off, speaks old
UPDATE visits SET stamp = unix_timestamp(day) % 100
-- untouched
-- count 2

-- off, speaks old
UPDATE visits SET stamp = CAST(hour AS signed) + id
-- untouched
-- count 2

-- off, speaks old
UPDATE visits SET stamp = year(day) WHERE id = 2
-- untouched
-- count 1

-- off, speaks old
INSERT INTO visits (id, stamp) SELECT id + 10, hour FROM visits ORDER BY id
-- untouched
-- count 2

-- off, speaks old
INSERT INTO visits (id, stamp) VALUES (1, 7) ON DUPLICATE KEY UPDATE stamp = day
-- untouched
-- count 2

-- off, speaks old
SELECT * FROM visits ORDER BY id
-- becomes
SELECT `visits`.`id`, `visits`.`stamp`, `visits`.`day`, `visits`.`hour` FROM visits ORDER BY id
-- id INT | stamp BIGINT | day DATETIME | hour TIME
--   1 | 20010101101010 | 2001-01-01 10:10:10.400000 | 10:10:59.500000
--   2 | 2001 | 2001-01-01 10:10:59.500000 | 10:10:10.400000
--   11 | 101100 | null | null
--   12 | 101010 | null | null

-- off, speaks new
UPDATE visits SET at_stamp = day
-- becomes
UPDATE visits SET `visits`.`stamp` = day
-- count 2

-- off, speaks new
UPDATE visits SET at_stamp = unix_timestamp(day) % 100
-- becomes
UPDATE visits SET `visits`.`stamp` = unix_timestamp(day) % 100
-- count 2

-- off, speaks new
SELECT * FROM visits ORDER BY id
-- becomes
SELECT `visits`.`id`, `visits`.`day`, `visits`.`hour`, `visits`.`stamp` AS `at_stamp` FROM visits ORDER BY id
-- id INT | day DATETIME | hour TIME | at_stamp BIGINT
--   1 | 2001-01-01 10:10:10.400000 | 10:10:59.500000 | 10
--   2 | 2001-01-01 10:10:59.500000 | 10:10:10.400000 | 60

-- dual-write, speaks old
UPDATE visits SET stamp = day
-- refused: Crossfade: a time that becomes a number, in an update of columns of migration case-number-from-time on table shop.visits

-- dual-write, speaks old
UPDATE visits SET stamp = hour WHERE id = 1
-- refused: Crossfade: a time that becomes a number, in an update of columns of migration case-number-from-time on table shop.visits

-- dual-write, speaks old
UPDATE visits SET stamp = CASE WHEN id > 1 THEN day ELSE stamp END
-- becomes
UPDATE visits SET `visits`.`at_stamp` = IF(crossfade.`case-number-from-time_unchanged_old`(`visits`.`stamp`, CASE WHEN id > 1 THEN day ELSE stamp END), `visits`.`at_stamp`, CASE WHEN id > 1 THEN day ELSE stamp END), stamp = CASE WHEN id > 1 THEN day ELSE stamp END
-- error 1265

-- dual-write, speaks old
UPDATE visits SET stamp = unix_timestamp(day) % 100
-- becomes
UPDATE visits SET `visits`.`at_stamp` = IF(crossfade.`case-number-from-time_unchanged_old`(`visits`.`stamp`, unix_timestamp(day) % 100), `visits`.`at_stamp`, unix_timestamp(day) % 100), stamp = unix_timestamp(day) % 100
-- count 2

-- dual-write, speaks old
UPDATE visits SET stamp = CAST(hour AS signed) + id
-- becomes
UPDATE visits SET `visits`.`at_stamp` = IF(crossfade.`case-number-from-time_unchanged_old`(`visits`.`stamp`, CAST(hour AS signed) + id), `visits`.`at_stamp`, CAST(hour AS signed) + id), stamp = CAST(hour AS signed) + id
-- count 2

-- dual-write, speaks old
UPDATE visits SET stamp = year(day) WHERE id = 2
-- becomes
UPDATE visits SET `visits`.`at_stamp` = IF(crossfade.`case-number-from-time_unchanged_old`(`visits`.`stamp`, year(day)), `visits`.`at_stamp`, year(day)), stamp = year(day) WHERE id = 2
-- count 1

-- dual-write, speaks old
INSERT INTO visits (id, stamp) SELECT id + 10, hour FROM visits ORDER BY id
-- becomes
INSERT INTO visits (id, stamp, `at_stamp`) SELECT /*+ NO_MERGE(crossfade_value) */ crossfade_value.c1, crossfade_value.c2, crossfade_value.c2 FROM (SELECT id + 10, hour FROM visits ORDER BY id LIMIT 18446744073709551615) AS crossfade_value (c1, c2)
-- count 2

-- dual-write, speaks old
INSERT INTO visits (id, stamp) VALUES (1, 7) ON DUPLICATE KEY UPDATE stamp = day
-- refused: Crossfade: a time that becomes a number, in an update of columns of migration case-number-from-time on table shop.visits

-- dual-write, speaks old
SELECT * FROM visits ORDER BY id
-- becomes
SELECT `visits`.`id`, `visits`.`stamp`, `visits`.`day`, `visits`.`hour` FROM visits ORDER BY id
-- id INT | stamp BIGINT | day DATETIME | hour TIME
--   1 | 101101 | 2001-01-01 10:10:10.400000 | 10:10:59.500000
--   2 | 2001 | 2001-01-01 10:10:59.500000 | 10:10:10.400000
--   11 | 101100 | null | null
--   12 | 101010 | null | null

-- dual-write, speaks new
UPDATE visits SET at_stamp = day
-- refused: Crossfade: a time that becomes a number, in an update of columns of migration case-number-from-time on table shop.visits

-- dual-write, speaks new
UPDATE visits SET at_stamp = unix_timestamp(day) % 100
-- becomes
UPDATE visits SET `visits`.`at_stamp` = IF(crossfade.`case-number-from-time_unchanged_old`(`visits`.`stamp`, unix_timestamp(day) % 100), `visits`.`at_stamp`, unix_timestamp(day) % 100), `visits`.`stamp` = unix_timestamp(day) % 100
-- count 2

-- dual-write, speaks new
SELECT * FROM visits ORDER BY id
-- becomes
SELECT `visits`.`id`, `visits`.`day`, `visits`.`hour`, `visits`.`stamp` AS `at_stamp` FROM visits ORDER BY id
-- id INT | day DATETIME | hour TIME | at_stamp BIGINT
--   1 | 2001-01-01 10:10:10.400000 | 10:10:59.500000 | 10
--   2 | 2001-01-01 10:10:59.500000 | 10:10:10.400000 | 60

-- live, speaks old
UPDATE visits SET stamp = day
-- becomes
UPDATE visits SET stamp = day, `visits`.`at_stamp` = `visits`.`stamp`
-- count 2

-- live, speaks old
UPDATE visits SET stamp = hour WHERE id = 1
-- becomes
UPDATE visits SET stamp = hour, `visits`.`at_stamp` = `visits`.`stamp` WHERE id = 1
-- count 1

-- live, speaks old
UPDATE visits SET stamp = CASE WHEN id > 1 THEN day ELSE stamp END
-- becomes
UPDATE visits SET stamp = CASE WHEN id > 1 THEN day ELSE `visits`.`at_stamp` END, `visits`.`at_stamp` = `visits`.`stamp`
-- error 1265

-- live, speaks old
UPDATE visits SET stamp = unix_timestamp(day) % 100
-- becomes
UPDATE visits SET stamp = unix_timestamp(day) % 100, `visits`.`at_stamp` = `visits`.`stamp`
-- count 2

-- live, speaks old
UPDATE visits SET stamp = CAST(hour AS signed) + id
-- becomes
UPDATE visits SET stamp = CAST(hour AS signed) + id, `visits`.`at_stamp` = `visits`.`stamp`
-- count 2

-- live, speaks old
UPDATE visits SET stamp = year(day) WHERE id = 2
-- becomes
UPDATE visits SET stamp = year(day), `visits`.`at_stamp` = `visits`.`stamp` WHERE id = 2
-- count 1

-- live, speaks old
INSERT INTO visits (id, stamp) SELECT id + 10, hour FROM visits ORDER BY id
-- becomes
INSERT INTO visits (id, stamp, `at_stamp`) SELECT /*+ NO_MERGE(crossfade_value) */ crossfade_value.c1, crossfade_value.c2, crossfade_value.c2 FROM (SELECT id + 10, hour FROM visits ORDER BY id LIMIT 18446744073709551615) AS crossfade_value (c1, c2)
-- count 2

-- live, speaks old
INSERT INTO visits (id, stamp) VALUES (1, 7) ON DUPLICATE KEY UPDATE stamp = day
-- becomes
INSERT INTO visits (id, stamp, `at_stamp`) VALUES (1, 7, `visits`.`stamp`) ON DUPLICATE KEY UPDATE stamp = day, `visits`.`at_stamp` = `visits`.`stamp`
-- count 2

-- live, speaks old
SELECT * FROM visits ORDER BY id
-- becomes
SELECT `visits`.`id`, `visits`.`at_stamp` AS `stamp`, `visits`.`day`, `visits`.`hour` FROM visits ORDER BY id
-- id INT | stamp BIGINT | day DATETIME | hour TIME
--   1 | 20010101101010 | 2001-01-01 10:10:10.400000 | 10:10:59.500000
--   2 | 2001 | 2001-01-01 10:10:59.500000 | 10:10:10.400000
--   11 | 101100 | null | null
--   12 | 101010 | null | null

-- live, speaks new
UPDATE visits SET at_stamp = day
-- becomes
UPDATE visits SET at_stamp = day, `visits`.`stamp` = `visits`.`at_stamp`
-- count 2

-- live, speaks new
UPDATE visits SET at_stamp = unix_timestamp(day) % 100
-- becomes
UPDATE visits SET at_stamp = unix_timestamp(day) % 100, `visits`.`stamp` = `visits`.`at_stamp`
-- count 2

-- live, speaks new
SELECT * FROM visits ORDER BY id
-- becomes
SELECT `visits`.`id`, `visits`.`day`, `visits`.`hour`, `visits`.`at_stamp` FROM visits ORDER BY id
-- id INT | day DATETIME | hour TIME | at_stamp BIGINT
--   1 | 2001-01-01 10:10:10.400000 | 10:10:59.500000 | 10
--   2 | 2001-01-01 10:10:59.500000 | 10:10:10.400000 | 60

