-- complete, speaks old
UPDATE counters SET hits = 5 WHERE name = 'a'
-- becomes
UPDATE counters SET `counters`.`hits_new` = crossfade.`case-after-contract-cast_up_1_raise`(5) WHERE name = 'a'
-- count 1

-- complete, speaks old
UPDATE counters SET hits = NULL WHERE name = 'a'
-- becomes
UPDATE counters SET `counters`.`hits_new` = crossfade.`case-after-contract-cast_up_1_raise`(NULL) WHERE name = 'a'
-- error 1048

-- complete, speaks old
UPDATE IGNORE counters SET hits = NULL WHERE name = 'a'
-- refused: Crossfade: IGNORE with a value that may be NULL, for columns that are NOT NULL and converted to the other side's, in an update of columns of migration case-after-contract-cast on table shop.counters

-- complete, speaks old
UPDATE IGNORE counters SET hits = hits + 1 WHERE name = 'a'
-- refused: Crossfade: IGNORE with a value that may be NULL, for columns that are NOT NULL and converted to the other side's, in an update of columns of migration case-after-contract-cast on table shop.counters

-- complete, speaks old
UPDATE IGNORE counters a JOIN counters b ON a.name = b.name SET a.hits = NULL WHERE a.name = 'b'
-- refused: Crossfade: IGNORE with a value that may be NULL, for columns that are NOT NULL and converted to the other side's, in an update of columns of migration case-after-contract-cast on table shop.counters

-- complete, speaks old
UPDATE IGNORE counters SET hits = 6 WHERE name = 'b'
-- becomes
UPDATE IGNORE counters SET `counters`.`hits_new` = crossfade.`case-after-contract-cast_up_1_raise`(6) WHERE name = 'b'
-- count 1

-- complete, speaks old
SELECT * FROM counters ORDER BY name
-- becomes
SELECT `counters`.`name`, crossfade.`case-after-contract-cast_down_1`(`counters`.`hits_new`) AS `hits` FROM counters ORDER BY name
-- name VARCHAR | hits TINYINT UNSIGNED
--   a | 5
--   b | 6

-- complete, speaks new
UPDATE IGNORE counters SET hits_new = NULL WHERE name = 'a'
-- untouched
-- count 1

-- complete, speaks new
SELECT * FROM counters ORDER BY name
-- becomes
SELECT `counters`.`name`, `counters`.`hits_new` FROM counters ORDER BY name
-- name VARCHAR | hits_new INT UNSIGNED
--   a | 0
--   b | 2

