-- speaks old
INSERT INTO orders VALUES (1, 11, 'desk', 1) ON DUPLICATE KEY UPDATE ref = VALUES(ref), item = VALUES(item);
INSERT INTO orders VALUES (9, 20, 'x', 7) ON DUPLICATE KEY UPDATE qty = orders.qty + VALUES(qty), item = concat(item, ref);
INSERT INTO orders VALUES (9, 30, 'y', 7) AS v ON DUPLICATE KEY UPDATE ref = v.ref + orders.ref, item = v.item;
INSERT INTO orders VALUES (9, 60, 'z', 7) AS v (a, b, c, d) ON DUPLICATE KEY UPDATE ref = b + 1, qty = d;
INSERT INTO orders VALUES (12, 120, 'in', 1), (2, 20, 'up', 1) ON DUPLICATE KEY UPDATE item = VALUES(item);
INSERT INTO orders VALUES (2, 20, 'up', 1) ON DUPLICATE KEY UPDATE item = VALUES(item);
INSERT INTO orders (id) VALUES (4), (5) ON DUPLICATE KEY UPDATE ref = 44;
INSERT INTO orders (id, ref) SELECT id, ref FROM orders o WHERE o.id < 3 ON DUPLICATE KEY UPDATE qty = VALUES(ref);
INSERT INTO orders (id) VALUES (1) ON DUPLICATE KEY UPDATE ref = ref + 1, qty = ref;
INSERT INTO orders (id) VALUES (1) ON DUPLICATE KEY UPDATE ref = 3000000000;
SELECT * FROM orders ORDER BY id;
-- speaks new
INSERT INTO orders VALUES (1, 'desk', 1, 11) ON DUPLICATE KEY UPDATE ref_new = VALUES(ref_new), item = VALUES(item);
INSERT INTO orders (id, ref_new) VALUES (9, 30) AS v ON DUPLICATE KEY UPDATE ref_new = v.ref_new + orders.ref_new;
INSERT INTO orders (id) VALUES (4), (5) ON DUPLICATE KEY UPDATE ref_new = 44;
SELECT * FROM orders ORDER BY id;
