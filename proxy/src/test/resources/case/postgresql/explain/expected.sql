-- off, speaks old
EXPLAIN SELECT label FROM items WHERE label = 'lamp'
-- untouched
-- QUERY PLAN text(2147483647,0)

-- off, speaks old
EXPLAIN (COSTS off) UPDATE items SET label = 'x'
-- untouched
-- QUERY PLAN text(2147483647,0)

-- off, speaks old
EXPLAIN (ANALYZE, COSTS off, TIMING off, SUMMARY off) UPDATE items SET label = 'seen' WHERE ref = 1
-- untouched
-- QUERY PLAN text(2147483647,0)

-- off, speaks old
EXPLAIN VERBOSE SELECT * FROM items
-- becomes
EXPLAIN VERBOSE SELECT "items"."ref", "items"."label", "items"."qty" FROM items
-- QUERY PLAN text(2147483647,0)

-- off, speaks old
SELECT * FROM items ORDER BY ref
-- becomes
SELECT "items"."ref", "items"."label", "items"."qty" FROM items ORDER BY ref
-- ref int4(10,0), label varchar(12,0), qty int4(10,0)
--   1 | seen | 2
--   2 | chair | 1
--   3 | null | 3

-- off, speaks new
EXPLAIN SELECT title FROM items
-- becomes
EXPLAIN SELECT "items"."label" AS "title" FROM items
-- QUERY PLAN text(2147483647,0)

-- off, speaks new
EXPLAIN (ANALYZE, COSTS off) INSERT INTO items (title) VALUES ('z')
-- refused: Crossfade: a write to columns of migration case on table public.items that are not stored at this stage, and whose length would not be checked

-- off, speaks new
SELECT * FROM items ORDER BY ref, title
-- becomes
SELECT "items"."ref", "items"."qty", "items"."label" AS "title" FROM items ORDER BY ref, title
-- ref int4(10,0), qty int4(10,0), title varchar(12,0)
--   1 | 2 | lamp
--   2 | 1 | chair
--   3 | 3 | null

-- dual-write, speaks old
EXPLAIN SELECT label FROM items WHERE label = 'lamp'
-- untouched
-- QUERY PLAN text(2147483647,0)

-- dual-write, speaks old
EXPLAIN (COSTS off) UPDATE items SET label = 'x'
-- becomes
EXPLAIN (COSTS off) UPDATE items SET label = 'x', "title" = CAST('x' AS character varying(12))
-- QUERY PLAN text(2147483647,0)

-- dual-write, speaks old
EXPLAIN (ANALYZE, COSTS off, TIMING off, SUMMARY off) UPDATE items SET label = 'seen' WHERE ref = 1
-- becomes
EXPLAIN (ANALYZE, COSTS off, TIMING off, SUMMARY off) UPDATE items SET label = 'seen', "title" = CAST('seen' AS character varying(12)) WHERE ref = 1
-- QUERY PLAN text(2147483647,0)

-- dual-write, speaks old
EXPLAIN VERBOSE SELECT * FROM items
-- becomes
EXPLAIN VERBOSE SELECT "items"."ref", "items"."label", "items"."qty" FROM items
-- QUERY PLAN text(2147483647,0)

-- dual-write, speaks old
SELECT * FROM items ORDER BY ref
-- becomes
SELECT "items"."ref", "items"."label", "items"."qty" FROM items ORDER BY ref
-- ref int4(10,0), label varchar(12,0), qty int4(10,0)
--   1 | seen | 2
--   2 | chair | 1
--   3 | null | 3

-- dual-write, speaks new
EXPLAIN SELECT title FROM items
-- becomes
EXPLAIN SELECT "items"."label" AS "title" FROM items
-- QUERY PLAN text(2147483647,0)

-- dual-write, speaks new
EXPLAIN (ANALYZE, COSTS off) INSERT INTO items (title) VALUES ('z')
-- becomes
EXPLAIN (ANALYZE, COSTS off) INSERT INTO items (title, "label") VALUES ('z', CAST('z' AS character varying(12)))
-- QUERY PLAN text(2147483647,0)

-- dual-write, speaks new
SELECT * FROM items ORDER BY ref, title
-- becomes
SELECT "items"."ref", "items"."qty", "items"."label" AS "title" FROM items ORDER BY ref, title
-- ref int4(10,0), qty int4(10,0), title varchar(12,0)
--   1 | 2 | lamp
--   2 | 1 | chair
--   3 | 3 | null
--   null | 1 | z

-- live, speaks old
EXPLAIN SELECT label FROM items WHERE label = 'lamp'
-- becomes
EXPLAIN SELECT "items"."title" AS "label" FROM items WHERE "items"."title" = 'lamp'
-- QUERY PLAN text(2147483647,0)

-- live, speaks old
EXPLAIN (COSTS off) UPDATE items SET label = 'x'
-- becomes
EXPLAIN (COSTS off) UPDATE items SET label = 'x', "title" = CAST('x' AS character varying(12))
-- QUERY PLAN text(2147483647,0)

-- live, speaks old
EXPLAIN (ANALYZE, COSTS off, TIMING off, SUMMARY off) UPDATE items SET label = 'seen' WHERE ref = 1
-- becomes
EXPLAIN (ANALYZE, COSTS off, TIMING off, SUMMARY off) UPDATE items SET label = 'seen', "title" = CAST('seen' AS character varying(12)) WHERE ref = 1
-- QUERY PLAN text(2147483647,0)

-- live, speaks old
EXPLAIN VERBOSE SELECT * FROM items
-- becomes
EXPLAIN VERBOSE SELECT "items"."ref", "items"."title" AS "label", "items"."qty" FROM items
-- QUERY PLAN text(2147483647,0)

-- live, speaks old
SELECT * FROM items ORDER BY ref
-- becomes
SELECT "items"."ref", "items"."title" AS "label", "items"."qty" FROM items ORDER BY ref
-- ref int4(10,0), label varchar(12,0), qty int4(10,0)
--   1 | seen | 2
--   2 | chair | 1
--   3 | null | 3

-- live, speaks new
EXPLAIN SELECT title FROM items
-- untouched
-- QUERY PLAN text(2147483647,0)

-- live, speaks new
EXPLAIN (ANALYZE, COSTS off) INSERT INTO items (title) VALUES ('z')
-- becomes
EXPLAIN (ANALYZE, COSTS off) INSERT INTO items (title, "label") VALUES ('z', CAST('z' AS character varying(12)))
-- QUERY PLAN text(2147483647,0)

-- live, speaks new
SELECT * FROM items ORDER BY ref, title
-- becomes
SELECT "items"."ref", "items"."qty", "items"."title" FROM items ORDER BY ref, title
-- ref int4(10,0), qty int4(10,0), title varchar(12,0)
--   1 | 2 | lamp
--   2 | 1 | chair
--   3 | 3 | null
--   null | 1 | z

