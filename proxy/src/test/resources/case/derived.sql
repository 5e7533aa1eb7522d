-- live, speaks old
SELECT row_to_json(c) FROM customers c
-- becomes
SELECT row_to_json(c) FROM (SELECT "customers"."id", crossfade."customer-name_down_1"("customers"."first_name", "customers"."last_name") AS "full_name", "customers"."email" FROM customers) c

-- live, speaks old
SELECT count(c.*) FROM customers c
-- becomes
SELECT count(c.*) FROM (SELECT "customers"."id", crossfade."customer-name_down_1"("customers"."first_name", "customers"."last_name") AS "full_name", "customers"."email" FROM customers) c

-- live, speaks old
SELECT * FROM orders NATURAL JOIN items
-- becomes
SELECT * FROM (SELECT CAST("orders"."id_new" AS integer) AS "id", "orders"."customer_id", "orders"."total" FROM orders) AS "orders" NATURAL JOIN (SELECT "items"."order_id", "items"."title" AS "label", "items"."qty" FROM items) AS "items"

-- live, speaks old
SELECT * FROM items a JOIN items b USING (label)
-- becomes
SELECT * FROM (SELECT "items"."order_id", "items"."title" AS "label", "items"."qty" FROM items) a JOIN (SELECT "items"."order_id", "items"."title" AS "label", "items"."qty" FROM items) b USING (label)

-- live, speaks old
SELECT * FROM customers AS c (a, b)
-- becomes
SELECT * FROM (SELECT "customers"."id", crossfade."customer-name_down_1"("customers"."first_name", "customers"."last_name") AS "full_name", "customers"."email" FROM customers) AS c (a, b)

-- live, speaks old
SELECT * FROM (customers JOIN people ON true) AS j
-- becomes
SELECT * FROM ((SELECT "customers"."id", crossfade."customer-name_down_1"("customers"."first_name", "customers"."last_name") AS "full_name", "customers"."email" FROM customers) AS "customers" JOIN people ON true) AS j

-- live, speaks old
SELECT * FROM customers c (a) FOR UPDATE
-- refused: Crossfade: column aliases on table public.customers
--    hint: Give aliases in the select list of a subquery.

-- live, speaks old
SELECT a, c.ctid FROM customers c (a)
-- refused: Crossfade: a system column beside a reference that makes a query of table public.customers
--    hint: Give the table an alias, and name the columns that are needed.

-- live, speaks old
SELECT full_name FROM customers c (a) GROUP BY a
-- refused: Crossfade: a column that is not grouped, of a migrating table that must be written as a query,
--    hint: Add the column to GROUP BY.

-- live, speaks old
SELECT row_to_json(c), c FROM customers c
-- refused: Crossfade: a whole-row reference to table public.customers
--    hint: Name the columns that are needed.

-- live, speaks old
SELECT public.customers.full_name FROM customers NATURAL JOIN people
-- refused: Crossfade: a column with its schema beside a reference that makes a query of table public.customers
--    hint: Give the table an alias, and name the columns that are needed.

-- live, speaks old
SELECT c.first_name, row_to_json(c) FROM customers c
-- becomes
SELECT c.first_name, row_to_json(c) FROM (SELECT "customers"."id", "customers"."email", "customers"."first_name", "customers"."last_name" FROM customers) c

-- live, speaks old
SELECT array_to_json(array_agg(o)) FROM ONLY orders o
-- becomes
SELECT array_to_json(array_agg(o)) FROM (SELECT CAST("orders"."id_new" AS integer) AS "id", "orders"."customer_id", "orders"."total" FROM ONLY orders) o

-- live, speaks old
SELECT f.*, id FROM orders o, unknown() f ORDER BY id
-- becomes
SELECT f.*, id FROM (SELECT CAST("orders"."id_new" AS integer) AS "id", "orders"."customer_id", "orders"."total" FROM orders) o, unknown() f ORDER BY id

-- live, speaks old
UPDATE customers SET email = row_to_json(customers)::text
-- refused: Crossfade: a whole-row reference to table public.customers
--    hint: Name the columns that are needed.

-- live, speaks old
SELECT o.total FROM orders o LEFT JOIN items i ON o.id = order_id WHERE i IS NULL
-- becomes
SELECT o.total FROM orders o LEFT JOIN (SELECT "items"."order_id", "items"."title" AS "label", "items"."qty" FROM items) i ON CAST(o."id_new" AS integer) = order_id WHERE i IS NULL

-- live, speaks old
SELECT i::text FROM items i WHERE label IS NOT NULL
-- becomes
SELECT i::text FROM (SELECT "items"."order_id", "items"."title" AS "label", "items"."qty" FROM items) i WHERE label IS NOT NULL

-- live, speaks old
SELECT x.id, x.* FROM orders JOIN (SELECT 1 AS id) u USING (id) AS x WHERE x.id = 1
-- becomes
SELECT x.id, x.* FROM (SELECT CAST("orders"."id_new" AS integer) AS "id", "orders"."customer_id", "orders"."total" FROM orders) AS "orders" JOIN (SELECT 1 AS id) u USING (id) AS x WHERE x.id = 1

-- live, speaks old
SELECT x.email FROM customers x WHERE EXISTS (SELECT x.qty FROM items JOIN people USING (qty) AS x WHERE x.qty = 1)
-- untouched

-- live, speaks old
SELECT row_to_json(i) FROM items i (x, y)
-- refused: Crossfade: a whole-row reference to table public.items
--    hint: Name the columns that are needed.
