-- speaks old
INSERT INTO items VALUES (4, 'table', 4);
INSERT INTO items VALUES (5);
INSERT INTO items (ref) VALUES (6);
INSERT INTO items (qty, label) VALUES (7, 'desk'), (8, DEFAULT), (DEFAULT, NULL), (9, '');
INSERT INTO items () VALUES ();
INSERT items SET ref = 10, label = 'set', qty = ref + 1;
INSERT INTO items (ref, label, qty) VALUES (11, concat('l', ref), char_length(label));
INSERT INTO items (ref, label) VALUES (12, DEFAULT(label));
INSERT INTO items (ref, label) VALUES ROW(13, 'r'), ROW(14, 's');
INSERT INTO items (ref, label) VALUES (15, 'much too long a label');
INSERT INTO items (ref, label) VALUES (15, 'a'), (16, 'much too long a label');
SELECT * FROM items ORDER BY ref, qty, label;
-- speaks new
INSERT INTO items VALUES (4, 4, 'table');
INSERT INTO items (qty, title) VALUES (7, 'desk'), (8, DEFAULT), (DEFAULT, NULL), (9, '');
INSERT INTO items () VALUES ();
INSERT items SET ref = 10, title = 'set', qty = ref + 1;
INSERT INTO items (ref, title) VALUES (15, 'a'), (16, 'much too long a label');
SELECT * FROM items ORDER BY ref, qty, title;
