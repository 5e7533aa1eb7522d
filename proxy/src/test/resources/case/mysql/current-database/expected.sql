-- off, speaks old
SELECT label FROM items WHERE ref = 1
-- untouched
-- label VARCHAR
--   lamp

-- off, speaks old
SELECT items.label FROM items WHERE items.ref = 1
-- untouched
-- label VARCHAR
--   lamp

-- off, speaks old
SELECT label FROM elsewhere.items
-- untouched
-- label VARCHAR

-- off, speaks old
SELECT i.label, elsewhere.items.label AS l FROM items i LEFT JOIN elsewhere.items ON elsewhere.items.ref = i.ref ORDER BY i.ref
-- untouched
-- label VARCHAR | l VARCHAR
--   lamp | null
--   chair | null
--   null | null

-- off, speaks old
UPDATE elsewhere.items SET label = 'x'
-- untouched
-- count 0

-- off, speaks old
INSERT INTO items (ref, label) SELECT ref, label FROM elsewhere.items
-- untouched
-- count 0

-- off, speaks old
SELECT DATABASE() IS NULL AS d, label FROM items WHERE ref = 2
-- untouched
-- d BIGINT | label VARCHAR
--   0 | chair

-- off, speaks new
SELECT title FROM items WHERE ref = 1
-- becomes
SELECT `items`.`label` AS `title` FROM items WHERE ref = 1
-- title VARCHAR
--   lamp

-- off, speaks new
SELECT i.title, e.label FROM items i LEFT JOIN elsewhere.items e ON e.ref = i.ref ORDER BY i.ref
-- becomes
SELECT i.`label` AS `title`, e.label FROM items i LEFT JOIN elsewhere.items e ON e.ref = i.ref ORDER BY i.ref
-- title VARCHAR | label VARCHAR
--   lamp | null
--   chair | null
--   null | null

-- dual-write, speaks old
SELECT label FROM items WHERE ref = 1
-- untouched
-- label VARCHAR
--   lamp

-- dual-write, speaks old
SELECT items.label FROM items WHERE items.ref = 1
-- untouched
-- label VARCHAR
--   lamp

-- dual-write, speaks old
SELECT label FROM elsewhere.items
-- untouched
-- label VARCHAR

-- dual-write, speaks old
SELECT i.label, elsewhere.items.label AS l FROM items i LEFT JOIN elsewhere.items ON elsewhere.items.ref = i.ref ORDER BY i.ref
-- untouched
-- label VARCHAR | l VARCHAR
--   lamp | null
--   chair | null
--   null | null

-- dual-write, speaks old
UPDATE elsewhere.items SET label = 'x'
-- untouched
-- count 0

-- dual-write, speaks old
INSERT INTO items (ref, label) SELECT ref, label FROM elsewhere.items
-- becomes
INSERT INTO items (ref, label, `title`) SELECT /*+ NO_MERGE(crossfade_value) */ crossfade_value.c1, crossfade_value.c2, crossfade_value.c2 FROM (SELECT ref, label FROM elsewhere.items) AS crossfade_value (c1, c2)
-- count 0

-- dual-write, speaks old
SELECT DATABASE() IS NULL AS d, label FROM items WHERE ref = 2
-- untouched
-- d BIGINT | label VARCHAR
--   0 | chair

-- dual-write, speaks new
SELECT title FROM items WHERE ref = 1
-- becomes
SELECT `items`.`label` AS `title` FROM items WHERE ref = 1
-- title VARCHAR
--   lamp

-- dual-write, speaks new
SELECT i.title, e.label FROM items i LEFT JOIN elsewhere.items e ON e.ref = i.ref ORDER BY i.ref
-- becomes
SELECT i.`label` AS `title`, e.label FROM items i LEFT JOIN elsewhere.items e ON e.ref = i.ref ORDER BY i.ref
-- title VARCHAR | label VARCHAR
--   lamp | null
--   chair | null
--   null | null

-- live, speaks old
SELECT label FROM items WHERE ref = 1
-- becomes
SELECT `items`.`title` AS `label` FROM items WHERE ref = 1
-- label VARCHAR
--   lamp

-- live, speaks old
SELECT items.label FROM items WHERE items.ref = 1
-- becomes
SELECT items.`title` AS `label` FROM items WHERE items.ref = 1
-- label VARCHAR
--   lamp

-- live, speaks old
SELECT label FROM elsewhere.items
-- untouched
-- label VARCHAR

-- live, speaks old
SELECT i.label, elsewhere.items.label AS l FROM items i LEFT JOIN elsewhere.items ON elsewhere.items.ref = i.ref ORDER BY i.ref
-- becomes
SELECT i.`title` AS `label`, elsewhere.items.label AS l FROM items i LEFT JOIN elsewhere.items ON elsewhere.items.ref = i.ref ORDER BY i.ref
-- label VARCHAR | l VARCHAR
--   lamp | null
--   chair | null
--   null | null

-- live, speaks old
UPDATE elsewhere.items SET label = 'x'
-- untouched
-- count 0

-- live, speaks old
INSERT INTO items (ref, label) SELECT ref, label FROM elsewhere.items
-- becomes
INSERT INTO items (ref, label, `title`) SELECT /*+ NO_MERGE(crossfade_value) */ crossfade_value.c1, crossfade_value.c2, crossfade_value.c2 FROM (SELECT ref, label FROM elsewhere.items) AS crossfade_value (c1, c2)
-- count 0

-- live, speaks old
SELECT DATABASE() IS NULL AS d, label FROM items WHERE ref = 2
-- becomes
SELECT DATABASE() IS NULL AS d, `items`.`title` AS `label` FROM items WHERE ref = 2
-- d BIGINT | label VARCHAR
--   0 | chair

-- live, speaks new
SELECT title FROM items WHERE ref = 1
-- untouched
-- title VARCHAR
--   lamp

-- live, speaks new
SELECT i.title, e.label FROM items i LEFT JOIN elsewhere.items e ON e.ref = i.ref ORDER BY i.ref
-- untouched
-- title VARCHAR | label VARCHAR
--   lamp | null
--   chair | null
--   null | null

