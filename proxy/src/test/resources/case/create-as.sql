-- live, speaks old
CREATE TABLE x AS SELECT * FROM customers
-- untouched

-- live, speaks old
CREATE TEMP TABLE IF NOT EXISTS x (a, b) ON COMMIT DROP AS SELECT id, total FROM orders WITH NO DATA
-- untouched

-- live, speaks old
CREATE UNLOGGED TABLE x AS TABLE items WITH DATA
-- untouched

-- live, speaks old
EXPLAIN ANALYZE CREATE TABLE x AS SELECT id FROM orders
-- untouched

-- live, speaks old
SELECT full_name INTO x FROM customers
-- untouched

-- live, speaks old
SELECT * INTO TEMP TABLE x FROM items WHERE label IS NULL
-- untouched

-- live, speaks old
CREATE TABLE x (LIKE customers)
-- untouched

-- live, speaks old
CREATE MATERIALIZED VIEW x AS SELECT * FROM customers
-- untouched
