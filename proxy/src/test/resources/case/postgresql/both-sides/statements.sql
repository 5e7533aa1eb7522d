-- speaks old
-- differs: the twin has no such column
INSERT INTO orders (id, id_new, item) VALUES (50, 50, 'both');
-- differs: the twin has no such column
INSERT INTO orders (id, id_new, item) VALUES (51, 52, 'not the same');
-- differs: the twin has no such column
UPDATE orders SET id = 60, id_new = 60 WHERE item = 'both';
-- differs: the twin has no such column
UPDATE orders SET id = 61, id_new = 62 WHERE item = 'both';
-- differs: the twin has no such row
DELETE FROM orders WHERE item IN ('both', 'not the same') RETURNING 1;
SELECT * FROM orders ORDER BY id;
