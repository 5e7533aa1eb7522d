-- live, speaks old
SELECT customers FROM customers
-- refused: Crossfade: a whole-row reference to table public.customers
--    hint: Name the columns that are needed.

-- live, speaks old
SELECT (c).full_name FROM customers c
-- refused: Crossfade: a whole-row reference to table public.customers
--    hint: Name the columns that are needed.

-- live, speaks old
CREATE INDEX ON customers (full_name)
-- refused: Crossfade: CREATE INDEX on customers, which is migrating
--    hint: Run it before the migration starts or after it has ended.

-- live, speaks old
ALTER TABLE customers ADD x int
-- refused: Crossfade: ALTER TABLE on customers, which is migrating
--    hint: Run it before the migration starts or after it has ended.

-- live, speaks old
DROP TABLE customers
-- refused: Crossfade: DROP TABLE on customers, which is migrating
--    hint: Run it before the migration starts or after it has ended.

-- live, speaks old
CREATE VIEW v AS SELECT * FROM customers
-- refused: Crossfade: CREATE VIEW on customers, which is migrating
--    hint: Run it before the migration starts or after it has ended.

-- live, speaks old
CREATE TRIGGER t BEFORE UPDATE ON customers EXECUTE FUNCTION f()
-- refused: Crossfade: CREATE TRIGGER on customers, which is migrating
--    hint: Run it before the migration starts or after it has ended.

-- live, speaks old
COPY customers FROM STDIN
-- refused: Crossfade: COPY FROM, whose rows would reach only one side of migration customer-name, on table public.customers
--    hint: Use INSERT, or COPY into another table and INSERT ... SELECT from it.

-- live, speaks old
DO $$ BEGIN DELETE FROM customers; END $$
-- refused: Crossfade: DO on a migrating table, which is migrating
--    hint: Send the statements in it one by one.

-- live, speaks old
UPDATE customers SET full_name = 'a b', first_name = 'a'
-- refused: Crossfade: a write that names both the old and the new columns of migration customer-name on table public.customers
--    hint: Write one side; Crossfade writes the other.

-- live, speaks old
INSERT INTO customers (full_name, first_name) VALUES ('a b', 'a')
-- refused: Crossfade: a write that names both the old and the new columns of migration customer-name on table public.customers
--    hint: Write one side; Crossfade writes the other.

-- live, speaks old
UPDATE customer_view SET full_name = 'x'
-- refused: Crossfade: a write to view public.customer_view, which would reach the old columns only
--    hint: Write to the table.

-- live, speaks old
SELECT * FROM db.public.customers
-- refused: Crossfade: a table name with its database, for customers
--    hint: Leave the database out: schema.table.

-- live, speaks old
SELECT U&"full_name" FROM customers
-- refused: Crossfade: an identifier in the form U&"…", in a statement that names a migrating table
--    hint: Write the statement in a simpler form.

-- live, speaks old
GRANT SELECT (full_name) ON customers TO x
-- refused: Crossfade: GRANT ON SINGLE COLUMNS on customers, which is migrating
--    hint: Grant on the whole table.

-- live, speaks old
SELECT full_name FROM customers WHERE
-- refused: Crossfade: syntax the rewriter does not know, in a statement that names a migrating table
--    hint: Write the statement in a simpler form.

-- live, speaks old
INSERT INTO orders (id) VALUES (1) ON CONFLICT ((id + 1)) DO NOTHING
-- refused: Crossfade: ON CONFLICT with an expression over column id of table public.orders
--    hint: Name the constraint: ON CONFLICT ON CONSTRAINT.

-- live, speaks old
UPDATE items SET (label, qty) = (random()::text, 1)
-- refused: Crossfade: a row assignment of values that must be computed once in an UPDATE of table public.items
--    hint: Assign whole columns one by one.

-- live, speaks old
DO 'BEGIN UPDATE orders SET id = id; END'
-- refused: Crossfade: DO on a migrating table, which is migrating
--    hint: Send the statements in it one by one.

-- live, speaks old
DO LANGUAGE plpgsql E'BEGIN UPDATE o\162ders SET id = id; END'
-- refused: Crossfade: DO on a migrating table, which is migrating
--    hint: Send the statements in it one by one.

-- live, speaks old
DO U&'BEGIN UPDATE \006frders SET id = id; END'
-- refused: Crossfade: DO on a migrating table, which is migrating
--    hint: Send the statements in it one by one.

-- live, speaks old
DO 'BEGIN UPDATE people SET person_id = 1; END'
-- untouched

-- live, speaks new
UPDATE items SET (title, qty) = (DEFAULT, 1)
-- refused: Crossfade: DEFAULT for some new columns, in a row, or one that must be computed once, in an UPDATE of table public.items
--    hint: Assign whole columns one by one.
