-- off, speaks old
-- in: 4,desk,1
COPY items FROM STDIN CSV
-- becomes
COPY items ("ref", "label", "qty") FROM STDIN CSV
-- count 1

-- off, speaks old
-- in: 5
COPY items (ref) FROM STDIN
-- untouched
-- count 1

-- off, speaks old
SELECT * FROM items ORDER BY ref
-- becomes
SELECT "items"."ref", "items"."label", "items"."qty" FROM items ORDER BY ref
-- ref int4(10,0), label varchar(12,0), qty int4(10,0)
--   1 | lamp | 2
--   2 | chair | 1
--   3 | null | 3
--   4 | desk | 1
--   5 | none | 1

-- off, speaks new
-- in: desk
COPY items (title) FROM STDIN
-- becomes
COPY items ("label") FROM STDIN
-- count 1

-- off, speaks new
SELECT * FROM items ORDER BY ref, title
-- becomes
SELECT "items"."ref", "items"."qty", "items"."label" AS "title" FROM items ORDER BY ref, title
-- ref int4(10,0), qty int4(10,0), title varchar(12,0)
--   1 | 2 | lamp
--   2 | 1 | chair
--   3 | 3 | null
--   null | 1 | desk

-- dual-write, speaks old
-- in: 4,desk,1
COPY items FROM STDIN CSV
-- refused: Crossfade: COPY FROM, whose rows would reach only one side of migration case, on table public.items

-- dual-write, speaks old
-- in: 5
COPY items (ref) FROM STDIN
-- refused: Crossfade: COPY FROM, whose rows would reach only one side of migration case, on table public.items

-- dual-write, speaks old
SELECT * FROM items ORDER BY ref
-- becomes
SELECT "items"."ref", "items"."label", "items"."qty" FROM items ORDER BY ref
-- ref int4(10,0), label varchar(12,0), qty int4(10,0)
--   1 | lamp | 2
--   2 | chair | 1
--   3 | null | 3

-- dual-write, speaks new
-- in: desk
COPY items (title) FROM STDIN
-- refused: Crossfade: COPY FROM, whose rows would reach only one side of migration case, on table public.items

-- dual-write, speaks new
SELECT * FROM items ORDER BY ref, title
-- becomes
SELECT "items"."ref", "items"."qty", "items"."label" AS "title" FROM items ORDER BY ref, title
-- ref int4(10,0), qty int4(10,0), title varchar(12,0)
--   1 | 2 | lamp
--   2 | 1 | chair
--   3 | 3 | null

-- live, speaks old
-- in: 4,desk,1
COPY items FROM STDIN CSV
-- refused: Crossfade: COPY FROM, whose rows would reach only one side of migration case, on table public.items

-- live, speaks old
-- in: 5
COPY items (ref) FROM STDIN
-- refused: Crossfade: COPY FROM, whose rows would reach only one side of migration case, on table public.items

-- live, speaks old
SELECT * FROM items ORDER BY ref
-- becomes
SELECT "items"."ref", "items"."title" AS "label", "items"."qty" FROM items ORDER BY ref
-- ref int4(10,0), label varchar(12,0), qty int4(10,0)
--   1 | lamp | 2
--   2 | chair | 1
--   3 | null | 3

-- live, speaks new
-- in: desk
COPY items (title) FROM STDIN
-- refused: Crossfade: COPY FROM, whose rows would reach only one side of migration case, on table public.items

-- live, speaks new
SELECT * FROM items ORDER BY ref, title
-- becomes
SELECT "items"."ref", "items"."qty", "items"."title" FROM items ORDER BY ref, title
-- ref int4(10,0), qty int4(10,0), title varchar(12,0)
--   1 | 2 | lamp
--   2 | 1 | chair
--   3 | 3 | null

