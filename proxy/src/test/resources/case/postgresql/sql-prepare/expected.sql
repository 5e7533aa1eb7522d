-- off, speaks old
PREPARE p AS SELECT * FROM items WHERE label = $1; EXECUTE p ('lamp'); EXECUTE p ('x'); DEALLOCATE p
-- becomes
PREPARE p AS SELECT "items"."ref", "items"."label", "items"."qty" FROM items WHERE label = $1; EXECUTE p ('lamp'); EXECUTE p ('x'); DEALLOCATE p
-- ref int4(10,0), label varchar(12,0), qty int4(10,0), ref int4(10,0), label varchar(12,0), qty int4(10,0)
--   1 | lamp | 2
-- count 0, 0

-- off, speaks old
PREPARE p (text, int) AS UPDATE items SET label = $1, qty = $2 WHERE ref = $2 RETURNING *; EXECUTE p ('desk', 2); EXECUTE p (NULL, 1); DEALLOCATE p
-- becomes
PREPARE p (text, int) AS UPDATE items SET label = $1, qty = $2 WHERE ref = $2 RETURNING "items"."ref", "items"."label", "items"."qty"; EXECUTE p ('desk', 2); EXECUTE p (NULL, 1); DEALLOCATE p
-- ref int4(10,0), label varchar(12,0), qty int4(10,0), ref int4(10,0), label varchar(12,0), qty int4(10,0)
--   2 | desk | 2
--   1 | null | 1
-- count 0, 0

-- off, speaks old
PREPARE p (int) AS INSERT INTO items (ref) VALUES ($1), ($1 + 1); EXECUTE p (30); DEALLOCATE p
-- untouched
-- count 0, 2, 0

-- off, speaks old
PREPARE p (text) AS UPDATE items SET label = $1; EXECUTE p ('much too long a label')
-- untouched
-- error 22001

-- off, speaks old
DEALLOCATE ALL
-- untouched
-- count 0

-- off, speaks old
SELECT * FROM items ORDER BY ref
-- becomes
SELECT "items"."ref", "items"."label", "items"."qty" FROM items ORDER BY ref
-- ref int4(10,0), label varchar(12,0), qty int4(10,0)
--   1 | null | 1
--   2 | desk | 2
--   3 | null | 3
--   30 | none | 1
--   31 | none | 1

-- off, speaks new
PREPARE p AS UPDATE items SET title = $1 WHERE ref = $2; EXECUTE p ('desk', 2); DEALLOCATE p
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
PREPARE p AS SELECT * FROM items WHERE label = $1; EXECUTE p ('lamp'); EXECUTE p ('x'); DEALLOCATE p
-- becomes
PREPARE p AS SELECT "items"."ref", "items"."label", "items"."qty" FROM items WHERE label = $1; EXECUTE p ('lamp'); EXECUTE p ('x'); DEALLOCATE p
-- ref int4(10,0), label varchar(12,0), qty int4(10,0), ref int4(10,0), label varchar(12,0), qty int4(10,0)
--   1 | lamp | 2
-- count 0, 0

-- dual-write, speaks old
PREPARE p (text, int) AS UPDATE items SET label = $1, qty = $2 WHERE ref = $2 RETURNING *; EXECUTE p ('desk', 2); EXECUTE p (NULL, 1); DEALLOCATE p
-- becomes
PREPARE p (text, int) AS UPDATE items SET label = $1, "title" = CAST($1 AS character varying(12)), qty = $2 WHERE ref = $2 RETURNING "items"."ref", "items"."label", "items"."qty"; EXECUTE p ('desk', 2); EXECUTE p (NULL, 1); DEALLOCATE p
-- ref int4(10,0), label varchar(12,0), qty int4(10,0), ref int4(10,0), label varchar(12,0), qty int4(10,0)
--   2 | desk | 2
--   1 | null | 1
-- count 0, 0

-- dual-write, speaks old
PREPARE p (int) AS INSERT INTO items (ref) VALUES ($1), ($1 + 1); EXECUTE p (30); DEALLOCATE p
-- becomes
PREPARE p (int) AS INSERT INTO items (ref, "title") VALUES ($1, CAST(('none'::character varying) AS character varying(12))), ($1 + 1, CAST(('none'::character varying) AS character varying(12))); EXECUTE p (30); DEALLOCATE p
-- count 0, 2, 0

-- dual-write, speaks old
PREPARE p (text) AS UPDATE items SET label = $1; EXECUTE p ('much too long a label')
-- becomes
PREPARE p (text) AS UPDATE items SET label = $1, "title" = CAST($1 AS character varying(12)); EXECUTE p ('much too long a label')
-- error 22001

-- dual-write, speaks old
DEALLOCATE ALL
-- untouched
-- count 0

-- dual-write, speaks old
SELECT * FROM items ORDER BY ref
-- becomes
SELECT "items"."ref", "items"."label", "items"."qty" FROM items ORDER BY ref
-- ref int4(10,0), label varchar(12,0), qty int4(10,0)
--   1 | null | 1
--   2 | desk | 2
--   3 | null | 3
--   30 | none | 1
--   31 | none | 1

-- dual-write, speaks new
PREPARE p AS UPDATE items SET title = $1 WHERE ref = $2; EXECUTE p ('desk', 2); DEALLOCATE p
-- becomes
PREPARE p AS UPDATE items SET title = $1, "label" = CAST($1 AS character varying(12)) WHERE ref = $2; EXECUTE p ('desk', 2); DEALLOCATE p
-- count 0, 1, 0

-- dual-write, speaks new
SELECT * FROM items ORDER BY ref
-- becomes
SELECT "items"."ref", "items"."qty", "items"."label" AS "title" FROM items ORDER BY ref
-- ref int4(10,0), qty int4(10,0), title varchar(12,0)
--   1 | 2 | lamp
--   2 | 1 | desk
--   3 | 3 | null

-- live, speaks old
PREPARE p AS SELECT * FROM items WHERE label = $1; EXECUTE p ('lamp'); EXECUTE p ('x'); DEALLOCATE p
-- becomes
PREPARE p AS SELECT "items"."ref", "items"."title" AS "label", "items"."qty" FROM items WHERE "items"."title" = $1; EXECUTE p ('lamp'); EXECUTE p ('x'); DEALLOCATE p
-- ref int4(10,0), label varchar(12,0), qty int4(10,0), ref int4(10,0), label varchar(12,0), qty int4(10,0)
--   1 | lamp | 2
-- count 0, 0

-- live, speaks old
PREPARE p (text, int) AS UPDATE items SET label = $1, qty = $2 WHERE ref = $2 RETURNING *; EXECUTE p ('desk', 2); EXECUTE p (NULL, 1); DEALLOCATE p
-- becomes
PREPARE p (text, int) AS UPDATE items SET label = $1, "title" = CAST($1 AS character varying(12)), qty = $2 WHERE ref = $2 RETURNING "items"."ref", "items"."title" AS "label", "items"."qty"; EXECUTE p ('desk', 2); EXECUTE p (NULL, 1); DEALLOCATE p
-- ref int4(10,0), label varchar(12,0), qty int4(10,0), ref int4(10,0), label varchar(12,0), qty int4(10,0)
--   2 | desk | 2
--   1 | null | 1
-- count 0, 0

-- live, speaks old
PREPARE p (int) AS INSERT INTO items (ref) VALUES ($1), ($1 + 1); EXECUTE p (30); DEALLOCATE p
-- becomes
PREPARE p (int) AS INSERT INTO items (ref, "title") VALUES ($1, CAST(('none'::character varying) AS character varying(12))), ($1 + 1, CAST(('none'::character varying) AS character varying(12))); EXECUTE p (30); DEALLOCATE p
-- count 0, 2, 0

-- live, speaks old
PREPARE p (text) AS UPDATE items SET label = $1; EXECUTE p ('much too long a label')
-- becomes
PREPARE p (text) AS UPDATE items SET label = $1, "title" = CAST($1 AS character varying(12)); EXECUTE p ('much too long a label')
-- error 22001

-- live, speaks old
DEALLOCATE ALL
-- untouched
-- count 0

-- live, speaks old
SELECT * FROM items ORDER BY ref
-- becomes
SELECT "items"."ref", "items"."title" AS "label", "items"."qty" FROM items ORDER BY ref
-- ref int4(10,0), label varchar(12,0), qty int4(10,0)
--   1 | null | 1
--   2 | desk | 2
--   3 | null | 3
--   30 | none | 1
--   31 | none | 1

-- live, speaks new
PREPARE p AS UPDATE items SET title = $1 WHERE ref = $2; EXECUTE p ('desk', 2); DEALLOCATE p
-- becomes
PREPARE p AS UPDATE items SET title = $1, "label" = CAST($1 AS character varying(12)) WHERE ref = $2; EXECUTE p ('desk', 2); DEALLOCATE p
-- count 0, 1, 0

-- live, speaks new
SELECT * FROM items ORDER BY ref
-- becomes
SELECT "items"."ref", "items"."qty", "items"."title" FROM items ORDER BY ref
-- ref int4(10,0), qty int4(10,0), title varchar(12,0)
--   1 | 2 | lamp
--   2 | 1 | desk
--   3 | 3 | null

