-- dual-write, speaks old
MERGE INTO customers AS c USING people p ON p.person_id = c.id WHEN MATCHED AND c.full_name IS NULL THEN DELETE WHEN MATCHED THEN UPDATE SET full_name = p.first_name || c.full_name WHEN NOT MATCHED AND person_id > 2 THEN INSERT (id, full_name) VALUES (p.person_id, first_name) WHEN NOT MATCHED THEN DO NOTHING
-- becomes
MERGE INTO customers AS c USING people p ON p.person_id = c.id WHEN MATCHED AND c.full_name IS NULL THEN DELETE WHEN MATCHED THEN UPDATE SET full_name = p.first_name || c.full_name, "first_name" = crossfade."customer-name_up_1_record"(CAST(p.first_name || c.full_name AS text)), "last_name" = crossfade."customer-name_up_2_record"(CAST(p.first_name || c.full_name AS text)) WHEN NOT MATCHED AND person_id > 2 THEN INSERT (id, full_name, "first_name", "last_name") VALUES (p.person_id, first_name, crossfade."customer-name_up_1_record"(CAST(first_name AS text)), crossfade."customer-name_up_2_record"(CAST(first_name AS text))) WHEN NOT MATCHED THEN DO NOTHING

-- live, speaks old
MERGE INTO customers c USING (SELECT * FROM orders WHERE id > 5) o ON o.customer_id = c.id AND c.full_name <> 'x' WHEN MATCHED THEN UPDATE SET full_name = DEFAULT, email = c.full_name
-- becomes
MERGE INTO customers c USING (SELECT CAST("orders"."id_new" AS integer) AS "id", "orders"."customer_id", "orders"."total" FROM orders WHERE "orders"."id_new" > 5) o ON o.customer_id = c.id AND crossfade."customer-name_down_1"(c."first_name", c."last_name") <> 'x' WHEN MATCHED THEN UPDATE SET full_name = DEFAULT, "first_name" = crossfade."customer-name_up_1_raise"(CAST(NULL AS text)), "last_name" = crossfade."customer-name_up_2_raise"(CAST(NULL AS text)), email = crossfade."customer-name_down_1"(c."first_name", c."last_name")

-- live, speaks old
MERGE INTO items USING orders AS o ON o.id = order_id WHEN MATCHED THEN UPDATE SET (label, qty) = ('x', qty + 1) WHEN NOT MATCHED THEN INSERT VALUES (o.id, DEFAULT, 3)
-- becomes
MERGE INTO items USING orders AS o ON o."id_new" = order_id WHEN MATCHED THEN UPDATE SET (label, qty) = ('x', qty + 1), "title" = CAST('x' AS character varying(20)) WHEN NOT MATCHED THEN INSERT ("order_id", "label", "qty", "title") VALUES (CAST(o."id_new" AS integer), DEFAULT, 3, CAST(('none'::character varying) AS character varying(20)))

-- live, speaks old
MERGE INTO items i USING people ON order_id = person_id WHEN NOT MATCHED THEN INSERT DEFAULT VALUES
-- becomes
MERGE INTO items i USING people ON order_id = person_id WHEN NOT MATCHED THEN INSERT ("title") VALUES (CAST(('none'::character varying) AS character varying(20)))

-- dual-write, speaks new
WITH p AS (SELECT title FROM items) MERGE INTO customers c USING p ON p.title = c.first_name WHEN MATCHED THEN UPDATE SET last_name = title WHEN NOT MATCHED THEN INSERT (first_name, last_name) VALUES (title, '')
-- becomes
WITH p AS (SELECT "items"."label" AS "title" FROM items) MERGE INTO customers c USING p ON p.title = CASE WHEN c."first_name" IS NULL AND c."last_name" IS NULL THEN crossfade."customer-name_up_1_null"(c."full_name") ELSE c."first_name" END WHEN MATCHED THEN UPDATE SET last_name = title, "first_name" = CASE WHEN "c"."first_name" IS NULL AND "c"."last_name" IS NULL THEN crossfade."customer-name_up_1_null"("c"."full_name") ELSE "c"."first_name" END, "full_name" = crossfade."customer-name_down_1_checked"(CASE WHEN "c"."first_name" IS NULL AND "c"."last_name" IS NULL THEN crossfade."customer-name_up_1_null"("c"."full_name") ELSE "c"."first_name" END, CAST(title AS text)) WHEN NOT MATCHED THEN INSERT (first_name, last_name, "full_name") VALUES (title, '', crossfade."customer-name_down_1_checked"(CAST(title AS text), CAST('' AS text)))

-- live, speaks old
MERGE INTO people p USING customers ON full_name = p.first_name WHEN MATCHED THEN UPDATE SET first_name = full_name WHEN NOT MATCHED THEN INSERT VALUES (id, full_name)
-- becomes
MERGE INTO people p USING customers ON crossfade."customer-name_down_1"("customers"."first_name", "customers"."last_name") = p.first_name WHEN MATCHED THEN UPDATE SET first_name = crossfade."customer-name_down_1"("customers"."first_name", "customers"."last_name") WHEN NOT MATCHED THEN INSERT VALUES (id, crossfade."customer-name_down_1"("customers"."first_name", "customers"."last_name"))

-- live, speaks old
MERGE INTO orders o USING people p ON o.id = p.person_id WHEN NOT MATCHED THEN INSERT (customer_id) VALUES (1)
-- refused: Crossfade: a MERGE into table public.orders that inserts a value, or a default, that must be computed once for each row
--    hint: Use INSERT ... SELECT ... ON CONFLICT.

-- live, speaks old
MERGE INTO items i USING people p ON true WHEN MATCHED THEN UPDATE SET label = random()::text
-- becomes
MERGE INTO items i USING people p ON true WHEN MATCHED THEN UPDATE SET ("label", "title") = (SELECT crossfade_value.v1, CAST(crossfade_value.v1 AS character varying(20)) FROM (SELECT random()::text AS v1 WHERE "i".tableoid IS NOT NULL OFFSET 0) AS crossfade_value)

-- live, speaks old
MERGE INTO customer_view v USING people p ON true WHEN MATCHED THEN DELETE
-- refused: Crossfade: a write to view public.customer_view, which would reach the old columns only
--    hint: Write to the table.

-- live, speaks old
MERGE INTO customers c USING people p ON true WHEN MATCHED THEN DELETE RETURNING c.full_name
-- refused: Crossfade: MERGE with RETURNING, in a statement that names a migrating table
--    hint: Write the statement in a simpler form.

-- live, speaks old
EXPLAIN MERGE INTO customers c USING people p ON c.full_name = p.first_name WHEN MATCHED THEN DELETE
-- becomes
EXPLAIN MERGE INTO customers c USING people p ON crossfade."customer-name_down_1"(c."first_name", c."last_name") = p.first_name WHEN MATCHED THEN DELETE
