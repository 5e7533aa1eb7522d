-- off, speaks old
SELECT o.id, item, weight FROM orders o JOIN parcels p ON p.id = o.id ORDER BY 1
-- untouched
-- id int4(10,0), item text(2147483647,0), weight int4(10,0)
--   1 | lamp | 10
--   3 | lamp | 30

-- off, speaks old
SELECT id, item, weight FROM orders JOIN parcels USING (id) ORDER BY id
-- untouched
-- id int4(10,0), item text(2147483647,0), weight int4(10,0)
--   1 | lamp | 10
--   3 | lamp | 30

-- off, speaks old
SELECT * FROM orders JOIN parcels USING (id) ORDER BY id
-- becomes
SELECT "id", "orders"."item", "orders"."qty", "parcels"."weight" FROM orders JOIN parcels USING (id) ORDER BY id
-- id int4(10,0), item text(2147483647,0), qty int4(10,0), weight int4(10,0)
--   1 | lamp | 2 | 10
--   3 | lamp | 5 | 30

-- off, speaks old
SELECT * FROM orders NATURAL JOIN parcels ORDER BY 1
-- becomes
SELECT * FROM (SELECT "orders"."id", "orders"."item", "orders"."qty" FROM orders) AS "orders" NATURAL JOIN parcels ORDER BY 1
-- id int4(10,0), item text(2147483647,0), qty int4(10,0), weight int4(10,0)
--   1 | lamp | 2 | 10
--   3 | lamp | 5 | 30

-- off, speaks old
SELECT * FROM parcels NATURAL FULL JOIN orders ORDER BY 1
-- becomes
SELECT * FROM parcels NATURAL FULL JOIN (SELECT "orders"."id", "orders"."item", "orders"."qty" FROM orders) AS "orders" ORDER BY 1
-- id int4(10,0), weight int4(10,0), item text(2147483647,0), qty int4(10,0)
--   1 | 10 | lamp | 2
--   2 | null | chair | 1
--   3 | 30 | lamp | 5
--   4 | null | null | 3
--   9 | 90 | null | null

-- off, speaks old
SELECT id, o.id, p.id FROM orders o FULL JOIN parcels p USING (id) ORDER BY 1, 2
-- untouched
-- id int4(10,0), id int4(10,0), id int4(10,0)
--   1 | 1 | 1
--   2 | 2 | null
--   3 | 3 | 3
--   4 | 4 | null
--   9 | null | 9

-- off, speaks old
SELECT o.*, p.weight FROM orders o LEFT JOIN parcels p ON p.id = o.id ORDER BY o.id
-- becomes
SELECT o."id", o."item", o."qty", p.weight FROM orders o LEFT JOIN parcels p ON p.id = o.id ORDER BY o.id
-- id int4(10,0), item text(2147483647,0), qty int4(10,0), weight int4(10,0)
--   1 | lamp | 2 | 10
--   2 | chair | 1 | null
--   3 | lamp | 5 | 30
--   4 | null | 3 | null

-- off, speaks old
SELECT a.id, b.id FROM orders a JOIN orders b ON a.item = b.item AND a.id < b.id
-- untouched
-- id int4(10,0), id int4(10,0)
--   1 | 3

-- off, speaks old
SELECT a.id FROM orders a JOIN orders b USING (id) JOIN parcels USING (id) ORDER BY 1
-- untouched
-- id int4(10,0)
--   1
--   3

-- off, speaks old
SELECT count(*) FROM orders CROSS JOIN parcels
-- untouched
-- count int8(19,0)
--   12

-- off, speaks old
SELECT j.id FROM (orders JOIN parcels USING (id)) AS j ORDER BY 1
-- becomes
SELECT j.id FROM ((SELECT "orders"."id", "orders"."item", "orders"."qty" FROM orders) AS "orders" JOIN parcels USING (id)) AS j ORDER BY 1
-- id int4(10,0)
--   1
--   3

-- off, speaks new
SELECT o.id_new, weight FROM orders o JOIN parcels p ON p.id = o.id_new ORDER BY 1
-- becomes
SELECT CAST(o."id" AS bigint) AS "id_new", weight FROM orders o JOIN parcels p ON p.id = o."id" ORDER BY 1
-- id_new int8(19,0), weight int4(10,0)
--   1 | 10
--   3 | 30

-- off, speaks new
SELECT * FROM orders o RIGHT JOIN parcels p ON p.id = o.id_new ORDER BY p.id
-- becomes
SELECT "o"."item", "o"."qty", CAST("o"."id" AS bigint) AS "id_new", "p".* FROM orders o RIGHT JOIN parcels p ON p.id = o."id" ORDER BY p.id
-- item text(2147483647,0), qty int4(10,0), id_new int8(19,0), id int4(10,0), weight int4(10,0)
--   lamp | 2 | 1 | 1 | 10
--   lamp | 5 | 3 | 3 | 30
--   null | null | null | 9 | 90

-- off, speaks new
SELECT a.id_new, b.id_new FROM orders a JOIN orders b USING (item) WHERE a.id_new < b.id_new
-- becomes
SELECT CAST(a."id" AS bigint) AS "id_new", CAST(b."id" AS bigint) AS "id_new" FROM orders a JOIN orders b USING (item) WHERE a."id" < CAST(b."id" AS bigint)
-- id_new int8(19,0), id_new int8(19,0)
--   1 | 3

-- dual-write, speaks old
SELECT o.id, item, weight FROM orders o JOIN parcels p ON p.id = o.id ORDER BY 1
-- untouched
-- id int4(10,0), item text(2147483647,0), weight int4(10,0)
--   1 | lamp | 10
--   3 | lamp | 30

-- dual-write, speaks old
SELECT id, item, weight FROM orders JOIN parcels USING (id) ORDER BY id
-- untouched
-- id int4(10,0), item text(2147483647,0), weight int4(10,0)
--   1 | lamp | 10
--   3 | lamp | 30

-- dual-write, speaks old
SELECT * FROM orders JOIN parcels USING (id) ORDER BY id
-- becomes
SELECT "id", "orders"."item", "orders"."qty", "parcels"."weight" FROM orders JOIN parcels USING (id) ORDER BY id
-- id int4(10,0), item text(2147483647,0), qty int4(10,0), weight int4(10,0)
--   1 | lamp | 2 | 10
--   3 | lamp | 5 | 30

-- dual-write, speaks old
SELECT * FROM orders NATURAL JOIN parcels ORDER BY 1
-- becomes
SELECT * FROM (SELECT "orders"."id", "orders"."item", "orders"."qty" FROM orders) AS "orders" NATURAL JOIN parcels ORDER BY 1
-- id int4(10,0), item text(2147483647,0), qty int4(10,0), weight int4(10,0)
--   1 | lamp | 2 | 10
--   3 | lamp | 5 | 30

-- dual-write, speaks old
SELECT * FROM parcels NATURAL FULL JOIN orders ORDER BY 1
-- becomes
SELECT * FROM parcels NATURAL FULL JOIN (SELECT "orders"."id", "orders"."item", "orders"."qty" FROM orders) AS "orders" ORDER BY 1
-- id int4(10,0), weight int4(10,0), item text(2147483647,0), qty int4(10,0)
--   1 | 10 | lamp | 2
--   2 | null | chair | 1
--   3 | 30 | lamp | 5
--   4 | null | null | 3
--   9 | 90 | null | null

-- dual-write, speaks old
SELECT id, o.id, p.id FROM orders o FULL JOIN parcels p USING (id) ORDER BY 1, 2
-- untouched
-- id int4(10,0), id int4(10,0), id int4(10,0)
--   1 | 1 | 1
--   2 | 2 | null
--   3 | 3 | 3
--   4 | 4 | null
--   9 | null | 9

-- dual-write, speaks old
SELECT o.*, p.weight FROM orders o LEFT JOIN parcels p ON p.id = o.id ORDER BY o.id
-- becomes
SELECT o."id", o."item", o."qty", p.weight FROM orders o LEFT JOIN parcels p ON p.id = o.id ORDER BY o.id
-- id int4(10,0), item text(2147483647,0), qty int4(10,0), weight int4(10,0)
--   1 | lamp | 2 | 10
--   2 | chair | 1 | null
--   3 | lamp | 5 | 30
--   4 | null | 3 | null

-- dual-write, speaks old
SELECT a.id, b.id FROM orders a JOIN orders b ON a.item = b.item AND a.id < b.id
-- untouched
-- id int4(10,0), id int4(10,0)
--   1 | 3

-- dual-write, speaks old
SELECT a.id FROM orders a JOIN orders b USING (id) JOIN parcels USING (id) ORDER BY 1
-- untouched
-- id int4(10,0)
--   1
--   3

-- dual-write, speaks old
SELECT count(*) FROM orders CROSS JOIN parcels
-- untouched
-- count int8(19,0)
--   12

-- dual-write, speaks old
SELECT j.id FROM (orders JOIN parcels USING (id)) AS j ORDER BY 1
-- becomes
SELECT j.id FROM ((SELECT "orders"."id", "orders"."item", "orders"."qty" FROM orders) AS "orders" JOIN parcels USING (id)) AS j ORDER BY 1
-- id int4(10,0)
--   1
--   3

-- dual-write, speaks new
SELECT o.id_new, weight FROM orders o JOIN parcels p ON p.id = o.id_new ORDER BY 1
-- becomes
SELECT CAST(o."id" AS bigint) AS "id_new", weight FROM orders o JOIN parcels p ON p.id = o."id" ORDER BY 1
-- id_new int8(19,0), weight int4(10,0)
--   1 | 10
--   3 | 30

-- dual-write, speaks new
SELECT * FROM orders o RIGHT JOIN parcels p ON p.id = o.id_new ORDER BY p.id
-- becomes
SELECT "o"."item", "o"."qty", CAST("o"."id" AS bigint) AS "id_new", "p".* FROM orders o RIGHT JOIN parcels p ON p.id = o."id" ORDER BY p.id
-- item text(2147483647,0), qty int4(10,0), id_new int8(19,0), id int4(10,0), weight int4(10,0)
--   lamp | 2 | 1 | 1 | 10
--   lamp | 5 | 3 | 3 | 30
--   null | null | null | 9 | 90

-- dual-write, speaks new
SELECT a.id_new, b.id_new FROM orders a JOIN orders b USING (item) WHERE a.id_new < b.id_new
-- becomes
SELECT CAST(a."id" AS bigint) AS "id_new", CAST(b."id" AS bigint) AS "id_new" FROM orders a JOIN orders b USING (item) WHERE a."id" < CAST(b."id" AS bigint)
-- id_new int8(19,0), id_new int8(19,0)
--   1 | 3

-- live, speaks old
SELECT o.id, item, weight FROM orders o JOIN parcels p ON p.id = o.id ORDER BY 1
-- becomes
SELECT CAST(o."id_new" AS integer) AS "id", item, weight FROM orders o JOIN parcels p ON p.id = o."id_new" ORDER BY 1
-- id int4(10,0), item text(2147483647,0), weight int4(10,0)
--   1 | lamp | 10
--   3 | lamp | 30

-- live, speaks old
SELECT id, item, weight FROM orders JOIN parcels USING (id) ORDER BY id
-- becomes
SELECT id, item, weight FROM (SELECT CAST("orders"."id_new" AS integer) AS "id", "orders"."item", "orders"."qty" FROM orders) AS "orders" JOIN parcels USING (id) ORDER BY id
-- id int4(10,0), item text(2147483647,0), weight int4(10,0)
--   1 | lamp | 10
--   3 | lamp | 30

-- live, speaks old
SELECT * FROM orders JOIN parcels USING (id) ORDER BY id
-- becomes
SELECT * FROM (SELECT CAST("orders"."id_new" AS integer) AS "id", "orders"."item", "orders"."qty" FROM orders) AS "orders" JOIN parcels USING (id) ORDER BY id
-- id int4(10,0), item text(2147483647,0), qty int4(10,0), weight int4(10,0)
--   1 | lamp | 2 | 10
--   3 | lamp | 5 | 30

-- live, speaks old
SELECT * FROM orders NATURAL JOIN parcels ORDER BY 1
-- becomes
SELECT * FROM (SELECT CAST("orders"."id_new" AS integer) AS "id", "orders"."item", "orders"."qty" FROM orders) AS "orders" NATURAL JOIN parcels ORDER BY 1
-- id int4(10,0), item text(2147483647,0), qty int4(10,0), weight int4(10,0)
--   1 | lamp | 2 | 10
--   3 | lamp | 5 | 30

-- live, speaks old
SELECT * FROM parcels NATURAL FULL JOIN orders ORDER BY 1
-- becomes
SELECT * FROM parcels NATURAL FULL JOIN (SELECT CAST("orders"."id_new" AS integer) AS "id", "orders"."item", "orders"."qty" FROM orders) AS "orders" ORDER BY 1
-- id int4(10,0), weight int4(10,0), item text(2147483647,0), qty int4(10,0)
--   1 | 10 | lamp | 2
--   2 | null | chair | 1
--   3 | 30 | lamp | 5
--   4 | null | null | 3
--   9 | 90 | null | null

-- live, speaks old
SELECT id, o.id, p.id FROM orders o FULL JOIN parcels p USING (id) ORDER BY 1, 2
-- becomes
SELECT id, o.id, p.id FROM (SELECT CAST("orders"."id_new" AS integer) AS "id", "orders"."item", "orders"."qty" FROM orders) o FULL JOIN parcels p USING (id) ORDER BY 1, 2
-- id int4(10,0), id int4(10,0), id int4(10,0)
--   1 | 1 | 1
--   2 | 2 | null
--   3 | 3 | 3
--   4 | 4 | null
--   9 | null | 9

-- live, speaks old
SELECT o.*, p.weight FROM orders o LEFT JOIN parcels p ON p.id = o.id ORDER BY o.id
-- becomes
SELECT CAST(o."id_new" AS integer) AS "id", o."item", o."qty", p.weight FROM orders o LEFT JOIN parcels p ON p.id = o."id_new" ORDER BY CAST(o."id_new" AS integer)
-- id int4(10,0), item text(2147483647,0), qty int4(10,0), weight int4(10,0)
--   1 | lamp | 2 | 10
--   2 | chair | 1 | null
--   3 | lamp | 5 | 30
--   4 | null | 3 | null

-- live, speaks old
SELECT a.id, b.id FROM orders a JOIN orders b ON a.item = b.item AND a.id < b.id
-- becomes
SELECT CAST(a."id_new" AS integer) AS "id", CAST(b."id_new" AS integer) AS "id" FROM orders a JOIN orders b ON a.item = b.item AND a."id_new" < CAST(b."id_new" AS integer)
-- id int4(10,0), id int4(10,0)
--   1 | 3

-- live, speaks old
SELECT a.id FROM orders a JOIN orders b USING (id) JOIN parcels USING (id) ORDER BY 1
-- becomes
SELECT a.id FROM (SELECT CAST("orders"."id_new" AS integer) AS "id", "orders"."item", "orders"."qty" FROM orders) a JOIN (SELECT CAST("orders"."id_new" AS integer) AS "id", "orders"."item", "orders"."qty" FROM orders) b USING (id) JOIN parcels USING (id) ORDER BY 1
-- id int4(10,0)
--   1
--   3

-- live, speaks old
SELECT count(*) FROM orders CROSS JOIN parcels
-- untouched
-- count int8(19,0)
--   12

-- live, speaks old
SELECT j.id FROM (orders JOIN parcels USING (id)) AS j ORDER BY 1
-- becomes
SELECT j.id FROM ((SELECT CAST("orders"."id_new" AS integer) AS "id", "orders"."item", "orders"."qty" FROM orders) AS "orders" JOIN parcels USING (id)) AS j ORDER BY 1
-- id int4(10,0)
--   1
--   3

-- live, speaks new
SELECT o.id_new, weight FROM orders o JOIN parcels p ON p.id = o.id_new ORDER BY 1
-- untouched
-- id_new int8(19,0), weight int4(10,0)
--   1 | 10
--   3 | 30

-- live, speaks new
SELECT * FROM orders o RIGHT JOIN parcels p ON p.id = o.id_new ORDER BY p.id
-- becomes
SELECT "o"."item", "o"."qty", "o"."id_new", "p".* FROM orders o RIGHT JOIN parcels p ON p.id = o.id_new ORDER BY p.id
-- item text(2147483647,0), qty int4(10,0), id_new int8(19,0), id int4(10,0), weight int4(10,0)
--   lamp | 2 | 1 | 1 | 10
--   lamp | 5 | 3 | 3 | 30
--   null | null | null | 9 | 90

-- live, speaks new
SELECT a.id_new, b.id_new FROM orders a JOIN orders b USING (item) WHERE a.id_new < b.id_new
-- untouched
-- id_new int8(19,0), id_new int8(19,0)
--   1 | 3

