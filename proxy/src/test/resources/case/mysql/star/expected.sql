-- off, speaks old
SELECT * FROM items ORDER BY ref
-- becomes
SELECT `items`.`ref`, `items`.`label`, `items`.`qty` FROM items ORDER BY ref
-- ref INT | label VARCHAR | qty INT
--   1 | lamp | 2
--   2 | chair | 1
--   3 | null | 3

-- off, speaks old
SELECT i.*, i.label AS l FROM items i ORDER BY ref
-- becomes
SELECT i.`ref`, i.`label`, i.`qty`, i.label AS l FROM items i ORDER BY ref
-- ref INT | label VARCHAR | qty INT | l VARCHAR
--   1 | lamp | 2 | lamp
--   2 | chair | 1 | chair
--   3 | null | 3 | null

-- off, speaks old
SELECT * FROM notes, items WHERE n = ref ORDER BY n
-- becomes
SELECT `notes`.*, `items`.`ref`, `items`.`label`, `items`.`qty` FROM notes, items WHERE n = ref ORDER BY n
-- who VARCHAR | line VARCHAR | n INT | ref INT | label VARCHAR | qty INT
--   Ann Lee | first | 1 | 1 | lamp | 2
--   Bob | second | 2 | 2 | chair | 1

-- off, speaks old
SELECT items.* FROM items JOIN notes ON ref = n ORDER BY ref
-- becomes
SELECT items.`ref`, items.`label`, items.`qty` FROM items JOIN notes ON ref = n ORDER BY ref
-- ref INT | label VARCHAR | qty INT
--   1 | lamp | 2
--   2 | chair | 1

-- off, speaks old
SELECT * FROM (SELECT * FROM items) s (a, b, c) ORDER BY a
-- becomes
SELECT * FROM (SELECT `items`.`ref`, `items`.`label`, `items`.`qty` FROM items) s (a, b, c) ORDER BY a
-- a INT | b VARCHAR | c INT
--   1 | lamp | 2
--   2 | chair | 1
--   3 | null | 3

-- off, speaks old
SELECT EXISTS (SELECT * FROM items) AS e
-- becomes
SELECT EXISTS (SELECT `items`.`ref`, `items`.`label`, `items`.`qty` FROM items) AS e
-- e BIGINT
--   1

-- off, speaks old
SELECT count(*) FROM items
-- untouched
-- count(*) BIGINT
--   3

-- off, speaks old
TABLE items ORDER BY ref
-- becomes
SELECT `items`.`ref`, `items`.`label`, `items`.`qty` FROM items ORDER BY ref
-- ref INT | label VARCHAR | qty INT
--   1 | lamp | 2
--   2 | chair | 1
--   3 | null | 3

-- off, speaks new
SELECT * FROM items ORDER BY ref
-- becomes
SELECT `items`.`ref`, `items`.`qty`, `items`.`label` AS `title` FROM items ORDER BY ref
-- ref INT | qty INT | title VARCHAR
--   1 | 2 | lamp
--   2 | 1 | chair
--   3 | 3 | null

-- off, speaks new
SELECT i.*, i.title AS t FROM items i ORDER BY ref
-- becomes
SELECT i.`ref`, i.`qty`, i.`label` AS `title`, i.`label` AS t FROM items i ORDER BY ref
-- ref INT | qty INT | title VARCHAR | t VARCHAR
--   1 | 2 | lamp | lamp
--   2 | 1 | chair | chair
--   3 | 3 | null | null

-- off, speaks new
TABLE items ORDER BY ref
-- becomes
SELECT `items`.`ref`, `items`.`qty`, `items`.`label` AS `title` FROM items ORDER BY ref
-- ref INT | qty INT | title VARCHAR
--   1 | 2 | lamp
--   2 | 1 | chair
--   3 | 3 | null

-- dual-write, speaks old
SELECT * FROM items ORDER BY ref
-- becomes
SELECT `items`.`ref`, `items`.`label`, `items`.`qty` FROM items ORDER BY ref
-- ref INT | label VARCHAR | qty INT
--   1 | lamp | 2
--   2 | chair | 1
--   3 | null | 3

-- dual-write, speaks old
SELECT i.*, i.label AS l FROM items i ORDER BY ref
-- becomes
SELECT i.`ref`, i.`label`, i.`qty`, i.label AS l FROM items i ORDER BY ref
-- ref INT | label VARCHAR | qty INT | l VARCHAR
--   1 | lamp | 2 | lamp
--   2 | chair | 1 | chair
--   3 | null | 3 | null

-- dual-write, speaks old
SELECT * FROM notes, items WHERE n = ref ORDER BY n
-- becomes
SELECT `notes`.*, `items`.`ref`, `items`.`label`, `items`.`qty` FROM notes, items WHERE n = ref ORDER BY n
-- who VARCHAR | line VARCHAR | n INT | ref INT | label VARCHAR | qty INT
--   Ann Lee | first | 1 | 1 | lamp | 2
--   Bob | second | 2 | 2 | chair | 1

-- dual-write, speaks old
SELECT items.* FROM items JOIN notes ON ref = n ORDER BY ref
-- becomes
SELECT items.`ref`, items.`label`, items.`qty` FROM items JOIN notes ON ref = n ORDER BY ref
-- ref INT | label VARCHAR | qty INT
--   1 | lamp | 2
--   2 | chair | 1

-- dual-write, speaks old
SELECT * FROM (SELECT * FROM items) s (a, b, c) ORDER BY a
-- becomes
SELECT * FROM (SELECT `items`.`ref`, `items`.`label`, `items`.`qty` FROM items) s (a, b, c) ORDER BY a
-- a INT | b VARCHAR | c INT
--   1 | lamp | 2
--   2 | chair | 1
--   3 | null | 3

-- dual-write, speaks old
SELECT EXISTS (SELECT * FROM items) AS e
-- becomes
SELECT EXISTS (SELECT `items`.`ref`, `items`.`label`, `items`.`qty` FROM items) AS e
-- e BIGINT
--   1

-- dual-write, speaks old
SELECT count(*) FROM items
-- untouched
-- count(*) BIGINT
--   3

-- dual-write, speaks old
TABLE items ORDER BY ref
-- becomes
SELECT `items`.`ref`, `items`.`label`, `items`.`qty` FROM items ORDER BY ref
-- ref INT | label VARCHAR | qty INT
--   1 | lamp | 2
--   2 | chair | 1
--   3 | null | 3

-- dual-write, speaks new
SELECT * FROM items ORDER BY ref
-- becomes
SELECT `items`.`ref`, `items`.`qty`, `items`.`label` AS `title` FROM items ORDER BY ref
-- ref INT | qty INT | title VARCHAR
--   1 | 2 | lamp
--   2 | 1 | chair
--   3 | 3 | null

-- dual-write, speaks new
SELECT i.*, i.title AS t FROM items i ORDER BY ref
-- becomes
SELECT i.`ref`, i.`qty`, i.`label` AS `title`, i.`label` AS t FROM items i ORDER BY ref
-- ref INT | qty INT | title VARCHAR | t VARCHAR
--   1 | 2 | lamp | lamp
--   2 | 1 | chair | chair
--   3 | 3 | null | null

-- dual-write, speaks new
TABLE items ORDER BY ref
-- becomes
SELECT `items`.`ref`, `items`.`qty`, `items`.`label` AS `title` FROM items ORDER BY ref
-- ref INT | qty INT | title VARCHAR
--   1 | 2 | lamp
--   2 | 1 | chair
--   3 | 3 | null

-- live, speaks old
SELECT * FROM items ORDER BY ref
-- becomes
SELECT `items`.`ref`, `items`.`title` AS `label`, `items`.`qty` FROM items ORDER BY ref
-- ref INT | label VARCHAR | qty INT
--   1 | lamp | 2
--   2 | chair | 1
--   3 | null | 3

-- live, speaks old
SELECT i.*, i.label AS l FROM items i ORDER BY ref
-- becomes
SELECT i.`ref`, i.`title` AS `label`, i.`qty`, i.`title` AS l FROM items i ORDER BY ref
-- ref INT | label VARCHAR | qty INT | l VARCHAR
--   1 | lamp | 2 | lamp
--   2 | chair | 1 | chair
--   3 | null | 3 | null

-- live, speaks old
SELECT * FROM notes, items WHERE n = ref ORDER BY n
-- becomes
SELECT `notes`.*, `items`.`ref`, `items`.`title` AS `label`, `items`.`qty` FROM notes, items WHERE n = ref ORDER BY n
-- who VARCHAR | line VARCHAR | n INT | ref INT | label VARCHAR | qty INT
--   Ann Lee | first | 1 | 1 | lamp | 2
--   Bob | second | 2 | 2 | chair | 1

-- live, speaks old
SELECT items.* FROM items JOIN notes ON ref = n ORDER BY ref
-- becomes
SELECT items.`ref`, items.`title` AS `label`, items.`qty` FROM items JOIN notes ON ref = n ORDER BY ref
-- ref INT | label VARCHAR | qty INT
--   1 | lamp | 2
--   2 | chair | 1

-- live, speaks old
SELECT * FROM (SELECT * FROM items) s (a, b, c) ORDER BY a
-- becomes
SELECT * FROM (SELECT `items`.`ref`, `items`.`title` AS `label`, `items`.`qty` FROM items) s (a, b, c) ORDER BY a
-- a INT | b VARCHAR | c INT
--   1 | lamp | 2
--   2 | chair | 1
--   3 | null | 3

-- live, speaks old
SELECT EXISTS (SELECT * FROM items) AS e
-- becomes
SELECT EXISTS (SELECT `items`.`ref`, `items`.`title` AS `label`, `items`.`qty` FROM items) AS e
-- e BIGINT
--   1

-- live, speaks old
SELECT count(*) FROM items
-- untouched
-- count(*) BIGINT
--   3

-- live, speaks old
TABLE items ORDER BY ref
-- becomes
SELECT `items`.`ref`, `items`.`title` AS `label`, `items`.`qty` FROM items ORDER BY ref
-- ref INT | label VARCHAR | qty INT
--   1 | lamp | 2
--   2 | chair | 1
--   3 | null | 3

-- live, speaks new
SELECT * FROM items ORDER BY ref
-- becomes
SELECT `items`.`ref`, `items`.`qty`, `items`.`title` FROM items ORDER BY ref
-- ref INT | qty INT | title VARCHAR
--   1 | 2 | lamp
--   2 | 1 | chair
--   3 | 3 | null

-- live, speaks new
SELECT i.*, i.title AS t FROM items i ORDER BY ref
-- becomes
SELECT i.`ref`, i.`qty`, i.`title`, i.title AS t FROM items i ORDER BY ref
-- ref INT | qty INT | title VARCHAR | t VARCHAR
--   1 | 2 | lamp | lamp
--   2 | 1 | chair | chair
--   3 | 3 | null | null

-- live, speaks new
TABLE items ORDER BY ref
-- becomes
SELECT `items`.`ref`, `items`.`qty`, `items`.`title` FROM items ORDER BY ref
-- ref INT | qty INT | title VARCHAR
--   1 | 2 | lamp
--   2 | 1 | chair
--   3 | 3 | null

