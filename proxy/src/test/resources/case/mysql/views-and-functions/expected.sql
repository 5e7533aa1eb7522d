-- off, speaks old
SELECT * FROM listed ORDER BY ref
-- untouched
-- ref INT | label VARCHAR
--   1 | lamp
--   2 | chair
--   3 | null

-- off, speaks old
SELECT labels()
-- untouched
-- labels() BIGINT
--   2

-- off, speaks old
UPDATE listed SET label = 'x'
-- untouched
-- count 3

-- off, speaks old
INSERT INTO listed VALUES (1, 'y')
-- untouched
-- count 1

-- off, speaks old
DELETE FROM listed WHERE ref = 3
-- untouched
-- count 1

-- off, speaks old
UPDATE notes n JOIN listed l ON l.ref = n.ref SET n.line = l.label
-- untouched
-- count 2

-- off, speaks old
UPDATE notes n JOIN listed l ON l.ref = n.ref SET l.label = n.line
-- untouched
-- count 1

-- off, speaks old
UPDATE notes n JOIN listed l ON l.ref = n.ref SET line = 'x', label = 'x'
-- untouched
-- count 0

-- off, speaks old
DELETE n FROM notes n JOIN listed l ON l.ref = n.ref WHERE l.label = 'chair'
-- untouched
-- count 0

-- off, speaks old
DELETE l FROM listed l JOIN notes n ON n.ref = l.ref WHERE n.line = 'second'
-- untouched
-- count 0

-- off, speaks old
SELECT * FROM notes ORDER BY ref
-- untouched
-- ref INT | line VARCHAR
--   1 | x
--   2 | x
--   9 | null

-- off, speaks old
UPDATE items SET label = 'seen' WHERE ref = 1
-- untouched
-- count 2

-- off, speaks old
SELECT * FROM listed ORDER BY ref
-- untouched
-- ref INT | label VARCHAR
--   1 | seen
--   1 | seen
--   2 | x

-- off, speaks old
SELECT labels()
-- untouched
-- labels() BIGINT
--   3

-- off, speaks new
UPDATE items SET title = 'seen' WHERE ref = 1
-- becomes
UPDATE items SET `items`.`label` = 'seen' WHERE ref = 1
-- count 1

-- off, speaks new
SELECT label FROM listed ORDER BY ref
-- untouched
-- label VARCHAR
--   seen
--   chair
--   null

-- off, speaks new
DELETE FROM listed WHERE label = 'chair'
-- untouched
-- count 1

-- off, speaks new
SELECT * FROM items ORDER BY ref
-- becomes
SELECT `items`.`ref`, `items`.`qty`, `items`.`label` AS `title` FROM items ORDER BY ref
-- ref INT | qty INT | title VARCHAR
--   1 | 2 | seen
--   3 | 3 | null

-- dual-write, speaks old
SELECT * FROM listed ORDER BY ref
-- untouched
-- ref INT | label VARCHAR
--   1 | lamp
--   2 | chair
--   3 | null

-- dual-write, speaks old
SELECT labels()
-- untouched
-- labels() BIGINT
--   2

-- dual-write, speaks old
UPDATE listed SET label = 'x'
-- refused: Crossfade: a write to view shop.listed, which would reach the old columns only

-- dual-write, speaks old
INSERT INTO listed VALUES (1, 'y')
-- refused: Crossfade: a write to view shop.listed, which would reach the old columns only

-- dual-write, speaks old
DELETE FROM listed WHERE ref = 3
-- untouched
-- count 1

-- dual-write, speaks old
UPDATE notes n JOIN listed l ON l.ref = n.ref SET n.line = l.label
-- untouched
-- count 2

-- dual-write, speaks old
UPDATE notes n JOIN listed l ON l.ref = n.ref SET l.label = n.line
-- refused: Crossfade: a write to view shop.listed, which would reach the old columns only

-- dual-write, speaks old
UPDATE notes n JOIN listed l ON l.ref = n.ref SET line = 'x', label = 'x'
-- refused: Crossfade: a write to view shop.listed, which would reach the old columns only

-- dual-write, speaks old
DELETE n FROM notes n JOIN listed l ON l.ref = n.ref WHERE l.label = 'chair'
-- untouched
-- count 1

-- dual-write, speaks old
DELETE l FROM listed l JOIN notes n ON n.ref = l.ref WHERE n.line = 'second'
-- untouched
-- count 0

-- dual-write, speaks old
SELECT * FROM notes ORDER BY ref
-- untouched
-- ref INT | line VARCHAR
--   1 | lamp
--   9 | null

-- dual-write, speaks old
UPDATE items SET label = 'seen' WHERE ref = 1
-- becomes
UPDATE items SET `items`.`title` = IF(crossfade.`case-views-and-functions_unchanged_old`(`items`.`label`, 'seen'), `items`.`title`, 'seen'), label = 'seen' WHERE ref = 1
-- count 1

-- dual-write, speaks old
SELECT * FROM listed ORDER BY ref
-- untouched
-- ref INT | label VARCHAR
--   1 | seen
--   2 | chair

-- dual-write, speaks old
SELECT labels()
-- untouched
-- labels() BIGINT
--   2

-- dual-write, speaks new
UPDATE items SET title = 'seen' WHERE ref = 1
-- becomes
UPDATE items SET `items`.`title` = IF(crossfade.`case-views-and-functions_unchanged_old`(`items`.`label`, 'seen'), `items`.`title`, 'seen'), `items`.`label` = 'seen' WHERE ref = 1
-- count 1

-- dual-write, speaks new
SELECT label FROM listed ORDER BY ref
-- untouched
-- label VARCHAR
--   seen
--   chair
--   null

-- dual-write, speaks new
DELETE FROM listed WHERE label = 'chair'
-- untouched
-- count 1

-- dual-write, speaks new
SELECT * FROM items ORDER BY ref
-- becomes
SELECT `items`.`ref`, `items`.`qty`, `items`.`label` AS `title` FROM items ORDER BY ref
-- ref INT | qty INT | title VARCHAR
--   1 | 2 | seen
--   3 | 3 | null

-- live, speaks old
SELECT * FROM listed ORDER BY ref
-- untouched
-- ref INT | label VARCHAR
--   1 | lamp
--   2 | chair
--   3 | null

-- live, speaks old
SELECT labels()
-- untouched
-- labels() BIGINT
--   2

-- live, speaks old
UPDATE listed SET label = 'x'
-- refused: Crossfade: a write to view shop.listed, which would reach the old columns only

-- live, speaks old
INSERT INTO listed VALUES (1, 'y')
-- refused: Crossfade: a write to view shop.listed, which would reach the old columns only

-- live, speaks old
DELETE FROM listed WHERE ref = 3
-- untouched
-- count 1

-- live, speaks old
UPDATE notes n JOIN listed l ON l.ref = n.ref SET n.line = l.label
-- untouched
-- count 2

-- live, speaks old
UPDATE notes n JOIN listed l ON l.ref = n.ref SET l.label = n.line
-- refused: Crossfade: a write to view shop.listed, which would reach the old columns only

-- live, speaks old
UPDATE notes n JOIN listed l ON l.ref = n.ref SET line = 'x', label = 'x'
-- refused: Crossfade: a write to view shop.listed, which would reach the old columns only

-- live, speaks old
DELETE n FROM notes n JOIN listed l ON l.ref = n.ref WHERE l.label = 'chair'
-- untouched
-- count 1

-- live, speaks old
DELETE l FROM listed l JOIN notes n ON n.ref = l.ref WHERE n.line = 'second'
-- untouched
-- count 0

-- live, speaks old
SELECT * FROM notes ORDER BY ref
-- untouched
-- ref INT | line VARCHAR
--   1 | lamp
--   9 | null

-- live, speaks old
UPDATE items SET label = 'seen' WHERE ref = 1
-- becomes
UPDATE items SET label = 'seen', `items`.`title` = `items`.`label` WHERE ref = 1
-- count 1

-- live, speaks old
SELECT * FROM listed ORDER BY ref
-- untouched
-- ref INT | label VARCHAR
--   1 | seen
--   2 | chair

-- live, speaks old
SELECT labels()
-- untouched
-- labels() BIGINT
--   2

-- live, speaks new
UPDATE items SET title = 'seen' WHERE ref = 1
-- becomes
UPDATE items SET title = 'seen', `items`.`label` = `items`.`title` WHERE ref = 1
-- count 1

-- live, speaks new
SELECT label FROM listed ORDER BY ref
-- untouched
-- label VARCHAR
--   seen
--   chair
--   null

-- live, speaks new
DELETE FROM listed WHERE label = 'chair'
-- untouched
-- count 1

-- live, speaks new
SELECT * FROM items ORDER BY ref
-- becomes
SELECT `items`.`ref`, `items`.`qty`, `items`.`title` FROM items ORDER BY ref
-- ref INT | qty INT | title VARCHAR
--   1 | 2 | seen
--   3 | 3 | null

