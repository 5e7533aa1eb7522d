-- off, speaks old
BEGIN; DECLARE c SCROLL CURSOR FOR SELECT * FROM items ORDER BY ref; FETCH 2 FROM c; FETCH PRIOR FROM c; COMMIT
-- becomes
BEGIN; DECLARE c SCROLL CURSOR FOR SELECT "items"."ref", "items"."label", "items"."qty" FROM items ORDER BY ref; FETCH 2 FROM c; FETCH PRIOR FROM c; COMMIT
-- ref int4(10,0), label varchar(12,0), qty int4(10,0), ref int4(10,0), label varchar(12,0), qty int4(10,0)
--   1 | lamp | 2
--   2 | chair | 1
--   1 | lamp | 2
-- count 0, 0, 0

-- off, speaks old
BEGIN; DECLARE c CURSOR FOR SELECT label FROM items WHERE ref = 2 FOR UPDATE; FETCH 1 FROM c; UPDATE items SET label = 'here' WHERE CURRENT OF c; COMMIT
-- untouched
-- label varchar(12,0)
--   chair
-- count 0, 0, 1, 0

-- off, speaks old
BEGIN; DECLARE c BINARY CURSOR FOR SELECT label FROM items WHERE label = 'here'; FETCH ALL FROM c; COMMIT
-- untouched
-- label varchar(12,0)
--   here
-- count 0, 0, 0

-- off, speaks old
DECLARE c CURSOR WITH HOLD FOR SELECT label FROM items ORDER BY label; FETCH ALL FROM c; CLOSE c
-- untouched
-- label varchar(12,0)
--   here
--   lamp
--   null
-- count 0, 0

-- off, speaks old
BEGIN; DECLARE c CURSOR FOR SELECT * FROM items WHERE label IS NULL; FETCH 1 FROM c; DELETE FROM items WHERE CURRENT OF c; COMMIT
-- becomes
BEGIN; DECLARE c CURSOR FOR SELECT "items"."ref", "items"."label", "items"."qty" FROM items WHERE label IS NULL; FETCH 1 FROM c; DELETE FROM items WHERE CURRENT OF c; COMMIT
-- ref int4(10,0), label varchar(12,0), qty int4(10,0)
--   3 | null | 3
-- count 0, 0, 1, 0

-- off, speaks old
SELECT * FROM items ORDER BY ref
-- becomes
SELECT "items"."ref", "items"."label", "items"."qty" FROM items ORDER BY ref
-- ref int4(10,0), label varchar(12,0), qty int4(10,0)
--   1 | lamp | 2
--   2 | here | 1

-- off, speaks new
BEGIN; DECLARE c CURSOR FOR SELECT title, qty FROM items ORDER BY ref; FETCH ALL FROM c; COMMIT
-- becomes
BEGIN; DECLARE c CURSOR FOR SELECT "items"."label" AS "title", qty FROM items ORDER BY ref; FETCH ALL FROM c; COMMIT
-- title varchar(12,0), qty int4(10,0)
--   chair | 1
--   lamp | 2
--   null | 3
-- count 0, 0, 0

-- off, speaks new
BEGIN; DECLARE c CURSOR FOR SELECT * FROM items WHERE title = 'lamp'; FETCH 1 FROM c; UPDATE items SET title = 'here' WHERE CURRENT OF c; COMMIT
-- refused: Crossfade: a write to columns of migration case on table public.items that are not stored at this stage, and whose length would not be checked

-- off, speaks new
SELECT * FROM items ORDER BY ref
-- becomes
SELECT "items"."ref", "items"."qty", "items"."label" AS "title" FROM items ORDER BY ref
-- ref int4(10,0), qty int4(10,0), title varchar(12,0)
--   1 | 2 | lamp
--   2 | 1 | chair
--   3 | 3 | null

-- dual-write, speaks old
BEGIN; DECLARE c SCROLL CURSOR FOR SELECT * FROM items ORDER BY ref; FETCH 2 FROM c; FETCH PRIOR FROM c; COMMIT
-- becomes
BEGIN; DECLARE c SCROLL CURSOR FOR SELECT "items"."ref", "items"."label", "items"."qty" FROM items ORDER BY ref; FETCH 2 FROM c; FETCH PRIOR FROM c; COMMIT
-- ref int4(10,0), label varchar(12,0), qty int4(10,0), ref int4(10,0), label varchar(12,0), qty int4(10,0)
--   1 | lamp | 2
--   2 | chair | 1
--   1 | lamp | 2
-- count 0, 0, 0

-- dual-write, speaks old
BEGIN; DECLARE c CURSOR FOR SELECT label FROM items WHERE ref = 2 FOR UPDATE; FETCH 1 FROM c; UPDATE items SET label = 'here' WHERE CURRENT OF c; COMMIT
-- becomes
BEGIN; DECLARE c CURSOR FOR SELECT label FROM items WHERE ref = 2 FOR UPDATE; FETCH 1 FROM c; UPDATE items SET label = 'here', "title" = CAST('here' AS character varying(12)) WHERE CURRENT OF c; COMMIT
-- label varchar(12,0)
--   chair
-- count 0, 0, 1, 0

-- dual-write, speaks old
BEGIN; DECLARE c BINARY CURSOR FOR SELECT label FROM items WHERE label = 'here'; FETCH ALL FROM c; COMMIT
-- untouched
-- label varchar(12,0)
--   here
-- count 0, 0, 0

-- dual-write, speaks old
DECLARE c CURSOR WITH HOLD FOR SELECT label FROM items ORDER BY label; FETCH ALL FROM c; CLOSE c
-- untouched
-- label varchar(12,0)
--   here
--   lamp
--   null
-- count 0, 0

-- dual-write, speaks old
BEGIN; DECLARE c CURSOR FOR SELECT * FROM items WHERE label IS NULL; FETCH 1 FROM c; DELETE FROM items WHERE CURRENT OF c; COMMIT
-- becomes
BEGIN; DECLARE c CURSOR FOR SELECT "items"."ref", "items"."label", "items"."qty" FROM items WHERE label IS NULL; FETCH 1 FROM c; DELETE FROM items WHERE CURRENT OF c; COMMIT
-- ref int4(10,0), label varchar(12,0), qty int4(10,0)
--   3 | null | 3
-- count 0, 0, 1, 0

-- dual-write, speaks old
SELECT * FROM items ORDER BY ref
-- becomes
SELECT "items"."ref", "items"."label", "items"."qty" FROM items ORDER BY ref
-- ref int4(10,0), label varchar(12,0), qty int4(10,0)
--   1 | lamp | 2
--   2 | here | 1

-- dual-write, speaks new
BEGIN; DECLARE c CURSOR FOR SELECT title, qty FROM items ORDER BY ref; FETCH ALL FROM c; COMMIT
-- becomes
BEGIN; DECLARE c CURSOR FOR SELECT "items"."label" AS "title", qty FROM items ORDER BY ref; FETCH ALL FROM c; COMMIT
-- title varchar(12,0), qty int4(10,0)
--   chair | 1
--   lamp | 2
--   null | 3
-- count 0, 0, 0

-- dual-write, speaks new
BEGIN; DECLARE c CURSOR FOR SELECT * FROM items WHERE title = 'lamp'; FETCH 1 FROM c; UPDATE items SET title = 'here' WHERE CURRENT OF c; COMMIT
-- becomes
BEGIN; DECLARE c CURSOR FOR SELECT "items"."ref", "items"."qty", "items"."label" AS "title" FROM items WHERE "items"."label" = 'lamp'; FETCH 1 FROM c; UPDATE items SET title = 'here', "label" = CAST('here' AS character varying(12)) WHERE CURRENT OF c; COMMIT
-- ref int4(10,0), qty int4(10,0), title varchar(12,0)
--   1 | 2 | lamp
-- count 0, 0, 1, 0

-- dual-write, speaks new
SELECT * FROM items ORDER BY ref
-- becomes
SELECT "items"."ref", "items"."qty", "items"."label" AS "title" FROM items ORDER BY ref
-- ref int4(10,0), qty int4(10,0), title varchar(12,0)
--   1 | 2 | here
--   2 | 1 | chair
--   3 | 3 | null

-- live, speaks old
BEGIN; DECLARE c SCROLL CURSOR FOR SELECT * FROM items ORDER BY ref; FETCH 2 FROM c; FETCH PRIOR FROM c; COMMIT
-- becomes
BEGIN; DECLARE c SCROLL CURSOR FOR SELECT "items"."ref", "items"."title" AS "label", "items"."qty" FROM items ORDER BY ref; FETCH 2 FROM c; FETCH PRIOR FROM c; COMMIT
-- ref int4(10,0), label varchar(12,0), qty int4(10,0), ref int4(10,0), label varchar(12,0), qty int4(10,0)
--   1 | lamp | 2
--   2 | chair | 1
--   1 | lamp | 2
-- count 0, 0, 0

-- live, speaks old
BEGIN; DECLARE c CURSOR FOR SELECT label FROM items WHERE ref = 2 FOR UPDATE; FETCH 1 FROM c; UPDATE items SET label = 'here' WHERE CURRENT OF c; COMMIT
-- becomes
BEGIN; DECLARE c CURSOR FOR SELECT "items"."title" AS "label" FROM items WHERE ref = 2 FOR UPDATE; FETCH 1 FROM c; UPDATE items SET label = 'here', "title" = CAST('here' AS character varying(12)) WHERE CURRENT OF c; COMMIT
-- label varchar(12,0)
--   chair
-- count 0, 0, 1, 0

-- live, speaks old
BEGIN; DECLARE c BINARY CURSOR FOR SELECT label FROM items WHERE label = 'here'; FETCH ALL FROM c; COMMIT
-- becomes
BEGIN; DECLARE c BINARY CURSOR FOR SELECT "items"."title" AS "label" FROM items WHERE "items"."title" = 'here'; FETCH ALL FROM c; COMMIT
-- label varchar(12,0)
--   here
-- count 0, 0, 0

-- live, speaks old
DECLARE c CURSOR WITH HOLD FOR SELECT label FROM items ORDER BY label; FETCH ALL FROM c; CLOSE c
-- becomes
DECLARE c CURSOR WITH HOLD FOR SELECT "items"."title" AS "label" FROM items ORDER BY label; FETCH ALL FROM c; CLOSE c
-- label varchar(12,0)
--   here
--   lamp
--   null
-- count 0, 0

-- live, speaks old
BEGIN; DECLARE c CURSOR FOR SELECT * FROM items WHERE label IS NULL; FETCH 1 FROM c; DELETE FROM items WHERE CURRENT OF c; COMMIT
-- becomes
BEGIN; DECLARE c CURSOR FOR SELECT "items"."ref", "items"."title" AS "label", "items"."qty" FROM items WHERE "items"."title" IS NULL; FETCH 1 FROM c; DELETE FROM items WHERE CURRENT OF c; COMMIT
-- ref int4(10,0), label varchar(12,0), qty int4(10,0)
--   3 | null | 3
-- count 0, 0, 1, 0

-- live, speaks old
SELECT * FROM items ORDER BY ref
-- becomes
SELECT "items"."ref", "items"."title" AS "label", "items"."qty" FROM items ORDER BY ref
-- ref int4(10,0), label varchar(12,0), qty int4(10,0)
--   1 | lamp | 2
--   2 | here | 1

-- live, speaks new
BEGIN; DECLARE c CURSOR FOR SELECT title, qty FROM items ORDER BY ref; FETCH ALL FROM c; COMMIT
-- untouched
-- title varchar(12,0), qty int4(10,0)
--   chair | 1
--   lamp | 2
--   null | 3
-- count 0, 0, 0

-- live, speaks new
BEGIN; DECLARE c CURSOR FOR SELECT * FROM items WHERE title = 'lamp'; FETCH 1 FROM c; UPDATE items SET title = 'here' WHERE CURRENT OF c; COMMIT
-- becomes
BEGIN; DECLARE c CURSOR FOR SELECT "items"."ref", "items"."qty", "items"."title" FROM items WHERE title = 'lamp'; FETCH 1 FROM c; UPDATE items SET title = 'here', "label" = CAST('here' AS character varying(12)) WHERE CURRENT OF c; COMMIT
-- ref int4(10,0), qty int4(10,0), title varchar(12,0)
--   1 | 2 | lamp
-- count 0, 0, 1, 0

-- live, speaks new
SELECT * FROM items ORDER BY ref
-- becomes
SELECT "items"."ref", "items"."qty", "items"."title" FROM items ORDER BY ref
-- ref int4(10,0), qty int4(10,0), title varchar(12,0)
--   1 | 2 | here
--   2 | 1 | chair
--   3 | 3 | null

