-- off, speaks old
SELECT label FROM items WHERE ref = 1; UPDATE items SET label = 'a' WHERE ref = 1; SELECT label FROM items WHERE ref = 1
-- untouched
-- label varchar(12,0), label varchar(12,0)
--   lamp
--   a
-- count 1

-- off, speaks old
BEGIN; INSERT INTO items (ref, label) VALUES (40, 'b'); SAVEPOINT s; UPDATE items SET label = 'c;d' WHERE ref = 40; ROLLBACK TO s; COMMIT
-- untouched
-- count 0, 1, 0, 1, 0, 0

-- off, speaks old
/* label; */ SELECT $x$ label; $x$, label FROM items WHERE ref = 40; SELECT 'items; label' FROM items WHERE label = 'b'; SELECT 1
-- untouched
-- ?column? text(2147483647,0), label varchar(12,0), ?column? text(2147483647,0), ?column? int4(10,0)
--    label;  | b
--   items; label
--   1

-- off, speaks old
BEGIN; DELETE FROM items WHERE label = 'b'; ROLLBACK
-- untouched
-- count 0, 1, 0

-- off, speaks old
UPDATE items SET label = 'fine' WHERE ref = 2; UPDATE items SET label = 'much too long a label'; SELECT 1
-- untouched
-- error 22001

-- off, speaks old
SELECT * FROM items ORDER BY ref
-- becomes
SELECT "items"."ref", "items"."label", "items"."qty" FROM items ORDER BY ref
-- ref int4(10,0), label varchar(12,0), qty int4(10,0)
--   1 | a | 2
--   2 | chair | 1
--   3 | null | 3
--   40 | b | 1

-- off, speaks new
UPDATE items SET title = 'a' WHERE ref = 1; SELECT title FROM items WHERE ref = 1
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
SELECT label FROM items WHERE ref = 1; UPDATE items SET label = 'a' WHERE ref = 1; SELECT label FROM items WHERE ref = 1
-- becomes
SELECT label FROM items WHERE ref = 1; UPDATE items SET label = 'a', "title" = CAST('a' AS character varying(12)) WHERE ref = 1; SELECT label FROM items WHERE ref = 1
-- label varchar(12,0), label varchar(12,0)
--   lamp
--   a
-- count 1

-- dual-write, speaks old
BEGIN; INSERT INTO items (ref, label) VALUES (40, 'b'); SAVEPOINT s; UPDATE items SET label = 'c;d' WHERE ref = 40; ROLLBACK TO s; COMMIT
-- becomes
BEGIN; INSERT INTO items (ref, label, "title") VALUES (40, 'b', CAST('b' AS character varying(12))); SAVEPOINT s; UPDATE items SET label = 'c;d', "title" = CAST('c;d' AS character varying(12)) WHERE ref = 40; ROLLBACK TO s; COMMIT
-- count 0, 1, 0, 1, 0, 0

-- dual-write, speaks old
/* label; */ SELECT $x$ label; $x$, label FROM items WHERE ref = 40; SELECT 'items; label' FROM items WHERE label = 'b'; SELECT 1
-- untouched
-- ?column? text(2147483647,0), label varchar(12,0), ?column? text(2147483647,0), ?column? int4(10,0)
--    label;  | b
--   items; label
--   1

-- dual-write, speaks old
BEGIN; DELETE FROM items WHERE label = 'b'; ROLLBACK
-- untouched
-- count 0, 1, 0

-- dual-write, speaks old
UPDATE items SET label = 'fine' WHERE ref = 2; UPDATE items SET label = 'much too long a label'; SELECT 1
-- becomes
UPDATE items SET label = 'fine', "title" = CAST('fine' AS character varying(12)) WHERE ref = 2; UPDATE items SET label = 'much too long a label', "title" = CAST('much too long a label' AS character varying(12)); SELECT 1
-- error 22001

-- dual-write, speaks old
SELECT * FROM items ORDER BY ref
-- becomes
SELECT "items"."ref", "items"."label", "items"."qty" FROM items ORDER BY ref
-- ref int4(10,0), label varchar(12,0), qty int4(10,0)
--   1 | a | 2
--   2 | chair | 1
--   3 | null | 3
--   40 | b | 1

-- dual-write, speaks new
UPDATE items SET title = 'a' WHERE ref = 1; SELECT title FROM items WHERE ref = 1
-- becomes
UPDATE items SET title = 'a', "label" = CAST('a' AS character varying(12)) WHERE ref = 1; SELECT "items"."label" AS "title" FROM items WHERE ref = 1
-- title varchar(12,0)
--   a
-- count 1

-- dual-write, speaks new
SELECT * FROM items ORDER BY ref
-- becomes
SELECT "items"."ref", "items"."qty", "items"."label" AS "title" FROM items ORDER BY ref
-- ref int4(10,0), qty int4(10,0), title varchar(12,0)
--   1 | 2 | a
--   2 | 1 | chair
--   3 | 3 | null

-- live, speaks old
SELECT label FROM items WHERE ref = 1; UPDATE items SET label = 'a' WHERE ref = 1; SELECT label FROM items WHERE ref = 1
-- becomes
SELECT "items"."title" AS "label" FROM items WHERE ref = 1; UPDATE items SET label = 'a', "title" = CAST('a' AS character varying(12)) WHERE ref = 1; SELECT "items"."title" AS "label" FROM items WHERE ref = 1
-- label varchar(12,0), label varchar(12,0)
--   lamp
--   a
-- count 1

-- live, speaks old
BEGIN; INSERT INTO items (ref, label) VALUES (40, 'b'); SAVEPOINT s; UPDATE items SET label = 'c;d' WHERE ref = 40; ROLLBACK TO s; COMMIT
-- becomes
BEGIN; INSERT INTO items (ref, label, "title") VALUES (40, 'b', CAST('b' AS character varying(12))); SAVEPOINT s; UPDATE items SET label = 'c;d', "title" = CAST('c;d' AS character varying(12)) WHERE ref = 40; ROLLBACK TO s; COMMIT
-- count 0, 1, 0, 1, 0, 0

-- live, speaks old
/* label; */ SELECT $x$ label; $x$, label FROM items WHERE ref = 40; SELECT 'items; label' FROM items WHERE label = 'b'; SELECT 1
-- becomes
/* label; */ SELECT $x$ label; $x$, "items"."title" AS "label" FROM items WHERE ref = 40; SELECT 'items; label' FROM items WHERE "items"."title" = 'b'; SELECT 1
-- ?column? text(2147483647,0), label varchar(12,0), ?column? text(2147483647,0), ?column? int4(10,0)
--    label;  | b
--   items; label
--   1

-- live, speaks old
BEGIN; DELETE FROM items WHERE label = 'b'; ROLLBACK
-- becomes
BEGIN; DELETE FROM items WHERE "items"."title" = 'b'; ROLLBACK
-- count 0, 1, 0

-- live, speaks old
UPDATE items SET label = 'fine' WHERE ref = 2; UPDATE items SET label = 'much too long a label'; SELECT 1
-- becomes
UPDATE items SET label = 'fine', "title" = CAST('fine' AS character varying(12)) WHERE ref = 2; UPDATE items SET label = 'much too long a label', "title" = CAST('much too long a label' AS character varying(12)); SELECT 1
-- error 22001

-- live, speaks old
SELECT * FROM items ORDER BY ref
-- becomes
SELECT "items"."ref", "items"."title" AS "label", "items"."qty" FROM items ORDER BY ref
-- ref int4(10,0), label varchar(12,0), qty int4(10,0)
--   1 | a | 2
--   2 | chair | 1
--   3 | null | 3
--   40 | b | 1

-- live, speaks new
UPDATE items SET title = 'a' WHERE ref = 1; SELECT title FROM items WHERE ref = 1
-- becomes
UPDATE items SET title = 'a', "label" = CAST('a' AS character varying(12)) WHERE ref = 1; SELECT title FROM items WHERE ref = 1
-- title varchar(12,0)
--   a
-- count 1

-- live, speaks new
SELECT * FROM items ORDER BY ref
-- becomes
SELECT "items"."ref", "items"."qty", "items"."title" FROM items ORDER BY ref
-- ref int4(10,0), qty int4(10,0), title varchar(12,0)
--   1 | 2 | a
--   2 | 1 | chair
--   3 | 3 | null

