-- off, speaks old
SELECT * FROM listed ORDER BY ref
-- untouched
-- ref int4(10,0), label varchar(12,0)
--   1 | lamp
--   2 | chair
--   3 | null

-- off, speaks old
SELECT l.label FROM listed l JOIN items i ON i.label = l.label ORDER BY 1
-- untouched
-- label varchar(12,0)
--   chair
--   lamp

-- off, speaks old
SELECT labels()
-- untouched
-- labels int8(19,0)
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
UPDATE items SET label = 'seen' WHERE ref = 1
-- untouched
-- count 2

-- off, speaks old
SELECT * FROM listed ORDER BY ref
-- untouched
-- ref int4(10,0), label varchar(12,0)
--   1 | seen
--   1 | seen
--   2 | x

-- off, speaks old
SELECT labels()
-- untouched
-- labels int8(19,0)
--   3

-- off, speaks new
UPDATE items SET title = 'seen' WHERE ref = 1
-- refused: Crossfade: a write to columns of migration case on table public.items that are not stored at this stage, and whose length would not be checked

-- off, speaks new
SELECT label FROM listed ORDER BY ref
-- untouched
-- label varchar(12,0)
--   chair
--   lamp
--   null

-- dual-write, speaks old
SELECT * FROM listed ORDER BY ref
-- untouched
-- ref int4(10,0), label varchar(12,0)
--   1 | lamp
--   2 | chair
--   3 | null

-- dual-write, speaks old
SELECT l.label FROM listed l JOIN items i ON i.label = l.label ORDER BY 1
-- untouched
-- label varchar(12,0)
--   chair
--   lamp

-- dual-write, speaks old
SELECT labels()
-- untouched
-- labels int8(19,0)
--   2

-- dual-write, speaks old
UPDATE listed SET label = 'x'
-- refused: Crossfade: a write to view public.listed, which would reach the old columns only

-- dual-write, speaks old
INSERT INTO listed VALUES (1, 'y')
-- refused: Crossfade: a write to view public.listed, which would reach the old columns only

-- dual-write, speaks old
DELETE FROM listed WHERE ref = 3
-- refused: Crossfade: a write to view public.listed, which would reach the old columns only

-- dual-write, speaks old
UPDATE items SET label = 'seen' WHERE ref = 1
-- becomes
UPDATE items SET label = 'seen', "title" = CAST('seen' AS character varying(12)) WHERE ref = 1
-- count 1

-- dual-write, speaks old
SELECT * FROM listed ORDER BY ref
-- untouched
-- ref int4(10,0), label varchar(12,0)
--   1 | seen
--   2 | chair
--   3 | null

-- dual-write, speaks old
SELECT labels()
-- untouched
-- labels int8(19,0)
--   2

-- dual-write, speaks new
UPDATE items SET title = 'seen' WHERE ref = 1
-- becomes
UPDATE items SET title = 'seen', "label" = CAST('seen' AS character varying(12)) WHERE ref = 1
-- count 1

-- dual-write, speaks new
SELECT label FROM listed ORDER BY ref
-- untouched
-- label varchar(12,0)
--   chair
--   null
--   seen

-- live, speaks old
SELECT * FROM listed ORDER BY ref
-- untouched
-- ref int4(10,0), label varchar(12,0)
--   1 | lamp
--   2 | chair
--   3 | null

-- live, speaks old
SELECT l.label FROM listed l JOIN items i ON i.label = l.label ORDER BY 1
-- becomes
SELECT l.label FROM listed l JOIN items i ON i."title" = l.label ORDER BY 1
-- label varchar(12,0)
--   chair
--   lamp

-- live, speaks old
SELECT labels()
-- untouched
-- labels int8(19,0)
--   2

-- live, speaks old
UPDATE listed SET label = 'x'
-- refused: Crossfade: a write to view public.listed, which would reach the old columns only

-- live, speaks old
INSERT INTO listed VALUES (1, 'y')
-- refused: Crossfade: a write to view public.listed, which would reach the old columns only

-- live, speaks old
DELETE FROM listed WHERE ref = 3
-- refused: Crossfade: a write to view public.listed, which would reach the old columns only

-- live, speaks old
UPDATE items SET label = 'seen' WHERE ref = 1
-- becomes
UPDATE items SET label = 'seen', "title" = CAST('seen' AS character varying(12)) WHERE ref = 1
-- count 1

-- live, speaks old
SELECT * FROM listed ORDER BY ref
-- untouched
-- ref int4(10,0), label varchar(12,0)
--   1 | seen
--   2 | chair
--   3 | null

-- live, speaks old
SELECT labels()
-- untouched
-- labels int8(19,0)
--   2

-- live, speaks new
UPDATE items SET title = 'seen' WHERE ref = 1
-- becomes
UPDATE items SET title = 'seen', "label" = CAST('seen' AS character varying(12)) WHERE ref = 1
-- count 1

-- live, speaks new
SELECT label FROM listed ORDER BY ref
-- untouched
-- label varchar(12,0)
--   chair
--   null
--   seen

