-- Aliases, columns of the same name elsewhere, quoted and mixed case names, and a table with its schema.
-- table: Sales.Order "Line"
-- conversion: cast
-- old: Unit "Price"
-- type: integer
-- new: Price bigint := CAST("Unit ""Price""" AS bigint)
-- down: CAST("Price" AS integer)
-- [old]
CREATE SCHEMA "Sales";
CREATE TABLE "Sales"."Order ""Line""" ("No" int PRIMARY KEY, "Unit ""Price""" int, price int);
-- [new]
CREATE SCHEMA "Sales";
CREATE TABLE "Sales"."Order ""Line""" ("No" int PRIMARY KEY, price int, "Price" bigint);
-- [rows of old]
INSERT INTO "Sales"."Order ""Line""" VALUES (1, 100, 7), (2, 200, 8);
-- [rows of new]
INSERT INTO "Sales"."Order ""Line""" VALUES (1, 7, 100), (2, 8, 200);
