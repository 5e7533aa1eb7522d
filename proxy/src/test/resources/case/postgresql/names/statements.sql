-- speaks old
SELECT "Unit ""Price""", price, PRICE FROM "Sales"."Order ""Line""" ORDER BY "No";
SELECT "Sales"."Order ""Line"""."Unit ""Price""" FROM "Sales"."Order ""Line""" ORDER BY 1;
SELECT L."Unit ""Price""" AS "Price", l."No" FROM "Sales"."Order ""Line""" AS l ORDER BY "Price";
SELECT "Unit ""Price""" AS price FROM "Sales"."Order ""Line""" ORDER BY price DESC;
UPDATE "Sales"."Order ""Line""" SET "Unit ""Price""" = "Unit ""Price""" + Price WHERE "No" = 1;
SELECT "a b"."Unit ""Price""" FROM "Sales"."Order ""Line""" "a b", (SELECT 5 AS "Unit ""Price""") s WHERE s."Unit ""Price""" = 5 ORDER BY 1;
SELECT unit FROM "Sales"."Order ""Line""";
SELECT "unit ""price""" FROM "Sales"."Order ""Line""";
INSERT INTO "Sales"."Order ""Line""" ("No", "Unit ""Price""") VALUES (3, 300);
SELECT * FROM "Sales"."Order ""Line""" ORDER BY 1;
-- speaks new
SELECT "Price", price FROM "Sales"."Order ""Line""" ORDER BY "No";
UPDATE "Sales"."Order ""Line""" SET "Price" = "Price" * 2, PRICE = 0 WHERE "Price" = 100;
SELECT * FROM "Sales"."Order ""Line""" ORDER BY 1;
