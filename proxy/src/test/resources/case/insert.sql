-- off, speaks old
INSERT INTO customers (full_name) VALUES ($1)
-- untouched

-- dual-write, speaks old
INSERT INTO customers (full_name, email) VALUES ($1, $2), (NULL, DEFAULT) RETURNING id, full_name
-- becomes
INSERT INTO customers (full_name, email, "first_name", "last_name") VALUES ($1, $2, crossfade."customer-name_up_1_record"(CAST($1 AS text)), crossfade."customer-name_up_2_record"(CAST($1 AS text))), (NULL, DEFAULT, crossfade."customer-name_up_1_record"(CAST(NULL AS text)), crossfade."customer-name_up_2_record"(CAST(NULL AS text))) RETURNING id, full_name

-- live, speaks old
INSERT INTO customers (full_name) VALUES ($1) RETURNING full_name
-- becomes
INSERT INTO customers (full_name, "first_name", "last_name") VALUES ($1, crossfade."customer-name_up_1_raise"(CAST($1 AS text)), crossfade."customer-name_up_2_raise"(CAST($1 AS text))) RETURNING crossfade."customer-name_down_1"("customers"."first_name", "customers"."last_name") AS "full_name"

-- complete, speaks old
INSERT INTO customers (email, full_name) VALUES ($1, $2)
-- becomes
INSERT INTO customers (email, "first_name", "last_name") VALUES ($1, crossfade."customer-name_up_1_raise"(CAST($2 AS text)), crossfade."customer-name_up_2_raise"(CAST($2 AS text)))

-- off, speaks new
INSERT INTO customers (first_name, email, last_name) VALUES ($1, $2, $3)
-- becomes
INSERT INTO customers ("full_name", email) VALUES (crossfade."customer-name_down_1_checked"(CAST($1 AS text), CAST($3 AS text)), $2)

-- dual-write, speaks new
INSERT INTO customers (first_name, last_name) VALUES ($1, $2)
-- becomes
INSERT INTO customers (first_name, last_name, "full_name") VALUES ($1, $2, crossfade."customer-name_down_1_checked"(CAST($1 AS text), CAST($2 AS text)))

-- dual-write, speaks old
INSERT INTO customers VALUES (DEFAULT, 'x y')
-- becomes
INSERT INTO customers ("id", "full_name", "first_name", "last_name") VALUES (DEFAULT, 'x y', crossfade."customer-name_up_1_record"(CAST('x y' AS text)), crossfade."customer-name_up_2_record"(CAST('x y' AS text)))

-- dual-write, speaks old
INSERT INTO customers (email) VALUES ('x')
-- untouched

-- dual-write, speaks old
INSERT INTO orders (customer_id) VALUES (1), (2) RETURNING id
-- becomes
WITH crossfade_row_1 AS MATERIALIZED (SELECT nextval('public.orders_id_seq'::regclass) AS v1), crossfade_row_2 AS MATERIALIZED (SELECT nextval('public.orders_id_seq'::regclass) AS v1) INSERT INTO orders (customer_id, "id_new", "id") VALUES (1, CAST(CAST((SELECT v1 FROM crossfade_row_1) AS integer) AS bigint), (SELECT v1 FROM crossfade_row_1)), (2, CAST(CAST((SELECT v1 FROM crossfade_row_2) AS integer) AS bigint), (SELECT v1 FROM crossfade_row_2)) RETURNING id

-- dual-write, speaks old
INSERT INTO orders (id, total) VALUES (DEFAULT, 5)
-- becomes
WITH crossfade_row_1 AS MATERIALIZED (SELECT nextval('public.orders_id_seq'::regclass) AS v1) INSERT INTO orders (id, total, "id_new") VALUES ((SELECT v1 FROM crossfade_row_1), 5, CAST(CAST((SELECT v1 FROM crossfade_row_1) AS integer) AS bigint))

-- live, speaks new
INSERT INTO orders (total) VALUES (5) RETURNING id_new
-- becomes
WITH crossfade_row_1 AS MATERIALIZED (SELECT nextval('public.orders_id_seq'::regclass) AS v1) INSERT INTO orders (total, "id_new", "id") VALUES (5, CAST(CAST((SELECT v1 FROM crossfade_row_1) AS integer) AS bigint), (SELECT v1 FROM crossfade_row_1)) RETURNING id_new

-- dual-write, speaks old
WITH x AS (SELECT 1 AS a) INSERT INTO orders (id) VALUES ((SELECT a FROM x))
-- becomes
WITH x AS (SELECT 1 AS a), crossfade_row_1 AS MATERIALIZED (SELECT (SELECT a FROM x) AS v1) INSERT INTO orders (id, "id_new") VALUES ((SELECT v1 FROM crossfade_row_1), CAST(CAST((SELECT v1 FROM crossfade_row_1) AS integer) AS bigint))

-- dual-write, speaks old
INSERT INTO items DEFAULT VALUES
-- becomes
INSERT INTO items ("title") VALUES (CAST(('none'::character varying) AS character varying(20)))

-- dual-write, speaks old
INSERT INTO items (label) VALUES (DEFAULT), ('x')
-- becomes
INSERT INTO items (label, "title") VALUES (DEFAULT, CAST(('none'::character varying) AS character varying(20))), ('x', CAST('x' AS character varying(20)))

-- live, speaks old
INSERT INTO orders (id, total) VALUES (1, 2) ON CONFLICT (id) DO UPDATE SET total = EXCLUDED.total
-- becomes
INSERT INTO orders (id, total, "id_new") VALUES (1, 2, CAST(CAST(1 AS integer) AS bigint)) ON CONFLICT (id) DO UPDATE SET total = EXCLUDED.total

-- live, speaks new
INSERT INTO orders (id_new, total) VALUES (1, 2) ON CONFLICT (id_new) DO NOTHING
-- becomes
INSERT INTO orders (id_new, total, "id") VALUES (1, 2, CAST(CAST(1 AS bigint) AS integer)) ON CONFLICT ("id") DO NOTHING

-- dual-write, speaks old
INSERT INTO customers (id, full_name) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET full_name = EXCLUDED.full_name
-- becomes
INSERT INTO customers (id, full_name, "first_name", "last_name") VALUES (1, $1, crossfade."customer-name_up_1_record"(CAST($1 AS text)), crossfade."customer-name_up_2_record"(CAST($1 AS text))) ON CONFLICT (id) DO UPDATE SET full_name = EXCLUDED.full_name, "first_name" = crossfade."customer-name_up_1_record"(CAST(EXCLUDED.full_name AS text)), "last_name" = crossfade."customer-name_up_2_record"(CAST(EXCLUDED.full_name AS text))

-- dual-write, speaks old
INSERT INTO items (order_id, label) SELECT id, 'x' FROM orders
-- becomes
INSERT INTO items (order_id, label, "title") SELECT crossfade_value.c1, crossfade_value.c2, CAST(crossfade_value.c2 AS character varying(20)) FROM (SELECT id, CAST('x' AS character varying) FROM orders) AS crossfade_value (c1, c2)

-- dual-write, speaks old
INSERT INTO orders (customer_id) SELECT id FROM customers
-- becomes
INSERT INTO orders (customer_id, "id_new", "id") SELECT crossfade_value.c1, CAST(CAST(crossfade_value.d1 AS integer) AS bigint), crossfade_value.d1 FROM (SELECT crossfade_source.*, nextval('public.orders_id_seq'::regclass) AS d1 FROM (SELECT id FROM customers) AS crossfade_source (c1) OFFSET 0) AS crossfade_value

-- dual-write, speaks old
INSERT INTO orders (id, id_new) VALUES (5, 5)
-- becomes
INSERT INTO orders (id, id_new) VALUES (5, CASE WHEN crossfade."order-id_must_agree"(CASE WHEN (CAST(5 AS integer) IS NOT DISTINCT FROM NULL) OR (CAST(5 AS bigint) IS NOT DISTINCT FROM NULL) THEN (CAST(5 AS integer) IS NOT DISTINCT FROM NULL) AND (CAST(5 AS bigint) IS NOT DISTINCT FROM NULL) ELSE CAST(5 AS bigint) IS NOT DISTINCT FROM CAST(CAST(5 AS integer) AS bigint) OR CAST(5 AS integer) IS NOT DISTINCT FROM CAST(CAST(5 AS bigint) AS integer) END) THEN CAST(5 AS bigint) END)

-- live, speaks new
INSERT INTO customers (full_name, first_name, last_name) VALUES ($1, $2, $3)
-- becomes
INSERT INTO customers (full_name, first_name, last_name) VALUES ($1, CASE WHEN crossfade."customer-name_must_agree"(CASE WHEN (CAST($1 AS text) IS NOT DISTINCT FROM NULL) OR (CAST($2 AS text) IS NOT DISTINCT FROM NULL AND CAST($3 AS text) IS NOT DISTINCT FROM NULL) THEN (CAST($1 AS text) IS NOT DISTINCT FROM NULL) AND (CAST($2 AS text) IS NOT DISTINCT FROM NULL AND CAST($3 AS text) IS NOT DISTINCT FROM NULL) ELSE CAST($2 AS text) IS NOT DISTINCT FROM crossfade."customer-name_up_1_null"(CAST($1 AS text)) AND CAST($3 AS text) IS NOT DISTINCT FROM crossfade."customer-name_up_2_null"(CAST($1 AS text)) OR CAST($1 AS text) IS NOT DISTINCT FROM crossfade."customer-name_down_1_checked"(CAST($2 AS text), CAST($3 AS text)) END) THEN CAST($2 AS text) END, $3)

-- live, speaks old
INSERT INTO items (label, title) SELECT 'a', 'a'
-- refused: Crossfade: a write that names both the old and the new columns of migration item-label on table public.items in an INSERT of a query
--    hint: Use INSERT ... VALUES, or write one side only.

-- live, speaks old
INSERT INTO items (label, title) VALUES (DEFAULT, 'none')
-- refused: Crossfade: a write that names both the old and the new columns of migration item-label on table public.items with DEFAULT for one of them
--    hint: Give the value itself.
