-- off, speaks old
INSERT INTO items VALUES (4, 'table', 4)
-- becomes
INSERT INTO items (`ref`, `label`, `qty`) VALUES (4, 'table', 4)
-- count 1

-- off, speaks old
INSERT INTO items VALUES (5)
-- becomes
INSERT INTO items (`ref`, `label`, `qty`) VALUES (5)
-- error 1136

-- off, speaks old
INSERT INTO items (ref) VALUES (6)
-- untouched
-- count 1

-- off, speaks old
INSERT INTO items (qty, label) VALUES (7, 'desk'), (8, DEFAULT), (DEFAULT, NULL), (9, '')
-- untouched
-- count 4

-- off, speaks old
INSERT INTO items () VALUES ()
-- untouched
-- count 1

-- off, speaks old
INSERT items SET ref = 10, label = 'set', qty = ref + 1
-- untouched
-- count 1

-- off, speaks old
INSERT INTO items (ref, label, qty) VALUES (11, concat('l', ref), char_length(label))
-- refused: Crossfade: column label of table shop.items in a value of the row that is inserted

-- off, speaks old
INSERT INTO items (ref, label) VALUES (12, DEFAULT(label))
-- untouched
-- count 1

-- off, speaks old
INSERT INTO items (ref, label) VALUES ROW(13, 'r'), ROW(14, 's')
-- untouched
-- count 2

-- off, speaks old
INSERT INTO items (ref, label) VALUES (15, 'much too long a label')
-- untouched
-- error 1406

-- off, speaks old
INSERT INTO items (ref, label) VALUES (15, 'a'), (16, 'much too long a label')
-- untouched
-- error 1406

-- off, speaks old
SELECT * FROM items ORDER BY ref, qty, label
-- becomes
SELECT `items`.`ref`, `items`.`label`, `items`.`qty` FROM items ORDER BY ref, qty, label
-- ref INT | label VARCHAR | qty INT
--   null | null | 1
--   null | none | 1
--   null | desk | 7
--   null | none | 8
--   null |  | 9
--   1 | lamp | 2
--   2 | chair | 1
--   3 | null | 3
--   4 | table | 4
--   6 | none | 1
--   10 | set | 11
--   12 | none | 1
--   13 | r | 1
--   14 | s | 1

-- off, speaks new
INSERT INTO items VALUES (4, 4, 'table')
-- becomes
INSERT INTO items (`ref`, `qty`, `title`, `label`) VALUES (4, 4, 'table', `items`.`title`)
-- count 1

-- off, speaks new
INSERT INTO items (qty, title) VALUES (7, 'desk'), (8, DEFAULT), (DEFAULT, NULL), (9, '')
-- becomes
INSERT INTO items (qty, title, `label`) VALUES (7, 'desk', `items`.`title`), (8, ('none'), `items`.`title`), (DEFAULT, NULL, `items`.`title`), (9, '', `items`.`title`)
-- count 4

-- off, speaks new
INSERT INTO items () VALUES ()
-- untouched
-- count 1

-- off, speaks new
INSERT items SET ref = 10, title = 'set', qty = ref + 1
-- becomes
INSERT items SET ref = 10, title = 'set', qty = ref + 1, `label` = `items`.`title`
-- count 1

-- off, speaks new
INSERT INTO items (ref, title) VALUES (15, 'a'), (16, 'much too long a label')
-- becomes
INSERT INTO items (ref, title, `label`) VALUES (15, 'a', `items`.`title`), (16, 'much too long a label', `items`.`title`)
-- error 1406

-- off, speaks new
SELECT * FROM items ORDER BY ref, qty, title
-- becomes
SELECT `items`.`ref`, `items`.`qty`, `items`.`label` AS `title` FROM items ORDER BY ref, qty, title
-- ref INT | qty INT | title VARCHAR
--   null | 1 | null
--   null | 1 | none
--   null | 7 | desk
--   null | 8 | none
--   null | 9 | 
--   1 | 2 | lamp
--   2 | 1 | chair
--   3 | 3 | null
--   4 | 4 | table
--   10 | 11 | set

-- dual-write, speaks old
INSERT INTO items VALUES (4, 'table', 4)
-- becomes
INSERT INTO items (`ref`, `label`, `qty`, `title`) VALUES (4, 'table', 4, `items`.`label`)
-- count 1

-- dual-write, speaks old
INSERT INTO items VALUES (5)
-- becomes
INSERT INTO items (`ref`, `label`, `qty`, `title`) VALUES (5, `items`.`label`)
-- error 1136

-- dual-write, speaks old
INSERT INTO items (ref) VALUES (6)
-- becomes
INSERT INTO items (ref, `title`) VALUES (6, `items`.`label`)
-- count 1

-- dual-write, speaks old
INSERT INTO items (qty, label) VALUES (7, 'desk'), (8, DEFAULT), (DEFAULT, NULL), (9, '')
-- becomes
INSERT INTO items (qty, label, `title`) VALUES (7, 'desk', `items`.`label`), (8, DEFAULT, `items`.`label`), (DEFAULT, NULL, `items`.`label`), (9, '', `items`.`label`)
-- count 4

-- dual-write, speaks old
INSERT INTO items () VALUES ()
-- becomes
INSERT INTO items (`title`) VALUES (`items`.`label`)
-- count 1

-- dual-write, speaks old
INSERT items SET ref = 10, label = 'set', qty = ref + 1
-- becomes
INSERT items SET ref = 10, label = 'set', qty = ref + 1, `title` = `items`.`label`
-- count 1

-- dual-write, speaks old
INSERT INTO items (ref, label, qty) VALUES (11, concat('l', ref), char_length(label))
-- refused: Crossfade: column label of table shop.items in a value of the row that is inserted

-- dual-write, speaks old
INSERT INTO items (ref, label) VALUES (12, DEFAULT(label))
-- becomes
INSERT INTO items (ref, label, `title`) VALUES (12, DEFAULT(label), `items`.`label`)
-- count 1

-- dual-write, speaks old
INSERT INTO items (ref, label) VALUES ROW(13, 'r'), ROW(14, 's')
-- becomes
INSERT INTO items (ref, label, `title`) SELECT /*+ NO_MERGE(crossfade_value) */ crossfade_value.c1, crossfade_value.c2, crossfade_value.c2 FROM (VALUES ROW(13, 'r'), ROW(14, 's')) AS crossfade_value (c1, c2)
-- count 2

-- dual-write, speaks old
INSERT INTO items (ref, label) VALUES (15, 'much too long a label')
-- becomes
INSERT INTO items (ref, label, `title`) VALUES (15, 'much too long a label', `items`.`label`)
-- error 1406

-- dual-write, speaks old
INSERT INTO items (ref, label) VALUES (15, 'a'), (16, 'much too long a label')
-- becomes
INSERT INTO items (ref, label, `title`) VALUES (15, 'a', `items`.`label`), (16, 'much too long a label', `items`.`label`)
-- error 1406

-- dual-write, speaks old
SELECT * FROM items ORDER BY ref, qty, label
-- becomes
SELECT `items`.`ref`, `items`.`label`, `items`.`qty` FROM items ORDER BY ref, qty, label
-- ref INT | label VARCHAR | qty INT
--   null | null | 1
--   null | none | 1
--   null | desk | 7
--   null | none | 8
--   null |  | 9
--   1 | lamp | 2
--   2 | chair | 1
--   3 | null | 3
--   4 | table | 4
--   6 | none | 1
--   10 | set | 11
--   12 | none | 1
--   13 | r | 1
--   14 | s | 1

-- dual-write, speaks new
INSERT INTO items VALUES (4, 4, 'table')
-- becomes
INSERT INTO items (`ref`, `qty`, `title`, `label`) VALUES (4, 4, 'table', `items`.`title`)
-- count 1

-- dual-write, speaks new
INSERT INTO items (qty, title) VALUES (7, 'desk'), (8, DEFAULT), (DEFAULT, NULL), (9, '')
-- becomes
INSERT INTO items (qty, title, `label`) VALUES (7, 'desk', `items`.`title`), (8, ('none'), `items`.`title`), (DEFAULT, NULL, `items`.`title`), (9, '', `items`.`title`)
-- count 4

-- dual-write, speaks new
INSERT INTO items () VALUES ()
-- becomes
INSERT INTO items (`title`) VALUES (`items`.`label`)
-- count 1

-- dual-write, speaks new
INSERT items SET ref = 10, title = 'set', qty = ref + 1
-- becomes
INSERT items SET ref = 10, title = 'set', qty = ref + 1, `label` = `items`.`title`
-- count 1

-- dual-write, speaks new
INSERT INTO items (ref, title) VALUES (15, 'a'), (16, 'much too long a label')
-- becomes
INSERT INTO items (ref, title, `label`) VALUES (15, 'a', `items`.`title`), (16, 'much too long a label', `items`.`title`)
-- error 1406

-- dual-write, speaks new
SELECT * FROM items ORDER BY ref, qty, title
-- becomes
SELECT `items`.`ref`, `items`.`qty`, `items`.`label` AS `title` FROM items ORDER BY ref, qty, title
-- ref INT | qty INT | title VARCHAR
--   null | 1 | null
--   null | 1 | none
--   null | 7 | desk
--   null | 8 | none
--   null | 9 | 
--   1 | 2 | lamp
--   2 | 1 | chair
--   3 | 3 | null
--   4 | 4 | table
--   10 | 11 | set

-- live, speaks old
INSERT INTO items VALUES (4, 'table', 4)
-- becomes
INSERT INTO items (`ref`, `label`, `qty`, `title`) VALUES (4, 'table', 4, `items`.`label`)
-- count 1

-- live, speaks old
INSERT INTO items VALUES (5)
-- becomes
INSERT INTO items (`ref`, `label`, `qty`, `title`) VALUES (5, `items`.`label`)
-- error 1136

-- live, speaks old
INSERT INTO items (ref) VALUES (6)
-- becomes
INSERT INTO items (ref, `title`) VALUES (6, `items`.`label`)
-- count 1

-- live, speaks old
INSERT INTO items (qty, label) VALUES (7, 'desk'), (8, DEFAULT), (DEFAULT, NULL), (9, '')
-- becomes
INSERT INTO items (qty, label, `title`) VALUES (7, 'desk', `items`.`label`), (8, DEFAULT, `items`.`label`), (DEFAULT, NULL, `items`.`label`), (9, '', `items`.`label`)
-- count 4

-- live, speaks old
INSERT INTO items () VALUES ()
-- becomes
INSERT INTO items (`title`) VALUES (`items`.`label`)
-- count 1

-- live, speaks old
INSERT items SET ref = 10, label = 'set', qty = ref + 1
-- becomes
INSERT items SET ref = 10, label = 'set', qty = ref + 1, `title` = `items`.`label`
-- count 1

-- live, speaks old
INSERT INTO items (ref, label, qty) VALUES (11, concat('l', ref), char_length(label))
-- refused: Crossfade: column label of table shop.items in a value of the row that is inserted

-- live, speaks old
INSERT INTO items (ref, label) VALUES (12, DEFAULT(label))
-- becomes
INSERT INTO items (ref, label, `title`) VALUES (12, DEFAULT(label), `items`.`label`)
-- count 1

-- live, speaks old
INSERT INTO items (ref, label) VALUES ROW(13, 'r'), ROW(14, 's')
-- becomes
INSERT INTO items (ref, label, `title`) SELECT /*+ NO_MERGE(crossfade_value) */ crossfade_value.c1, crossfade_value.c2, crossfade_value.c2 FROM (VALUES ROW(13, 'r'), ROW(14, 's')) AS crossfade_value (c1, c2)
-- count 2

-- live, speaks old
INSERT INTO items (ref, label) VALUES (15, 'much too long a label')
-- becomes
INSERT INTO items (ref, label, `title`) VALUES (15, 'much too long a label', `items`.`label`)
-- error 1406

-- live, speaks old
INSERT INTO items (ref, label) VALUES (15, 'a'), (16, 'much too long a label')
-- becomes
INSERT INTO items (ref, label, `title`) VALUES (15, 'a', `items`.`label`), (16, 'much too long a label', `items`.`label`)
-- error 1406

-- live, speaks old
SELECT * FROM items ORDER BY ref, qty, label
-- becomes
SELECT `items`.`ref`, `items`.`title` AS `label`, `items`.`qty` FROM items ORDER BY ref, qty, label
-- ref INT | label VARCHAR | qty INT
--   null | null | 1
--   null | none | 1
--   null | desk | 7
--   null | none | 8
--   null |  | 9
--   1 | lamp | 2
--   2 | chair | 1
--   3 | null | 3
--   4 | table | 4
--   6 | none | 1
--   10 | set | 11
--   12 | none | 1
--   13 | r | 1
--   14 | s | 1

-- live, speaks new
INSERT INTO items VALUES (4, 4, 'table')
-- becomes
INSERT INTO items (`ref`, `qty`, `title`, `label`) VALUES (4, 4, 'table', `items`.`title`)
-- count 1

-- live, speaks new
INSERT INTO items (qty, title) VALUES (7, 'desk'), (8, DEFAULT), (DEFAULT, NULL), (9, '')
-- becomes
INSERT INTO items (qty, title, `label`) VALUES (7, 'desk', `items`.`title`), (8, ('none'), `items`.`title`), (DEFAULT, NULL, `items`.`title`), (9, '', `items`.`title`)
-- count 4

-- live, speaks new
INSERT INTO items () VALUES ()
-- becomes
INSERT INTO items (`title`) VALUES (`items`.`label`)
-- count 1

-- live, speaks new
INSERT items SET ref = 10, title = 'set', qty = ref + 1
-- becomes
INSERT items SET ref = 10, title = 'set', qty = ref + 1, `label` = `items`.`title`
-- count 1

-- live, speaks new
INSERT INTO items (ref, title) VALUES (15, 'a'), (16, 'much too long a label')
-- becomes
INSERT INTO items (ref, title, `label`) VALUES (15, 'a', `items`.`title`), (16, 'much too long a label', `items`.`title`)
-- error 1406

-- live, speaks new
SELECT * FROM items ORDER BY ref, qty, title
-- becomes
SELECT `items`.`ref`, `items`.`qty`, `items`.`title` FROM items ORDER BY ref, qty, title
-- ref INT | qty INT | title VARCHAR
--   null | 1 | null
--   null | 1 | none
--   null | 7 | desk
--   null | 8 | none
--   null | 9 | 
--   1 | 2 | lamp
--   2 | 1 | chair
--   3 | 3 | null
--   4 | 4 | table
--   10 | 11 | set

