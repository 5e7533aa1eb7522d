INSERT INTO grows (item) VALUES ('a'), ('b') RETURNING id, item;
-- id serial, item text
-- 41 | a
-- 42 | b

INSERT INTO grows VALUES (100, 'c');
-- 1

INSERT INTO grows VALUES (DEFAULT, 'd') ON CONFLICT (item) DO UPDATE SET item = 'never' RETURNING id;
-- id serial
-- 43

INSERT INTO grows (id, item) VALUES (100, 'e') ON CONFLICT (id) DO UPDATE SET item = EXCLUDED.item || grows.id RETURNING *;
-- id serial, item text
-- 100 | e100

INSERT INTO grows (id, item) VALUES (100, 'f');
-- 23505: ERROR: duplicate key value violates unique constraint "grows_pkey"
--     Detail: Key (id)=(100) already exists.

INSERT INTO grows (id, item) VALUES (2147483648, 'g');
-- 22003: ERROR: integer out of range

UPDATE grows SET id = id + 1000 WHERE item = 'a';
-- 1

UPDATE grows SET id = id + 2147483600 WHERE item = 'a';
-- 22003: ERROR: integer out of range

SELECT pg_typeof(id), id FROM grows WHERE id > 41 ORDER BY id;
-- pg_typeof regtype, id serial
-- integer | 42
-- integer | 43
-- integer | 100
-- integer | 1041

SELECT max(id), min(id), sum(id) FROM grows;
-- max int4, min int4, sum int8
-- 1041 | 1 | 2046

DELETE FROM grows WHERE id IN (1, 2, 3) RETURNING id;
-- id serial
-- 1
-- 2
-- 3

SELECT count(*) FROM grows a JOIN grows b ON a.id = b.id AND b.id BETWEEN 5 AND 9;
-- count int8
-- 5

SELECT * FROM grows WHERE id = 2147483648;
-- id serial, item text

