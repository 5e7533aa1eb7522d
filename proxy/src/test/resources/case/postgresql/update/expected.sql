-- off, speaks old
UPDATE items SET label = 'one' WHERE ref = 1
-- untouched
-- count 1

-- off, speaks old
UPDATE items SET label = label || '+', qty = qty + 1
-- untouched
-- count 3

-- off, speaks old
UPDATE items SET label = upper(label), qty = length(label) WHERE label IS NOT NULL
-- untouched
-- count 2

-- off, speaks old
UPDATE items AS i SET label = NULL WHERE i.label LIKE 'C%'
-- untouched
-- count 1

-- off, speaks old
UPDATE items SET (label, qty) = ('row', 9) WHERE ref = 2
-- untouched
-- count 1

-- off, speaks old
UPDATE items SET (qty, label) = (SELECT count(*), max(label) FROM items) WHERE ref = 3
-- untouched
-- count 1

-- off, speaks old
UPDATE items SET label = DEFAULT WHERE ref = 1 RETURNING *
-- becomes
UPDATE items SET label = DEFAULT WHERE ref = 1 RETURNING "items"."ref", "items"."label", "items"."qty"
-- ref int4(10,0), label varchar(12,0), qty int4(10,0)
--   1 | none | 4

-- off, speaks old
UPDATE items SET label = (SELECT 'sub' || i.ref FROM items i WHERE i.ref = items.ref) WHERE ref = 2
-- untouched
-- count 1

-- off, speaks old
UPDATE items SET label = 'much too long a label' WHERE ref = 1
-- untouched
-- error 22001

-- off, speaks old
UPDATE items SET label = 'x' WHERE false
-- untouched
-- count 0

-- off, speaks old
UPDATE ONLY items SET label = CASE WHEN ref > 1 THEN label ELSE 'case' END
-- untouched
-- count 3

-- off, speaks old
SELECT * FROM items ORDER BY ref
-- becomes
SELECT "items"."ref", "items"."label", "items"."qty" FROM items ORDER BY ref
-- ref int4(10,0), label varchar(12,0), qty int4(10,0)
--   1 | case | 4
--   2 | sub2 | 9
--   3 | row | 3

-- off, speaks new
UPDATE items SET title = title || '+', qty = qty + 1
-- refused: Crossfade: a write to columns of migration case on table public.items that are not stored at this stage, and whose length would not be checked

-- off, speaks new
UPDATE items SET (title, qty) = ('row', 9) WHERE ref = 2
-- refused: Crossfade: a write to columns of migration case on table public.items that are not stored at this stage, and whose length would not be checked

-- off, speaks new
UPDATE items SET title = DEFAULT WHERE ref = 1 RETURNING *
-- refused: Crossfade: a write to columns of migration case on table public.items that are not stored at this stage, and whose length would not be checked

-- off, speaks new
UPDATE items SET title = 'much too long a label' WHERE ref = 1
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
UPDATE items SET label = 'one' WHERE ref = 1
-- becomes
UPDATE items SET label = 'one', "title" = CAST('one' AS character varying(12)) WHERE ref = 1
-- count 1

-- dual-write, speaks old
UPDATE items SET label = label || '+', qty = qty + 1
-- becomes
UPDATE items SET label = label || '+', "title" = CAST(label || '+' AS character varying(12)), qty = qty + 1
-- count 3

-- dual-write, speaks old
UPDATE items SET label = upper(label), qty = length(label) WHERE label IS NOT NULL
-- becomes
UPDATE items SET label = upper(label), "title" = CAST(upper(label) AS character varying(12)), qty = length(label) WHERE label IS NOT NULL
-- count 2

-- dual-write, speaks old
UPDATE items AS i SET label = NULL WHERE i.label LIKE 'C%'
-- becomes
UPDATE items AS i SET label = NULL, "title" = CAST(NULL AS character varying(12)) WHERE i.label LIKE 'C%'
-- count 1

-- dual-write, speaks old
UPDATE items SET (label, qty) = ('row', 9) WHERE ref = 2
-- becomes
UPDATE items SET (label, qty) = ('row', 9), "title" = CAST('row' AS character varying(12)) WHERE ref = 2
-- count 1

-- dual-write, speaks old
UPDATE items SET (qty, label) = (SELECT count(*), max(label) FROM items) WHERE ref = 3
-- becomes
UPDATE items SET ("qty", "label", "title") = (SELECT crossfade_value.c1, crossfade_value.c2, CAST(crossfade_value.c2 AS character varying(12)) FROM (SELECT count(*), max(label) FROM items) AS crossfade_value (c1, c2)) WHERE ref = 3
-- count 1

-- dual-write, speaks old
UPDATE items SET label = DEFAULT WHERE ref = 1 RETURNING *
-- becomes
UPDATE items SET label = DEFAULT, "title" = CAST(('none'::character varying) AS character varying(12)) WHERE ref = 1 RETURNING "items"."ref", "items"."label", "items"."qty"
-- ref int4(10,0), label varchar(12,0), qty int4(10,0)
--   1 | none | 4

-- dual-write, speaks old
UPDATE items SET label = (SELECT 'sub' || i.ref FROM items i WHERE i.ref = items.ref) WHERE ref = 2
-- becomes
UPDATE items SET ("label", "title") = (SELECT crossfade_value.v1, CAST(crossfade_value.v1 AS character varying(12)) FROM (SELECT (SELECT 'sub' || i.ref FROM items i WHERE i.ref = items.ref) AS v1 WHERE "items".tableoid IS NOT NULL OFFSET 0) AS crossfade_value) WHERE ref = 2
-- count 1

-- dual-write, speaks old
UPDATE items SET label = 'much too long a label' WHERE ref = 1
-- becomes
UPDATE items SET label = 'much too long a label', "title" = CAST('much too long a label' AS character varying(12)) WHERE ref = 1
-- error 22001

-- dual-write, speaks old
UPDATE items SET label = 'x' WHERE false
-- becomes
UPDATE items SET label = 'x', "title" = CAST('x' AS character varying(12)) WHERE false
-- count 0

-- dual-write, speaks old
UPDATE ONLY items SET label = CASE WHEN ref > 1 THEN label ELSE 'case' END
-- becomes
UPDATE ONLY items SET label = CASE WHEN ref > 1 THEN label ELSE 'case' END, "title" = CAST(CASE WHEN ref > 1 THEN label ELSE 'case' END AS character varying(12))
-- count 3

-- dual-write, speaks old
SELECT * FROM items ORDER BY ref
-- becomes
SELECT "items"."ref", "items"."label", "items"."qty" FROM items ORDER BY ref
-- ref int4(10,0), label varchar(12,0), qty int4(10,0)
--   1 | case | 4
--   2 | sub2 | 9
--   3 | row | 3

-- dual-write, speaks new
UPDATE items SET title = title || '+', qty = qty + 1
-- becomes
UPDATE items SET title = "items"."label" || '+', "label" = CAST("items"."label" || '+' AS character varying(12)), qty = qty + 1
-- count 3

-- dual-write, speaks new
UPDATE items SET (title, qty) = ('row', 9) WHERE ref = 2
-- becomes
UPDATE items SET (title, qty) = ('row', 9), "label" = CAST('row' AS character varying(12)) WHERE ref = 2
-- count 1

-- dual-write, speaks new
UPDATE items SET title = DEFAULT WHERE ref = 1 RETURNING *
-- becomes
UPDATE items SET "label" = ('none'::character varying), "title" = CAST(('none'::character varying) AS character varying(12)) WHERE ref = 1 RETURNING "items"."ref", "items"."qty", "items"."label" AS "title"
-- ref int4(10,0), qty int4(10,0), title varchar(12,0)
--   1 | 3 | none

-- dual-write, speaks new
UPDATE items SET title = 'much too long a label' WHERE ref = 1
-- becomes
UPDATE items SET title = 'much too long a label', "label" = CAST('much too long a label' AS character varying(12)) WHERE ref = 1
-- error 22001

-- dual-write, speaks new
SELECT * FROM items ORDER BY ref
-- becomes
SELECT "items"."ref", "items"."qty", "items"."label" AS "title" FROM items ORDER BY ref
-- ref int4(10,0), qty int4(10,0), title varchar(12,0)
--   1 | 3 | none
--   2 | 9 | row
--   3 | 4 | null

-- live, speaks old
UPDATE items SET label = 'one' WHERE ref = 1
-- becomes
UPDATE items SET label = 'one', "title" = CAST('one' AS character varying(12)) WHERE ref = 1
-- count 1

-- live, speaks old
UPDATE items SET label = label || '+', qty = qty + 1
-- becomes
UPDATE items SET label = "items"."title" || '+', "title" = CAST("items"."title" || '+' AS character varying(12)), qty = qty + 1
-- count 3

-- live, speaks old
UPDATE items SET label = upper(label), qty = length(label) WHERE label IS NOT NULL
-- becomes
UPDATE items SET label = upper("items"."title"), "title" = CAST(upper("items"."title") AS character varying(12)), qty = length("items"."title") WHERE "items"."title" IS NOT NULL
-- count 2

-- live, speaks old
UPDATE items AS i SET label = NULL WHERE i.label LIKE 'C%'
-- becomes
UPDATE items AS i SET label = NULL, "title" = CAST(NULL AS character varying(12)) WHERE i."title" LIKE 'C%'
-- count 1

-- live, speaks old
UPDATE items SET (label, qty) = ('row', 9) WHERE ref = 2
-- becomes
UPDATE items SET (label, qty) = ('row', 9), "title" = CAST('row' AS character varying(12)) WHERE ref = 2
-- count 1

-- live, speaks old
UPDATE items SET (qty, label) = (SELECT count(*), max(label) FROM items) WHERE ref = 3
-- becomes
UPDATE items SET ("qty", "label", "title") = (SELECT crossfade_value.c1, crossfade_value.c2, CAST(crossfade_value.c2 AS character varying(12)) FROM (SELECT count(*), max("items"."title") FROM items) AS crossfade_value (c1, c2)) WHERE ref = 3
-- count 1

-- live, speaks old
UPDATE items SET label = DEFAULT WHERE ref = 1 RETURNING *
-- becomes
UPDATE items SET label = DEFAULT, "title" = CAST(('none'::character varying) AS character varying(12)) WHERE ref = 1 RETURNING "items"."ref", "items"."title" AS "label", "items"."qty"
-- ref int4(10,0), label varchar(12,0), qty int4(10,0)
--   1 | none | 4

-- live, speaks old
UPDATE items SET label = (SELECT 'sub' || i.ref FROM items i WHERE i.ref = items.ref) WHERE ref = 2
-- becomes
UPDATE items SET ("label", "title") = (SELECT crossfade_value.v1, CAST(crossfade_value.v1 AS character varying(12)) FROM (SELECT (SELECT 'sub' || i.ref FROM items i WHERE i.ref = items.ref) AS v1 WHERE "items".tableoid IS NOT NULL OFFSET 0) AS crossfade_value) WHERE ref = 2
-- count 1

-- live, speaks old
UPDATE items SET label = 'much too long a label' WHERE ref = 1
-- becomes
UPDATE items SET label = 'much too long a label', "title" = CAST('much too long a label' AS character varying(12)) WHERE ref = 1
-- error 22001

-- live, speaks old
UPDATE items SET label = 'x' WHERE false
-- becomes
UPDATE items SET label = 'x', "title" = CAST('x' AS character varying(12)) WHERE false
-- count 0

-- live, speaks old
UPDATE ONLY items SET label = CASE WHEN ref > 1 THEN label ELSE 'case' END
-- becomes
UPDATE ONLY items SET label = CASE WHEN ref > 1 THEN "items"."title" ELSE 'case' END, "title" = CAST(CASE WHEN ref > 1 THEN "items"."title" ELSE 'case' END AS character varying(12))
-- count 3

-- live, speaks old
SELECT * FROM items ORDER BY ref
-- becomes
SELECT "items"."ref", "items"."title" AS "label", "items"."qty" FROM items ORDER BY ref
-- ref int4(10,0), label varchar(12,0), qty int4(10,0)
--   1 | case | 4
--   2 | sub2 | 9
--   3 | row | 3

-- live, speaks new
UPDATE items SET title = title || '+', qty = qty + 1
-- becomes
UPDATE items SET title = title || '+', "label" = CAST(title || '+' AS character varying(12)), qty = qty + 1
-- count 3

-- live, speaks new
UPDATE items SET (title, qty) = ('row', 9) WHERE ref = 2
-- becomes
UPDATE items SET (title, qty) = ('row', 9), "label" = CAST('row' AS character varying(12)) WHERE ref = 2
-- count 1

-- live, speaks new
UPDATE items SET title = DEFAULT WHERE ref = 1 RETURNING *
-- becomes
UPDATE items SET "label" = ('none'::character varying), "title" = CAST(('none'::character varying) AS character varying(12)) WHERE ref = 1 RETURNING "items"."ref", "items"."qty", "items"."title"
-- ref int4(10,0), qty int4(10,0), title varchar(12,0)
--   1 | 3 | none

-- live, speaks new
UPDATE items SET title = 'much too long a label' WHERE ref = 1
-- becomes
UPDATE items SET title = 'much too long a label', "label" = CAST('much too long a label' AS character varying(12)) WHERE ref = 1
-- error 22001

-- live, speaks new
SELECT * FROM items ORDER BY ref
-- becomes
SELECT "items"."ref", "items"."qty", "items"."title" FROM items ORDER BY ref
-- ref int4(10,0), qty int4(10,0), title varchar(12,0)
--   1 | 3 | none
--   2 | 9 | row
--   3 | 4 | null

