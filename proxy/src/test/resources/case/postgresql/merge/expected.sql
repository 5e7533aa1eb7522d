-- off, speaks old
MERGE INTO items i USING notes n ON i.ref = n.n WHEN MATCHED THEN UPDATE SET label = n.line, qty = i.qty + 1 WHEN NOT MATCHED THEN INSERT (ref, label) VALUES (n.n, n.who)
-- untouched
-- count 3

-- off, speaks old
MERGE INTO items USING notes ON label = line WHEN MATCHED AND qty > 2 THEN DELETE WHEN MATCHED THEN UPDATE SET label = upper(label)
-- untouched
-- count 2

-- off, speaks old
MERGE INTO items i USING (SELECT 3 AS k) s ON i.ref = s.k WHEN MATCHED AND label IS NULL THEN UPDATE SET label = DEFAULT WHEN NOT MATCHED THEN DO NOTHING
-- untouched
-- count 1

-- off, speaks old
MERGE INTO items i USING (VALUES (20, 'new'), (3, 'old')) v (k, w) ON i.ref = v.k WHEN MATCHED THEN UPDATE SET (label, qty) = (v.w, 0) WHEN NOT MATCHED THEN INSERT VALUES (v.k, v.w)
-- becomes
MERGE INTO items i USING (VALUES (20, 'new'), (3, 'old')) v (k, w) ON i.ref = v.k WHEN MATCHED THEN UPDATE SET (label, qty) = (v.w, 0) WHEN NOT MATCHED THEN INSERT ("ref", "label") VALUES (v.k, v.w)
-- count 2

-- off, speaks old
MERGE INTO notes n USING items i ON n.n = i.ref WHEN MATCHED THEN UPDATE SET line = i.label
-- untouched
-- count 2

-- off, speaks old
MERGE INTO items i USING notes n ON i.ref = n.n WHEN MATCHED THEN UPDATE SET label = 'much too long a label'
-- untouched
-- error 22001

-- off, speaks old
SELECT * FROM items ORDER BY ref
-- becomes
SELECT "items"."ref", "items"."label", "items"."qty" FROM items ORDER BY ref
-- ref int4(10,0), label varchar(12,0), qty int4(10,0)
--   2 | SECOND | 2
--   20 | new | 1
--   3 | old | 0
--   9 | Zoe | 1

-- off, speaks old
SELECT * FROM notes ORDER BY n
-- untouched
-- who text(2147483647,0), line text(2147483647,0), n int4(10,0)
--   Ann Lee | first | 1
--   Bob | SECOND | 2
--   Zoe | Zoe | 9

-- off, speaks new
MERGE INTO items i USING notes n ON i.ref = n.n WHEN MATCHED THEN UPDATE SET title = n.line WHEN NOT MATCHED THEN INSERT (ref, title) VALUES (n.n, n.who)
-- refused: Crossfade: a write to columns of migration case on table public.items that are not stored at this stage, and whose length would not be checked

-- off, speaks new
MERGE INTO items USING notes ON title = line WHEN MATCHED THEN DELETE
-- becomes
MERGE INTO items USING notes ON "items"."label" = line WHEN MATCHED THEN DELETE
-- count 0

-- off, speaks new
SELECT * FROM items ORDER BY ref
-- becomes
SELECT "items"."ref", "items"."qty", "items"."label" AS "title" FROM items ORDER BY ref
-- ref int4(10,0), qty int4(10,0), title varchar(12,0)
--   1 | 2 | lamp
--   2 | 1 | chair
--   3 | 3 | null

-- dual-write, speaks old
MERGE INTO items i USING notes n ON i.ref = n.n WHEN MATCHED THEN UPDATE SET label = n.line, qty = i.qty + 1 WHEN NOT MATCHED THEN INSERT (ref, label) VALUES (n.n, n.who)
-- becomes
MERGE INTO items i USING notes n ON i.ref = n.n WHEN MATCHED THEN UPDATE SET label = n.line, "title" = CAST(n.line AS character varying(12)), qty = i.qty + 1 WHEN NOT MATCHED THEN INSERT (ref, label, "title") VALUES (n.n, n.who, CAST(n.who AS character varying(12)))
-- count 3

-- dual-write, speaks old
MERGE INTO items USING notes ON label = line WHEN MATCHED AND qty > 2 THEN DELETE WHEN MATCHED THEN UPDATE SET label = upper(label)
-- becomes
MERGE INTO items USING notes ON label = line WHEN MATCHED AND qty > 2 THEN DELETE WHEN MATCHED THEN UPDATE SET label = upper(label), "title" = CAST(upper(label) AS character varying(12))
-- count 2

-- dual-write, speaks old
MERGE INTO items i USING (SELECT 3 AS k) s ON i.ref = s.k WHEN MATCHED AND label IS NULL THEN UPDATE SET label = DEFAULT WHEN NOT MATCHED THEN DO NOTHING
-- becomes
MERGE INTO items i USING (SELECT 3 AS k) s ON i.ref = s.k WHEN MATCHED AND label IS NULL THEN UPDATE SET label = DEFAULT, "title" = CAST(('none'::character varying) AS character varying(12)) WHEN NOT MATCHED THEN DO NOTHING
-- count 1

-- dual-write, speaks old
MERGE INTO items i USING (VALUES (20, 'new'), (3, 'old')) v (k, w) ON i.ref = v.k WHEN MATCHED THEN UPDATE SET (label, qty) = (v.w, 0) WHEN NOT MATCHED THEN INSERT VALUES (v.k, v.w)
-- becomes
MERGE INTO items i USING (VALUES (20, 'new'), (3, 'old')) v (k, w) ON i.ref = v.k WHEN MATCHED THEN UPDATE SET (label, qty) = (v.w, 0), "title" = CAST(v.w AS character varying(12)) WHEN NOT MATCHED THEN INSERT ("ref", "label", "title") VALUES (v.k, v.w, CAST(v.w AS character varying(12)))
-- count 2

-- dual-write, speaks old
MERGE INTO notes n USING items i ON n.n = i.ref WHEN MATCHED THEN UPDATE SET line = i.label
-- untouched
-- count 2

-- dual-write, speaks old
MERGE INTO items i USING notes n ON i.ref = n.n WHEN MATCHED THEN UPDATE SET label = 'much too long a label'
-- becomes
MERGE INTO items i USING notes n ON i.ref = n.n WHEN MATCHED THEN UPDATE SET label = 'much too long a label', "title" = CAST('much too long a label' AS character varying(12))
-- error 22001

-- dual-write, speaks old
SELECT * FROM items ORDER BY ref
-- becomes
SELECT "items"."ref", "items"."label", "items"."qty" FROM items ORDER BY ref
-- ref int4(10,0), label varchar(12,0), qty int4(10,0)
--   2 | SECOND | 2
--   20 | new | 1
--   3 | old | 0
--   9 | Zoe | 1

-- dual-write, speaks old
SELECT * FROM notes ORDER BY n
-- untouched
-- who text(2147483647,0), line text(2147483647,0), n int4(10,0)
--   Ann Lee | first | 1
--   Bob | SECOND | 2
--   Zoe | Zoe | 9

-- dual-write, speaks new
MERGE INTO items i USING notes n ON i.ref = n.n WHEN MATCHED THEN UPDATE SET title = n.line WHEN NOT MATCHED THEN INSERT (ref, title) VALUES (n.n, n.who)
-- becomes
MERGE INTO items i USING notes n ON i.ref = n.n WHEN MATCHED THEN UPDATE SET title = n.line, "label" = CAST(n.line AS character varying(12)) WHEN NOT MATCHED THEN INSERT (ref, title, "label") VALUES (n.n, n.who, CAST(n.who AS character varying(12)))
-- count 3

-- dual-write, speaks new
MERGE INTO items USING notes ON title = line WHEN MATCHED THEN DELETE
-- becomes
MERGE INTO items USING notes ON "items"."label" = line WHEN MATCHED THEN DELETE
-- count 2

-- dual-write, speaks new
SELECT * FROM items ORDER BY ref
-- becomes
SELECT "items"."ref", "items"."qty", "items"."label" AS "title" FROM items ORDER BY ref
-- ref int4(10,0), qty int4(10,0), title varchar(12,0)
--   3 | 3 | null
--   9 | 1 | Zoe

-- live, speaks old
MERGE INTO items i USING notes n ON i.ref = n.n WHEN MATCHED THEN UPDATE SET label = n.line, qty = i.qty + 1 WHEN NOT MATCHED THEN INSERT (ref, label) VALUES (n.n, n.who)
-- becomes
MERGE INTO items i USING notes n ON i.ref = n.n WHEN MATCHED THEN UPDATE SET label = n.line, "title" = CAST(n.line AS character varying(12)), qty = i.qty + 1 WHEN NOT MATCHED THEN INSERT (ref, label, "title") VALUES (n.n, n.who, CAST(n.who AS character varying(12)))
-- count 3

-- live, speaks old
MERGE INTO items USING notes ON label = line WHEN MATCHED AND qty > 2 THEN DELETE WHEN MATCHED THEN UPDATE SET label = upper(label)
-- becomes
MERGE INTO items USING notes ON "items"."title" = line WHEN MATCHED AND qty > 2 THEN DELETE WHEN MATCHED THEN UPDATE SET label = upper("items"."title"), "title" = CAST(upper("items"."title") AS character varying(12))
-- count 2

-- live, speaks old
MERGE INTO items i USING (SELECT 3 AS k) s ON i.ref = s.k WHEN MATCHED AND label IS NULL THEN UPDATE SET label = DEFAULT WHEN NOT MATCHED THEN DO NOTHING
-- becomes
MERGE INTO items i USING (SELECT 3 AS k) s ON i.ref = s.k WHEN MATCHED AND "i"."title" IS NULL THEN UPDATE SET label = DEFAULT, "title" = CAST(('none'::character varying) AS character varying(12)) WHEN NOT MATCHED THEN DO NOTHING
-- count 1

-- live, speaks old
MERGE INTO items i USING (VALUES (20, 'new'), (3, 'old')) v (k, w) ON i.ref = v.k WHEN MATCHED THEN UPDATE SET (label, qty) = (v.w, 0) WHEN NOT MATCHED THEN INSERT VALUES (v.k, v.w)
-- becomes
MERGE INTO items i USING (VALUES (20, 'new'), (3, 'old')) v (k, w) ON i.ref = v.k WHEN MATCHED THEN UPDATE SET (label, qty) = (v.w, 0), "title" = CAST(v.w AS character varying(12)) WHEN NOT MATCHED THEN INSERT ("ref", "label", "title") VALUES (v.k, v.w, CAST(v.w AS character varying(12)))
-- count 2

-- live, speaks old
MERGE INTO notes n USING items i ON n.n = i.ref WHEN MATCHED THEN UPDATE SET line = i.label
-- becomes
MERGE INTO notes n USING items i ON n.n = i.ref WHEN MATCHED THEN UPDATE SET line = i."title"
-- count 2

-- live, speaks old
MERGE INTO items i USING notes n ON i.ref = n.n WHEN MATCHED THEN UPDATE SET label = 'much too long a label'
-- becomes
MERGE INTO items i USING notes n ON i.ref = n.n WHEN MATCHED THEN UPDATE SET label = 'much too long a label', "title" = CAST('much too long a label' AS character varying(12))
-- error 22001

-- live, speaks old
SELECT * FROM items ORDER BY ref
-- becomes
SELECT "items"."ref", "items"."title" AS "label", "items"."qty" FROM items ORDER BY ref
-- ref int4(10,0), label varchar(12,0), qty int4(10,0)
--   2 | SECOND | 2
--   20 | new | 1
--   3 | old | 0
--   9 | Zoe | 1

-- live, speaks old
SELECT * FROM notes ORDER BY n
-- untouched
-- who text(2147483647,0), line text(2147483647,0), n int4(10,0)
--   Ann Lee | first | 1
--   Bob | SECOND | 2
--   Zoe | Zoe | 9

-- live, speaks new
MERGE INTO items i USING notes n ON i.ref = n.n WHEN MATCHED THEN UPDATE SET title = n.line WHEN NOT MATCHED THEN INSERT (ref, title) VALUES (n.n, n.who)
-- becomes
MERGE INTO items i USING notes n ON i.ref = n.n WHEN MATCHED THEN UPDATE SET title = n.line, "label" = CAST(n.line AS character varying(12)) WHEN NOT MATCHED THEN INSERT (ref, title, "label") VALUES (n.n, n.who, CAST(n.who AS character varying(12)))
-- count 3

-- live, speaks new
MERGE INTO items USING notes ON title = line WHEN MATCHED THEN DELETE
-- untouched
-- count 2

-- live, speaks new
SELECT * FROM items ORDER BY ref
-- becomes
SELECT "items"."ref", "items"."qty", "items"."title" FROM items ORDER BY ref
-- ref int4(10,0), qty int4(10,0), title varchar(12,0)
--   3 | 3 | null
--   9 | 1 | Zoe

