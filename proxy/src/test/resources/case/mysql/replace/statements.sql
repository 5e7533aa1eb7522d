-- speaks old
REPLACE INTO orders VALUES (1, 11, 'desk', 1);
REPLACE INTO orders VALUES (9, 20, 'by ref', 1), (10, 100, 'fresh', 2);
REPLACE orders SET id = 3, ref = 100;
REPLACE INTO orders (id, ref) SELECT id + 1, ref + 1 FROM orders WHERE id = 1;
REPLACE INTO orders (id) VALUES (4);
REPLACE INTO orders (id, ref) VALUES (4, 3000000000);
SELECT * FROM orders ORDER BY id;
-- speaks new
REPLACE INTO orders VALUES (1, 'desk', 1, 11);
REPLACE INTO orders (id, ref_new) VALUES (9, 20), (10, 100);
REPLACE orders SET id = 3, ref_new = 100;
SELECT * FROM orders ORDER BY id;
