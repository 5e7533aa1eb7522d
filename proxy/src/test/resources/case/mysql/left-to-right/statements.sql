-- speaks old
UPDATE items SET label = 'ab', qty = char_length(label) WHERE ref = 1;
UPDATE items SET qty = char_length(label), label = concat(label, qty) WHERE ref = 2;
UPDATE items SET label = concat(label, 'x'), label = concat(label, 'y') WHERE ref = 1;
UPDATE items SET label = qty, qty = label + 1 WHERE ref = 3;
SELECT * FROM items ORDER BY ref;
-- speaks new
UPDATE items SET title = 'ab', qty = char_length(title) WHERE ref = 1;
UPDATE items SET title = concat(title, 'x'), title = concat(title, 'y') WHERE ref = 1;
SELECT * FROM items ORDER BY ref;
