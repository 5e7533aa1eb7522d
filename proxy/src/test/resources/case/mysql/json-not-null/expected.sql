-- off, speaks old
UPDATE docs d JOIN kinds k ON k.id = d.id SET d.body = NULL
-- untouched
-- error 1048

-- off, speaks old
UPDATE docs d JOIN kinds k ON k.id = d.id SET d.body = JSON_QUOTE(k.kind)
-- untouched
-- error 1048

-- off, speaks old
UPDATE docs d JOIN kinds k ON k.id = d.id SET d.body = JSON_EXTRACT(d.body, '$.none')
-- untouched
-- error 1265

-- off, speaks old
UPDATE docs d JOIN kinds k ON k.id = d.id SET d.body = JSON_ARRAY(k.kind, d.body), k.kind = 'z' WHERE d.id < 3
-- untouched
-- count 4

-- off, speaks old
UPDATE docs d JOIN kinds k ON k.id = d.id SET d.body = JSON_ARRAY(d.body) WHERE d.id < 3
-- untouched
-- count 2

-- off, speaks old
UPDATE docs d JOIN kinds k ON k.id = d.id SET d.body = '3'
-- untouched
-- count 2

-- off, speaks old
UPDATE docs SET body = NULL
-- untouched
-- error 1048

-- off, speaks old
UPDATE docs SET body = JSON_EXTRACT(body, '$.none')
-- untouched
-- error 1265

-- off, speaks old
SELECT * FROM docs ORDER BY id
-- becomes
SELECT `docs`.`id`, `docs`.`body` FROM docs ORDER BY id
-- id INT | body JSON
--   1 | 3
--   2 | 3
--   3 | 3

-- off, speaks new
UPDATE docs d JOIN kinds k ON k.id = d.id SET d.doc = NULL
-- becomes
UPDATE docs d JOIN kinds k ON k.id = d.id SET `d`.`body` = NULL
-- error 1048

-- off, speaks new
UPDATE docs d JOIN kinds k ON k.id = d.id SET d.doc = JSON_QUOTE(k.kind)
-- becomes
UPDATE docs d JOIN kinds k ON k.id = d.id SET `d`.`body` = JSON_QUOTE(k.kind)
-- error 1048

-- off, speaks new
UPDATE docs d JOIN kinds k ON k.id = d.id SET d.doc = JSON_EXTRACT(d.doc, '$.none')
-- becomes
UPDATE docs d JOIN kinds k ON k.id = d.id SET `d`.`body` = JSON_EXTRACT(d.`body`, '$.none')
-- error 1265

-- off, speaks new
UPDATE docs d JOIN kinds k ON k.id = d.id SET d.doc = JSON_ARRAY(k.kind, d.doc), k.kind = 'z' WHERE d.id < 3
-- becomes
UPDATE docs d JOIN kinds k ON k.id = d.id SET `d`.`body` = JSON_ARRAY(k.kind, d.`body`), k.kind = 'z' WHERE d.id < 3
-- count 4

-- off, speaks new
UPDATE docs d JOIN kinds k ON k.id = d.id SET d.doc = '3'
-- becomes
UPDATE docs d JOIN kinds k ON k.id = d.id SET `d`.`body` = '3'
-- count 2

-- off, speaks new
UPDATE docs SET doc = NULL
-- becomes
UPDATE docs SET `docs`.`body` = NULL
-- error 1048

-- off, speaks new
SELECT * FROM docs ORDER BY id
-- becomes
SELECT `docs`.`id`, `docs`.`body` AS `doc` FROM docs ORDER BY id
-- id INT | doc JSON
--   1 | 3
--   2 | 3
--   3 | 3

-- dual-write, speaks old
UPDATE docs d JOIN kinds k ON k.id = d.id SET d.body = NULL
-- becomes
UPDATE docs d JOIN kinds k ON k.id = d.id SET `d`.`doc` = IF(crossfade.`case-json-not-null_unchanged_old`(`d`.`body`, NULL), `d`.`doc`, NULL), d.body = NULL
-- error 1048

-- dual-write, speaks old
UPDATE docs d JOIN kinds k ON k.id = d.id SET d.body = JSON_QUOTE(k.kind)
-- becomes
UPDATE docs d JOIN kinds k ON k.id = d.id SET `d`.`doc` = IF(crossfade.`case-json-not-null_unchanged_old`(`d`.`body`, JSON_QUOTE(k.kind)), `d`.`doc`, JSON_QUOTE(k.kind)), d.body = JSON_QUOTE(k.kind)
-- error 1048

-- dual-write, speaks old
UPDATE docs d JOIN kinds k ON k.id = d.id SET d.body = JSON_EXTRACT(d.body, '$.none')
-- becomes
UPDATE docs d JOIN kinds k ON k.id = d.id SET `d`.`doc` = IF(crossfade.`case-json-not-null_unchanged_old`(`d`.`body`, JSON_EXTRACT(d.body, '$.none')), `d`.`doc`, JSON_EXTRACT(d.body, '$.none')), d.body = JSON_EXTRACT(d.body, '$.none')
-- error 1265

-- dual-write, speaks old
UPDATE docs d JOIN kinds k ON k.id = d.id SET d.body = JSON_ARRAY(k.kind, d.body), k.kind = 'z' WHERE d.id < 3
-- becomes
UPDATE docs d JOIN kinds k ON k.id = d.id SET `d`.`doc` = IF(crossfade.`case-json-not-null_unchanged_old`(`d`.`body`, JSON_ARRAY(k.kind, d.body)), `d`.`doc`, JSON_ARRAY(k.kind, d.body)), d.body = JSON_ARRAY(k.kind, d.body), k.kind = 'z' WHERE d.id < 3
-- count 4

-- dual-write, speaks old
UPDATE docs d JOIN kinds k ON k.id = d.id SET d.body = JSON_ARRAY(d.body) WHERE d.id < 3
-- becomes
UPDATE docs d JOIN kinds k ON k.id = d.id SET `d`.`doc` = IF(crossfade.`case-json-not-null_unchanged_old`(`d`.`body`, JSON_ARRAY(d.body)), `d`.`doc`, JSON_ARRAY(d.body)), d.body = JSON_ARRAY(d.body) WHERE d.id < 3
-- count 2

-- dual-write, speaks old
UPDATE docs d JOIN kinds k ON k.id = d.id SET d.body = '3'
-- becomes
UPDATE docs d JOIN kinds k ON k.id = d.id SET `d`.`doc` = IF(crossfade.`case-json-not-null_unchanged_old`(`d`.`body`, '3'), `d`.`doc`, '3'), d.body = '3'
-- count 2

-- dual-write, speaks old
UPDATE docs SET body = NULL
-- becomes
UPDATE docs SET `docs`.`doc` = IF(crossfade.`case-json-not-null_unchanged_old`(`docs`.`body`, NULL), `docs`.`doc`, NULL), body = NULL
-- error 1048

-- dual-write, speaks old
UPDATE docs SET body = JSON_EXTRACT(body, '$.none')
-- becomes
UPDATE docs SET `docs`.`doc` = IF(crossfade.`case-json-not-null_unchanged_old`(`docs`.`body`, JSON_EXTRACT(body, '$.none')), `docs`.`doc`, JSON_EXTRACT(body, '$.none')), body = JSON_EXTRACT(body, '$.none')
-- error 1265

-- dual-write, speaks old
SELECT * FROM docs ORDER BY id
-- becomes
SELECT `docs`.`id`, `docs`.`body` FROM docs ORDER BY id
-- id INT | body JSON
--   1 | 3
--   2 | 3
--   3 | 3

-- dual-write, speaks new
UPDATE docs d JOIN kinds k ON k.id = d.id SET d.doc = NULL
-- becomes
UPDATE docs d JOIN kinds k ON k.id = d.id SET `d`.`doc` = IF(crossfade.`case-json-not-null_unchanged_old`(`d`.`body`, NULL), `d`.`doc`, NULL), `d`.`body` = NULL
-- error 1048

-- dual-write, speaks new
UPDATE docs d JOIN kinds k ON k.id = d.id SET d.doc = JSON_QUOTE(k.kind)
-- becomes
UPDATE docs d JOIN kinds k ON k.id = d.id SET `d`.`doc` = IF(crossfade.`case-json-not-null_unchanged_old`(`d`.`body`, JSON_QUOTE(k.kind)), `d`.`doc`, JSON_QUOTE(k.kind)), `d`.`body` = JSON_QUOTE(k.kind)
-- error 1048

-- dual-write, speaks new
UPDATE docs d JOIN kinds k ON k.id = d.id SET d.doc = JSON_EXTRACT(d.doc, '$.none')
-- becomes
UPDATE docs d JOIN kinds k ON k.id = d.id SET `d`.`doc` = IF(crossfade.`case-json-not-null_unchanged_old`(`d`.`body`, JSON_EXTRACT(d.`body`, '$.none')), `d`.`doc`, JSON_EXTRACT(d.`body`, '$.none')), `d`.`body` = JSON_EXTRACT(d.`body`, '$.none')
-- error 1265

-- dual-write, speaks new
UPDATE docs d JOIN kinds k ON k.id = d.id SET d.doc = JSON_ARRAY(k.kind, d.doc), k.kind = 'z' WHERE d.id < 3
-- becomes
UPDATE docs d JOIN kinds k ON k.id = d.id SET `d`.`doc` = IF(crossfade.`case-json-not-null_unchanged_old`(`d`.`body`, JSON_ARRAY(k.kind, d.`body`)), `d`.`doc`, JSON_ARRAY(k.kind, d.`body`)), `d`.`body` = JSON_ARRAY(k.kind, d.`body`), k.kind = 'z' WHERE d.id < 3
-- count 4

-- dual-write, speaks new
UPDATE docs d JOIN kinds k ON k.id = d.id SET d.doc = '3'
-- becomes
UPDATE docs d JOIN kinds k ON k.id = d.id SET `d`.`doc` = IF(crossfade.`case-json-not-null_unchanged_old`(`d`.`body`, '3'), `d`.`doc`, '3'), `d`.`body` = '3'
-- count 2

-- dual-write, speaks new
UPDATE docs SET doc = NULL
-- becomes
UPDATE docs SET `docs`.`doc` = IF(crossfade.`case-json-not-null_unchanged_old`(`docs`.`body`, NULL), `docs`.`doc`, NULL), `docs`.`body` = NULL
-- error 1048

-- dual-write, speaks new
SELECT * FROM docs ORDER BY id
-- becomes
SELECT `docs`.`id`, `docs`.`body` AS `doc` FROM docs ORDER BY id
-- id INT | doc JSON
--   1 | 3
--   2 | 3
--   3 | 3

-- live, speaks old
UPDATE docs d JOIN kinds k ON k.id = d.id SET d.body = NULL
-- becomes
UPDATE docs d JOIN kinds k ON k.id = d.id SET d.body = NULL, `d`.`doc` = NULL
-- error 1048

-- live, speaks old
UPDATE docs d JOIN kinds k ON k.id = d.id SET d.body = JSON_QUOTE(k.kind)
-- becomes
UPDATE docs d JOIN kinds k ON k.id = d.id SET d.body = JSON_QUOTE(k.kind), `d`.`doc` = JSON_QUOTE(k.kind)
-- error 1048

-- live, speaks old
UPDATE docs d JOIN kinds k ON k.id = d.id SET d.body = JSON_EXTRACT(d.body, '$.none')
-- becomes
UPDATE docs d JOIN kinds k ON k.id = d.id SET d.body = JSON_EXTRACT(d.`doc`, '$.none'), `d`.`doc` = JSON_EXTRACT(d.`doc`, '$.none')
-- error 1265

-- live, speaks old
UPDATE docs d JOIN kinds k ON k.id = d.id SET d.body = JSON_ARRAY(k.kind, d.body), k.kind = 'z' WHERE d.id < 3
-- becomes
UPDATE docs d JOIN kinds k ON k.id = d.id SET d.body = JSON_ARRAY(k.kind, d.`doc`), `d`.`doc` = JSON_ARRAY(k.kind, d.`doc`), k.kind = 'z' WHERE d.id < 3
-- count 4

-- live, speaks old
UPDATE docs d JOIN kinds k ON k.id = d.id SET d.body = JSON_ARRAY(d.body) WHERE d.id < 3
-- becomes
UPDATE docs d JOIN kinds k ON k.id = d.id SET d.body = JSON_ARRAY(d.`doc`), `d`.`doc` = JSON_ARRAY(d.`doc`) WHERE d.id < 3
-- count 2

-- live, speaks old
UPDATE docs d JOIN kinds k ON k.id = d.id SET d.body = '3'
-- becomes
UPDATE docs d JOIN kinds k ON k.id = d.id SET d.body = '3', `d`.`doc` = '3'
-- count 2

-- live, speaks old
UPDATE docs SET body = NULL
-- becomes
UPDATE docs SET body = NULL, `docs`.`doc` = `docs`.`body`
-- error 1048

-- live, speaks old
UPDATE docs SET body = JSON_EXTRACT(body, '$.none')
-- becomes
UPDATE docs SET body = JSON_EXTRACT(`docs`.`doc`, '$.none'), `docs`.`doc` = `docs`.`body`
-- error 1265

-- live, speaks old
SELECT * FROM docs ORDER BY id
-- becomes
SELECT `docs`.`id`, `docs`.`doc` AS `body` FROM docs ORDER BY id
-- id INT | body JSON
--   1 | 3
--   2 | 3
--   3 | 3

-- live, speaks new
UPDATE docs d JOIN kinds k ON k.id = d.id SET d.doc = NULL
-- becomes
UPDATE docs d JOIN kinds k ON k.id = d.id SET `d`.`body` = NULL, d.doc = NULL
-- error 1048

-- live, speaks new
UPDATE docs d JOIN kinds k ON k.id = d.id SET d.doc = JSON_QUOTE(k.kind)
-- becomes
UPDATE docs d JOIN kinds k ON k.id = d.id SET `d`.`body` = JSON_QUOTE(k.kind), d.doc = JSON_QUOTE(k.kind)
-- error 1048

-- live, speaks new
UPDATE docs d JOIN kinds k ON k.id = d.id SET d.doc = JSON_EXTRACT(d.doc, '$.none')
-- becomes
UPDATE docs d JOIN kinds k ON k.id = d.id SET `d`.`body` = JSON_EXTRACT(d.doc, '$.none'), d.doc = JSON_EXTRACT(d.doc, '$.none')
-- error 1265

-- live, speaks new
UPDATE docs d JOIN kinds k ON k.id = d.id SET d.doc = JSON_ARRAY(k.kind, d.doc), k.kind = 'z' WHERE d.id < 3
-- becomes
UPDATE docs d JOIN kinds k ON k.id = d.id SET `d`.`body` = JSON_ARRAY(k.kind, d.doc), d.doc = JSON_ARRAY(k.kind, d.doc), k.kind = 'z' WHERE d.id < 3
-- count 4

-- live, speaks new
UPDATE docs d JOIN kinds k ON k.id = d.id SET d.doc = '3'
-- becomes
UPDATE docs d JOIN kinds k ON k.id = d.id SET `d`.`body` = '3', d.doc = '3'
-- count 2

-- live, speaks new
UPDATE docs SET doc = NULL
-- becomes
UPDATE docs SET doc = NULL, `docs`.`body` = `docs`.`doc`
-- error 1048

-- live, speaks new
SELECT * FROM docs ORDER BY id
-- becomes
SELECT `docs`.`id`, `docs`.`doc` FROM docs ORDER BY id
-- id INT | doc JSON
--   1 | 3
--   2 | 3
--   3 | 3

