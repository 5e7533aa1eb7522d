-- live, speaks old
SELECT full_name FROM customers WHERE id = 1
-- becomes
SELECT crossfade."customer-name_down_1"("customers"."first_name", "customers"."last_name") AS "full_name" FROM customers WHERE id = 1

-- dual-write, speaks old
SELECT full_name FROM customers WHERE id = 1
-- untouched

-- off, speaks new
SELECT first_name, last_name FROM customers
-- becomes
SELECT crossfade."customer-name_up_1_null"("customers"."full_name") AS "first_name", crossfade."customer-name_up_2_null"("customers"."full_name") AS "last_name" FROM customers

-- shadow, speaks new
SELECT first_name FROM customers WHERE last_name = $1
-- becomes
SELECT CASE WHEN "customers"."first_name" IS NULL AND "customers"."last_name" IS NULL THEN crossfade."customer-name_up_1_null"("customers"."full_name") ELSE "customers"."first_name" END AS "first_name" FROM customers WHERE CASE WHEN "customers"."first_name" IS NULL AND "customers"."last_name" IS NULL THEN crossfade."customer-name_up_2_null"("customers"."full_name") ELSE "customers"."last_name" END = $1

-- live, speaks new
SELECT first_name FROM customers WHERE last_name = $1
-- untouched

-- live, speaks old
SELECT c.full_name AS n, (SELECT max(full_name) FROM customers x WHERE x.id > c.id) FROM customers c /* kept */
-- becomes
SELECT crossfade."customer-name_down_1"(c."first_name", c."last_name") AS n, (SELECT max(crossfade."customer-name_down_1"("x"."first_name", "x"."last_name")) FROM customers x WHERE x.id > c.id) FROM customers c /* kept */

-- live, speaks old
SELECT "full_name", Full_Name, public.customers.full_name FROM public.customers
-- becomes
SELECT crossfade."customer-name_down_1"("customers"."first_name", "customers"."last_name") AS "full_name", crossfade."customer-name_down_1"("customers"."first_name", "customers"."last_name") AS "full_name", crossfade."customer-name_down_1"(public.customers."first_name", public.customers."last_name") AS "full_name" FROM public.customers

-- live, speaks old
SELECT (full_name), full_name::varchar, full_name COLLATE "C", CASE WHEN id > 1 THEN 'x' ELSE full_name END FROM customers
-- becomes
SELECT (crossfade."customer-name_down_1"("customers"."first_name", "customers"."last_name")) AS "full_name", crossfade."customer-name_down_1"("customers"."first_name", "customers"."last_name")::varchar AS "full_name", crossfade."customer-name_down_1"("customers"."first_name", "customers"."last_name") COLLATE "C" AS "full_name", CASE WHEN id > 1 THEN 'x' ELSE crossfade."customer-name_down_1"("customers"."first_name", "customers"."last_name") END AS "full_name" FROM customers

-- live, speaks old
SELECT id FROM orders WHERE id = $1 AND id IN (1, $2) AND 5 < id AND id BETWEEN 1 AND '9' AND id = ANY ($3)
-- becomes
SELECT CAST("orders"."id_new" AS integer) AS "id" FROM orders WHERE "orders"."id_new" = CAST($1 AS integer) AND "orders"."id_new" IN (1, CAST($2 AS integer)) AND 5 < "orders"."id_new" AND "orders"."id_new" BETWEEN 1 AND CAST('9' AS integer) AND "orders"."id_new" = ANY (CAST($3 AS integer[]))

-- live, speaks old
SELECT id FROM orders WHERE id = 1.5 OR id = customer_id OR id IN ($1, 3000000000)
-- becomes
SELECT CAST("orders"."id_new" AS integer) AS "id" FROM orders WHERE CAST("orders"."id_new" AS integer) = 1.5 OR "orders"."id_new" = customer_id OR CAST("orders"."id_new" AS integer) IN ($1, 3000000000)

-- dual-write, speaks new
SELECT id_new FROM orders WHERE id_new = $1
-- becomes
SELECT CAST("orders"."id" AS bigint) AS "id_new" FROM orders WHERE "orders"."id" = CAST($1 AS bigint)

-- live, speaks old
SELECT o.id, i.label FROM orders o JOIN items i ON i.order_id = o.id WHERE i.label = 'x'
-- becomes
SELECT CAST(o."id_new" AS integer) AS "id", i."title" AS "label" FROM orders o JOIN items i ON i.order_id = o."id_new" WHERE i."title" = 'x'

-- live, speaks old
SELECT label FROM items GROUP BY label ORDER BY label
-- becomes
SELECT "items"."title" AS "label" FROM items GROUP BY "items"."title" ORDER BY label

-- live, speaks old
SELECT id, total FROM orders o GROUP BY o.id
-- becomes
SELECT CAST("o"."id_new" AS integer) AS "id", total FROM orders o GROUP BY CAST(o."id_new" AS integer), o."id"

-- live, speaks old
SELECT upper(full_name) AS full_name FROM customers ORDER BY full_name
-- becomes
SELECT upper(crossfade."customer-name_down_1"("customers"."first_name", "customers"."last_name")) AS full_name FROM customers ORDER BY full_name

-- live, speaks old
SELECT full_name FROM (SELECT full_name FROM customers) x ORDER BY x.full_name
-- becomes
SELECT full_name FROM (SELECT crossfade."customer-name_down_1"("customers"."first_name", "customers"."last_name") AS "full_name" FROM customers) x ORDER BY x.full_name

-- live, speaks old
WITH customers AS (SELECT 1 AS full_name) SELECT full_name FROM customers
-- untouched

-- live, speaks old
WITH q AS (SELECT * FROM customers) SELECT full_name FROM q
-- becomes
WITH q AS (SELECT "customers"."id", crossfade."customer-name_down_1"("customers"."first_name", "customers"."last_name") AS "full_name", "customers"."email" FROM customers) SELECT full_name FROM q

-- live, speaks old
SELECT full_name FROM customers UNION SELECT 'x' ORDER BY full_name
-- becomes
SELECT crossfade."customer-name_down_1"("customers"."first_name", "customers"."last_name") AS "full_name" FROM customers UNION SELECT 'x' ORDER BY full_name

-- live, speaks old
SELECT count(*), count(full_name) FROM customers FOR UPDATE
-- becomes
SELECT count(*), count(crossfade."customer-name_down_1"("customers"."first_name", "customers"."last_name")) FROM customers FOR UPDATE

-- live, speaks old
EXPLAIN (ANALYZE, COSTS OFF) SELECT full_name FROM customers
-- becomes
EXPLAIN (ANALYZE, COSTS OFF) SELECT crossfade."customer-name_down_1"("customers"."first_name", "customers"."last_name") AS "full_name" FROM customers

-- live, speaks old
BEGIN; SELECT full_name FROM customers; COMMIT
-- becomes
BEGIN; SELECT crossfade."customer-name_down_1"("customers"."first_name", "customers"."last_name") AS "full_name" FROM customers; COMMIT

-- live, speaks old
SELECT E'it\'s customers', full_name FROM customers -- full_name
-- becomes
SELECT E'it\'s customers', crossfade."customer-name_down_1"("customers"."first_name", "customers"."last_name") AS "full_name" FROM customers -- full_name

-- live, speaks old
SELECT 'customers'
-- untouched

-- live, speaks old
SELECT full_name FROM customer_view
-- untouched

-- live, speaks old
SELECT id FROM customers WHERE full_name LIKE 'R!%%' ESCAPE '!' AND city NOT ILIKE $1 ESCAPE '' ORDER BY id
-- becomes
SELECT id FROM customers WHERE crossfade."customer-name_down_1"("customers"."first_name", "customers"."last_name") LIKE 'R!%%' ESCAPE '!' AND city NOT ILIKE $1 ESCAPE '' ORDER BY id

-- dual-write, speaks old
SELECT label, title FROM items WHERE label = 'a' OR title = 'b'
-- becomes
SELECT label, "items"."label" AS "title" FROM items WHERE label = 'a' OR "items"."label" = 'b'

-- live, speaks old
SELECT c.full_name, c.first_name FROM customers c ORDER BY c.full_name, c.last_name
-- becomes
SELECT crossfade."customer-name_down_1"(c."first_name", c."last_name") AS "full_name", c.first_name FROM customers c ORDER BY crossfade."customer-name_down_1"(c."first_name", c."last_name"), c.last_name
