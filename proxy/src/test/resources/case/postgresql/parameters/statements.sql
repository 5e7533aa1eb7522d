-- speaks old
-- parameters: int4 = 2
SELECT id, item FROM orders WHERE id = $1;
-- parameters: unknown = '2'
SELECT id FROM orders WHERE id = $1 OR id = $1 + 1 ORDER BY id;
-- parameters: int8 = 3
SELECT id FROM orders WHERE id = $1;
-- parameters: unknown = '70' | unknown = 'x'
INSERT INTO orders (id, item) VALUES ($1, $2), ($1 + 1, $2) RETURNING *;
-- parameters: int2 = 5 | text = 'x'
UPDATE orders SET id = id + $1 WHERE item = $2 RETURNING id;
-- parameters: unknown = NULL
SELECT count(*) FROM orders WHERE id > $1;
-- parameters: unknown = '80' | unknown = '75'
UPDATE orders SET id = $1 WHERE id = $2;
-- parameters: text = '81'
UPDATE orders SET id = $1::int WHERE id = 80;
-- parameters: int8 = 5000000000
UPDATE orders SET id = $1 WHERE id = 81;
-- parameters: unknown = '1' | unknown = '9'
DELETE FROM orders WHERE id BETWEEN $1 AND $2 AND item IS NOT NULL RETURNING id;
-- parameters: unknown = '2'
SELECT $1::text, $1 || 'x' FROM orders ORDER BY id LIMIT 1;
SELECT * FROM orders ORDER BY id;
-- speaks new
-- parameters: unknown = '2'
SELECT id_new FROM orders WHERE id_new = $1;
-- parameters: int4 = 70 | unknown = 'x'
INSERT INTO orders (id_new, item) VALUES ($1, $2) RETURNING *;
-- parameters: unknown = '5'
UPDATE orders SET id_new = id_new + $1 WHERE id_new > $1;
SELECT * FROM orders ORDER BY id_new;
