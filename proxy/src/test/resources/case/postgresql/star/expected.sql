-- off, speaks old
SELECT * FROM items ORDER BY ref
-- becomes
SELECT "items"."ref", "items"."label", "items"."qty" FROM items ORDER BY ref
-- ref int4(10,0), label varchar(12,0), qty int4(10,0)
--   1 | lamp | 2
--   2 | chair | 1
--   3 | null | 3

-- off, speaks old
SELECT i.*, i.label FROM items i ORDER BY ref
-- becomes
SELECT i."ref", i."label", i."qty", i.label FROM items i ORDER BY ref
-- ref int4(10,0), label varchar(12,0), qty int4(10,0), label varchar(12,0)
--   1 | lamp | 2 | lamp
--   2 | chair | 1 | chair
--   3 | null | 3 | null

-- off, speaks old
SELECT * FROM notes, items WHERE n = ref ORDER BY n
-- becomes
SELECT "notes".*, "items"."ref", "items"."label", "items"."qty" FROM notes, items WHERE n = ref ORDER BY n
-- who text(2147483647,0), line text(2147483647,0), n int4(10,0), ref int4(10,0), label varchar(12,0), qty int4(10,0)
--   Ann Lee | first | 1 | 1 | lamp | 2
--   Bob | second | 2 | 2 | chair | 1

-- off, speaks old
SELECT items.* FROM items JOIN notes ON ref = n ORDER BY ref
-- becomes
SELECT items."ref", items."label", items."qty" FROM items JOIN notes ON ref = n ORDER BY ref
-- ref int4(10,0), label varchar(12,0), qty int4(10,0)
--   1 | lamp | 2
--   2 | chair | 1

-- off, speaks old
SELECT * FROM (SELECT * FROM items) s (a, b) ORDER BY a
-- becomes
SELECT * FROM (SELECT "items"."ref", "items"."label", "items"."qty" FROM items) s (a, b) ORDER BY a
-- a int4(10,0), b varchar(12,0), qty int4(10,0)
--   1 | lamp | 2
--   2 | chair | 1
--   3 | null | 3

-- off, speaks old
SELECT i FROM items i ORDER BY ref
-- refused: Crossfade: a whole-row reference to table public.items

-- off, speaks old
SELECT row_to_json(i) FROM items i ORDER BY ref
-- becomes
SELECT row_to_json(i) FROM (SELECT "items"."ref", "items"."label", "items"."qty" FROM items) i ORDER BY ref
-- row_to_json json(2147483647,0)
--   {"ref":1,"label":"lamp","qty":2}
--   {"ref":2,"label":"chair","qty":1}
--   {"ref":3,"label":null,"qty":3}

-- off, speaks old
SELECT (i).label FROM items i ORDER BY ref
-- refused: Crossfade: a whole-row reference to table public.items

-- off, speaks old
SELECT row_to_json(s) FROM (SELECT * FROM items) s ORDER BY ref
-- becomes
SELECT row_to_json(s) FROM (SELECT "items"."ref", "items"."label", "items"."qty" FROM items) s ORDER BY ref
-- row_to_json json(2147483647,0)
--   {"ref":1,"label":"lamp","qty":2}
--   {"ref":2,"label":"chair","qty":1}
--   {"ref":3,"label":null,"qty":3}

-- off, speaks old
SELECT count(*), count(items.*) FROM items
-- becomes
SELECT count(*), count(items.*) FROM (SELECT "items"."ref", "items"."label", "items"."qty" FROM items) AS "items"
-- count int8(19,0), count int8(19,0)
--   3 | 3

-- off, speaks old
SELECT ROW(items.*) FROM items ORDER BY ref
-- refused: Crossfade: a whole-row reference to table public.items

-- off, speaks old
SELECT * FROM items WHERE items IS NOT NULL ORDER BY ref
-- becomes
SELECT * FROM (SELECT "items"."ref", "items"."label", "items"."qty" FROM items) AS "items" WHERE items IS NOT NULL ORDER BY ref
-- ref int4(10,0), label varchar(12,0), qty int4(10,0)
--   1 | lamp | 2
--   2 | chair | 1

-- off, speaks old
TABLE items ORDER BY ref
-- becomes
SELECT "items"."ref", "items"."label", "items"."qty" FROM items ORDER BY ref
-- ref int4(10,0), label varchar(12,0), qty int4(10,0)
--   1 | lamp | 2
--   2 | chair | 1
--   3 | null | 3

-- off, speaks new
SELECT * FROM items ORDER BY ref
-- becomes
SELECT "items"."ref", "items"."qty", "items"."label" AS "title" FROM items ORDER BY ref
-- ref int4(10,0), qty int4(10,0), title varchar(12,0)
--   1 | 2 | lamp
--   2 | 1 | chair
--   3 | 3 | null

-- off, speaks new
SELECT i.*, i.title FROM items i ORDER BY ref
-- becomes
SELECT i."ref", i."qty", i."label" AS "title", i."label" AS "title" FROM items i ORDER BY ref
-- ref int4(10,0), qty int4(10,0), title varchar(12,0), title varchar(12,0)
--   1 | 2 | lamp | lamp
--   2 | 1 | chair | chair
--   3 | 3 | null | null

-- off, speaks new
SELECT row_to_json(s) FROM (SELECT * FROM items) s ORDER BY ref
-- becomes
SELECT row_to_json(s) FROM (SELECT "items"."ref", "items"."qty", "items"."label" AS "title" FROM items) s ORDER BY ref
-- row_to_json json(2147483647,0)
--   {"ref":1,"qty":2,"title":"lamp"}
--   {"ref":2,"qty":1,"title":"chair"}
--   {"ref":3,"qty":3,"title":null}

-- off, speaks new
SELECT i FROM items i ORDER BY ref
-- refused: Crossfade: a whole-row reference to table public.items

-- dual-write, speaks old
SELECT * FROM items ORDER BY ref
-- becomes
SELECT "items"."ref", "items"."label", "items"."qty" FROM items ORDER BY ref
-- ref int4(10,0), label varchar(12,0), qty int4(10,0)
--   1 | lamp | 2
--   2 | chair | 1
--   3 | null | 3

-- dual-write, speaks old
SELECT i.*, i.label FROM items i ORDER BY ref
-- becomes
SELECT i."ref", i."label", i."qty", i.label FROM items i ORDER BY ref
-- ref int4(10,0), label varchar(12,0), qty int4(10,0), label varchar(12,0)
--   1 | lamp | 2 | lamp
--   2 | chair | 1 | chair
--   3 | null | 3 | null

-- dual-write, speaks old
SELECT * FROM notes, items WHERE n = ref ORDER BY n
-- becomes
SELECT "notes".*, "items"."ref", "items"."label", "items"."qty" FROM notes, items WHERE n = ref ORDER BY n
-- who text(2147483647,0), line text(2147483647,0), n int4(10,0), ref int4(10,0), label varchar(12,0), qty int4(10,0)
--   Ann Lee | first | 1 | 1 | lamp | 2
--   Bob | second | 2 | 2 | chair | 1

-- dual-write, speaks old
SELECT items.* FROM items JOIN notes ON ref = n ORDER BY ref
-- becomes
SELECT items."ref", items."label", items."qty" FROM items JOIN notes ON ref = n ORDER BY ref
-- ref int4(10,0), label varchar(12,0), qty int4(10,0)
--   1 | lamp | 2
--   2 | chair | 1

-- dual-write, speaks old
SELECT * FROM (SELECT * FROM items) s (a, b) ORDER BY a
-- becomes
SELECT * FROM (SELECT "items"."ref", "items"."label", "items"."qty" FROM items) s (a, b) ORDER BY a
-- a int4(10,0), b varchar(12,0), qty int4(10,0)
--   1 | lamp | 2
--   2 | chair | 1
--   3 | null | 3

-- dual-write, speaks old
SELECT i FROM items i ORDER BY ref
-- refused: Crossfade: a whole-row reference to table public.items

-- dual-write, speaks old
SELECT row_to_json(i) FROM items i ORDER BY ref
-- becomes
SELECT row_to_json(i) FROM (SELECT "items"."ref", "items"."label", "items"."qty" FROM items) i ORDER BY ref
-- row_to_json json(2147483647,0)
--   {"ref":1,"label":"lamp","qty":2}
--   {"ref":2,"label":"chair","qty":1}
--   {"ref":3,"label":null,"qty":3}

-- dual-write, speaks old
SELECT (i).label FROM items i ORDER BY ref
-- refused: Crossfade: a whole-row reference to table public.items

-- dual-write, speaks old
SELECT row_to_json(s) FROM (SELECT * FROM items) s ORDER BY ref
-- becomes
SELECT row_to_json(s) FROM (SELECT "items"."ref", "items"."label", "items"."qty" FROM items) s ORDER BY ref
-- row_to_json json(2147483647,0)
--   {"ref":1,"label":"lamp","qty":2}
--   {"ref":2,"label":"chair","qty":1}
--   {"ref":3,"label":null,"qty":3}

-- dual-write, speaks old
SELECT count(*), count(items.*) FROM items
-- becomes
SELECT count(*), count(items.*) FROM (SELECT "items"."ref", "items"."label", "items"."qty" FROM items) AS "items"
-- count int8(19,0), count int8(19,0)
--   3 | 3

-- dual-write, speaks old
SELECT ROW(items.*) FROM items ORDER BY ref
-- refused: Crossfade: a whole-row reference to table public.items

-- dual-write, speaks old
SELECT * FROM items WHERE items IS NOT NULL ORDER BY ref
-- becomes
SELECT * FROM (SELECT "items"."ref", "items"."label", "items"."qty" FROM items) AS "items" WHERE items IS NOT NULL ORDER BY ref
-- ref int4(10,0), label varchar(12,0), qty int4(10,0)
--   1 | lamp | 2
--   2 | chair | 1

-- dual-write, speaks old
TABLE items ORDER BY ref
-- becomes
SELECT "items"."ref", "items"."label", "items"."qty" FROM items ORDER BY ref
-- ref int4(10,0), label varchar(12,0), qty int4(10,0)
--   1 | lamp | 2
--   2 | chair | 1
--   3 | null | 3

-- dual-write, speaks new
SELECT * FROM items ORDER BY ref
-- becomes
SELECT "items"."ref", "items"."qty", "items"."label" AS "title" FROM items ORDER BY ref
-- ref int4(10,0), qty int4(10,0), title varchar(12,0)
--   1 | 2 | lamp
--   2 | 1 | chair
--   3 | 3 | null

-- dual-write, speaks new
SELECT i.*, i.title FROM items i ORDER BY ref
-- becomes
SELECT i."ref", i."qty", i."label" AS "title", i."label" AS "title" FROM items i ORDER BY ref
-- ref int4(10,0), qty int4(10,0), title varchar(12,0), title varchar(12,0)
--   1 | 2 | lamp | lamp
--   2 | 1 | chair | chair
--   3 | 3 | null | null

-- dual-write, speaks new
SELECT row_to_json(s) FROM (SELECT * FROM items) s ORDER BY ref
-- becomes
SELECT row_to_json(s) FROM (SELECT "items"."ref", "items"."qty", "items"."label" AS "title" FROM items) s ORDER BY ref
-- row_to_json json(2147483647,0)
--   {"ref":1,"qty":2,"title":"lamp"}
--   {"ref":2,"qty":1,"title":"chair"}
--   {"ref":3,"qty":3,"title":null}

-- dual-write, speaks new
SELECT i FROM items i ORDER BY ref
-- refused: Crossfade: a whole-row reference to table public.items

-- live, speaks old
SELECT * FROM items ORDER BY ref
-- becomes
SELECT "items"."ref", "items"."title" AS "label", "items"."qty" FROM items ORDER BY ref
-- ref int4(10,0), label varchar(12,0), qty int4(10,0)
--   1 | lamp | 2
--   2 | chair | 1
--   3 | null | 3

-- live, speaks old
SELECT i.*, i.label FROM items i ORDER BY ref
-- becomes
SELECT i."ref", i."title" AS "label", i."qty", i."title" AS "label" FROM items i ORDER BY ref
-- ref int4(10,0), label varchar(12,0), qty int4(10,0), label varchar(12,0)
--   1 | lamp | 2 | lamp
--   2 | chair | 1 | chair
--   3 | null | 3 | null

-- live, speaks old
SELECT * FROM notes, items WHERE n = ref ORDER BY n
-- becomes
SELECT "notes".*, "items"."ref", "items"."title" AS "label", "items"."qty" FROM notes, items WHERE n = ref ORDER BY n
-- who text(2147483647,0), line text(2147483647,0), n int4(10,0), ref int4(10,0), label varchar(12,0), qty int4(10,0)
--   Ann Lee | first | 1 | 1 | lamp | 2
--   Bob | second | 2 | 2 | chair | 1

-- live, speaks old
SELECT items.* FROM items JOIN notes ON ref = n ORDER BY ref
-- becomes
SELECT items."ref", items."title" AS "label", items."qty" FROM items JOIN notes ON ref = n ORDER BY ref
-- ref int4(10,0), label varchar(12,0), qty int4(10,0)
--   1 | lamp | 2
--   2 | chair | 1

-- live, speaks old
SELECT * FROM (SELECT * FROM items) s (a, b) ORDER BY a
-- becomes
SELECT * FROM (SELECT "items"."ref", "items"."title" AS "label", "items"."qty" FROM items) s (a, b) ORDER BY a
-- a int4(10,0), b varchar(12,0), qty int4(10,0)
--   1 | lamp | 2
--   2 | chair | 1
--   3 | null | 3

-- live, speaks old
SELECT i FROM items i ORDER BY ref
-- refused: Crossfade: a whole-row reference to table public.items

-- live, speaks old
SELECT row_to_json(i) FROM items i ORDER BY ref
-- becomes
SELECT row_to_json(i) FROM (SELECT "items"."ref", "items"."title" AS "label", "items"."qty" FROM items) i ORDER BY ref
-- row_to_json json(2147483647,0)
--   {"ref":1,"label":"lamp","qty":2}
--   {"ref":2,"label":"chair","qty":1}
--   {"ref":3,"label":null,"qty":3}

-- live, speaks old
SELECT (i).label FROM items i ORDER BY ref
-- refused: Crossfade: a whole-row reference to table public.items

-- live, speaks old
SELECT row_to_json(s) FROM (SELECT * FROM items) s ORDER BY ref
-- becomes
SELECT row_to_json(s) FROM (SELECT "items"."ref", "items"."title" AS "label", "items"."qty" FROM items) s ORDER BY ref
-- row_to_json json(2147483647,0)
--   {"ref":1,"label":"lamp","qty":2}
--   {"ref":2,"label":"chair","qty":1}
--   {"ref":3,"label":null,"qty":3}

-- live, speaks old
SELECT count(*), count(items.*) FROM items
-- becomes
SELECT count(*), count(items.*) FROM (SELECT "items"."ref", "items"."title" AS "label", "items"."qty" FROM items) AS "items"
-- count int8(19,0), count int8(19,0)
--   3 | 3

-- live, speaks old
SELECT ROW(items.*) FROM items ORDER BY ref
-- refused: Crossfade: a whole-row reference to table public.items

-- live, speaks old
SELECT * FROM items WHERE items IS NOT NULL ORDER BY ref
-- becomes
SELECT * FROM (SELECT "items"."ref", "items"."title" AS "label", "items"."qty" FROM items) AS "items" WHERE items IS NOT NULL ORDER BY ref
-- ref int4(10,0), label varchar(12,0), qty int4(10,0)
--   1 | lamp | 2
--   2 | chair | 1

-- live, speaks old
TABLE items ORDER BY ref
-- becomes
SELECT "items"."ref", "items"."title" AS "label", "items"."qty" FROM items ORDER BY ref
-- ref int4(10,0), label varchar(12,0), qty int4(10,0)
--   1 | lamp | 2
--   2 | chair | 1
--   3 | null | 3

-- live, speaks new
SELECT * FROM items ORDER BY ref
-- becomes
SELECT "items"."ref", "items"."qty", "items"."title" FROM items ORDER BY ref
-- ref int4(10,0), qty int4(10,0), title varchar(12,0)
--   1 | 2 | lamp
--   2 | 1 | chair
--   3 | 3 | null

-- live, speaks new
SELECT i.*, i.title FROM items i ORDER BY ref
-- becomes
SELECT i."ref", i."qty", i."title", i.title FROM items i ORDER BY ref
-- ref int4(10,0), qty int4(10,0), title varchar(12,0), title varchar(12,0)
--   1 | 2 | lamp | lamp
--   2 | 1 | chair | chair
--   3 | 3 | null | null

-- live, speaks new
SELECT row_to_json(s) FROM (SELECT * FROM items) s ORDER BY ref
-- becomes
SELECT row_to_json(s) FROM (SELECT "items"."ref", "items"."qty", "items"."title" FROM items) s ORDER BY ref
-- row_to_json json(2147483647,0)
--   {"ref":1,"qty":2,"title":"lamp"}
--   {"ref":2,"qty":1,"title":"chair"}
--   {"ref":3,"qty":3,"title":null}

-- live, speaks new
SELECT i FROM items i ORDER BY ref
-- refused: Crossfade: a whole-row reference to table public.items

