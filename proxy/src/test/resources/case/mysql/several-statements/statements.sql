-- speaks old
SELECT label FROM items WHERE ref = 1; UPDATE items SET label = 'a' WHERE ref = 1; SELECT label FROM items WHERE ref = 1;
BEGIN; INSERT INTO items (ref, label) VALUES (40, 'b'); SAVEPOINT s; UPDATE items SET label = 'c;d' WHERE ref = 40; ROLLBACK TO s; COMMIT;
/* label; */ SELECT ' label; ' AS x, label FROM items WHERE ref = 40; SELECT 'items; label' AS y FROM items WHERE label = 'b'; SELECT 1;
UPDATE items SET label = 'fine' WHERE ref = 2; UPDATE items SET label = 'much too long a label'; SELECT 1;
SELECT * FROM items ORDER BY ref;
-- speaks new
UPDATE items SET title = 'a' WHERE ref = 1; SELECT title FROM items WHERE ref = 1;
SELECT * FROM items ORDER BY ref;
