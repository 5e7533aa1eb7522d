-- off, speaks old
INSERT INTO nodes VALUES (4, 99, 'lost')
-- becomes
INSERT INTO nodes (`id`, `parent`, `name`) VALUES (4, 99, 'lost')
-- error 1452

-- off, speaks old
INSERT INTO nodes VALUES (4, 3, 'c')
-- becomes
INSERT INTO nodes (`id`, `parent`, `name`) VALUES (4, 3, 'c')
-- count 1

-- off, speaks old
UPDATE nodes SET parent = 1 WHERE name = 'c'
-- untouched
-- count 1

-- off, speaks old
SELECT c.name, p.name FROM nodes c LEFT JOIN nodes p ON p.id = c.parent ORDER BY c.id
-- untouched
-- name VARCHAR | name VARCHAR
--   root | null
--   a | root
--   b | a
--   c | root

-- off, speaks old
WITH RECURSIVE up AS (SELECT id, parent FROM nodes WHERE id = 3 UNION ALL SELECT n.id, n.parent FROM nodes n JOIN up ON n.id = up.parent) SELECT * FROM up
-- untouched
-- id INT | parent INT
--   3 | 2
--   2 | 1
--   1 | null

-- off, speaks old
UPDATE nodes c JOIN nodes p ON p.id = c.parent SET c.parent = p.parent WHERE c.name = 'b'
-- untouched
-- count 1

-- off, speaks old
SELECT * FROM nodes ORDER BY id
-- becomes
SELECT `nodes`.`id`, `nodes`.`parent`, `nodes`.`name` FROM nodes ORDER BY id
-- id INT | parent INT | name VARCHAR
--   1 | null | root
--   2 | 1 | a
--   3 | 1 | b
--   4 | 1 | c

-- off, speaks new
SELECT c.name, p.name FROM nodes c LEFT JOIN nodes p ON p.id = c.parent_new ORDER BY c.id
-- becomes
SELECT c.name, p.name FROM nodes c LEFT JOIN nodes p ON p.id = c.`parent` ORDER BY c.id
-- name VARCHAR | name VARCHAR
--   root | null
--   a | root
--   b | a

-- off, speaks new
UPDATE nodes SET parent_new = 2 WHERE parent_new = 1
-- becomes
UPDATE nodes SET `nodes`.`parent` = crossfade.`case-self-reference_down_1_checked`(2) WHERE `nodes`.`parent` = 1
-- count 1

-- off, speaks new
SELECT * FROM nodes ORDER BY id
-- becomes
SELECT `nodes`.`id`, `nodes`.`name`, crossfade.`case-self-reference_up_1_null`(`nodes`.`parent`) AS `parent_new` FROM nodes ORDER BY id
-- id INT | name VARCHAR | parent_new BIGINT
--   1 | root | null
--   2 | a | 2
--   3 | b | 2

-- dual-write, speaks old
INSERT INTO nodes VALUES (4, 99, 'lost')
-- becomes
INSERT INTO nodes (`id`, `parent`, `name`, `parent_new`) VALUES (4, 99, 'lost', `nodes`.`parent`)
-- error 1452

-- dual-write, speaks old
INSERT INTO nodes VALUES (4, 3, 'c')
-- becomes
INSERT INTO nodes (`id`, `parent`, `name`, `parent_new`) VALUES (4, 3, 'c', `nodes`.`parent`)
-- count 1

-- dual-write, speaks old
UPDATE nodes SET parent = 1 WHERE name = 'c'
-- becomes
UPDATE nodes SET `nodes`.`parent_new` = IF(crossfade.`case-self-reference_unchanged_old`(`nodes`.`parent`, 1), `nodes`.`parent_new`, crossfade.`case-self-reference_up_1_record`(1)), parent = 1 WHERE name = 'c'
-- count 1

-- dual-write, speaks old
SELECT c.name, p.name FROM nodes c LEFT JOIN nodes p ON p.id = c.parent ORDER BY c.id
-- untouched
-- name VARCHAR | name VARCHAR
--   root | null
--   a | root
--   b | a
--   c | root

-- dual-write, speaks old
WITH RECURSIVE up AS (SELECT id, parent FROM nodes WHERE id = 3 UNION ALL SELECT n.id, n.parent FROM nodes n JOIN up ON n.id = up.parent) SELECT * FROM up
-- untouched
-- id INT | parent INT
--   3 | 2
--   2 | 1
--   1 | null

-- dual-write, speaks old
UPDATE nodes c JOIN nodes p ON p.id = c.parent SET c.parent = p.parent WHERE c.name = 'b'
-- becomes
UPDATE nodes c JOIN nodes p ON p.id = c.parent SET `c`.`parent_new` = IF(crossfade.`case-self-reference_unchanged_old`(`c`.`parent`, p.parent), `c`.`parent_new`, crossfade.`case-self-reference_up_1_record`(p.parent)), c.parent = p.parent WHERE c.name = 'b'
-- count 1

-- dual-write, speaks old
SELECT * FROM nodes ORDER BY id
-- becomes
SELECT `nodes`.`id`, `nodes`.`parent`, `nodes`.`name` FROM nodes ORDER BY id
-- id INT | parent INT | name VARCHAR
--   1 | null | root
--   2 | 1 | a
--   3 | 1 | b
--   4 | 1 | c

-- dual-write, speaks new
SELECT c.name, p.name FROM nodes c LEFT JOIN nodes p ON p.id = c.parent_new ORDER BY c.id
-- becomes
SELECT c.name, p.name FROM nodes c LEFT JOIN nodes p ON p.id = c.`parent` ORDER BY c.id
-- name VARCHAR | name VARCHAR
--   root | null
--   a | root
--   b | a

-- dual-write, speaks new
UPDATE nodes SET parent_new = 2 WHERE parent_new = 1
-- becomes
UPDATE nodes SET `nodes`.`parent_new` = IF(crossfade.`case-self-reference_unchanged_old`(`nodes`.`parent`, crossfade.`case-self-reference_down_1_checked`(2)), `nodes`.`parent_new`, 2), `nodes`.`parent` = crossfade.`case-self-reference_down_1_checked`(2) WHERE `nodes`.`parent` = 1
-- count 1

-- dual-write, speaks new
SELECT * FROM nodes ORDER BY id
-- becomes
SELECT `nodes`.`id`, `nodes`.`name`, crossfade.`case-self-reference_up_1_null`(`nodes`.`parent`) AS `parent_new` FROM nodes ORDER BY id
-- id INT | name VARCHAR | parent_new BIGINT
--   1 | root | null
--   2 | a | 2
--   3 | b | 2

-- live, speaks old
INSERT INTO nodes VALUES (4, 99, 'lost')
-- becomes
INSERT INTO nodes (`id`, `parent`, `name`, `parent_new`) VALUES (4, 99, 'lost', `nodes`.`parent`)
-- error 1452

-- live, speaks old
INSERT INTO nodes VALUES (4, 3, 'c')
-- becomes
INSERT INTO nodes (`id`, `parent`, `name`, `parent_new`) VALUES (4, 3, 'c', `nodes`.`parent`)
-- count 1

-- live, speaks old
UPDATE nodes SET parent = 1 WHERE name = 'c'
-- becomes
UPDATE nodes SET parent = 1, `nodes`.`parent_new` = `nodes`.`parent` WHERE name = 'c'
-- count 1

-- live, speaks old
SELECT c.name, p.name FROM nodes c LEFT JOIN nodes p ON p.id = c.parent ORDER BY c.id
-- becomes
SELECT c.name, p.name FROM nodes c LEFT JOIN nodes p ON p.id = c.`parent_new` ORDER BY c.id
-- name VARCHAR | name VARCHAR
--   root | null
--   a | root
--   b | a
--   c | root

-- live, speaks old
WITH RECURSIVE up AS (SELECT id, parent FROM nodes WHERE id = 3 UNION ALL SELECT n.id, n.parent FROM nodes n JOIN up ON n.id = up.parent) SELECT * FROM up
-- becomes
WITH RECURSIVE up AS (SELECT id, crossfade.`case-self-reference_down_1`(`nodes`.`parent_new`) AS `parent` FROM nodes WHERE id = 3 UNION ALL SELECT n.id, crossfade.`case-self-reference_down_1`(n.`parent_new`) AS `parent` FROM nodes n JOIN up ON n.id = up.parent) SELECT * FROM up
-- id INT | parent INT
--   3 | 2
--   2 | 1
--   1 | null

-- live, speaks old
UPDATE nodes c JOIN nodes p ON p.id = c.parent SET c.parent = p.parent WHERE c.name = 'b'
-- becomes
UPDATE nodes c JOIN nodes p ON p.id = c.`parent_new` SET c.parent = crossfade.`case-self-reference_down_1`(p.`parent_new`), `c`.`parent_new` = IF(crossfade.`case-self-reference_unchanged_old`(crossfade.`case-self-reference_down_1`(`c`.`parent_new`), crossfade.`case-self-reference_down_1`(p.`parent_new`)), `c`.`parent_new`, crossfade.`case-self-reference_up_1_raise`(crossfade.`case-self-reference_down_1`(p.`parent_new`))) WHERE c.name = 'b'
-- count 1

-- live, speaks old
SELECT * FROM nodes ORDER BY id
-- becomes
SELECT `nodes`.`id`, crossfade.`case-self-reference_down_1`(`nodes`.`parent_new`) AS `parent`, `nodes`.`name` FROM nodes ORDER BY id
-- id INT | parent INT | name VARCHAR
--   1 | null | root
--   2 | 1 | a
--   3 | 1 | b
--   4 | 1 | c

-- live, speaks new
SELECT c.name, p.name FROM nodes c LEFT JOIN nodes p ON p.id = c.parent_new ORDER BY c.id
-- untouched
-- name VARCHAR | name VARCHAR
--   root | null
--   a | root
--   b | a

-- live, speaks new
UPDATE nodes SET parent_new = 2 WHERE parent_new = 1
-- becomes
UPDATE nodes SET parent_new = 2, `nodes`.`parent` = crossfade.`case-self-reference_down_1_checked`(`nodes`.`parent_new`) WHERE parent_new = 1
-- count 1

-- live, speaks new
SELECT * FROM nodes ORDER BY id
-- becomes
SELECT `nodes`.`id`, `nodes`.`name`, `nodes`.`parent_new` FROM nodes ORDER BY id
-- id INT | name VARCHAR | parent_new BIGINT
--   1 | root | null
--   2 | a | 2
--   3 | b | 2

