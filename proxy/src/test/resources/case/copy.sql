-- live, speaks old
COPY customers TO STDOUT
-- untouched

-- live, speaks old
COPY public.customers (email, full_name) TO STDOUT (FORMAT csv, HEADER, FORCE_QUOTE (full_name))
-- untouched

-- shadow, speaks old
COPY customers TO STDOUT WITH CSV HEADER
-- untouched

-- shadow, speaks new
COPY customers TO STDOUT WITH (FORMAT binary)
-- untouched

-- live, speaks new
COPY customers TO '/tmp/x'
-- untouched

-- live, speaks old
COPY customers (id, email) TO STDOUT
-- untouched

-- live, speaks old
COPY BINARY orders TO STDOUT
-- untouched

-- live, speaks old
COPY (SELECT * FROM customers WHERE full_name LIKE 'A%') TO STDOUT
-- untouched

-- live, speaks old
COPY (UPDATE items SET label = 'x' RETURNING label) TO STDOUT (FORMAT csv)
-- untouched

-- complete, speaks old
COPY customer_view TO STDOUT
-- untouched

-- off, speaks old
COPY items FROM STDIN
-- untouched

-- off, speaks old
COPY items (label, qty) FROM STDIN (FORMAT csv, FORCE_NOT_NULL (label)) WHERE label <> 'x'
-- untouched

-- off, speaks new
COPY items (title, qty) FROM STDIN (FORMAT csv, FORCE_NOT_NULL (title), FORCE_NULL (qty)) WHERE title <> 'x'
-- untouched

-- off, speaks new
COPY items FROM STDIN WITH CSV FORCE NOT NULL title, qty
-- untouched

-- off, speaks new
COPY items (title) FROM STDIN (FORMAT csv, HEADER match)
-- untouched

-- off, speaks new
COPY customers (first_name, last_name) FROM STDIN
-- untouched

-- complete, speaks new
COPY customers FROM STDIN
-- untouched

-- complete, speaks old
COPY items FROM STDIN
-- untouched

-- complete, speaks old
COPY orders (id) FROM STDIN
-- untouched

-- dual-write, speaks old
COPY customers FROM STDIN
-- untouched

-- live, speaks new
COPY customers (first_name, last_name) FROM STDIN
-- untouched

-- live, speaks old
COPY customers (id, email) FROM STDIN WHERE full_name IS NULL
-- untouched

-- live, speaks old
COPY items (order_id, qty) FROM STDIN
-- untouched

-- live, speaks old
COPY customers (full_name, first_name) FROM STDIN
-- untouched

-- live, speaks old
COPY customer_view FROM STDIN
-- untouched
