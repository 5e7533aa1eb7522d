INSERT INTO names VALUES (10, '12345678'), (11, '123456789'), (12, 'ünïcödé!') RETURNING name;
-- name text
-- 12345678
-- 123456789
-- ünïcödé!

UPDATE names SET name = name || '!' WHERE id IN (1, 10) RETURNING name;
-- name text
-- 12345678!
-- short!

SELECT id, name, length(name) FROM names ORDER BY id;
-- id int4, name text, length int4
-- 1 | short! | 6
-- 2 | much too long for it | 20
-- 3 | ending    | 9
-- 4 |  | 0
-- 10 | 12345678! | 9
-- 11 | 123456789 | 9
-- 12 | ünïcödé! | 8

