-- speaks old
UPDATE items SET label = 'one' WHERE ref = 1;
UPDATE items SET label = 'one' WHERE ref = 1;
UPDATE items SET label = concat(label, '+'), qty = qty + 1;
UPDATE items SET label = upper(label) WHERE label IS NOT NULL;
UPDATE items AS i SET i.label = NULL WHERE i.label LIKE 'c%';
UPDATE items SET label = DEFAULT WHERE ref = 1;
UPDATE items SET label = DEFAULT(label), qty = DEFAULT(qty) WHERE ref = 2;
UPDATE items SET label = (SELECT concat('sub', max(n)) FROM (SELECT 5 AS n) s) WHERE ref = 3;
UPDATE items SET label = 'last' ORDER BY label DESC, ref DESC LIMIT 1;
UPDATE items SET label = 'much too long a label' WHERE ref = 1;
UPDATE items SET label = 'x' WHERE false;
SELECT * FROM items ORDER BY ref;
-- speaks new
UPDATE items SET title = concat(title, '+'), qty = qty + 1;
UPDATE items SET title = DEFAULT WHERE ref = 1;
UPDATE items SET title = 'much too long a label' WHERE ref = 1;
SELECT * FROM items ORDER BY ref;
