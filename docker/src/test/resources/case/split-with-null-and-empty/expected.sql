SELECT id, full_name, full_name IS NULL, full_name = '' FROM persons ORDER BY id;
-- id int4, full_name text, ?column? bool, ?column? bool
-- 1 | Ada Lovelace | f | f
-- 2 | null | t | null
-- 3 |  | f | t
-- 4 | Cher | f | f
-- 5 | Dan van Dyk | f | f

INSERT INTO persons VALUES (10, NULL), (11, ''), (12, 'Grace Hopper') RETURNING *;
-- id int4, full_name text
-- 10 | null
-- 11 | 
-- 12 | Grace Hopper

INSERT INTO persons (id) VALUES (13);
-- 1

INSERT INTO persons SELECT id + 100, upper(full_name) FROM persons WHERE id < 5;
-- 4

UPDATE persons SET full_name = NULL WHERE id = 1 RETURNING full_name;
-- full_name text
-- null

UPDATE persons SET full_name = coalesce(full_name, 'nobody') || '' WHERE id IN (1, 3) RETURNING id, full_name;
-- id int4, full_name text
-- 1 | nobody
-- 3 | 

SELECT id FROM persons WHERE id IN (SELECT id FROM persons WHERE full_name IS NULL) ORDER BY id;
-- id int4
-- 2
-- 10
-- 13
-- 102

SELECT count(full_name), count(*), count(DISTINCT full_name) FROM persons;
-- count int8, count int8, count int8
-- 9 | 13 | 7

