INSERT INTO shrinks VALUES (10, 6000000000), (11, 7) RETURNING *;
-- id int4, n int8
-- 10 | 6000000000
-- 11 | 7

UPDATE shrinks SET n = n + 1 RETURNING id, n;
-- id int4, n int8
-- 1 | 6
-- 10 | 6000000001
-- 11 | 8
-- 2 | 5000000001
-- 3 | null
-- 4 | -2147483647

UPDATE shrinks SET n = 9223372036854775807 WHERE id = 1;
-- 1

UPDATE shrinks SET n = n + 1 WHERE id = 1;
-- 22003: ERROR: bigint out of range

SELECT * FROM shrinks ORDER BY id;
-- id int4, n int8
-- 1 | 9223372036854775807
-- 2 | 5000000001
-- 3 | null
-- 4 | -2147483647
-- 10 | 6000000001
-- 11 | 8

