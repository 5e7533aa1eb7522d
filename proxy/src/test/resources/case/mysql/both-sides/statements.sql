-- speaks old
-- differs: the twin has no such column
INSERT INTO orders (id, ref, ref_new) VALUES (50, 500, 500);
-- differs: the twin has no such column
INSERT INTO orders (id, ref, ref_new) VALUES (51, 510, 511);
-- differs: the twin has no such column
UPDATE orders SET ref = 600, ref_new = 600 WHERE id = 50;
-- differs: the twin has no such column
UPDATE orders SET ref = 610, ref_new = 620 WHERE id = 50;
-- differs: the twin has no such row
DELETE FROM orders WHERE id >= 50;
SELECT * FROM orders ORDER BY id;
