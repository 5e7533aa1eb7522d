-- off, speaks old
SELECT id, payload, JSON_VALID(payload) FROM events ORDER BY id
-- untouched
-- id INT | payload VARCHAR | JSON_VALID(payload) BIGINT
--   1 | {"a": 1} | 1
--   2 | {"a":  | 0
--   3 | null | 1
--   4 |  | 0

-- off, speaks old
INSERT INTO events VALUES (5, '[1, 2'), (6, '[1, 2]')
-- becomes
INSERT INTO events (`id`, `payload`) VALUES (5, '[1, 2'), (6, '[1, 2]')
-- count 2

-- off, speaks old
UPDATE events SET payload = concat(payload, '}') WHERE id = 1
-- untouched
-- count 1

-- off, speaks old
UPDATE events SET payload = '{"a": 5}' WHERE id = 1
-- untouched
-- count 1

-- off, speaks old
UPDATE events SET payload = '{"a": 2}' WHERE id = 2
-- untouched
-- count 1

-- off, speaks old
DELETE FROM events WHERE id IN (4, 5, 6)
-- untouched
-- count 3

-- off, speaks old
SELECT * FROM events ORDER BY id
-- becomes
SELECT `events`.`id`, `events`.`payload` FROM events ORDER BY id
-- id INT | payload VARCHAR
--   1 | {"a": 5}
--   2 | {"a": 2}
--   3 | null

-- off, speaks new
INSERT INTO events VALUES (7, '{"b"')
-- becomes
INSERT INTO events (`id`, `body`, `payload`) VALUES (7, '{"b"', crossfade.`case-invalid-json_down_1_checked`(`events`.`body`))
-- error 3140

-- off, speaks new
INSERT IGNORE INTO events VALUES (7, '{"b"')
-- refused: Crossfade: IGNORE for columns of migration case-invalid-json, of which only the other side is stored, into table shop.events

-- off, speaks new
INSERT INTO events VALUES (8, '{"b": [true, null]}')
-- becomes
INSERT INTO events (`id`, `body`, `payload`) VALUES (8, '{"b": [true, null]}', crossfade.`case-invalid-json_down_1_checked`(`events`.`body`))
-- count 1

-- off, speaks new
UPDATE events SET body = 'nonsense' WHERE id = 8
-- becomes
UPDATE events SET `events`.`payload` = IF(crossfade.`case-invalid-json_unchanged_new`(crossfade.`case-invalid-json_up_1_null`(`events`.`payload`), 'nonsense'), `events`.`payload`, crossfade.`case-invalid-json_down_1_checked`('nonsense')) WHERE id = 8
-- error 3140

-- off, speaks new
UPDATE events SET body = JSON_SET(body, '$.c', 'x') WHERE id = 8
-- becomes
UPDATE events SET `events`.`payload` = IF(crossfade.`case-invalid-json_unchanged_new`(crossfade.`case-invalid-json_up_1_null`(`events`.`payload`), JSON_SET(crossfade.`case-invalid-json_up_1_null`(`events`.`payload`), '$.c', 'x')), `events`.`payload`, crossfade.`case-invalid-json_down_1_checked`(JSON_SET(crossfade.`case-invalid-json_up_1_null`(`events`.`payload`), '$.c', 'x'))) WHERE id = 8
-- count 1

-- off, speaks new
SELECT * FROM events ORDER BY id
-- becomes
SELECT `events`.`id`, crossfade.`case-invalid-json_up_1_null`(`events`.`payload`) AS `body` FROM events ORDER BY id
-- id INT | body JSON
--   1 | {"a": 1}
--   2 | null
--   3 | null
--   4 | null
--   8 | {"b": [true, null], "c": "x"}

-- dual-write, speaks old
SELECT id, payload, JSON_VALID(payload) FROM events ORDER BY id
-- untouched
-- id INT | payload VARCHAR | JSON_VALID(payload) BIGINT
--   1 | {"a": 1} | 1
--   2 | {"a":  | 0
--   3 | null | 1
--   4 |  | 0

-- dual-write, speaks old
INSERT INTO events VALUES (5, '[1, 2'), (6, '[1, 2]')
-- becomes
INSERT INTO events (`id`, `payload`, `body`) VALUES (5, '[1, 2', crossfade.`case-invalid-json_up_1_record`(`events`.`payload`)), (6, '[1, 2]', crossfade.`case-invalid-json_up_1_record`(`events`.`payload`))
-- count 2

-- dual-write, speaks old
UPDATE events SET payload = concat(payload, '}') WHERE id = 1
-- becomes
UPDATE events SET `events`.`body` = IF(crossfade.`case-invalid-json_unchanged_old`(`events`.`payload`, concat(payload, '}')), `events`.`body`, crossfade.`case-invalid-json_up_1_record`(concat(payload, '}'))), payload = concat(payload, '}') WHERE id = 1
-- count 1

-- dual-write, speaks old
UPDATE events SET payload = '{"a": 5}' WHERE id = 1
-- becomes
UPDATE events SET `events`.`body` = IF(crossfade.`case-invalid-json_unchanged_old`(`events`.`payload`, '{"a": 5}'), `events`.`body`, crossfade.`case-invalid-json_up_1_record`('{"a": 5}')), payload = '{"a": 5}' WHERE id = 1
-- count 1

-- dual-write, speaks old
UPDATE events SET payload = '{"a": 2}' WHERE id = 2
-- becomes
UPDATE events SET `events`.`body` = IF(crossfade.`case-invalid-json_unchanged_old`(`events`.`payload`, '{"a": 2}'), `events`.`body`, crossfade.`case-invalid-json_up_1_record`('{"a": 2}')), payload = '{"a": 2}' WHERE id = 2
-- count 1

-- dual-write, speaks old
DELETE FROM events WHERE id IN (4, 5, 6)
-- untouched
-- count 3

-- dual-write, speaks old
SELECT * FROM events ORDER BY id
-- becomes
SELECT `events`.`id`, `events`.`payload` FROM events ORDER BY id
-- id INT | payload VARCHAR
--   1 | {"a": 5}
--   2 | {"a": 2}
--   3 | null

-- dual-write, speaks new
INSERT INTO events VALUES (7, '{"b"')
-- becomes
INSERT INTO events (`id`, `body`, `payload`) VALUES (7, '{"b"', crossfade.`case-invalid-json_down_1_checked`(`events`.`body`))
-- error 3140

-- dual-write, speaks new
INSERT IGNORE INTO events VALUES (7, '{"b"')
-- becomes
INSERT IGNORE INTO events (`id`, `body`, `payload`) VALUES (7, '{"b"', crossfade.`case-invalid-json_down_1_checked`(`events`.`body`))
-- error 3140

-- dual-write, speaks new
INSERT INTO events VALUES (8, '{"b": [true, null]}')
-- becomes
INSERT INTO events (`id`, `body`, `payload`) VALUES (8, '{"b": [true, null]}', crossfade.`case-invalid-json_down_1_checked`(`events`.`body`))
-- count 1

-- dual-write, speaks new
UPDATE events SET body = 'nonsense' WHERE id = 8
-- becomes
UPDATE events SET `events`.`body` = IF(crossfade.`case-invalid-json_unchanged_new`(COALESCE(`events`.`body`, crossfade.`case-invalid-json_up_1_null`(`events`.`payload`)), 'nonsense'), `events`.`body`, 'nonsense'), `events`.`payload` = IF(`events`.`body` IS NULL AND crossfade.`case-invalid-json_unchanged_new`(COALESCE(`events`.`body`, crossfade.`case-invalid-json_up_1_null`(`events`.`payload`)), 'nonsense'), `events`.`payload`, crossfade.`case-invalid-json_down_1_checked`(`events`.`body`)) WHERE id = 8
-- error 3140

-- dual-write, speaks new
UPDATE events SET body = JSON_SET(body, '$.c', 'x') WHERE id = 8
-- becomes
UPDATE events SET `events`.`body` = IF(crossfade.`case-invalid-json_unchanged_new`(COALESCE(`events`.`body`, crossfade.`case-invalid-json_up_1_null`(`events`.`payload`)), JSON_SET(COALESCE(`events`.`body`, crossfade.`case-invalid-json_up_1_null`(`events`.`payload`)), '$.c', 'x')), `events`.`body`, JSON_SET(COALESCE(`events`.`body`, crossfade.`case-invalid-json_up_1_null`(`events`.`payload`)), '$.c', 'x')), `events`.`payload` = IF(`events`.`body` IS NULL AND crossfade.`case-invalid-json_unchanged_new`(COALESCE(`events`.`body`, crossfade.`case-invalid-json_up_1_null`(`events`.`payload`)), JSON_SET(COALESCE(`events`.`body`, crossfade.`case-invalid-json_up_1_null`(`events`.`payload`)), '$.c', 'x')), `events`.`payload`, crossfade.`case-invalid-json_down_1_checked`(`events`.`body`)) WHERE id = 8
-- count 1

-- dual-write, speaks new
SELECT * FROM events ORDER BY id
-- becomes
SELECT `events`.`id`, COALESCE(`events`.`body`, crossfade.`case-invalid-json_up_1_null`(`events`.`payload`)) AS `body` FROM events ORDER BY id
-- id INT | body JSON
--   1 | {"a": 1}
--   2 | null
--   3 | null
--   4 | null
--   8 | {"b": [true, null], "c": "x"}

-- live, speaks old
SELECT id, payload, JSON_VALID(payload) FROM events ORDER BY id
-- becomes
SELECT id, IF(TRUE, crossfade.`case-invalid-json_down_1`(`events`.`body`), `events`.`payload`) AS `payload`, JSON_VALID(IF(TRUE, crossfade.`case-invalid-json_down_1`(`events`.`body`), `events`.`payload`)) AS `JSON_VALID(payload)` FROM events ORDER BY id
-- id INT | payload VARCHAR | JSON_VALID(payload) BIGINT
--   1 | {"a": 1} | 1
--   2 | null | null
--   3 | null | 1
--   4 | null | null

-- live, speaks old
INSERT INTO events VALUES (5, '[1, 2'), (6, '[1, 2]')
-- becomes
INSERT INTO events (`id`, `payload`, `body`) VALUES (5, '[1, 2', crossfade.`case-invalid-json_up_1_raise`(`events`.`payload`)), (6, '[1, 2]', crossfade.`case-invalid-json_up_1_raise`(`events`.`payload`))
-- error 3140

-- live, speaks old
UPDATE events SET payload = concat(payload, '}') WHERE id = 1
-- becomes
UPDATE events SET payload = concat(IF(TRUE, crossfade.`case-invalid-json_down_1`(`events`.`body`), `events`.`payload`), '}'), `events`.`body` = IF(crossfade.`case-invalid-json_agrees`(`events`.`payload`, `events`.`body`), `events`.`body`, crossfade.`case-invalid-json_up_1_raise`(`events`.`payload`)) WHERE id = 1
-- error 3140

-- live, speaks old
UPDATE events SET payload = '{"a": 5}' WHERE id = 1
-- becomes
UPDATE events SET payload = '{"a": 5}', `events`.`body` = IF(crossfade.`case-invalid-json_agrees`(`events`.`payload`, `events`.`body`), `events`.`body`, crossfade.`case-invalid-json_up_1_raise`(`events`.`payload`)) WHERE id = 1
-- count 1

-- live, speaks old
UPDATE events SET payload = '{"a": 2}' WHERE id = 2
-- becomes
UPDATE events SET payload = '{"a": 2}', `events`.`body` = IF(crossfade.`case-invalid-json_agrees`(`events`.`payload`, `events`.`body`), `events`.`body`, crossfade.`case-invalid-json_up_1_raise`(`events`.`payload`)) WHERE id = 2
-- count 1

-- live, speaks old
DELETE FROM events WHERE id IN (4, 5, 6)
-- untouched
-- count 1

-- live, speaks old
SELECT * FROM events ORDER BY id
-- becomes
SELECT `events`.`id`, IF(TRUE, crossfade.`case-invalid-json_down_1`(`events`.`body`), `events`.`payload`) AS `payload` FROM events ORDER BY id
-- id INT | payload VARCHAR
--   1 | {"a": 5}
--   2 | {"a": 2}
--   3 | null

-- live, speaks new
INSERT INTO events VALUES (7, '{"b"')
-- becomes
INSERT INTO events (`id`, `body`, `payload`) VALUES (7, '{"b"', crossfade.`case-invalid-json_down_1_checked`(`events`.`body`))
-- error 3140

-- live, speaks new
INSERT IGNORE INTO events VALUES (7, '{"b"')
-- becomes
INSERT IGNORE INTO events (`id`, `body`, `payload`) VALUES (7, '{"b"', crossfade.`case-invalid-json_down_1_checked`(`events`.`body`))
-- error 3140

-- live, speaks new
INSERT INTO events VALUES (8, '{"b": [true, null]}')
-- becomes
INSERT INTO events (`id`, `body`, `payload`) VALUES (8, '{"b": [true, null]}', crossfade.`case-invalid-json_down_1_checked`(`events`.`body`))
-- count 1

-- live, speaks new
UPDATE events SET body = 'nonsense' WHERE id = 8
-- becomes
UPDATE events SET body = 'nonsense', `events`.`payload` = crossfade.`case-invalid-json_down_1_checked`(`events`.`body`) WHERE id = 8
-- error 3140

-- live, speaks new
UPDATE events SET body = JSON_SET(body, '$.c', 'x') WHERE id = 8
-- becomes
UPDATE events SET body = JSON_SET(body, '$.c', 'x'), `events`.`payload` = crossfade.`case-invalid-json_down_1_checked`(`events`.`body`) WHERE id = 8
-- count 1

-- live, speaks new
SELECT * FROM events ORDER BY id
-- becomes
SELECT `events`.`id`, `events`.`body` FROM events ORDER BY id
-- id INT | body JSON
--   1 | {"a": 1}
--   2 | null
--   3 | null
--   4 | null
--   8 | {"b": [true, null], "c": "x"}

