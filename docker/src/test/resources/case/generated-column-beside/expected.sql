INSERT INTO prices (id, net, tag) VALUES (20, 5, 'x') RETURNING *;
-- id int4, net int4, gross int4, tag varchar
-- 20 | 5 | 10 | x

INSERT INTO prices VALUES (21, 6, DEFAULT, 'y');
-- 1

INSERT INTO prices VALUES (22, 6, 12, 'z');
-- 428C9: ERROR: cannot insert a non-DEFAULT value into column "gross"
--     Detail: Column "gross" is a generated column.

UPDATE prices SET net = net + 1, tag = tag || gross WHERE id < 4 RETURNING id, gross, tag;
-- id int4, gross int4, tag varchar
-- 1 | 22 | t120
-- 2 | 42 | t240
-- 3 | 62 | t360

SELECT * FROM prices ORDER BY id;
-- id int4, net int4, gross int4, tag varchar
-- 1 | 11 | 22 | t120
-- 2 | 21 | 42 | t240
-- 3 | 31 | 62 | t360
-- 4 | 40 | 80 | t4
-- 5 | 50 | 100 | t5
-- 6 | 60 | 120 | t6
-- 7 | 70 | 140 | t7
-- 8 | 80 | 160 | t8
-- 9 | 90 | 180 | t9
-- 20 | 5 | 10 | x
-- 21 | 6 | 12 | y

