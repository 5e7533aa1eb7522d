-- speaks old
PREPARE p AS SELECT * FROM items WHERE label = $1; EXECUTE p ('lamp'); EXECUTE p ('x'); DEALLOCATE p;
PREPARE p (text, int) AS UPDATE items SET label = $1, qty = $2 WHERE ref = $2 RETURNING *; EXECUTE p ('desk', 2); EXECUTE p (NULL, 1); DEALLOCATE p;
PREPARE p (int) AS INSERT INTO items (ref) VALUES ($1), ($1 + 1); EXECUTE p (30); DEALLOCATE p;
PREPARE p (text) AS UPDATE items SET label = $1; EXECUTE p ('much too long a label');
DEALLOCATE ALL;
SELECT * FROM items ORDER BY ref;
-- speaks new
PREPARE p AS UPDATE items SET title = $1 WHERE ref = $2; EXECUTE p ('desk', 2); DEALLOCATE p;
SELECT * FROM items ORDER BY ref;
