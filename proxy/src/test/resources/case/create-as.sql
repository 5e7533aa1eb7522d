-- live, speaks old
CREATE TABLE x AS SELECT * FROM customers
-- becomes
CREATE TABLE x AS SELECT "customers"."id", crossfade."customer-name_down_1"("customers"."first_name", "customers"."last_name") AS "full_name", "customers"."email" FROM customers

-- live, speaks old
CREATE TEMP TABLE IF NOT EXISTS x (a, b) ON COMMIT DROP AS SELECT id, total FROM orders WITH NO DATA
-- becomes
CREATE TEMP TABLE IF NOT EXISTS x (a, b) ON COMMIT DROP AS SELECT CAST("orders"."id_new" AS integer) AS "id", total FROM orders WITH NO DATA

-- live, speaks old
CREATE UNLOGGED TABLE x AS TABLE items WITH DATA
-- becomes
CREATE UNLOGGED TABLE x AS SELECT "items"."order_id", "items"."title" AS "label", "items"."qty" FROM items WITH DATA

-- live, speaks old
EXPLAIN ANALYZE CREATE TABLE x AS SELECT id FROM orders
-- becomes
EXPLAIN ANALYZE CREATE TABLE x AS SELECT CAST("orders"."id_new" AS integer) AS "id" FROM orders

-- live, speaks old
SELECT full_name INTO x FROM customers
-- becomes
SELECT crossfade."customer-name_down_1"("customers"."first_name", "customers"."last_name") AS "full_name" INTO x FROM customers

-- live, speaks old
SELECT * INTO TEMP TABLE x FROM items WHERE label IS NULL
-- becomes
SELECT "items"."order_id", "items"."title" AS "label", "items"."qty" INTO TEMP TABLE x FROM items WHERE "items"."title" IS NULL

-- live, speaks old
CREATE TABLE x (LIKE customers)
-- refused: Crossfade: CREATE TABLE on customers, which is migrating
--    hint: Run it before the migration starts or after it has ended.

-- live, speaks old
CREATE MATERIALIZED VIEW x AS SELECT * FROM customers
-- refused: Crossfade: CREATE MATERIALIZED on customers, which is migrating
--    hint: Run it before the migration starts or after it has ended.
