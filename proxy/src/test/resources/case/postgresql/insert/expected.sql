-- off, speaks old
INSERT INTO items VALUES (4, 'table', 4)
-- becomes
INSERT INTO items ("ref", "label", "qty") VALUES (4, 'table', 4)
-- count 1

-- off, speaks old
INSERT INTO items VALUES (5)
-- becomes
INSERT INTO items ("ref") VALUES (5)
-- count 1

-- off, speaks old
INSERT INTO items (ref) VALUES (6)
-- untouched
-- count 1

-- off, speaks old
INSERT INTO items (qty, label) VALUES (7, 'desk'), (8, DEFAULT), (DEFAULT, NULL), (9, '')
-- untouched
-- count 4

-- off, speaks old
INSERT INTO items DEFAULT VALUES
-- untouched
-- count 1

-- off, speaks old
INSERT INTO items (ref, label) VALUES (10, DEFAULT)
-- untouched
-- count 1

-- off, speaks old
INSERT INTO items (ref, label) VALUES (11, 'much too long a label')
-- untouched
-- error 22001

-- off, speaks old
INSERT INTO items (ref, label) VALUES (11, 'a'), (12, 'much too long a label')
-- untouched
-- error 22001

-- off, speaks old
SELECT * FROM items ORDER BY ref, qty, label
-- becomes
SELECT "items"."ref", "items"."label", "items"."qty" FROM items ORDER BY ref, qty, label
-- ref int4(10,0), label varchar(12,0), qty int4(10,0)
--   1 | lamp | 2
--   10 | none | 1
--   2 | chair | 1
--   3 | null | 3
--   4 | table | 4
--   5 | none | 1
--   6 | none | 1
--   null |  | 9
--   null | desk | 7
--   null | none | 1
--   null | none | 8
--   null | null | 1

-- off, speaks new
INSERT INTO items VALUES (4, 4, 'table')
-- refused: Crossfade: a write to columns of migration case on table public.items that are not stored at this stage, and whose length would not be checked

-- off, speaks new
INSERT INTO items VALUES (5)
-- becomes
INSERT INTO items ("ref") VALUES (5)
-- count 1

-- off, speaks new
INSERT INTO items (qty, title) VALUES (7, 'desk'), (8, DEFAULT), (DEFAULT, NULL), (9, '')
-- refused: Crossfade: a write to columns of migration case on table public.items that are not stored at this stage, and whose length would not be checked

-- off, speaks new
INSERT INTO items DEFAULT VALUES
-- untouched
-- count 1

-- off, speaks new
INSERT INTO items (ref, title) VALUES (11, 'a'), (12, 'much too long a label')
-- refused: Crossfade: a write to columns of migration case on table public.items that are not stored at this stage, and whose length would not be checked

-- off, speaks new
SELECT * FROM items ORDER BY ref, qty, title
-- becomes
SELECT "items"."ref", "items"."qty", "items"."label" AS "title" FROM items ORDER BY ref, qty, title
-- ref int4(10,0), qty int4(10,0), title varchar(12,0)
--   1 | 2 | lamp
--   2 | 1 | chair
--   3 | 3 | null
--   5 | 1 | none
--   null | 1 | none

-- dual-write, speaks old
INSERT INTO items VALUES (4, 'table', 4)
-- becomes
INSERT INTO items ("ref", "label", "qty", "title") VALUES (4, 'table', 4, CAST('table' AS character varying(12)))
-- count 1

-- dual-write, speaks old
INSERT INTO items VALUES (5)
-- becomes
INSERT INTO items ("ref", "title") VALUES (5, CAST(('none'::character varying) AS character varying(12)))
-- count 1

-- dual-write, speaks old
INSERT INTO items (ref) VALUES (6)
-- becomes
INSERT INTO items (ref, "title") VALUES (6, CAST(('none'::character varying) AS character varying(12)))
-- count 1

-- dual-write, speaks old
INSERT INTO items (qty, label) VALUES (7, 'desk'), (8, DEFAULT), (DEFAULT, NULL), (9, '')
-- becomes
INSERT INTO items (qty, label, "title") VALUES (7, 'desk', CAST('desk' AS character varying(12))), (8, DEFAULT, CAST(('none'::character varying) AS character varying(12))), (DEFAULT, NULL, CAST(NULL AS character varying(12))), (9, '', CAST('' AS character varying(12)))
-- count 4

-- dual-write, speaks old
INSERT INTO items DEFAULT VALUES
-- becomes
INSERT INTO items ("title") VALUES (CAST(('none'::character varying) AS character varying(12)))
-- count 1

-- dual-write, speaks old
INSERT INTO items (ref, label) VALUES (10, DEFAULT)
-- becomes
INSERT INTO items (ref, label, "title") VALUES (10, DEFAULT, CAST(('none'::character varying) AS character varying(12)))
-- count 1

-- dual-write, speaks old
INSERT INTO items (ref, label) VALUES (11, 'much too long a label')
-- becomes
INSERT INTO items (ref, label, "title") VALUES (11, 'much too long a label', CAST('much too long a label' AS character varying(12)))
-- error 22001

-- dual-write, speaks old
INSERT INTO items (ref, label) VALUES (11, 'a'), (12, 'much too long a label')
-- becomes
INSERT INTO items (ref, label, "title") VALUES (11, 'a', CAST('a' AS character varying(12))), (12, 'much too long a label', CAST('much too long a label' AS character varying(12)))
-- error 22001

-- dual-write, speaks old
SELECT * FROM items ORDER BY ref, qty, label
-- becomes
SELECT "items"."ref", "items"."label", "items"."qty" FROM items ORDER BY ref, qty, label
-- ref int4(10,0), label varchar(12,0), qty int4(10,0)
--   1 | lamp | 2
--   10 | none | 1
--   2 | chair | 1
--   3 | null | 3
--   4 | table | 4
--   5 | none | 1
--   6 | none | 1
--   null |  | 9
--   null | desk | 7
--   null | none | 1
--   null | none | 8
--   null | null | 1

-- dual-write, speaks new
INSERT INTO items VALUES (4, 4, 'table')
-- becomes
INSERT INTO items ("ref", "qty", "title", "label") VALUES (4, 4, 'table', CAST('table' AS character varying(12)))
-- count 1

-- dual-write, speaks new
INSERT INTO items VALUES (5)
-- becomes
INSERT INTO items ("ref", "title") VALUES (5, CAST(('none'::character varying) AS character varying(12)))
-- count 1

-- dual-write, speaks new
INSERT INTO items (qty, title) VALUES (7, 'desk'), (8, DEFAULT), (DEFAULT, NULL), (9, '')
-- becomes
INSERT INTO items (qty, title, "label") VALUES (7, 'desk', CAST('desk' AS character varying(12))), (8, CAST(('none'::character varying) AS character varying(12)), ('none'::character varying)), (DEFAULT, NULL, CAST(NULL AS character varying(12))), (9, '', CAST('' AS character varying(12)))
-- count 4

-- dual-write, speaks new
INSERT INTO items DEFAULT VALUES
-- becomes
INSERT INTO items ("title") VALUES (CAST(('none'::character varying) AS character varying(12)))
-- count 1

-- dual-write, speaks new
INSERT INTO items (ref, title) VALUES (11, 'a'), (12, 'much too long a label')
-- becomes
INSERT INTO items (ref, title, "label") VALUES (11, 'a', CAST('a' AS character varying(12))), (12, 'much too long a label', CAST('much too long a label' AS character varying(12)))
-- error 22001

-- dual-write, speaks new
SELECT * FROM items ORDER BY ref, qty, title
-- becomes
SELECT "items"."ref", "items"."qty", "items"."label" AS "title" FROM items ORDER BY ref, qty, title
-- ref int4(10,0), qty int4(10,0), title varchar(12,0)
--   1 | 2 | lamp
--   2 | 1 | chair
--   3 | 3 | null
--   4 | 4 | table
--   5 | 1 | none
--   null | 1 | none
--   null | 1 | null
--   null | 7 | desk
--   null | 8 | none
--   null | 9 | 

-- live, speaks old
INSERT INTO items VALUES (4, 'table', 4)
-- becomes
INSERT INTO items ("ref", "label", "qty", "title") VALUES (4, 'table', 4, CAST('table' AS character varying(12)))
-- count 1

-- live, speaks old
INSERT INTO items VALUES (5)
-- becomes
INSERT INTO items ("ref", "title") VALUES (5, CAST(('none'::character varying) AS character varying(12)))
-- count 1

-- live, speaks old
INSERT INTO items (ref) VALUES (6)
-- becomes
INSERT INTO items (ref, "title") VALUES (6, CAST(('none'::character varying) AS character varying(12)))
-- count 1

-- live, speaks old
INSERT INTO items (qty, label) VALUES (7, 'desk'), (8, DEFAULT), (DEFAULT, NULL), (9, '')
-- becomes
INSERT INTO items (qty, label, "title") VALUES (7, 'desk', CAST('desk' AS character varying(12))), (8, DEFAULT, CAST(('none'::character varying) AS character varying(12))), (DEFAULT, NULL, CAST(NULL AS character varying(12))), (9, '', CAST('' AS character varying(12)))
-- count 4

-- live, speaks old
INSERT INTO items DEFAULT VALUES
-- becomes
INSERT INTO items ("title") VALUES (CAST(('none'::character varying) AS character varying(12)))
-- count 1

-- live, speaks old
INSERT INTO items (ref, label) VALUES (10, DEFAULT)
-- becomes
INSERT INTO items (ref, label, "title") VALUES (10, DEFAULT, CAST(('none'::character varying) AS character varying(12)))
-- count 1

-- live, speaks old
INSERT INTO items (ref, label) VALUES (11, 'much too long a label')
-- becomes
INSERT INTO items (ref, label, "title") VALUES (11, 'much too long a label', CAST('much too long a label' AS character varying(12)))
-- error 22001

-- live, speaks old
INSERT INTO items (ref, label) VALUES (11, 'a'), (12, 'much too long a label')
-- becomes
INSERT INTO items (ref, label, "title") VALUES (11, 'a', CAST('a' AS character varying(12))), (12, 'much too long a label', CAST('much too long a label' AS character varying(12)))
-- error 22001

-- live, speaks old
SELECT * FROM items ORDER BY ref, qty, label
-- becomes
SELECT "items"."ref", "items"."title" AS "label", "items"."qty" FROM items ORDER BY ref, qty, label
-- ref int4(10,0), label varchar(12,0), qty int4(10,0)
--   1 | lamp | 2
--   10 | none | 1
--   2 | chair | 1
--   3 | null | 3
--   4 | table | 4
--   5 | none | 1
--   6 | none | 1
--   null |  | 9
--   null | desk | 7
--   null | none | 1
--   null | none | 8
--   null | null | 1

-- live, speaks new
INSERT INTO items VALUES (4, 4, 'table')
-- becomes
INSERT INTO items ("ref", "qty", "title", "label") VALUES (4, 4, 'table', CAST('table' AS character varying(12)))
-- count 1

-- live, speaks new
INSERT INTO items VALUES (5)
-- becomes
INSERT INTO items ("ref", "title") VALUES (5, CAST(('none'::character varying) AS character varying(12)))
-- count 1

-- live, speaks new
INSERT INTO items (qty, title) VALUES (7, 'desk'), (8, DEFAULT), (DEFAULT, NULL), (9, '')
-- becomes
INSERT INTO items (qty, title, "label") VALUES (7, 'desk', CAST('desk' AS character varying(12))), (8, CAST(('none'::character varying) AS character varying(12)), ('none'::character varying)), (DEFAULT, NULL, CAST(NULL AS character varying(12))), (9, '', CAST('' AS character varying(12)))
-- count 4

-- live, speaks new
INSERT INTO items DEFAULT VALUES
-- becomes
INSERT INTO items ("title") VALUES (CAST(('none'::character varying) AS character varying(12)))
-- count 1

-- live, speaks new
INSERT INTO items (ref, title) VALUES (11, 'a'), (12, 'much too long a label')
-- becomes
INSERT INTO items (ref, title, "label") VALUES (11, 'a', CAST('a' AS character varying(12))), (12, 'much too long a label', CAST('much too long a label' AS character varying(12)))
-- error 22001

-- live, speaks new
SELECT * FROM items ORDER BY ref, qty, title
-- becomes
SELECT "items"."ref", "items"."qty", "items"."title" FROM items ORDER BY ref, qty, title
-- ref int4(10,0), qty int4(10,0), title varchar(12,0)
--   1 | 2 | lamp
--   2 | 1 | chair
--   3 | 3 | null
--   4 | 4 | table
--   5 | 1 | none
--   null | 1 | none
--   null | 1 | null
--   null | 7 | desk
--   null | 8 | none
--   null | 9 | 

