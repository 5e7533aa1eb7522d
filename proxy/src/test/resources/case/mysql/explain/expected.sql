-- off, speaks old
EXPLAIN FORMAT = TREE SELECT label FROM items WHERE label = 'lamp'
-- untouched
-- EXPLAIN VARCHAR
--   -> Filter: (items.label = 'lamp')  (cost=0.55 rows=1)
    -> Table scan on items  (cost=0.55 rows=3)


-- off, speaks old
EXPLAIN UPDATE items SET label = 'x'
-- untouched
-- id BIGINT UNSIGNED | select_type VARCHAR | table VARCHAR | partitions MEDIUMTEXT | type VARCHAR | possible_keys VARCHAR | key VARCHAR | key_len VARCHAR | ref VARCHAR | rows BIGINT UNSIGNED | filtered DOUBLE | Extra VARCHAR
--   1 | UPDATE | items | null | ALL | null | null | null | null | 3 | 100.0 | null

-- off, speaks old
DESCRIBE SELECT * FROM items WHERE label IS NULL
-- becomes
DESCRIBE SELECT `items`.`ref`, `items`.`label`, `items`.`qty` FROM items WHERE label IS NULL
-- id BIGINT UNSIGNED | select_type VARCHAR | table VARCHAR | partitions MEDIUMTEXT | type VARCHAR | possible_keys VARCHAR | key VARCHAR | key_len VARCHAR | ref VARCHAR | rows BIGINT UNSIGNED | filtered DOUBLE | Extra VARCHAR
--   1 | SIMPLE | items | null | ALL | null | null | null | null | 3 | 33.33 | Using where

-- off, speaks new
EXPLAIN SELECT title FROM items
-- becomes
EXPLAIN SELECT `items`.`label` AS `title` FROM items
-- id BIGINT UNSIGNED | select_type VARCHAR | table VARCHAR | partitions MEDIUMTEXT | type VARCHAR | possible_keys VARCHAR | key VARCHAR | key_len VARCHAR | ref VARCHAR | rows BIGINT UNSIGNED | filtered DOUBLE | Extra VARCHAR
--   1 | SIMPLE | items | null | ALL | null | null | null | null | 3 | 100.0 | null

-- dual-write, speaks old
EXPLAIN FORMAT = TREE SELECT label FROM items WHERE label = 'lamp'
-- untouched
-- EXPLAIN VARCHAR
--   -> Filter: (items.label = 'lamp')  (cost=0.55 rows=1)
    -> Table scan on items  (cost=0.55 rows=3)


-- dual-write, speaks old
EXPLAIN UPDATE items SET label = 'x'
-- becomes
EXPLAIN UPDATE items SET `items`.`title` = IF(crossfade.`case-explain_unchanged_old`(`items`.`label`, 'x'), `items`.`title`, 'x'), label = 'x'
-- id BIGINT UNSIGNED | select_type VARCHAR | table VARCHAR | partitions MEDIUMTEXT | type VARCHAR | possible_keys VARCHAR | key VARCHAR | key_len VARCHAR | ref VARCHAR | rows BIGINT UNSIGNED | filtered DOUBLE | Extra VARCHAR
--   1 | UPDATE | items | null | ALL | null | null | null | null | 3 | 100.0 | null

-- dual-write, speaks old
DESCRIBE SELECT * FROM items WHERE label IS NULL
-- becomes
DESCRIBE SELECT `items`.`ref`, `items`.`label`, `items`.`qty` FROM items WHERE label IS NULL
-- id BIGINT UNSIGNED | select_type VARCHAR | table VARCHAR | partitions MEDIUMTEXT | type VARCHAR | possible_keys VARCHAR | key VARCHAR | key_len VARCHAR | ref VARCHAR | rows BIGINT UNSIGNED | filtered DOUBLE | Extra VARCHAR
--   1 | SIMPLE | items | null | ALL | null | null | null | null | 3 | 33.33 | Using where

-- dual-write, speaks new
EXPLAIN SELECT title FROM items
-- becomes
EXPLAIN SELECT `items`.`label` AS `title` FROM items
-- id BIGINT UNSIGNED | select_type VARCHAR | table VARCHAR | partitions MEDIUMTEXT | type VARCHAR | possible_keys VARCHAR | key VARCHAR | key_len VARCHAR | ref VARCHAR | rows BIGINT UNSIGNED | filtered DOUBLE | Extra VARCHAR
--   1 | SIMPLE | items | null | ALL | null | null | null | null | 3 | 100.0 | null

-- live, speaks old
EXPLAIN FORMAT = TREE SELECT label FROM items WHERE label = 'lamp'
-- becomes
EXPLAIN FORMAT = TREE SELECT `items`.`title` AS `label` FROM items WHERE `items`.`title` = 'lamp'
-- EXPLAIN VARCHAR
--   -> Filter: (items.title = 'lamp')  (cost=0.55 rows=1)
    -> Table scan on items  (cost=0.55 rows=3)


-- live, speaks old
EXPLAIN UPDATE items SET label = 'x'
-- becomes
EXPLAIN UPDATE items SET label = 'x', `items`.`title` = `items`.`label`
-- id BIGINT UNSIGNED | select_type VARCHAR | table VARCHAR | partitions MEDIUMTEXT | type VARCHAR | possible_keys VARCHAR | key VARCHAR | key_len VARCHAR | ref VARCHAR | rows BIGINT UNSIGNED | filtered DOUBLE | Extra VARCHAR
--   1 | UPDATE | items | null | ALL | null | null | null | null | 3 | 100.0 | null

-- live, speaks old
DESCRIBE SELECT * FROM items WHERE label IS NULL
-- becomes
DESCRIBE SELECT `items`.`ref`, `items`.`title` AS `label`, `items`.`qty` FROM items WHERE `items`.`title` IS NULL
-- id BIGINT UNSIGNED | select_type VARCHAR | table VARCHAR | partitions MEDIUMTEXT | type VARCHAR | possible_keys VARCHAR | key VARCHAR | key_len VARCHAR | ref VARCHAR | rows BIGINT UNSIGNED | filtered DOUBLE | Extra VARCHAR
--   1 | SIMPLE | items | null | ALL | null | null | null | null | 3 | 33.33 | Using where

-- live, speaks new
EXPLAIN SELECT title FROM items
-- untouched
-- id BIGINT UNSIGNED | select_type VARCHAR | table VARCHAR | partitions MEDIUMTEXT | type VARCHAR | possible_keys VARCHAR | key VARCHAR | key_len VARCHAR | ref VARCHAR | rows BIGINT UNSIGNED | filtered DOUBLE | Extra VARCHAR
--   1 | SIMPLE | items | null | ALL | null | null | null | null | 3 | 100.0 | null

