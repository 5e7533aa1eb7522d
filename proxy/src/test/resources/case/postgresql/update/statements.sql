-- speaks old
UPDATE items SET label = 'one' WHERE ref = 1;
UPDATE items SET label = label || '+', qty = qty + 1;
UPDATE items SET label = upper(label), qty = length(label) WHERE label IS NOT NULL;
UPDATE items AS i SET label = NULL WHERE i.label LIKE 'C%';
UPDATE items SET (label, qty) = ('row', 9) WHERE ref = 2;
UPDATE items SET (qty, label) = (SELECT count(*), max(label) FROM items) WHERE ref = 3;
UPDATE items SET label = DEFAULT WHERE ref = 1 RETURNING *;
UPDATE items SET label = (SELECT 'sub' || i.ref FROM items i WHERE i.ref = items.ref) WHERE ref = 2;
UPDATE items SET label = 'much too long a label' WHERE ref = 1;
UPDATE items SET label = 'x' WHERE false;
UPDATE ONLY items SET label = CASE WHEN ref > 1 THEN label ELSE 'case' END;
SELECT * FROM items ORDER BY ref;
-- speaks new
UPDATE items SET title = title || '+', qty = qty + 1;
UPDATE items SET (title, qty) = ('row', 9) WHERE ref = 2;
UPDATE items SET title = DEFAULT WHERE ref = 1 RETURNING *;
UPDATE items SET title = 'much too long a label' WHERE ref = 1;
SELECT * FROM items ORDER BY ref;
