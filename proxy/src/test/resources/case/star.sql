-- off, speaks old
SELECT * FROM customers
-- becomes
SELECT "customers"."id", "customers"."full_name", "customers"."email" FROM customers

-- live, speaks old
SELECT * FROM customers
-- becomes
SELECT "customers"."id", crossfade."customer-name_down_1"("customers"."first_name", "customers"."last_name") AS "full_name", "customers"."email" FROM customers

-- off, speaks new
SELECT * FROM customers
-- becomes
SELECT "customers"."id", "customers"."email", crossfade."customer-name_up_1_null"("customers"."full_name") AS "first_name", crossfade."customer-name_up_2_null"("customers"."full_name") AS "last_name" FROM customers

-- live, speaks new
SELECT * FROM customers
-- becomes
SELECT "customers"."id", "customers"."email", "customers"."first_name", "customers"."last_name" FROM customers

-- live, speaks old
SELECT c.*, p.nick FROM customers c, people p
-- becomes
SELECT c."id", crossfade."customer-name_down_1"(c."first_name", c."last_name") AS "full_name", c."email", p.nick FROM customers c, people p

-- live, speaks old
SELECT * FROM people p, orders, generate_series(1, 2) g
-- becomes
SELECT "p".*, CAST("orders"."id_new" AS integer) AS "id", "orders"."customer_id", "orders"."total", "g".* FROM people p, orders, generate_series(1, 2) g

-- live, speaks old
SELECT * FROM orders JOIN items ON order_id = id
-- becomes
SELECT CAST("orders"."id_new" AS integer) AS "id", "orders"."customer_id", "orders"."total", "items"."order_id", "items"."title" AS "label", "items"."qty" FROM orders JOIN items ON order_id = "orders"."id_new"

-- live, speaks old
SELECT * FROM items JOIN (SELECT 1 AS qty, 2 AS z) s USING (qty)
-- becomes
SELECT "qty", "items"."order_id", "items"."title" AS "label", "s"."z" FROM items JOIN (SELECT 1 AS qty, 2 AS z) s USING (qty)

-- live, speaks old
TABLE items
-- becomes
SELECT "items"."order_id", "items"."title" AS "label", "items"."qty" FROM items

-- live, speaks old
SELECT * FROM (SELECT * FROM customers) x
-- becomes
SELECT * FROM (SELECT "customers"."id", crossfade."customer-name_down_1"("customers"."first_name", "customers"."last_name") AS "full_name", "customers"."email" FROM customers) x

-- live, speaks old
SELECT EXISTS (SELECT * FROM customers)
-- becomes
SELECT EXISTS (SELECT "customers"."id", crossfade."customer-name_down_1"("customers"."first_name", "customers"."last_name") AS "full_name", "customers"."email" FROM customers)
