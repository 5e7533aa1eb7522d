-- live, speaks old
DECLARE c CURSOR FOR SELECT full_name FROM customers
-- becomes
DECLARE c CURSOR FOR SELECT crossfade."customer-name_down_1"("customers"."first_name", "customers"."last_name") AS "full_name" FROM customers

-- live, speaks old
DECLARE cursor BINARY NO SCROLL CURSOR WITH HOLD FOR SELECT id FROM orders ORDER BY id
-- becomes
DECLARE cursor BINARY NO SCROLL CURSOR WITH HOLD FOR SELECT CAST("orders"."id_new" AS integer) AS "id" FROM orders ORDER BY id

-- shadow, speaks old
DECLARE c CURSOR FOR TABLE customers
-- becomes
DECLARE c CURSOR FOR SELECT "customers"."id", "customers"."full_name", "customers"."email" FROM customers

-- live, speaks old
BEGIN; DECLARE "for" CURSOR FOR SELECT id FROM orders WHERE id > 3 FOR UPDATE; FETCH 2 FROM "for"; UPDATE orders SET id = 4 WHERE CURRENT OF "for"; COMMIT
-- becomes
BEGIN; DECLARE "for" CURSOR FOR SELECT CAST("orders"."id_new" AS integer) AS "id" FROM orders WHERE "orders"."id_new" > 3 FOR UPDATE; FETCH 2 FROM "for"; UPDATE orders SET id = 4, "id_new" = CAST(CAST(4 AS integer) AS bigint) WHERE CURRENT OF "for"; COMMIT

-- live, speaks old
DELETE FROM customers WHERE CURRENT OF c RETURNING full_name
-- becomes
DELETE FROM customers WHERE CURRENT OF c RETURNING crossfade."customer-name_down_1"("customers"."first_name", "customers"."last_name") AS "full_name"

-- dual-write, speaks new
DECLARE c CURSOR FOR SELECT title FROM items
-- becomes
DECLARE c CURSOR FOR SELECT "items"."label" AS "title" FROM items

-- live, speaks old
EXPLAIN DECLARE c CURSOR FOR SELECT id FROM orders
-- becomes
EXPLAIN DECLARE c CURSOR FOR SELECT CAST("orders"."id_new" AS integer) AS "id" FROM orders
