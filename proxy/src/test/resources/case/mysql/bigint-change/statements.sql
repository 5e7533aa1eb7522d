-- speaks old
INSERT INTO orders VALUES (4, 40), (5, 50);
INSERT INTO orders VALUES (2147483648, 1);
UPDATE orders SET id = id + 1 WHERE id = 2147483647;
UPDATE orders SET id = id + 10 WHERE id < 5;
SELECT id, id + 1, id / 2 FROM orders WHERE id > 11 ORDER BY id;
SELECT min(id), max(id), sum(id) FROM orders;
SELECT * FROM orders ORDER BY id;
-- speaks new
INSERT INTO orders (id_new, total) VALUES (6, 60);
-- differs: the old column cannot hold it
INSERT INTO orders (id_new, total) VALUES (3000000000, 70);
-- differs: the old column cannot hold it
UPDATE orders SET id_new = id_new + 1 WHERE total = 30;
-- differs: neither is there
DELETE FROM orders WHERE id_new > 2147483646;
SELECT * FROM orders WHERE id_new BETWEEN 2 AND 3000000000 ORDER BY id_new;
