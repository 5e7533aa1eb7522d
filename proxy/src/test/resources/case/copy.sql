-- live, speaks old
COPY customers TO STDOUT
-- becomes
COPY (SELECT "customers"."id", crossfade."customer-name_down_1"("customers"."first_name", "customers"."last_name") AS "full_name", "customers"."email" FROM ONLY customers) TO STDOUT

-- live, speaks old
COPY public.customers (email, full_name) TO STDOUT (FORMAT csv, HEADER, FORCE_QUOTE (full_name))
-- becomes
COPY (SELECT "customers"."email", crossfade."customer-name_down_1"("customers"."first_name", "customers"."last_name") AS "full_name" FROM ONLY public.customers) TO STDOUT (FORMAT csv, HEADER, FORCE_QUOTE (full_name))

-- shadow, speaks old
COPY customers TO STDOUT WITH CSV HEADER
-- becomes
COPY customers ("id", "full_name", "email") TO STDOUT WITH CSV HEADER

-- shadow, speaks new
COPY customers TO STDOUT WITH (FORMAT binary)
-- becomes
COPY (SELECT "customers"."id", "customers"."email", CASE WHEN "customers"."first_name" IS NULL AND "customers"."last_name" IS NULL THEN crossfade."customer-name_up_1_null"("customers"."full_name") ELSE "customers"."first_name" END AS "first_name", CASE WHEN "customers"."first_name" IS NULL AND "customers"."last_name" IS NULL THEN crossfade."customer-name_up_2_null"("customers"."full_name") ELSE "customers"."last_name" END AS "last_name" FROM ONLY customers) TO STDOUT WITH (FORMAT binary)

-- live, speaks new
COPY customers TO '/tmp/x'
-- becomes
COPY customers ("id", "email", "first_name", "last_name") TO '/tmp/x'

-- live, speaks old
COPY customers (id, email) TO STDOUT
-- untouched

-- live, speaks old
COPY BINARY orders TO STDOUT
-- refused: Crossfade: COPY in the form of PostgreSQL 7 on table public.orders
--    hint: Write COPY table TO … WITH (FORMAT …).

-- live, speaks old
COPY (SELECT * FROM customers WHERE full_name LIKE 'A%') TO STDOUT
-- becomes
COPY (SELECT "customers"."id", crossfade."customer-name_down_1"("customers"."first_name", "customers"."last_name") AS "full_name", "customers"."email" FROM customers WHERE crossfade."customer-name_down_1"("customers"."first_name", "customers"."last_name") LIKE 'A%') TO STDOUT

-- live, speaks old
COPY (UPDATE items SET label = 'x' RETURNING label) TO STDOUT (FORMAT csv)
-- becomes
COPY (UPDATE items SET label = 'x', "title" = CAST('x' AS character varying(20)) RETURNING "items"."title" AS "label") TO STDOUT (FORMAT csv)

-- complete, speaks old
COPY customer_view TO STDOUT
-- refused: Crossfade: view public.customer_view, which reads columns that are no longer written
--    hint: Define the view over the new columns.

-- off, speaks old
COPY items FROM STDIN
-- becomes
COPY items ("order_id", "label", "qty") FROM STDIN

-- off, speaks old
COPY items (label, qty) FROM STDIN (FORMAT csv, FORCE_NOT_NULL (label)) WHERE label <> 'x'
-- untouched

-- off, speaks new
COPY items (title, qty) FROM STDIN (FORMAT csv, FORCE_NOT_NULL (title), FORCE_NULL (qty)) WHERE title <> 'x'
-- becomes
COPY items ("label", qty) FROM STDIN (FORMAT csv, FORCE_NOT_NULL ("label"), FORCE_NULL (qty)) WHERE "items"."label" <> 'x'

-- off, speaks new
COPY items FROM STDIN WITH CSV FORCE NOT NULL title, qty
-- becomes
COPY items ("order_id", "qty", "label") FROM STDIN WITH CSV FORCE NOT NULL "label", qty

-- off, speaks new
COPY items (title) FROM STDIN (FORMAT csv, HEADER match)
-- refused: Crossfade: COPY FROM with HEADER MATCH on table public.items
--    hint: Use HEADER without MATCH.

-- off, speaks new
COPY customers (first_name, last_name) FROM STDIN
-- refused: Crossfade: COPY FROM, whose rows would have to be converted by migration customer-name, on table public.customers
--    hint: Name the old columns, or use INSERT.

-- complete, speaks new
COPY customers FROM STDIN
-- becomes
COPY customers ("id", "email", "first_name", "last_name") FROM STDIN

-- complete, speaks old
COPY items FROM STDIN
-- becomes
COPY items ("order_id", "title", "qty") FROM STDIN

-- complete, speaks old
COPY orders (id) FROM STDIN
-- refused: Crossfade: COPY FROM, whose rows would have to be converted by migration order-id, on table public.orders
--    hint: Name the new columns, or use INSERT.

-- dual-write, speaks old
COPY customers FROM STDIN
-- refused: Crossfade: COPY FROM, whose rows would reach only one side of migration customer-name, on table public.customers
--    hint: Use INSERT, or COPY into another table and INSERT ... SELECT from it.

-- live, speaks new
COPY customers (first_name, last_name) FROM STDIN
-- refused: Crossfade: COPY FROM, whose rows would reach only one side of migration customer-name, on table public.customers
--    hint: Use INSERT, or COPY into another table and INSERT ... SELECT from it.

-- live, speaks old
COPY customers (id, email) FROM STDIN WHERE full_name IS NULL
-- untouched

-- live, speaks old
COPY customers (id, email) FROM STDIN WHERE first_name IS NULL
-- refused: Crossfade: COPY FROM with a condition over columns of migration customer-name that its rows do not give, on table public.customers
--    hint: Leave WHERE out, or COPY into another table and INSERT ... SELECT from it.

-- live, speaks old
COPY items (order_id, qty) FROM STDIN
-- refused: Crossfade: COPY FROM, whose rows would reach only one side of migration item-label, on table public.items
--    hint: Use INSERT, or COPY into another table and INSERT ... SELECT from it.

-- live, speaks old
COPY customers (full_name, first_name) FROM STDIN
-- refused: Crossfade: a write that names both the old and the new columns of migration customer-name on table public.customers
--    hint: Write one side; Crossfade writes the other.

-- live, speaks old
COPY customer_view FROM STDIN
-- refused: Crossfade: a write to view public.customer_view, which would reach the old columns only
--    hint: Write to the table.
