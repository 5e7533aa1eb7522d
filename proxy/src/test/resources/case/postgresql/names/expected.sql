-- off, speaks old
SELECT "Unit ""Price""", price, PRICE FROM "Sales"."Order ""Line""" ORDER BY "No"
-- untouched
-- Unit "Price" int4(10,0), price int4(10,0), price int4(10,0)
--   100 | 7 | 7
--   200 | 8 | 8

-- off, speaks old
SELECT "Sales"."Order ""Line"""."Unit ""Price""" FROM "Sales"."Order ""Line""" ORDER BY 1
-- untouched
-- Unit "Price" int4(10,0)
--   100
--   200

-- off, speaks old
SELECT L."Unit ""Price""" AS "Price", l."No" FROM "Sales"."Order ""Line""" AS l ORDER BY "Price"
-- untouched
-- Price int4(10,0), No int4(10,0)
--   100 | 1
--   200 | 2

-- off, speaks old
SELECT "Unit ""Price""" AS price FROM "Sales"."Order ""Line""" ORDER BY price DESC
-- untouched
-- price int4(10,0)
--   100
--   200

-- off, speaks old
UPDATE "Sales"."Order ""Line""" SET "Unit ""Price""" = "Unit ""Price""" + Price WHERE "No" = 1
-- untouched
-- count 1

-- off, speaks old
SELECT "a b"."Unit ""Price""" FROM "Sales"."Order ""Line""" "a b", (SELECT 5 AS "Unit ""Price""") s WHERE s."Unit ""Price""" = 5 ORDER BY 1
-- untouched
-- Unit "Price" int4(10,0)
--   107
--   200

-- off, speaks old
SELECT unit FROM "Sales"."Order ""Line"""
-- untouched
-- error 42703

-- off, speaks old
SELECT "unit ""price""" FROM "Sales"."Order ""Line"""
-- untouched
-- error 42703

-- off, speaks old
INSERT INTO "Sales"."Order ""Line""" ("No", "Unit ""Price""") VALUES (3, 300)
-- untouched
-- count 1

-- off, speaks old
SELECT * FROM "Sales"."Order ""Line""" ORDER BY 1
-- becomes
SELECT "Order ""Line"""."No", "Order ""Line"""."Unit ""Price""", "Order ""Line"""."price" FROM "Sales"."Order ""Line""" ORDER BY 1
-- No int4(10,0), Unit "Price" int4(10,0), price int4(10,0)
--   1 | 107 | 7
--   2 | 200 | 8
--   3 | 300 | null

-- off, speaks new
SELECT "Price", price FROM "Sales"."Order ""Line""" ORDER BY "No"
-- becomes
SELECT CAST("Order ""Line"""."Unit ""Price""" AS bigint) AS "Price", price FROM "Sales"."Order ""Line""" ORDER BY "No"
-- Price int8(19,0), price int4(10,0)
--   100 | 7
--   200 | 8

-- off, speaks new
UPDATE "Sales"."Order ""Line""" SET "Price" = "Price" * 2, PRICE = 0 WHERE "Price" = 100
-- becomes
UPDATE "Sales"."Order ""Line""" SET "Unit ""Price""" = CAST(CAST(CAST("Order ""Line"""."Unit ""Price""" AS bigint) * 2 AS bigint) AS integer), PRICE = 0 WHERE "Order ""Line"""."Unit ""Price""" = 100
-- count 1

-- off, speaks new
SELECT * FROM "Sales"."Order ""Line""" ORDER BY 1
-- becomes
SELECT "Order ""Line"""."No", "Order ""Line"""."price", CAST("Order ""Line"""."Unit ""Price""" AS bigint) AS "Price" FROM "Sales"."Order ""Line""" ORDER BY 1
-- No int4(10,0), price int4(10,0), Price int8(19,0)
--   1 | 0 | 200
--   2 | 8 | 200

-- dual-write, speaks old
SELECT "Unit ""Price""", price, PRICE FROM "Sales"."Order ""Line""" ORDER BY "No"
-- untouched
-- Unit "Price" int4(10,0), price int4(10,0), price int4(10,0)
--   100 | 7 | 7
--   200 | 8 | 8

-- dual-write, speaks old
SELECT "Sales"."Order ""Line"""."Unit ""Price""" FROM "Sales"."Order ""Line""" ORDER BY 1
-- untouched
-- Unit "Price" int4(10,0)
--   100
--   200

-- dual-write, speaks old
SELECT L."Unit ""Price""" AS "Price", l."No" FROM "Sales"."Order ""Line""" AS l ORDER BY "Price"
-- untouched
-- Price int4(10,0), No int4(10,0)
--   100 | 1
--   200 | 2

-- dual-write, speaks old
SELECT "Unit ""Price""" AS price FROM "Sales"."Order ""Line""" ORDER BY price DESC
-- untouched
-- price int4(10,0)
--   100
--   200

-- dual-write, speaks old
UPDATE "Sales"."Order ""Line""" SET "Unit ""Price""" = "Unit ""Price""" + Price WHERE "No" = 1
-- becomes
UPDATE "Sales"."Order ""Line""" SET "Unit ""Price""" = "Unit ""Price""" + Price, "Price" = CAST(CAST("Unit ""Price""" + Price AS integer) AS bigint) WHERE "No" = 1
-- count 1

-- dual-write, speaks old
SELECT "a b"."Unit ""Price""" FROM "Sales"."Order ""Line""" "a b", (SELECT 5 AS "Unit ""Price""") s WHERE s."Unit ""Price""" = 5 ORDER BY 1
-- untouched
-- Unit "Price" int4(10,0)
--   107
--   200

-- dual-write, speaks old
SELECT unit FROM "Sales"."Order ""Line"""
-- untouched
-- error 42703

-- dual-write, speaks old
SELECT "unit ""price""" FROM "Sales"."Order ""Line"""
-- untouched
-- error 42703

-- dual-write, speaks old
INSERT INTO "Sales"."Order ""Line""" ("No", "Unit ""Price""") VALUES (3, 300)
-- becomes
INSERT INTO "Sales"."Order ""Line""" ("No", "Unit ""Price""", "Price") VALUES (3, 300, CAST(CAST(300 AS integer) AS bigint))
-- count 1

-- dual-write, speaks old
SELECT * FROM "Sales"."Order ""Line""" ORDER BY 1
-- becomes
SELECT "Order ""Line"""."No", "Order ""Line"""."Unit ""Price""", "Order ""Line"""."price" FROM "Sales"."Order ""Line""" ORDER BY 1
-- No int4(10,0), Unit "Price" int4(10,0), price int4(10,0)
--   1 | 107 | 7
--   2 | 200 | 8
--   3 | 300 | null

-- dual-write, speaks new
SELECT "Price", price FROM "Sales"."Order ""Line""" ORDER BY "No"
-- becomes
SELECT CAST("Order ""Line"""."Unit ""Price""" AS bigint) AS "Price", price FROM "Sales"."Order ""Line""" ORDER BY "No"
-- Price int8(19,0), price int4(10,0)
--   100 | 7
--   200 | 8

-- dual-write, speaks new
UPDATE "Sales"."Order ""Line""" SET "Price" = "Price" * 2, PRICE = 0 WHERE "Price" = 100
-- becomes
UPDATE "Sales"."Order ""Line""" SET "Price" = CAST("Order ""Line"""."Unit ""Price""" AS bigint) * 2, "Unit ""Price""" = CAST(CAST(CAST("Order ""Line"""."Unit ""Price""" AS bigint) * 2 AS bigint) AS integer), PRICE = 0 WHERE "Order ""Line"""."Unit ""Price""" = 100
-- count 1

-- dual-write, speaks new
SELECT * FROM "Sales"."Order ""Line""" ORDER BY 1
-- becomes
SELECT "Order ""Line"""."No", "Order ""Line"""."price", CAST("Order ""Line"""."Unit ""Price""" AS bigint) AS "Price" FROM "Sales"."Order ""Line""" ORDER BY 1
-- No int4(10,0), price int4(10,0), Price int8(19,0)
--   1 | 0 | 200
--   2 | 8 | 200

-- live, speaks old
SELECT "Unit ""Price""", price, PRICE FROM "Sales"."Order ""Line""" ORDER BY "No"
-- becomes
SELECT CAST("Order ""Line"""."Price" AS integer) AS "Unit ""Price""", price, PRICE FROM "Sales"."Order ""Line""" ORDER BY "No"
-- Unit "Price" int4(10,0), price int4(10,0), price int4(10,0)
--   100 | 7 | 7
--   200 | 8 | 8

-- live, speaks old
SELECT "Sales"."Order ""Line"""."Unit ""Price""" FROM "Sales"."Order ""Line""" ORDER BY 1
-- becomes
SELECT CAST("Sales"."Order ""Line"""."Price" AS integer) AS "Unit ""Price""" FROM "Sales"."Order ""Line""" ORDER BY 1
-- Unit "Price" int4(10,0)
--   100
--   200

-- live, speaks old
SELECT L."Unit ""Price""" AS "Price", l."No" FROM "Sales"."Order ""Line""" AS l ORDER BY "Price"
-- becomes
SELECT CAST(L."Price" AS integer) AS "Price", l."No" FROM "Sales"."Order ""Line""" AS l ORDER BY "Price"
-- Price int4(10,0), No int4(10,0)
--   100 | 1
--   200 | 2

-- live, speaks old
SELECT "Unit ""Price""" AS price FROM "Sales"."Order ""Line""" ORDER BY price DESC
-- becomes
SELECT CAST("Order ""Line"""."Price" AS integer) AS price FROM "Sales"."Order ""Line""" ORDER BY price DESC
-- price int4(10,0)
--   100
--   200

-- live, speaks old
UPDATE "Sales"."Order ""Line""" SET "Unit ""Price""" = "Unit ""Price""" + Price WHERE "No" = 1
-- becomes
UPDATE "Sales"."Order ""Line""" SET "Unit ""Price""" = CAST("Order ""Line"""."Price" AS integer) + Price, "Price" = CAST(CAST(CAST("Order ""Line"""."Price" AS integer) + Price AS integer) AS bigint) WHERE "No" = 1
-- count 1

-- live, speaks old
SELECT "a b"."Unit ""Price""" FROM "Sales"."Order ""Line""" "a b", (SELECT 5 AS "Unit ""Price""") s WHERE s."Unit ""Price""" = 5 ORDER BY 1
-- becomes
SELECT CAST("a b"."Price" AS integer) AS "Unit ""Price""" FROM "Sales"."Order ""Line""" "a b", (SELECT 5 AS "Unit ""Price""") s WHERE s."Unit ""Price""" = 5 ORDER BY 1
-- Unit "Price" int4(10,0)
--   107
--   200

-- live, speaks old
SELECT unit FROM "Sales"."Order ""Line"""
-- untouched
-- error 42703

-- live, speaks old
SELECT "unit ""price""" FROM "Sales"."Order ""Line"""
-- untouched
-- error 42703

-- live, speaks old
INSERT INTO "Sales"."Order ""Line""" ("No", "Unit ""Price""") VALUES (3, 300)
-- becomes
INSERT INTO "Sales"."Order ""Line""" ("No", "Unit ""Price""", "Price") VALUES (3, 300, CAST(CAST(300 AS integer) AS bigint))
-- count 1

-- live, speaks old
SELECT * FROM "Sales"."Order ""Line""" ORDER BY 1
-- becomes
SELECT "Order ""Line"""."No", CAST("Order ""Line"""."Price" AS integer) AS "Unit ""Price""", "Order ""Line"""."price" FROM "Sales"."Order ""Line""" ORDER BY 1
-- No int4(10,0), Unit "Price" int4(10,0), price int4(10,0)
--   1 | 107 | 7
--   2 | 200 | 8
--   3 | 300 | null

-- live, speaks new
SELECT "Price", price FROM "Sales"."Order ""Line""" ORDER BY "No"
-- untouched
-- Price int8(19,0), price int4(10,0)
--   100 | 7
--   200 | 8

-- live, speaks new
UPDATE "Sales"."Order ""Line""" SET "Price" = "Price" * 2, PRICE = 0 WHERE "Price" = 100
-- becomes
UPDATE "Sales"."Order ""Line""" SET "Price" = "Price" * 2, "Unit ""Price""" = CAST(CAST("Price" * 2 AS bigint) AS integer), PRICE = 0 WHERE "Price" = 100
-- count 1

-- live, speaks new
SELECT * FROM "Sales"."Order ""Line""" ORDER BY 1
-- becomes
SELECT "Order ""Line"""."No", "Order ""Line"""."price", "Order ""Line"""."Price" FROM "Sales"."Order ""Line""" ORDER BY 1
-- No int4(10,0), price int4(10,0), Price int8(19,0)
--   1 | 0 | 200
--   2 | 8 | 200

