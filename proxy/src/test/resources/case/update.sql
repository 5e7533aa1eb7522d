-- dual-write, speaks old
UPDATE customers SET full_name = $1, email = 'x' WHERE id = $2
-- becomes
UPDATE customers SET full_name = $1, "first_name" = crossfade."customer-name_up_1_record"(CAST($1 AS text)), "last_name" = crossfade."customer-name_up_2_record"(CAST($1 AS text)), email = 'x' WHERE id = $2

-- live, speaks old
UPDATE customers c SET full_name = c.full_name || 'x' RETURNING *
-- becomes
UPDATE customers c SET full_name = crossfade."customer-name_down_1"(c."first_name", c."last_name") || 'x', "first_name" = crossfade."customer-name_up_1_raise"(CAST(crossfade."customer-name_down_1"(c."first_name", c."last_name") || 'x' AS text)), "last_name" = crossfade."customer-name_up_2_raise"(CAST(crossfade."customer-name_down_1"(c."first_name", c."last_name") || 'x' AS text)) RETURNING "c"."id", crossfade."customer-name_down_1"("c"."first_name", "c"."last_name") AS "full_name", "c"."email"

-- complete, speaks old
UPDATE customers SET full_name = $1
-- becomes
UPDATE customers SET "first_name" = crossfade."customer-name_up_1_raise"(CAST($1 AS text)), "last_name" = crossfade."customer-name_up_2_raise"(CAST($1 AS text))

-- off, speaks new
UPDATE customers SET first_name = $1, email = 'x', last_name = $2
-- becomes
UPDATE customers SET "full_name" = crossfade."customer-name_down_1_checked"(CAST($1 AS text), CAST($2 AS text)), email = 'x'

-- off, speaks new
UPDATE customers SET first_name = $1
-- becomes
UPDATE customers SET "full_name" = crossfade."customer-name_down_1_checked"(CAST($1 AS text), crossfade."customer-name_up_2_null"("customers"."full_name"))

-- dual-write, speaks new
UPDATE customers SET first_name = $1
-- becomes
UPDATE customers SET first_name = $1, "last_name" = CASE WHEN "customers"."first_name" IS NULL AND "customers"."last_name" IS NULL THEN crossfade."customer-name_up_2_null"("customers"."full_name") ELSE "customers"."last_name" END, "full_name" = crossfade."customer-name_down_1_checked"(CAST($1 AS text), CASE WHEN "customers"."first_name" IS NULL AND "customers"."last_name" IS NULL THEN crossfade."customer-name_up_2_null"("customers"."full_name") ELSE "customers"."last_name" END)

-- live, speaks new
UPDATE customers SET first_name = last_name, last_name = first_name
-- becomes
UPDATE customers SET first_name = last_name, last_name = first_name, "full_name" = crossfade."customer-name_down_1_checked"(CAST(last_name AS text), CAST(first_name AS text))

-- dual-write, speaks old
UPDATE customers SET full_name = random()::text
-- becomes
UPDATE customers SET ("full_name", "first_name", "last_name") = (SELECT crossfade_value.v1, crossfade."customer-name_up_1_record"(CAST(crossfade_value.v1 AS text)), crossfade."customer-name_up_2_record"(CAST(crossfade_value.v1 AS text)) FROM (SELECT random()::text AS v1 WHERE "customers".tableoid IS NOT NULL OFFSET 0) AS crossfade_value)

-- dual-write, speaks old
UPDATE items SET (label, qty) = ('x', 1)
-- becomes
UPDATE items SET (label, qty) = ('x', 1), "title" = CAST('x' AS character varying(20))

-- dual-write, speaks old
UPDATE items SET (label, qty) = (SELECT 'x', 1)
-- becomes
UPDATE items SET ("label", "qty", "title") = (SELECT crossfade_value.c1, crossfade_value.c2, CAST(crossfade_value.c1 AS character varying(20)) FROM (SELECT 'x', 1) AS crossfade_value (c1, c2))

-- dual-write, speaks old
UPDATE items SET label = DEFAULT
-- becomes
UPDATE items SET label = DEFAULT, "title" = CAST(('none'::character varying) AS character varying(20))

-- live, speaks new
UPDATE items SET title = DEFAULT
-- becomes
UPDATE items SET "label" = ('none'::character varying), "title" = CAST(('none'::character varying) AS character varying(20))

-- dual-write, speaks old
UPDATE orders SET id = id + 1
-- becomes
UPDATE orders SET id = id + 1, "id_new" = CAST(CAST(id + 1 AS integer) AS bigint)

-- live, speaks old
UPDATE customers c SET full_name = p.nick FROM people p WHERE p.person_id = c.id AND first_name = 'x'
-- becomes
UPDATE customers c SET full_name = p.nick, "first_name" = crossfade."customer-name_up_1_raise"(CAST(p.nick AS text)), "last_name" = crossfade."customer-name_up_2_raise"(CAST(p.nick AS text)) FROM people p WHERE p.person_id = c.id AND "p".first_name = 'x'

-- live, speaks old
UPDATE customers SET email = 'x' WHERE CURRENT OF cur
-- untouched

-- live, speaks old
DELETE FROM customers c USING orders o WHERE o.id = c.id AND c.full_name = 'x' RETURNING c.full_name
-- becomes
DELETE FROM customers c USING orders o WHERE o."id_new" = c.id AND crossfade."customer-name_down_1"(c."first_name", c."last_name") = 'x' RETURNING crossfade."customer-name_down_1"(c."first_name", c."last_name") AS "full_name"

-- live, speaks old
UPDATE items SET label[qty] = 'x', qty = 3
-- becomes
UPDATE items SET label[qty] = 'x', "title"[qty] = 'x', qty = 3

-- dual-write, speaks old
UPDATE items SET label['a'] = 'x'
-- refused: Crossfade: an assignment to a part of column label in an UPDATE of table public.items
--    hint: Assign the whole column.

-- off, speaks new
UPDATE items SET title.f = 'x' WHERE title.f IS NULL
-- refused: Crossfade: a write to columns of migration item-label on table public.items that are not stored at this stage, and whose length would not be checked
--    hint: Write the old columns, or wait for stage dual-write.

-- live, speaks old
UPDATE customers SET full_name[1] = 'x'
-- refused: Crossfade: an assignment to a part of column full_name in an UPDATE of table public.customers
--    hint: Assign the whole column.

-- live, speaks old
UPDATE orders SET total[id] = 1
-- becomes
UPDATE orders SET total[CAST("orders"."id_new" AS integer)] = 1

-- shadow, speaks old
UPDATE items SET label = lower(label), title = lower(title) WHERE qty = 1
-- becomes
UPDATE items SET label = lower(label), title = CASE WHEN crossfade."item-label_must_agree"(CASE WHEN (CAST(lower(label) AS character varying) IS NOT DISTINCT FROM NULL) OR (CAST(lower("items"."label") AS character varying) IS NOT DISTINCT FROM NULL) THEN (CAST(lower(label) AS character varying) IS NOT DISTINCT FROM NULL) AND (CAST(lower("items"."label") AS character varying) IS NOT DISTINCT FROM NULL) ELSE CAST(lower("items"."label") AS character varying) IS NOT DISTINCT FROM CAST(lower(label) AS character varying) OR CAST(lower(label) AS character varying) IS NOT DISTINCT FROM CAST(lower("items"."label") AS character varying) END) THEN CAST(lower("items"."label") AS character varying) END WHERE qty = 1

-- live, speaks old
UPDATE items SET (label, title) = ('a', 'b')
-- refused: Crossfade: a write that names both the old and the new columns of migration item-label on table public.items as a row or in part
--    hint: Assign whole columns one by one.

-- dual-write, speaks new
UPDATE customers SET first_name = 'Ann', last_name = (SELECT max(nick) FROM people) WHERE id = 1
-- becomes
UPDATE customers SET first_name = 'Ann', ("last_name", "full_name") = (SELECT crossfade_value.v1, crossfade."customer-name_down_1_checked"(CAST('Ann' AS text), CAST(crossfade_value.v1 AS text)) FROM (SELECT (SELECT max(nick) FROM people) AS v1 WHERE "customers".tableoid IS NOT NULL OFFSET 0) AS crossfade_value) WHERE id = 1
