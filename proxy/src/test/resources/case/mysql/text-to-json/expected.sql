-- off, speaks old
SELECT id, body FROM docs ORDER BY id
-- untouched
-- id INT | body VARCHAR
--   1 | {"a": 1}
--   2 | [1, 2]
--   3 | null

-- off, speaks old
INSERT INTO docs VALUES (4, '{"b": 2}')
-- becomes
INSERT INTO docs (`id`, `body`) VALUES (4, '{"b": 2}')
-- count 1

-- off, speaks old
INSERT INTO docs VALUES (5, '{broken')
-- becomes
INSERT INTO docs (`id`, `body`) VALUES (5, '{broken')
-- count 1

-- off, speaks old
INSERT INTO docs VALUES (6, '{"c":3}')
-- becomes
INSERT INTO docs (`id`, `body`) VALUES (6, '{"c":3}')
-- count 1

-- off, speaks old
DELETE FROM docs WHERE id IN (5, 6)
-- untouched
-- count 2

-- off, speaks old
UPDATE docs SET body = '{"a": 2}' WHERE id = 1
-- untouched
-- count 1

-- off, speaks old
SELECT JSON_EXTRACT(body, '$.a') FROM docs WHERE id = 1
-- untouched
-- JSON_EXTRACT(body, '$.a') JSON
--   2

-- off, speaks old
SELECT * FROM docs ORDER BY id
-- becomes
SELECT `docs`.`id`, `docs`.`body` FROM docs ORDER BY id
-- id INT | body VARCHAR
--   1 | {"a": 2}
--   2 | [1, 2]
--   3 | null
--   4 | {"b": 2}

-- off, speaks new
SELECT doc->'$.a' FROM docs WHERE id = 1
-- refused: Crossfade: doc-> of a column of migration case-text-to-json

-- off, speaks new
UPDATE docs SET doc = JSON_SET(doc, '$.z', 1) WHERE id = 1
-- becomes
UPDATE docs SET `docs`.`body` = IF(crossfade.`case-text-to-json_unchanged_new`(crossfade.`case-text-to-json_up_1_null`(`docs`.`body`), JSON_SET(crossfade.`case-text-to-json_up_1_null`(`docs`.`body`), '$.z', 1)), `docs`.`body`, crossfade.`case-text-to-json_down_1_checked`(JSON_SET(crossfade.`case-text-to-json_up_1_null`(`docs`.`body`), '$.z', 1))) WHERE id = 1
-- count 1

-- off, speaks new
INSERT INTO docs VALUES (7, '{broken')
-- becomes
INSERT INTO docs (`id`, `doc`, `body`) VALUES (7, '{broken', crossfade.`case-text-to-json_down_1_checked`(`docs`.`doc`))
-- error 3140

-- off, speaks new
SELECT * FROM docs ORDER BY id
-- becomes
SELECT `docs`.`id`, crossfade.`case-text-to-json_up_1_null`(`docs`.`body`) AS `doc` FROM docs ORDER BY id
-- id INT | doc JSON
--   1 | {"a": 1, "z": 1}
--   2 | [1, 2]
--   3 | null

-- dual-write, speaks old
SELECT id, body FROM docs ORDER BY id
-- untouched
-- id INT | body VARCHAR
--   1 | {"a": 1}
--   2 | [1, 2]
--   3 | null

-- dual-write, speaks old
INSERT INTO docs VALUES (4, '{"b": 2}')
-- becomes
INSERT INTO docs (`id`, `body`, `doc`) VALUES (4, '{"b": 2}', crossfade.`case-text-to-json_up_1_record`(`docs`.`body`))
-- count 1

-- dual-write, speaks old
INSERT INTO docs VALUES (5, '{broken')
-- becomes
INSERT INTO docs (`id`, `body`, `doc`) VALUES (5, '{broken', crossfade.`case-text-to-json_up_1_record`(`docs`.`body`))
-- count 1

-- dual-write, speaks old
INSERT INTO docs VALUES (6, '{"c":3}')
-- becomes
INSERT INTO docs (`id`, `body`, `doc`) VALUES (6, '{"c":3}', crossfade.`case-text-to-json_up_1_record`(`docs`.`body`))
-- count 1

-- dual-write, speaks old
DELETE FROM docs WHERE id IN (5, 6)
-- untouched
-- count 2

-- dual-write, speaks old
UPDATE docs SET body = '{"a": 2}' WHERE id = 1
-- becomes
UPDATE docs SET `docs`.`doc` = IF(crossfade.`case-text-to-json_unchanged_old`(`docs`.`body`, '{"a": 2}'), `docs`.`doc`, crossfade.`case-text-to-json_up_1_record`('{"a": 2}')), body = '{"a": 2}' WHERE id = 1
-- count 1

-- dual-write, speaks old
SELECT JSON_EXTRACT(body, '$.a') FROM docs WHERE id = 1
-- untouched
-- JSON_EXTRACT(body, '$.a') JSON
--   2

-- dual-write, speaks old
SELECT * FROM docs ORDER BY id
-- becomes
SELECT `docs`.`id`, `docs`.`body` FROM docs ORDER BY id
-- id INT | body VARCHAR
--   1 | {"a": 2}
--   2 | [1, 2]
--   3 | null
--   4 | {"b": 2}

-- dual-write, speaks new
SELECT doc->'$.a' FROM docs WHERE id = 1
-- refused: Crossfade: doc-> of a column of migration case-text-to-json

-- dual-write, speaks new
UPDATE docs SET doc = JSON_SET(doc, '$.z', 1) WHERE id = 1
-- becomes
UPDATE docs SET `docs`.`doc` = IF(crossfade.`case-text-to-json_unchanged_new`(COALESCE(`docs`.`doc`, crossfade.`case-text-to-json_up_1_null`(`docs`.`body`)), JSON_SET(COALESCE(`docs`.`doc`, crossfade.`case-text-to-json_up_1_null`(`docs`.`body`)), '$.z', 1)), `docs`.`doc`, JSON_SET(COALESCE(`docs`.`doc`, crossfade.`case-text-to-json_up_1_null`(`docs`.`body`)), '$.z', 1)), `docs`.`body` = IF(`docs`.`doc` IS NULL AND crossfade.`case-text-to-json_unchanged_new`(COALESCE(`docs`.`doc`, crossfade.`case-text-to-json_up_1_null`(`docs`.`body`)), JSON_SET(COALESCE(`docs`.`doc`, crossfade.`case-text-to-json_up_1_null`(`docs`.`body`)), '$.z', 1)), `docs`.`body`, crossfade.`case-text-to-json_down_1_checked`(`docs`.`doc`)) WHERE id = 1
-- count 1

-- dual-write, speaks new
INSERT INTO docs VALUES (7, '{broken')
-- becomes
INSERT INTO docs (`id`, `doc`, `body`) VALUES (7, '{broken', crossfade.`case-text-to-json_down_1_checked`(`docs`.`doc`))
-- error 3140

-- dual-write, speaks new
SELECT * FROM docs ORDER BY id
-- becomes
SELECT `docs`.`id`, COALESCE(`docs`.`doc`, crossfade.`case-text-to-json_up_1_null`(`docs`.`body`)) AS `doc` FROM docs ORDER BY id
-- id INT | doc JSON
--   1 | {"a": 1, "z": 1}
--   2 | [1, 2]
--   3 | null

-- live, speaks old
SELECT id, body FROM docs ORDER BY id
-- becomes
SELECT id, IF(TRUE, crossfade.`case-text-to-json_down_1`(`docs`.`doc`), `docs`.`body`) AS `body` FROM docs ORDER BY id
-- id INT | body VARCHAR
--   1 | {"a": 1}
--   2 | [1, 2]
--   3 | null

-- live, speaks old
INSERT INTO docs VALUES (4, '{"b": 2}')
-- becomes
INSERT INTO docs (`id`, `body`, `doc`) VALUES (4, '{"b": 2}', crossfade.`case-text-to-json_up_1_raise`(`docs`.`body`))
-- count 1

-- live, speaks old
INSERT INTO docs VALUES (5, '{broken')
-- becomes
INSERT INTO docs (`id`, `body`, `doc`) VALUES (5, '{broken', crossfade.`case-text-to-json_up_1_raise`(`docs`.`body`))
-- error 3140

-- live, speaks old
INSERT INTO docs VALUES (6, '{"c":3}')
-- becomes
INSERT INTO docs (`id`, `body`, `doc`) VALUES (6, '{"c":3}', crossfade.`case-text-to-json_up_1_raise`(`docs`.`body`))
-- error 1644

-- live, speaks old
DELETE FROM docs WHERE id IN (5, 6)
-- untouched
-- count 0

-- live, speaks old
UPDATE docs SET body = '{"a": 2}' WHERE id = 1
-- becomes
UPDATE docs SET body = '{"a": 2}', `docs`.`doc` = IF(crossfade.`case-text-to-json_agrees`(`docs`.`body`, `docs`.`doc`), `docs`.`doc`, crossfade.`case-text-to-json_up_1_raise`(`docs`.`body`)) WHERE id = 1
-- count 1

-- live, speaks old
SELECT JSON_EXTRACT(body, '$.a') FROM docs WHERE id = 1
-- becomes
SELECT JSON_EXTRACT(IF(TRUE, crossfade.`case-text-to-json_down_1`(`docs`.`doc`), `docs`.`body`), '$.a') AS `JSON_EXTRACT(body, '$.a')` FROM docs WHERE id = 1
-- JSON_EXTRACT(body, '$.a') JSON
--   2

-- live, speaks old
SELECT * FROM docs ORDER BY id
-- becomes
SELECT `docs`.`id`, IF(TRUE, crossfade.`case-text-to-json_down_1`(`docs`.`doc`), `docs`.`body`) AS `body` FROM docs ORDER BY id
-- id INT | body VARCHAR
--   1 | {"a": 2}
--   2 | [1, 2]
--   3 | null
--   4 | {"b": 2}

-- live, speaks new
SELECT doc->'$.a' FROM docs WHERE id = 1
-- untouched
-- doc->'$.a' JSON
--   1

-- live, speaks new
UPDATE docs SET doc = JSON_SET(doc, '$.z', 1) WHERE id = 1
-- becomes
UPDATE docs SET doc = JSON_SET(doc, '$.z', 1), `docs`.`body` = crossfade.`case-text-to-json_down_1_checked`(`docs`.`doc`) WHERE id = 1
-- count 1

-- live, speaks new
INSERT INTO docs VALUES (7, '{broken')
-- becomes
INSERT INTO docs (`id`, `doc`, `body`) VALUES (7, '{broken', crossfade.`case-text-to-json_down_1_checked`(`docs`.`doc`))
-- error 3140

-- live, speaks new
SELECT * FROM docs ORDER BY id
-- becomes
SELECT `docs`.`id`, `docs`.`doc` FROM docs ORDER BY id
-- id INT | doc JSON
--   1 | {"a": 1, "z": 1}
--   2 | [1, 2]
--   3 | null

