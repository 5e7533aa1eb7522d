-- off, speaks old
SELECT label FROM items WHERE ref = 1; UPDATE items SET label = 'a' WHERE ref = 1; SELECT label FROM items WHERE ref = 1
-- untouched
-- label VARCHAR
--   lamp
-- count 1
-- label VARCHAR
--   a

-- off, speaks old
BEGIN; INSERT INTO items (ref, label) VALUES (40, 'b'); SAVEPOINT s; UPDATE items SET label = 'c;d' WHERE ref = 40; ROLLBACK TO s; COMMIT
-- untouched
-- count 0
-- count 1
-- count 0
-- count 1
-- count 0
-- count 0

-- off, speaks old
/* label; */ SELECT ' label; ' AS x, label FROM items WHERE ref = 40; SELECT 'items; label' AS y FROM items WHERE label = 'b'; SELECT 1
-- untouched
-- x VARCHAR | label VARCHAR
--    label;  | b
-- y VARCHAR
--   items; label
-- 1 BIGINT
--   1

-- off, speaks old
UPDATE items SET label = 'fine' WHERE ref = 2; UPDATE items SET label = 'much too long a label'; SELECT 1
-- untouched
-- error 1406

-- off, speaks old
SELECT * FROM items ORDER BY ref
-- becomes
SELECT `items`.`ref`, `items`.`label`, `items`.`qty` FROM items ORDER BY ref
-- ref INT | label VARCHAR | qty INT
--   1 | a | 2
--   2 | fine | 1
--   3 | null | 3
--   40 | b | 1

-- off, speaks new
UPDATE items SET title = 'a' WHERE ref = 1; SELECT title FROM items WHERE ref = 1
-- becomes
UPDATE items SET `items`.`label` = 'a' WHERE ref = 1; SELECT `items`.`label` AS `title` FROM items WHERE ref = 1
-- count 1
-- title VARCHAR
--   a

-- off, speaks new
SELECT * FROM items ORDER BY ref
-- becomes
SELECT `items`.`ref`, `items`.`qty`, `items`.`label` AS `title` FROM items ORDER BY ref
-- ref INT | qty INT | title VARCHAR
--   1 | 2 | a
--   2 | 1 | chair
--   3 | 3 | null

-- dual-write, speaks old
SELECT label FROM items WHERE ref = 1; UPDATE items SET label = 'a' WHERE ref = 1; SELECT label FROM items WHERE ref = 1
-- becomes
SELECT label FROM items WHERE ref = 1; UPDATE items SET `items`.`title` = IF(crossfade.`case-several-statements_unchanged_old`(`items`.`label`, 'a'), `items`.`title`, 'a'), label = 'a' WHERE ref = 1; SELECT label FROM items WHERE ref = 1
-- label VARCHAR
--   lamp
-- count 1
-- label VARCHAR
--   a

-- dual-write, speaks old
BEGIN; INSERT INTO items (ref, label) VALUES (40, 'b'); SAVEPOINT s; UPDATE items SET label = 'c;d' WHERE ref = 40; ROLLBACK TO s; COMMIT
-- becomes
BEGIN; INSERT INTO items (ref, label, `title`) VALUES (40, 'b', `items`.`label`); SAVEPOINT s; UPDATE items SET `items`.`title` = IF(crossfade.`case-several-statements_unchanged_old`(`items`.`label`, 'c;d'), `items`.`title`, 'c;d'), label = 'c;d' WHERE ref = 40; ROLLBACK TO s; COMMIT
-- count 0
-- count 1
-- count 0
-- count 1
-- count 0
-- count 0

-- dual-write, speaks old
/* label; */ SELECT ' label; ' AS x, label FROM items WHERE ref = 40; SELECT 'items; label' AS y FROM items WHERE label = 'b'; SELECT 1
-- untouched
-- x VARCHAR | label VARCHAR
--    label;  | b
-- y VARCHAR
--   items; label
-- 1 BIGINT
--   1

-- dual-write, speaks old
UPDATE items SET label = 'fine' WHERE ref = 2; UPDATE items SET label = 'much too long a label'; SELECT 1
-- becomes
UPDATE items SET `items`.`title` = IF(crossfade.`case-several-statements_unchanged_old`(`items`.`label`, 'fine'), `items`.`title`, 'fine'), label = 'fine' WHERE ref = 2; UPDATE items SET `items`.`title` = IF(crossfade.`case-several-statements_unchanged_old`(`items`.`label`, 'much too long a label'), `items`.`title`, 'much too long a label'), label = 'much too long a label'; SELECT 1
-- error 1406

-- dual-write, speaks old
SELECT * FROM items ORDER BY ref
-- becomes
SELECT `items`.`ref`, `items`.`label`, `items`.`qty` FROM items ORDER BY ref
-- ref INT | label VARCHAR | qty INT
--   1 | a | 2
--   2 | fine | 1
--   3 | null | 3
--   40 | b | 1

-- dual-write, speaks new
UPDATE items SET title = 'a' WHERE ref = 1; SELECT title FROM items WHERE ref = 1
-- becomes
UPDATE items SET `items`.`title` = IF(crossfade.`case-several-statements_unchanged_old`(`items`.`label`, 'a'), `items`.`title`, 'a'), `items`.`label` = 'a' WHERE ref = 1; SELECT `items`.`label` AS `title` FROM items WHERE ref = 1
-- count 1
-- title VARCHAR
--   a

-- dual-write, speaks new
SELECT * FROM items ORDER BY ref
-- becomes
SELECT `items`.`ref`, `items`.`qty`, `items`.`label` AS `title` FROM items ORDER BY ref
-- ref INT | qty INT | title VARCHAR
--   1 | 2 | a
--   2 | 1 | chair
--   3 | 3 | null

-- live, speaks old
SELECT label FROM items WHERE ref = 1; UPDATE items SET label = 'a' WHERE ref = 1; SELECT label FROM items WHERE ref = 1
-- becomes
SELECT `items`.`title` AS `label` FROM items WHERE ref = 1; UPDATE items SET label = 'a', `items`.`title` = `items`.`label` WHERE ref = 1; SELECT `items`.`title` AS `label` FROM items WHERE ref = 1
-- label VARCHAR
--   lamp
-- count 1
-- label VARCHAR
--   a

-- live, speaks old
BEGIN; INSERT INTO items (ref, label) VALUES (40, 'b'); SAVEPOINT s; UPDATE items SET label = 'c;d' WHERE ref = 40; ROLLBACK TO s; COMMIT
-- becomes
BEGIN; INSERT INTO items (ref, label, `title`) VALUES (40, 'b', `items`.`label`); SAVEPOINT s; UPDATE items SET label = 'c;d', `items`.`title` = `items`.`label` WHERE ref = 40; ROLLBACK TO s; COMMIT
-- count 0
-- count 1
-- count 0
-- count 1
-- count 0
-- count 0

-- live, speaks old
/* label; */ SELECT ' label; ' AS x, label FROM items WHERE ref = 40; SELECT 'items; label' AS y FROM items WHERE label = 'b'; SELECT 1
-- becomes
/* label; */ SELECT ' label; ' AS x, `items`.`title` AS `label` FROM items WHERE ref = 40; SELECT 'items; label' AS y FROM items WHERE `items`.`title` = 'b'; SELECT 1
-- x VARCHAR | label VARCHAR
--    label;  | b
-- y VARCHAR
--   items; label
-- 1 BIGINT
--   1

-- live, speaks old
UPDATE items SET label = 'fine' WHERE ref = 2; UPDATE items SET label = 'much too long a label'; SELECT 1
-- becomes
UPDATE items SET label = 'fine', `items`.`title` = `items`.`label` WHERE ref = 2; UPDATE items SET label = 'much too long a label', `items`.`title` = `items`.`label`; SELECT 1
-- error 1406

-- live, speaks old
SELECT * FROM items ORDER BY ref
-- becomes
SELECT `items`.`ref`, `items`.`title` AS `label`, `items`.`qty` FROM items ORDER BY ref
-- ref INT | label VARCHAR | qty INT
--   1 | a | 2
--   2 | fine | 1
--   3 | null | 3
--   40 | b | 1

-- live, speaks new
UPDATE items SET title = 'a' WHERE ref = 1; SELECT title FROM items WHERE ref = 1
-- becomes
UPDATE items SET title = 'a', `items`.`label` = `items`.`title` WHERE ref = 1; SELECT title FROM items WHERE ref = 1
-- count 1
-- title VARCHAR
--   a

-- live, speaks new
SELECT * FROM items ORDER BY ref
-- becomes
SELECT `items`.`ref`, `items`.`qty`, `items`.`title` FROM items ORDER BY ref
-- ref INT | qty INT | title VARCHAR
--   1 | 2 | a
--   2 | 1 | chair
--   3 | 3 | null

