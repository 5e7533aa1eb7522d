-- off, speaks old
UPDATE items SET label = 'one' WHERE ref = 1
-- untouched
-- count 1

-- off, speaks old
UPDATE items SET label = 'one' WHERE ref = 1
-- untouched
-- count 0

-- off, speaks old
UPDATE items SET label = concat(label, '+'), qty = qty + 1
-- untouched
-- count 3

-- off, speaks old
UPDATE items SET label = upper(label) WHERE label IS NOT NULL
-- untouched
-- count 2

-- off, speaks old
UPDATE items AS i SET i.label = NULL WHERE i.label LIKE 'c%'
-- untouched
-- count 1

-- off, speaks old
UPDATE items SET label = DEFAULT WHERE ref = 1
-- untouched
-- count 1

-- off, speaks old
UPDATE items SET label = DEFAULT(label), qty = DEFAULT(qty) WHERE ref = 2
-- untouched
-- count 1

-- off, speaks old
UPDATE items SET label = (SELECT concat('sub', max(n)) FROM (SELECT 5 AS n) s) WHERE ref = 3
-- untouched
-- count 1

-- off, speaks old
UPDATE items SET label = 'last' ORDER BY label DESC, ref DESC LIMIT 1
-- untouched
-- count 1

-- off, speaks old
UPDATE items SET label = 'much too long a label' WHERE ref = 1
-- untouched
-- error 1406

-- off, speaks old
UPDATE items SET label = 'x' WHERE false
-- untouched
-- count 0

-- off, speaks old
SELECT * FROM items ORDER BY ref
-- becomes
SELECT `items`.`ref`, `items`.`label`, `items`.`qty` FROM items ORDER BY ref
-- ref INT | label VARCHAR | qty INT
--   1 | none | 3
--   2 | none | 1
--   3 | last | 4

-- off, speaks new
UPDATE items SET title = concat(title, '+'), qty = qty + 1
-- becomes
UPDATE items SET `items`.`label` = concat(`items`.`label`, '+'), qty = qty + 1
-- count 3

-- off, speaks new
UPDATE items SET title = DEFAULT WHERE ref = 1
-- becomes
UPDATE items SET `items`.`label` = DEFAULT WHERE ref = 1
-- count 1

-- off, speaks new
UPDATE items SET title = 'much too long a label' WHERE ref = 1
-- becomes
UPDATE items SET `items`.`label` = 'much too long a label' WHERE ref = 1
-- error 1406

-- off, speaks new
SELECT * FROM items ORDER BY ref
-- becomes
SELECT `items`.`ref`, `items`.`qty`, `items`.`label` AS `title` FROM items ORDER BY ref
-- ref INT | qty INT | title VARCHAR
--   1 | 3 | none
--   2 | 2 | chair+
--   3 | 4 | null

-- dual-write, speaks old
UPDATE items SET label = 'one' WHERE ref = 1
-- becomes
UPDATE items SET `items`.`title` = IF(crossfade.`case-update_unchanged_old`(`items`.`label`, 'one'), `items`.`title`, 'one'), label = 'one' WHERE ref = 1
-- count 1

-- dual-write, speaks old
UPDATE items SET label = 'one' WHERE ref = 1
-- becomes
UPDATE items SET `items`.`title` = IF(crossfade.`case-update_unchanged_old`(`items`.`label`, 'one'), `items`.`title`, 'one'), label = 'one' WHERE ref = 1
-- count 0

-- dual-write, speaks old
UPDATE items SET label = concat(label, '+'), qty = qty + 1
-- becomes
UPDATE items SET `items`.`title` = IF(crossfade.`case-update_unchanged_old`(`items`.`label`, concat(label, '+')), `items`.`title`, concat(label, '+')), label = concat(label, '+'), qty = qty + 1
-- count 3

-- dual-write, speaks old
UPDATE items SET label = upper(label) WHERE label IS NOT NULL
-- becomes
UPDATE items SET `items`.`title` = IF(crossfade.`case-update_unchanged_old`(`items`.`label`, upper(label)), `items`.`title`, upper(label)), label = upper(label) WHERE label IS NOT NULL
-- count 2

-- dual-write, speaks old
UPDATE items AS i SET i.label = NULL WHERE i.label LIKE 'c%'
-- becomes
UPDATE items AS i SET `i`.`title` = IF(crossfade.`case-update_unchanged_old`(`i`.`label`, NULL), `i`.`title`, NULL), i.label = NULL WHERE i.label LIKE 'c%'
-- count 1

-- dual-write, speaks old
UPDATE items SET label = DEFAULT WHERE ref = 1
-- becomes
UPDATE items SET `items`.`title` = IF(crossfade.`case-update_unchanged_old`(`items`.`label`, DEFAULT(`items`.`label`)), `items`.`title`, DEFAULT(`items`.`label`)), label = DEFAULT(`items`.`label`) WHERE ref = 1
-- count 1

-- dual-write, speaks old
UPDATE items SET label = DEFAULT(label), qty = DEFAULT(qty) WHERE ref = 2
-- becomes
UPDATE items SET `items`.`title` = IF(crossfade.`case-update_unchanged_old`(`items`.`label`, DEFAULT(label)), `items`.`title`, DEFAULT(label)), label = DEFAULT(label), qty = DEFAULT(qty) WHERE ref = 2
-- count 1

-- dual-write, speaks old
UPDATE items SET label = (SELECT concat('sub', max(n)) FROM (SELECT 5 AS n) s) WHERE ref = 3
-- becomes
UPDATE items SET `items`.`title` = IF(crossfade.`case-update_unchanged_old`(`items`.`label`, (SELECT concat('sub', max(n)) FROM (SELECT 5 AS n) s)), `items`.`title`, (SELECT concat('sub', max(n)) FROM (SELECT 5 AS n) s)), label = (SELECT concat('sub', max(n)) FROM (SELECT 5 AS n) s) WHERE ref = 3
-- count 1

-- dual-write, speaks old
UPDATE items SET label = 'last' ORDER BY label DESC, ref DESC LIMIT 1
-- becomes
UPDATE items SET `items`.`title` = IF(crossfade.`case-update_unchanged_old`(`items`.`label`, 'last'), `items`.`title`, 'last'), label = 'last' ORDER BY label DESC, ref DESC LIMIT 1
-- count 1

-- dual-write, speaks old
UPDATE items SET label = 'much too long a label' WHERE ref = 1
-- becomes
UPDATE items SET `items`.`title` = IF(crossfade.`case-update_unchanged_old`(`items`.`label`, 'much too long a label'), `items`.`title`, 'much too long a label'), label = 'much too long a label' WHERE ref = 1
-- error 1406

-- dual-write, speaks old
UPDATE items SET label = 'x' WHERE false
-- becomes
UPDATE items SET `items`.`title` = IF(crossfade.`case-update_unchanged_old`(`items`.`label`, 'x'), `items`.`title`, 'x'), label = 'x' WHERE false
-- count 0

-- dual-write, speaks old
SELECT * FROM items ORDER BY ref
-- becomes
SELECT `items`.`ref`, `items`.`label`, `items`.`qty` FROM items ORDER BY ref
-- ref INT | label VARCHAR | qty INT
--   1 | none | 3
--   2 | none | 1
--   3 | last | 4

-- dual-write, speaks new
UPDATE items SET title = concat(title, '+'), qty = qty + 1
-- becomes
UPDATE items SET `items`.`title` = IF(crossfade.`case-update_unchanged_old`(`items`.`label`, concat(`items`.`label`, '+')), `items`.`title`, concat(`items`.`label`, '+')), `items`.`label` = concat(`items`.`label`, '+'), qty = qty + 1
-- count 3

-- dual-write, speaks new
UPDATE items SET title = DEFAULT WHERE ref = 1
-- refused: Crossfade: DEFAULT, in an update of columns of migration case-update on table shop.items

-- dual-write, speaks new
UPDATE items SET title = 'much too long a label' WHERE ref = 1
-- becomes
UPDATE items SET `items`.`title` = IF(crossfade.`case-update_unchanged_old`(`items`.`label`, 'much too long a label'), `items`.`title`, 'much too long a label'), `items`.`label` = 'much too long a label' WHERE ref = 1
-- error 1406

-- dual-write, speaks new
SELECT * FROM items ORDER BY ref
-- becomes
SELECT `items`.`ref`, `items`.`qty`, `items`.`label` AS `title` FROM items ORDER BY ref
-- ref INT | qty INT | title VARCHAR
--   1 | 3 | lamp+
--   2 | 2 | chair+
--   3 | 4 | null

-- live, speaks old
UPDATE items SET label = 'one' WHERE ref = 1
-- becomes
UPDATE items SET label = 'one', `items`.`title` = `items`.`label` WHERE ref = 1
-- count 1

-- live, speaks old
UPDATE items SET label = 'one' WHERE ref = 1
-- becomes
UPDATE items SET label = 'one', `items`.`title` = `items`.`label` WHERE ref = 1
-- count 0

-- live, speaks old
UPDATE items SET label = concat(label, '+'), qty = qty + 1
-- becomes
UPDATE items SET label = concat(`items`.`title`, '+'), `items`.`title` = `items`.`label`, qty = qty + 1
-- count 3

-- live, speaks old
UPDATE items SET label = upper(label) WHERE label IS NOT NULL
-- becomes
UPDATE items SET label = upper(`items`.`title`), `items`.`title` = `items`.`label` WHERE `items`.`title` IS NOT NULL
-- count 2

-- live, speaks old
UPDATE items AS i SET i.label = NULL WHERE i.label LIKE 'c%'
-- becomes
UPDATE items AS i SET i.label = NULL, `i`.`title` = `i`.`label` WHERE i.`title` LIKE 'c%'
-- count 1

-- live, speaks old
UPDATE items SET label = DEFAULT WHERE ref = 1
-- becomes
UPDATE items SET label = DEFAULT(`items`.`label`), `items`.`title` = `items`.`label` WHERE ref = 1
-- count 1

-- live, speaks old
UPDATE items SET label = DEFAULT(label), qty = DEFAULT(qty) WHERE ref = 2
-- becomes
UPDATE items SET label = DEFAULT(label), `items`.`title` = `items`.`label`, qty = DEFAULT(qty) WHERE ref = 2
-- count 1

-- live, speaks old
UPDATE items SET label = (SELECT concat('sub', max(n)) FROM (SELECT 5 AS n) s) WHERE ref = 3
-- becomes
UPDATE items SET label = (SELECT concat('sub', max(n)) FROM (SELECT 5 AS n) s), `items`.`title` = `items`.`label` WHERE ref = 3
-- count 1

-- live, speaks old
UPDATE items SET label = 'last' ORDER BY label DESC, ref DESC LIMIT 1
-- becomes
UPDATE items SET label = 'last', `items`.`title` = `items`.`label` ORDER BY `items`.`title` DESC, ref DESC LIMIT 1
-- count 1

-- live, speaks old
UPDATE items SET label = 'much too long a label' WHERE ref = 1
-- becomes
UPDATE items SET label = 'much too long a label', `items`.`title` = `items`.`label` WHERE ref = 1
-- error 1406

-- live, speaks old
UPDATE items SET label = 'x' WHERE false
-- becomes
UPDATE items SET label = 'x', `items`.`title` = `items`.`label` WHERE false
-- count 0

-- live, speaks old
SELECT * FROM items ORDER BY ref
-- becomes
SELECT `items`.`ref`, `items`.`title` AS `label`, `items`.`qty` FROM items ORDER BY ref
-- ref INT | label VARCHAR | qty INT
--   1 | none | 3
--   2 | none | 1
--   3 | last | 4

-- live, speaks new
UPDATE items SET title = concat(title, '+'), qty = qty + 1
-- becomes
UPDATE items SET title = concat(title, '+'), `items`.`label` = `items`.`title`, qty = qty + 1
-- count 3

-- live, speaks new
UPDATE items SET title = DEFAULT WHERE ref = 1
-- becomes
UPDATE items SET title = DEFAULT(`items`.`label`), `items`.`label` = `items`.`title` WHERE ref = 1
-- count 1

-- live, speaks new
UPDATE items SET title = 'much too long a label' WHERE ref = 1
-- becomes
UPDATE items SET title = 'much too long a label', `items`.`label` = `items`.`title` WHERE ref = 1
-- error 1406

-- live, speaks new
SELECT * FROM items ORDER BY ref
-- becomes
SELECT `items`.`ref`, `items`.`qty`, `items`.`title` FROM items ORDER BY ref
-- ref INT | qty INT | title VARCHAR
--   1 | 3 | none
--   2 | 2 | chair+
--   3 | 4 | null

