-- off, speaks old
INSERT INTO places VALUES (4, 'A-2', 'dup')
-- becomes
INSERT INTO places (`id`, `seat`, `guest`) VALUES (4, 'A-2', 'dup')
-- error 1062

-- off, speaks old
INSERT INTO places VALUES (5, 'B-1', 'eve')
-- becomes
INSERT INTO places (`id`, `seat`, `guest`) VALUES (5, 'B-1', 'eve')
-- count 1

-- off, speaks old
INSERT INTO places VALUES (6, 'A-2', 'up') ON DUPLICATE KEY UPDATE guest = VALUES(guest)
-- becomes
INSERT INTO places (`id`, `seat`, `guest`) VALUES (6, 'A-2', 'up') ON DUPLICATE KEY UPDATE guest = VALUES(guest)
-- count 2

-- off, speaks old
UPDATE places SET seat = 'A-1' WHERE id = 5
-- untouched
-- error 1062

-- off, speaks old
UPDATE places SET seat = 'B-2' WHERE seat = 'B-1'
-- untouched
-- count 1

-- off, speaks old
REPLACE INTO places VALUES (2, 'A-3', 'rep')
-- becomes
REPLACE INTO places (`id`, `seat`, `guest`) VALUES (2, 'A-3', 'rep')
-- count 2

-- off, speaks old
SELECT id FROM places WHERE seat IN ('A-3', 'B-2') ORDER BY id
-- untouched
-- id INT
--   2
--   5

-- off, speaks old
DELETE FROM places WHERE seat = 'B-2'
-- untouched
-- count 1

-- off, speaks old
SELECT * FROM places ORDER BY id
-- becomes
SELECT `places`.`id`, `places`.`seat`, `places`.`guest` FROM places ORDER BY id
-- id INT | seat VARCHAR | guest VARCHAR
--   1 | A-1 | ann
--   2 | A-3 | rep
--   3 | null | cy

-- off, speaks new
INSERT INTO places VALUES (5, 'eve', 'B', '1')
-- becomes
INSERT INTO places (`id`, `guest`, `line`, `place`, `seat`) VALUES (5, 'eve', 'B', '1', crossfade.`case-key-columns_down_1_checked`(`places`.`line`, `places`.`place`))
-- count 1

-- off, speaks new
UPDATE places SET line = 'C' WHERE id = 5
-- becomes
UPDATE places SET `places`.`seat` = IF(crossfade.`case-key-columns_unchanged_new`(IF(TRUE, crossfade.`case-key-columns_up_1_null`(`places`.`seat`), `places`.`line`), IF(TRUE, crossfade.`case-key-columns_up_2_null`(`places`.`seat`), `places`.`place`), 'C', IF(TRUE, crossfade.`case-key-columns_up_2_null`(`places`.`seat`), `places`.`place`)), `places`.`seat`, crossfade.`case-key-columns_down_1_checked`('C', IF(TRUE, crossfade.`case-key-columns_up_2_null`(`places`.`seat`), `places`.`place`))) WHERE id = 5
-- count 1

-- off, speaks new
UPDATE places SET line = 'D', place = concat(place, '0') WHERE line = 'C'
-- becomes
UPDATE places SET `places`.`seat` = IF(crossfade.`case-key-columns_unchanged_new`(IF(TRUE, crossfade.`case-key-columns_up_1_null`(`places`.`seat`), `places`.`line`), IF(TRUE, crossfade.`case-key-columns_up_2_null`(`places`.`seat`), `places`.`place`), 'D', concat(IF(TRUE, crossfade.`case-key-columns_up_2_null`(`places`.`seat`), `places`.`place`), '0')), `places`.`seat`, crossfade.`case-key-columns_down_1_checked`('D', concat(IF(TRUE, crossfade.`case-key-columns_up_2_null`(`places`.`seat`), `places`.`place`), '0'))) WHERE IF(TRUE, crossfade.`case-key-columns_up_1_null`(`places`.`seat`), `places`.`line`) = 'C'
-- count 1

-- off, speaks new
SELECT guest FROM places WHERE (line, place) = ('D', '10')
-- becomes
SELECT guest FROM places WHERE (IF(TRUE, crossfade.`case-key-columns_up_1_null`(`places`.`seat`), `places`.`line`), IF(TRUE, crossfade.`case-key-columns_up_2_null`(`places`.`seat`), `places`.`place`)) = ('D', '10')
-- guest VARCHAR
--   eve

-- off, speaks new
DELETE FROM places WHERE line = 'D'
-- becomes
DELETE FROM places WHERE IF(TRUE, crossfade.`case-key-columns_up_1_null`(`places`.`seat`), `places`.`line`) = 'D'
-- count 1

-- off, speaks new
SELECT * FROM places ORDER BY id
-- becomes
SELECT `places`.`id`, `places`.`guest`, IF(TRUE, crossfade.`case-key-columns_up_1_null`(`places`.`seat`), `places`.`line`) AS `line`, IF(TRUE, crossfade.`case-key-columns_up_2_null`(`places`.`seat`), `places`.`place`) AS `place` FROM places ORDER BY id
-- id INT | guest VARCHAR | line VARCHAR | place VARCHAR
--   1 | ann | A | 1
--   2 | bob | A | 2
--   3 | cy | null | null

-- dual-write, speaks old
INSERT INTO places VALUES (4, 'A-2', 'dup')
-- becomes
INSERT INTO places (`id`, `seat`, `guest`, `line`, `place`) VALUES (4, 'A-2', 'dup', crossfade.`case-key-columns_up_1_record`(`places`.`seat`), crossfade.`case-key-columns_up_2_record`(`places`.`seat`))
-- error 1062

-- dual-write, speaks old
INSERT INTO places VALUES (5, 'B-1', 'eve')
-- becomes
INSERT INTO places (`id`, `seat`, `guest`, `line`, `place`) VALUES (5, 'B-1', 'eve', crossfade.`case-key-columns_up_1_record`(`places`.`seat`), crossfade.`case-key-columns_up_2_record`(`places`.`seat`))
-- count 1

-- dual-write, speaks old
INSERT INTO places VALUES (6, 'A-2', 'up') ON DUPLICATE KEY UPDATE guest = VALUES(guest)
-- becomes
INSERT INTO places (`id`, `seat`, `guest`, `line`, `place`) VALUES (6, 'A-2', 'up', crossfade.`case-key-columns_up_1_record`(`places`.`seat`), crossfade.`case-key-columns_up_2_record`(`places`.`seat`)) ON DUPLICATE KEY UPDATE guest = VALUES(guest)
-- count 2

-- dual-write, speaks old
UPDATE places SET seat = 'A-1' WHERE id = 5
-- becomes
UPDATE places SET `places`.`line` = IF(crossfade.`case-key-columns_unchanged_old`(`places`.`seat`, 'A-1'), `places`.`line`, crossfade.`case-key-columns_up_1_record`('A-1')), `places`.`place` = IF(crossfade.`case-key-columns_unchanged_old`(`places`.`seat`, 'A-1'), `places`.`place`, crossfade.`case-key-columns_up_2_record`('A-1')), seat = 'A-1' WHERE id = 5
-- error 1062

-- dual-write, speaks old
UPDATE places SET seat = 'B-2' WHERE seat = 'B-1'
-- becomes
UPDATE places SET `places`.`line` = IF(crossfade.`case-key-columns_unchanged_old`(`places`.`seat`, 'B-2'), `places`.`line`, crossfade.`case-key-columns_up_1_record`('B-2')), `places`.`place` = IF(crossfade.`case-key-columns_unchanged_old`(`places`.`seat`, 'B-2'), `places`.`place`, crossfade.`case-key-columns_up_2_record`('B-2')), seat = 'B-2' WHERE seat = 'B-1'
-- count 1

-- dual-write, speaks old
REPLACE INTO places VALUES (2, 'A-3', 'rep')
-- becomes
REPLACE INTO places (`id`, `seat`, `guest`, `line`, `place`) VALUES (2, 'A-3', 'rep', crossfade.`case-key-columns_up_1_record`(`places`.`seat`), crossfade.`case-key-columns_up_2_record`(`places`.`seat`))
-- count 2

-- dual-write, speaks old
SELECT id FROM places WHERE seat IN ('A-3', 'B-2') ORDER BY id
-- untouched
-- id INT
--   2
--   5

-- dual-write, speaks old
DELETE FROM places WHERE seat = 'B-2'
-- untouched
-- count 1

-- dual-write, speaks old
SELECT * FROM places ORDER BY id
-- becomes
SELECT `places`.`id`, `places`.`seat`, `places`.`guest` FROM places ORDER BY id
-- id INT | seat VARCHAR | guest VARCHAR
--   1 | A-1 | ann
--   2 | A-3 | rep
--   3 | null | cy

-- dual-write, speaks new
INSERT INTO places VALUES (5, 'eve', 'B', '1')
-- becomes
INSERT INTO places (`id`, `guest`, `line`, `place`, `seat`) VALUES (5, 'eve', 'B', '1', crossfade.`case-key-columns_down_1_checked`(`places`.`line`, `places`.`place`))
-- count 1

-- dual-write, speaks new
UPDATE places SET line = 'C' WHERE id = 5
-- becomes
UPDATE places SET `places`.`place` = IF(crossfade.`case-key-columns_unchanged_new`(CASE WHEN `places`.`line` IS NULL AND `places`.`place` IS NULL THEN crossfade.`case-key-columns_up_1_null`(`places`.`seat`) ELSE `places`.`line` END, CASE WHEN `places`.`line` IS NULL AND `places`.`place` IS NULL THEN crossfade.`case-key-columns_up_2_null`(`places`.`seat`) ELSE `places`.`place` END, 'C', CASE WHEN `places`.`line` IS NULL AND `places`.`place` IS NULL THEN crossfade.`case-key-columns_up_2_null`(`places`.`seat`) ELSE `places`.`place` END), `places`.`place`, CASE WHEN `places`.`line` IS NULL AND `places`.`place` IS NULL THEN crossfade.`case-key-columns_up_2_null`(`places`.`seat`) ELSE `places`.`place` END), `places`.`line` = IF(crossfade.`case-key-columns_unchanged_new`(CASE WHEN `places`.`line` IS NULL AND `places`.`place` IS NULL THEN crossfade.`case-key-columns_up_1_null`(`places`.`seat`) ELSE `places`.`line` END, CASE WHEN `places`.`line` IS NULL AND `places`.`place` IS NULL THEN crossfade.`case-key-columns_up_2_null`(`places`.`seat`) ELSE `places`.`place` END, 'C', CASE WHEN `places`.`line` IS NULL AND `places`.`place` IS NULL THEN crossfade.`case-key-columns_up_2_null`(`places`.`seat`) ELSE `places`.`place` END), `places`.`line`, 'C'), `places`.`seat` = IF(`places`.`line` IS NULL AND `places`.`place` IS NULL AND crossfade.`case-key-columns_unchanged_new`(CASE WHEN `places`.`line` IS NULL AND `places`.`place` IS NULL THEN crossfade.`case-key-columns_up_1_null`(`places`.`seat`) ELSE `places`.`line` END, CASE WHEN `places`.`line` IS NULL AND `places`.`place` IS NULL THEN crossfade.`case-key-columns_up_2_null`(`places`.`seat`) ELSE `places`.`place` END, 'C', CASE WHEN `places`.`line` IS NULL AND `places`.`place` IS NULL THEN crossfade.`case-key-columns_up_2_null`(`places`.`seat`) ELSE `places`.`place` END), `places`.`seat`, crossfade.`case-key-columns_down_1_checked`(`places`.`line`, `places`.`place`)) WHERE id = 5
-- count 1

-- dual-write, speaks new
UPDATE places SET line = 'D', place = concat(place, '0') WHERE line = 'C'
-- refused: Crossfade: values that read these columns, in an update of columns of migration case-key-columns on table shop.places

-- dual-write, speaks new
SELECT guest FROM places WHERE (line, place) = ('D', '10')
-- becomes
SELECT guest FROM places WHERE (CASE WHEN `places`.`line` IS NULL AND `places`.`place` IS NULL THEN crossfade.`case-key-columns_up_1_null`(`places`.`seat`) ELSE `places`.`line` END, CASE WHEN `places`.`line` IS NULL AND `places`.`place` IS NULL THEN crossfade.`case-key-columns_up_2_null`(`places`.`seat`) ELSE `places`.`place` END) = ('D', '10')
-- guest VARCHAR

-- dual-write, speaks new
DELETE FROM places WHERE line = 'D'
-- becomes
DELETE FROM places WHERE CASE WHEN `places`.`line` IS NULL AND `places`.`place` IS NULL THEN crossfade.`case-key-columns_up_1_null`(`places`.`seat`) ELSE `places`.`line` END = 'D'
-- count 0

-- dual-write, speaks new
SELECT * FROM places ORDER BY id
-- becomes
SELECT `places`.`id`, `places`.`guest`, CASE WHEN `places`.`line` IS NULL AND `places`.`place` IS NULL THEN crossfade.`case-key-columns_up_1_null`(`places`.`seat`) ELSE `places`.`line` END AS `line`, CASE WHEN `places`.`line` IS NULL AND `places`.`place` IS NULL THEN crossfade.`case-key-columns_up_2_null`(`places`.`seat`) ELSE `places`.`place` END AS `place` FROM places ORDER BY id
-- id INT | guest VARCHAR | line VARCHAR | place VARCHAR
--   1 | ann | A | 1
--   2 | bob | A | 2
--   3 | cy | null | null
--   5 | eve | C | 1

-- live, speaks old
INSERT INTO places VALUES (4, 'A-2', 'dup')
-- becomes
INSERT INTO places (`id`, `seat`, `guest`, `line`, `place`) VALUES (4, 'A-2', 'dup', crossfade.`case-key-columns_up_1_raise`(`places`.`seat`), crossfade.`case-key-columns_up_2_raise`(`places`.`seat`))
-- error 1062

-- live, speaks old
INSERT INTO places VALUES (5, 'B-1', 'eve')
-- becomes
INSERT INTO places (`id`, `seat`, `guest`, `line`, `place`) VALUES (5, 'B-1', 'eve', crossfade.`case-key-columns_up_1_raise`(`places`.`seat`), crossfade.`case-key-columns_up_2_raise`(`places`.`seat`))
-- count 1

-- live, speaks old
INSERT INTO places VALUES (6, 'A-2', 'up') ON DUPLICATE KEY UPDATE guest = VALUES(guest)
-- becomes
INSERT INTO places (`id`, `seat`, `guest`, `line`, `place`) VALUES (6, 'A-2', 'up', crossfade.`case-key-columns_up_1_raise`(`places`.`seat`), crossfade.`case-key-columns_up_2_raise`(`places`.`seat`)) ON DUPLICATE KEY UPDATE guest = VALUES(guest)
-- count 2

-- live, speaks old
UPDATE places SET seat = 'A-1' WHERE id = 5
-- becomes
UPDATE places SET seat = 'A-1', `places`.`line` = IF(crossfade.`case-key-columns_agrees`(`places`.`seat`, `places`.`line`, `places`.`place`), `places`.`line`, crossfade.`case-key-columns_up_1_raise`(`places`.`seat`)), `places`.`place` = IF(crossfade.`case-key-columns_agrees`(`places`.`seat`, `places`.`line`, `places`.`place`), `places`.`place`, crossfade.`case-key-columns_up_2_raise`(`places`.`seat`)) WHERE id = 5
-- error 1062

-- live, speaks old
UPDATE places SET seat = 'B-2' WHERE seat = 'B-1'
-- becomes
UPDATE places SET seat = 'B-2', `places`.`line` = IF(crossfade.`case-key-columns_agrees`(`places`.`seat`, `places`.`line`, `places`.`place`), `places`.`line`, crossfade.`case-key-columns_up_1_raise`(`places`.`seat`)), `places`.`place` = IF(crossfade.`case-key-columns_agrees`(`places`.`seat`, `places`.`line`, `places`.`place`), `places`.`place`, crossfade.`case-key-columns_up_2_raise`(`places`.`seat`)) WHERE IF(TRUE, crossfade.`case-key-columns_down_1`(`places`.`line`, `places`.`place`), `places`.`seat`) = 'B-1'
-- count 1

-- live, speaks old
REPLACE INTO places VALUES (2, 'A-3', 'rep')
-- becomes
REPLACE INTO places (`id`, `seat`, `guest`, `line`, `place`) VALUES (2, 'A-3', 'rep', crossfade.`case-key-columns_up_1_raise`(`places`.`seat`), crossfade.`case-key-columns_up_2_raise`(`places`.`seat`))
-- count 2

-- live, speaks old
SELECT id FROM places WHERE seat IN ('A-3', 'B-2') ORDER BY id
-- becomes
SELECT id FROM places WHERE IF(TRUE, crossfade.`case-key-columns_down_1`(`places`.`line`, `places`.`place`), `places`.`seat`) IN ('A-3', 'B-2') ORDER BY id
-- id INT
--   2
--   5

-- live, speaks old
DELETE FROM places WHERE seat = 'B-2'
-- becomes
DELETE FROM places WHERE IF(TRUE, crossfade.`case-key-columns_down_1`(`places`.`line`, `places`.`place`), `places`.`seat`) = 'B-2'
-- count 1

-- live, speaks old
SELECT * FROM places ORDER BY id
-- becomes
SELECT `places`.`id`, IF(TRUE, crossfade.`case-key-columns_down_1`(`places`.`line`, `places`.`place`), `places`.`seat`) AS `seat`, `places`.`guest` FROM places ORDER BY id
-- id INT | seat VARCHAR | guest VARCHAR
--   1 | A-1 | ann
--   2 | A-3 | rep
--   3 | null | cy

-- live, speaks new
INSERT INTO places VALUES (5, 'eve', 'B', '1')
-- becomes
INSERT INTO places (`id`, `guest`, `line`, `place`, `seat`) VALUES (5, 'eve', 'B', '1', crossfade.`case-key-columns_down_1_checked`(`places`.`line`, `places`.`place`))
-- count 1

-- live, speaks new
UPDATE places SET line = 'C' WHERE id = 5
-- becomes
UPDATE places SET line = 'C', `places`.`seat` = crossfade.`case-key-columns_down_1_checked`(`places`.`line`, `places`.`place`) WHERE id = 5
-- count 1

-- live, speaks new
UPDATE places SET line = 'D', place = concat(place, '0') WHERE line = 'C'
-- becomes
UPDATE places SET line = 'D', place = concat(place, '0'), `places`.`seat` = crossfade.`case-key-columns_down_1_checked`(`places`.`line`, `places`.`place`) WHERE line = 'C'
-- count 1

-- live, speaks new
SELECT guest FROM places WHERE (line, place) = ('D', '10')
-- untouched
-- guest VARCHAR
--   eve

-- live, speaks new
DELETE FROM places WHERE line = 'D'
-- untouched
-- count 1

-- live, speaks new
SELECT * FROM places ORDER BY id
-- becomes
SELECT `places`.`id`, `places`.`guest`, `places`.`line`, `places`.`place` FROM places ORDER BY id
-- id INT | guest VARCHAR | line VARCHAR | place VARCHAR
--   1 | ann | A | 1
--   2 | bob | A | 2
--   3 | cy | null | null

