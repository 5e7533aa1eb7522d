-- live, speaks old
TRUNCATE customers
-- untouched

-- live, speaks old
LOCK TABLE customers
-- untouched

-- live, speaks old
VACUUM (ANALYZE) customers
-- untouched

-- live, speaks old
ANALYZE customers (full_name)
-- untouched

-- live, speaks old
GRANT SELECT ON customers TO x
-- untouched

-- live, speaks old
COMMENT ON TABLE customers IS 'x'
-- untouched

-- live, speaks old
SELECT email FROM customers WHERE id = 1
-- untouched

-- live, speaks old
DELETE FROM customers WHERE id = 1
-- untouched

-- live, speaks old
UPDATE customers SET email = 'x'
-- untouched

-- live, speaks old
SET application_name = customers
-- untouched

-- live, speaks old
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT count(*) FROM customers $$
-- untouched
