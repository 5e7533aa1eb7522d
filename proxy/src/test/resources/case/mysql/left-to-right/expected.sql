-- off, speaks old
UPDATE items SET label = 'ab', qty = char_length(label) WHERE ref = 1
-- untouched
-- count 1

-- off, speaks old
UPDATE items SET qty = char_length(label), label = concat(label, qty) WHERE ref = 2
-- untouched
-- count 1

-- off, speaks old
UPDATE items SET label = concat(label, 'x'), label = concat(label, 'y') WHERE ref = 1
-- refused: Crossfade: a column that is assigned twice, in an update of columns of migration case-left-to-right on table shop.items

-- off, speaks old
UPDATE items SET label = qty, qty = label + 1 WHERE ref = 3
-- untouched
-- count 1

-- off, speaks old
SELECT * FROM items ORDER BY ref
-- becomes
SELECT `items`.`ref`, `items`.`label`, `items`.`qty` FROM items ORDER BY ref
-- ref INT | label VARCHAR | qty INT
--   1 | ab | 2
--   2 | chair5 | 5
--   3 | 3 | 4

-- off, speaks new
UPDATE items SET title = 'ab', qty = char_length(title) WHERE ref = 1
-- becomes
UPDATE items SET `items`.`label` = 'ab', qty = char_length(`items`.`label`) WHERE ref = 1
-- count 1

-- off, speaks new
UPDATE items SET title = concat(title, 'x'), title = concat(title, 'y') WHERE ref = 1
-- refused: Crossfade: a column that is assigned twice, in an update of columns of migration case-left-to-right on table shop.items

-- off, speaks new
SELECT * FROM items ORDER BY ref
-- becomes
SELECT `items`.`ref`, `items`.`qty`, `items`.`label` AS `title` FROM items ORDER BY ref
-- ref INT | qty INT | title VARCHAR
--   1 | 2 | ab
--   2 | 1 | chair
--   3 | 3 | null

-- dual-write, speaks old
UPDATE items SET label = 'ab', qty = char_length(label) WHERE ref = 1
-- becomes
UPDATE items SET `items`.`title` = IF(crossfade.`case-left-to-right_unchanged_old`(`items`.`label`, 'ab'), `items`.`title`, 'ab'), label = 'ab', qty = char_length(label) WHERE ref = 1
-- count 1

-- dual-write, speaks old
UPDATE items SET qty = char_length(label), label = concat(label, qty) WHERE ref = 2
-- becomes
UPDATE items SET qty = char_length(label), `items`.`title` = IF(crossfade.`case-left-to-right_unchanged_old`(`items`.`label`, concat(label, qty)), `items`.`title`, concat(label, qty)), label = concat(label, qty) WHERE ref = 2
-- count 1

-- dual-write, speaks old
UPDATE items SET label = concat(label, 'x'), label = concat(label, 'y') WHERE ref = 1
-- refused: Crossfade: a column that is assigned twice, in an update of columns of migration case-left-to-right on table shop.items

-- dual-write, speaks old
UPDATE items SET label = qty, qty = label + 1 WHERE ref = 3
-- becomes
UPDATE items SET `items`.`title` = IF(crossfade.`case-left-to-right_unchanged_old`(`items`.`label`, qty), `items`.`title`, qty), label = qty, qty = label + 1 WHERE ref = 3
-- count 1

-- dual-write, speaks old
SELECT * FROM items ORDER BY ref
-- becomes
SELECT `items`.`ref`, `items`.`label`, `items`.`qty` FROM items ORDER BY ref
-- ref INT | label VARCHAR | qty INT
--   1 | ab | 2
--   2 | chair5 | 5
--   3 | 3 | 4

-- dual-write, speaks new
UPDATE items SET title = 'ab', qty = char_length(title) WHERE ref = 1
-- becomes
UPDATE items SET `items`.`title` = IF(crossfade.`case-left-to-right_unchanged_old`(`items`.`label`, 'ab'), `items`.`title`, 'ab'), `items`.`label` = 'ab', qty = char_length(`items`.`label`) WHERE ref = 1
-- count 1

-- dual-write, speaks new
UPDATE items SET title = concat(title, 'x'), title = concat(title, 'y') WHERE ref = 1
-- refused: Crossfade: a column that is assigned twice, in an update of columns of migration case-left-to-right on table shop.items

-- dual-write, speaks new
SELECT * FROM items ORDER BY ref
-- becomes
SELECT `items`.`ref`, `items`.`qty`, `items`.`label` AS `title` FROM items ORDER BY ref
-- ref INT | qty INT | title VARCHAR
--   1 | 2 | ab
--   2 | 1 | chair
--   3 | 3 | null

-- live, speaks old
UPDATE items SET label = 'ab', qty = char_length(label) WHERE ref = 1
-- becomes
UPDATE items SET label = 'ab', `items`.`title` = `items`.`label`, qty = char_length(`items`.`title`) WHERE ref = 1
-- count 1

-- live, speaks old
UPDATE items SET qty = char_length(label), label = concat(label, qty) WHERE ref = 2
-- becomes
UPDATE items SET qty = char_length(`items`.`title`), label = concat(`items`.`title`, qty), `items`.`title` = `items`.`label` WHERE ref = 2
-- count 1

-- live, speaks old
UPDATE items SET label = concat(label, 'x'), label = concat(label, 'y') WHERE ref = 1
-- refused: Crossfade: a column that is assigned twice, in an update of columns of migration case-left-to-right on table shop.items

-- live, speaks old
UPDATE items SET label = qty, qty = label + 1 WHERE ref = 3
-- becomes
UPDATE items SET label = qty, `items`.`title` = `items`.`label`, qty = `items`.`title` + 1 WHERE ref = 3
-- count 1

-- live, speaks old
SELECT * FROM items ORDER BY ref
-- becomes
SELECT `items`.`ref`, `items`.`title` AS `label`, `items`.`qty` FROM items ORDER BY ref
-- ref INT | label VARCHAR | qty INT
--   1 | ab | 2
--   2 | chair5 | 5
--   3 | 3 | 4

-- live, speaks new
UPDATE items SET title = 'ab', qty = char_length(title) WHERE ref = 1
-- becomes
UPDATE items SET title = 'ab', `items`.`label` = `items`.`title`, qty = char_length(title) WHERE ref = 1
-- count 1

-- live, speaks new
UPDATE items SET title = concat(title, 'x'), title = concat(title, 'y') WHERE ref = 1
-- refused: Crossfade: a column that is assigned twice, in an update of columns of migration case-left-to-right on table shop.items

-- live, speaks new
SELECT * FROM items ORDER BY ref
-- becomes
SELECT `items`.`ref`, `items`.`qty`, `items`.`title` FROM items ORDER BY ref
-- ref INT | qty INT | title VARCHAR
--   1 | 2 | ab
--   2 | 1 | chair
--   3 | 3 | null

