-- live, speaks old
PREPARE p AS SELECT * FROM customers
-- becomes
PREPARE p AS SELECT "customers"."id", crossfade."customer-name_down_1"("customers"."first_name", "customers"."last_name") AS "full_name", "customers"."email" FROM customers

-- live, speaks old
PREPARE p (int, varchar(3)) AS UPDATE orders SET total = $1 WHERE id = $1
-- becomes
PREPARE p (int, varchar(3)) AS UPDATE orders SET total = $1 WHERE "orders"."id_new" = $1

-- live, speaks old
PREPARE p (numeric(10,2), text) AS SELECT 1 FROM orders WHERE id = $1 AND total = $3
-- becomes
PREPARE p (numeric(10,2), text) AS SELECT 1 FROM orders WHERE CAST("orders"."id_new" AS integer) = $1 AND total = $3

-- live, speaks old
PREPARE p AS INSERT INTO items (label) VALUES ($1)
-- becomes
PREPARE p AS INSERT INTO items (label, "title") VALUES ($1, CAST($1 AS character varying(20)))

-- live, speaks old
PREPARE p AS DROP TABLE customers
-- refused: Crossfade: PREPARE on customers, which is migrating
--    hint: Write PREPARE name (types) AS statement.

-- live, speaks old
PREPARE TRANSACTION 'customers'
-- untouched
