-- live, speaks old
DECLARE c CURSOR FOR SELECT full_name FROM customers
-- untouched

-- live, speaks old
DECLARE cursor BINARY NO SCROLL CURSOR WITH HOLD FOR SELECT id FROM orders ORDER BY id
-- untouched

-- shadow, speaks old
DECLARE c CURSOR FOR TABLE customers
-- untouched

-- live, speaks old
BEGIN; DECLARE "for" CURSOR FOR SELECT id FROM orders WHERE id > 3 FOR UPDATE; FETCH 2 FROM "for"; UPDATE orders SET id = 4 WHERE CURRENT OF "for"; COMMIT
-- untouched

-- live, speaks old
DELETE FROM customers WHERE CURRENT OF c RETURNING full_name
-- untouched

-- dual-write, speaks new
DECLARE c CURSOR FOR SELECT title FROM items
-- untouched

-- live, speaks old
EXPLAIN DECLARE c CURSOR FOR SELECT id FROM orders
-- untouched
