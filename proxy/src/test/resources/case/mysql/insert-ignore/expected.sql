-- off, speaks old
INSERT IGNORE INTO counters VALUES ('a', 9), ('c', 3)
-- becomes
INSERT IGNORE INTO counters (`name`, `hits`) VALUES ('a', 9), ('c', 3)
-- count 1

-- off, speaks old
INSERT IGNORE INTO counters VALUES ('d', 300)
-- becomes
INSERT IGNORE INTO counters (`name`, `hits`) VALUES ('d', 300)
-- count 1

-- off, speaks old
INSERT IGNORE INTO counters VALUES ('e', -1)
-- becomes
INSERT IGNORE INTO counters (`name`, `hits`) VALUES ('e', -1)
-- count 1

-- off, speaks old
INSERT IGNORE INTO counters VALUES ('f', 'many')
-- becomes
INSERT IGNORE INTO counters (`name`, `hits`) VALUES ('f', 'many')
-- count 1

-- off, speaks old
INSERT IGNORE INTO counters VALUES ('long name', 7)
-- becomes
INSERT IGNORE INTO counters (`name`, `hits`) VALUES ('long name', 7)
-- count 1

-- off, speaks old
INSERT IGNORE INTO counters VALUES ('g', NULL)
-- becomes
INSERT IGNORE INTO counters (`name`, `hits`) VALUES ('g', NULL)
-- count 1

-- off, speaks old
INSERT IGNORE INTO counters SELECT concat(name, '2'), hits + 1 FROM counters WHERE name < 'c'
-- becomes
INSERT IGNORE INTO counters (`name`, `hits`) SELECT concat(name, '2'), hits + 1 FROM counters WHERE name < 'c'
-- count 2

-- off, speaks old
INSERT IGNORE INTO counters SELECT concat(name, '3'), NULL FROM counters WHERE name = 'a'
-- becomes
INSERT IGNORE INTO counters (`name`, `hits`) SELECT concat(name, '3'), NULL FROM counters WHERE name = 'a'
-- count 1

-- off, speaks old
UPDATE IGNORE counters SET name = 'a' WHERE name = 'b'
-- untouched
-- count 0

-- off, speaks old
UPDATE IGNORE counters SET hits = hits + 255 WHERE name = 'c'
-- untouched
-- count 1

-- off, speaks old
UPDATE IGNORE counters SET hits = 255 WHERE name = 'c'
-- untouched
-- count 0

-- off, speaks old
UPDATE IGNORE counters SET hits = NULL WHERE name = 'g'
-- untouched
-- count 0

-- off, speaks old
UPDATE IGNORE counters a JOIN counters b ON a.name = b.name SET a.hits = NULL WHERE a.name = 'c'
-- untouched
-- count 1

-- off, speaks old
SELECT * FROM counters ORDER BY name
-- becomes
SELECT `counters`.`name`, `counters`.`hits` FROM counters ORDER BY name
-- name VARCHAR | hits TINYINT UNSIGNED
--   a | 1
--   a2 | 2
--   a3 | 0
--   b | 2
--   b2 | 3
--   c | 0
--   d | 255
--   e | 0
--   f | 0
--   g | 0
--   long  | 7

-- off, speaks new
INSERT IGNORE INTO counters VALUES ('a', 9), ('c', 3)
-- becomes
INSERT IGNORE INTO counters (`name`, `hits_new`, `hits`) VALUES ('a', 9, crossfade.`case-insert-ignore_down_1_checked`(`counters`.`hits_new`)), ('c', 3, crossfade.`case-insert-ignore_down_1_checked`(`counters`.`hits_new`))
-- count 1

-- off, speaks new
INSERT IGNORE INTO counters VALUES ('e', -1)
-- becomes
INSERT IGNORE INTO counters (`name`, `hits_new`, `hits`) VALUES ('e', -1, crossfade.`case-insert-ignore_down_1_checked`(`counters`.`hits_new`))
-- count 1

-- off, speaks new
UPDATE IGNORE counters SET name = 'a', hits_new = 5 WHERE name = 'b'
-- becomes
UPDATE IGNORE counters SET name = 'a', `counters`.`hits` = crossfade.`case-insert-ignore_down_1_checked`(5) WHERE name = 'b'
-- count 0

-- off, speaks new
UPDATE IGNORE counters SET hits_new = NULL WHERE name = 'e'
-- becomes
UPDATE IGNORE counters SET `counters`.`hits` = crossfade.`case-insert-ignore_down_1_checked`(NULL) WHERE name = 'e'
-- count 0

-- off, speaks new
SELECT * FROM counters ORDER BY name
-- becomes
SELECT `counters`.`name`, crossfade.`case-insert-ignore_up_1_null`(`counters`.`hits`) AS `hits_new` FROM counters ORDER BY name
-- name VARCHAR | hits_new INT UNSIGNED
--   a | 1
--   b | 2
--   c | 3
--   e | 0

-- dual-write, speaks old
INSERT IGNORE INTO counters VALUES ('a', 9), ('c', 3)
-- becomes
INSERT IGNORE INTO counters (`name`, `hits`, `hits_new`) VALUES ('a', 9, `counters`.`hits`), ('c', 3, `counters`.`hits`)
-- count 1

-- dual-write, speaks old
INSERT IGNORE INTO counters VALUES ('d', 300)
-- becomes
INSERT IGNORE INTO counters (`name`, `hits`, `hits_new`) VALUES ('d', 300, `counters`.`hits`)
-- count 1

-- dual-write, speaks old
INSERT IGNORE INTO counters VALUES ('e', -1)
-- becomes
INSERT IGNORE INTO counters (`name`, `hits`, `hits_new`) VALUES ('e', -1, `counters`.`hits`)
-- count 1

-- dual-write, speaks old
INSERT IGNORE INTO counters VALUES ('f', 'many')
-- becomes
INSERT IGNORE INTO counters (`name`, `hits`, `hits_new`) VALUES ('f', 'many', `counters`.`hits`)
-- count 1

-- dual-write, speaks old
INSERT IGNORE INTO counters VALUES ('long name', 7)
-- becomes
INSERT IGNORE INTO counters (`name`, `hits`, `hits_new`) VALUES ('long name', 7, `counters`.`hits`)
-- count 1

-- dual-write, speaks old
INSERT IGNORE INTO counters VALUES ('g', NULL)
-- becomes
INSERT IGNORE INTO counters (`name`, `hits`, `hits_new`) VALUES ('g', NULL, `counters`.`hits`)
-- count 1

-- dual-write, speaks old
INSERT IGNORE INTO counters SELECT concat(name, '2'), hits + 1 FROM counters WHERE name < 'c'
-- becomes
INSERT IGNORE INTO counters (`name`, `hits`, `hits_new`) SELECT /*+ NO_MERGE(crossfade_value) */ crossfade_value.c1, crossfade_value.c2, crossfade.`case-insert-ignore_up_1_record`(crossfade_value.c2) FROM (SELECT concat(name, '2'), hits + 1 FROM counters WHERE name < 'c') AS crossfade_value (c1, c2)
-- count 2

-- dual-write, speaks old
INSERT IGNORE INTO counters SELECT concat(name, '3'), NULL FROM counters WHERE name = 'a'
-- becomes
INSERT IGNORE INTO counters (`name`, `hits`, `hits_new`) SELECT /*+ NO_MERGE(crossfade_value) */ crossfade_value.c1, crossfade_value.c2, crossfade.`case-insert-ignore_up_1_record`(crossfade_value.c2) FROM (SELECT concat(name, '3'), NULL FROM counters WHERE name = 'a') AS crossfade_value (c1, c2)
-- count 1

-- dual-write, speaks old
UPDATE IGNORE counters SET name = 'a' WHERE name = 'b'
-- untouched
-- count 0

-- dual-write, speaks old
UPDATE IGNORE counters SET hits = hits + 255 WHERE name = 'c'
-- refused: Crossfade: IGNORE with a value that may be NULL, for columns that are NOT NULL on one side only until stage live, in an update of columns of migration case-insert-ignore on table shop.counters

-- dual-write, speaks old
UPDATE IGNORE counters SET hits = 255 WHERE name = 'c'
-- becomes
UPDATE IGNORE counters SET `counters`.`hits_new` = IF(crossfade.`case-insert-ignore_unchanged_old`(`counters`.`hits`, 255), `counters`.`hits_new`, crossfade.`case-insert-ignore_up_1_record`(255)), hits = 255 WHERE name = 'c'
-- count 1

-- dual-write, speaks old
UPDATE IGNORE counters SET hits = NULL WHERE name = 'g'
-- refused: Crossfade: IGNORE with a value that may be NULL, for columns that are NOT NULL on one side only until stage live, in an update of columns of migration case-insert-ignore on table shop.counters

-- dual-write, speaks old
UPDATE IGNORE counters a JOIN counters b ON a.name = b.name SET a.hits = NULL WHERE a.name = 'c'
-- refused: Crossfade: IGNORE with a value that may be NULL, for columns that are NOT NULL on one side only until stage live, in an update of columns of migration case-insert-ignore on table shop.counters

-- dual-write, speaks old
SELECT * FROM counters ORDER BY name
-- becomes
SELECT `counters`.`name`, `counters`.`hits` FROM counters ORDER BY name
-- name VARCHAR | hits TINYINT UNSIGNED
--   a | 1
--   a2 | 2
--   a3 | 0
--   b | 2
--   b2 | 3
--   c | 255
--   d | 255
--   e | 0
--   f | 0
--   g | 0
--   long  | 7

-- dual-write, speaks new
INSERT IGNORE INTO counters VALUES ('a', 9), ('c', 3)
-- becomes
INSERT IGNORE INTO counters (`name`, `hits_new`, `hits`) VALUES ('a', 9, crossfade.`case-insert-ignore_down_1_checked`(`counters`.`hits_new`)), ('c', 3, crossfade.`case-insert-ignore_down_1_checked`(`counters`.`hits_new`))
-- count 1

-- dual-write, speaks new
INSERT IGNORE INTO counters VALUES ('e', -1)
-- becomes
INSERT IGNORE INTO counters (`name`, `hits_new`, `hits`) VALUES ('e', -1, crossfade.`case-insert-ignore_down_1_checked`(`counters`.`hits_new`))
-- count 1

-- dual-write, speaks new
UPDATE IGNORE counters SET name = 'a', hits_new = 5 WHERE name = 'b'
-- becomes
UPDATE IGNORE counters SET name = 'a', `counters`.`hits_new` = IF(crossfade.`case-insert-ignore_unchanged_old`(`counters`.`hits`, crossfade.`case-insert-ignore_down_1_checked`(5)), `counters`.`hits_new`, 5), `counters`.`hits` = crossfade.`case-insert-ignore_down_1_checked`(5) WHERE name = 'b'
-- count 0

-- dual-write, speaks new
UPDATE IGNORE counters SET hits_new = NULL WHERE name = 'e'
-- refused: Crossfade: IGNORE with a value that may be NULL, for columns that are NOT NULL on one side only until stage live, in an update of columns of migration case-insert-ignore on table shop.counters

-- dual-write, speaks new
SELECT * FROM counters ORDER BY name
-- becomes
SELECT `counters`.`name`, crossfade.`case-insert-ignore_up_1_null`(`counters`.`hits`) AS `hits_new` FROM counters ORDER BY name
-- name VARCHAR | hits_new INT UNSIGNED
--   a | 1
--   b | 2
--   c | 3
--   e | 0

-- live, speaks old
INSERT IGNORE INTO counters VALUES ('a', 9), ('c', 3)
-- becomes
INSERT IGNORE INTO counters (`name`, `hits`, `hits_new`) VALUES ('a', 9, `counters`.`hits`), ('c', 3, `counters`.`hits`)
-- count 1

-- live, speaks old
INSERT IGNORE INTO counters VALUES ('d', 300)
-- becomes
INSERT IGNORE INTO counters (`name`, `hits`, `hits_new`) VALUES ('d', 300, `counters`.`hits`)
-- count 1

-- live, speaks old
INSERT IGNORE INTO counters VALUES ('e', -1)
-- becomes
INSERT IGNORE INTO counters (`name`, `hits`, `hits_new`) VALUES ('e', -1, `counters`.`hits`)
-- count 1

-- live, speaks old
INSERT IGNORE INTO counters VALUES ('f', 'many')
-- becomes
INSERT IGNORE INTO counters (`name`, `hits`, `hits_new`) VALUES ('f', 'many', `counters`.`hits`)
-- count 1

-- live, speaks old
INSERT IGNORE INTO counters VALUES ('long name', 7)
-- becomes
INSERT IGNORE INTO counters (`name`, `hits`, `hits_new`) VALUES ('long name', 7, `counters`.`hits`)
-- count 1

-- live, speaks old
INSERT IGNORE INTO counters VALUES ('g', NULL)
-- becomes
INSERT IGNORE INTO counters (`name`, `hits`, `hits_new`) VALUES ('g', NULL, `counters`.`hits`)
-- count 1

-- live, speaks old
INSERT IGNORE INTO counters SELECT concat(name, '2'), hits + 1 FROM counters WHERE name < 'c'
-- refused: Crossfade: IGNORE of a query, which may give NULL for columns of migration case-insert-ignore that are NOT NULL, into table shop.counters

-- live, speaks old
INSERT IGNORE INTO counters SELECT concat(name, '3'), NULL FROM counters WHERE name = 'a'
-- refused: Crossfade: IGNORE of a query, which may give NULL for columns of migration case-insert-ignore that are NOT NULL, into table shop.counters

-- live, speaks old
UPDATE IGNORE counters SET name = 'a' WHERE name = 'b'
-- untouched
-- count 0

-- live, speaks old
UPDATE IGNORE counters SET hits = hits + 255 WHERE name = 'c'
-- becomes
UPDATE IGNORE counters SET hits = crossfade.`case-insert-ignore_down_1`(`counters`.`hits_new`) + 255, `counters`.`hits_new` = `counters`.`hits` WHERE name = 'c'
-- count 1

-- live, speaks old
UPDATE IGNORE counters SET hits = 255 WHERE name = 'c'
-- becomes
UPDATE IGNORE counters SET hits = 255, `counters`.`hits_new` = `counters`.`hits` WHERE name = 'c'
-- count 0

-- live, speaks old
UPDATE IGNORE counters SET hits = NULL WHERE name = 'g'
-- becomes
UPDATE IGNORE counters SET hits = NULL, `counters`.`hits_new` = `counters`.`hits` WHERE name = 'g'
-- count 0

-- live, speaks old
UPDATE IGNORE counters a JOIN counters b ON a.name = b.name SET a.hits = NULL WHERE a.name = 'c'
-- refused: Crossfade: IGNORE with a value that may be NULL, for columns that are NOT NULL and converted to the other side's, in an update of columns of migration case-insert-ignore on table shop.counters

-- live, speaks old
SELECT * FROM counters ORDER BY name
-- becomes
SELECT `counters`.`name`, crossfade.`case-insert-ignore_down_1`(`counters`.`hits_new`) AS `hits` FROM counters ORDER BY name
-- name VARCHAR | hits TINYINT UNSIGNED
--   a | 1
--   b | 2
--   c | 255
--   d | 255
--   e | 0
--   f | 0
--   g | 0
--   long  | 7

-- live, speaks new
INSERT IGNORE INTO counters VALUES ('a', 9), ('c', 3)
-- becomes
INSERT IGNORE INTO counters (`name`, `hits_new`, `hits`) VALUES ('a', 9, crossfade.`case-insert-ignore_down_1_checked`(`counters`.`hits_new`)), ('c', 3, crossfade.`case-insert-ignore_down_1_checked`(`counters`.`hits_new`))
-- count 1

-- live, speaks new
INSERT IGNORE INTO counters VALUES ('e', -1)
-- becomes
INSERT IGNORE INTO counters (`name`, `hits_new`, `hits`) VALUES ('e', -1, crossfade.`case-insert-ignore_down_1_checked`(`counters`.`hits_new`))
-- count 1

-- live, speaks new
UPDATE IGNORE counters SET name = 'a', hits_new = 5 WHERE name = 'b'
-- becomes
UPDATE IGNORE counters SET name = 'a', hits_new = 5, `counters`.`hits` = crossfade.`case-insert-ignore_down_1_checked`(`counters`.`hits_new`) WHERE name = 'b'
-- count 0

-- live, speaks new
UPDATE IGNORE counters SET hits_new = NULL WHERE name = 'e'
-- becomes
UPDATE IGNORE counters SET hits_new = NULL, `counters`.`hits` = crossfade.`case-insert-ignore_down_1_checked`(`counters`.`hits_new`) WHERE name = 'e'
-- count 0

-- live, speaks new
SELECT * FROM counters ORDER BY name
-- becomes
SELECT `counters`.`name`, `counters`.`hits_new` FROM counters ORDER BY name
-- name VARCHAR | hits_new INT UNSIGNED
--   a | 1
--   b | 2
--   c | 3
--   e | 0

