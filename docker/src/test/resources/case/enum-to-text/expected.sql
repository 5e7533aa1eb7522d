SELECT id, size FROM shirts ORDER BY size, id;
-- id int4, size size
-- 4 | small
-- 8 | small
-- 12 | small
-- 1 | medium
-- 5 | medium
-- 9 | medium
-- 2 | large
-- 6 | large
-- 10 | large
-- 3 | null
-- 7 | null
-- 11 | null

SELECT id FROM shirts WHERE size > 'small' ORDER BY id;
-- id int4
-- 1
-- 2
-- 5
-- 6
-- 9
-- 10

INSERT INTO shirts (id) VALUES (50) RETURNING size;
-- size size
-- medium

INSERT INTO shirts VALUES (51, 'huge');
-- 22P02: ERROR: invalid input value for enum size: "huge"
--     Position: 32

UPDATE shirts SET size = 'large' WHERE size IS NULL RETURNING id, size;
-- id int4, size size
-- 11 | large
-- 3 | large
-- 7 | large

SELECT min(size), max(size), count(DISTINCT size) FROM shirts;
-- min size, max size, count int8
-- small | large | 3

SELECT pg_typeof(size) FROM shirts WHERE id = 1;
-- pg_typeof regtype
-- size

