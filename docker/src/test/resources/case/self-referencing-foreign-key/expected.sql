WITH RECURSIVE up AS (SELECT id, parent, label FROM tree WHERE id = 13 UNION ALL SELECT t.id, t.parent, t.label FROM tree t JOIN up ON up.parent = t.id) SELECT label FROM up ORDER BY id;
-- label varchar
-- node 1
-- node 3
-- node 6
-- node 13

UPDATE tree c SET label = p.label || '/' || c.label FROM tree p WHERE p.id = c.parent AND c.id > 12 RETURNING c.id, c.label;
-- id int4, label varchar
-- 13 | node 6/node 13
-- 14 | node 7/node 14
-- 15 | node 7/node 15

INSERT INTO tree SELECT id + 100, id, label FROM tree WHERE parent = 1;
-- 2

INSERT INTO tree VALUES (200, 999, 'nowhere');
-- 23503: ERROR: insert or update on table "tree" violates foreign key constraint "tree_parent_fkey"
--     Detail: Key (parent)=(999) is not present in table "tree".

DELETE FROM tree WHERE id = 2;
-- 1

SELECT t.id, t.label, p.label AS of FROM tree t LEFT JOIN tree p ON p.id = t.parent ORDER BY t.id;
-- id int4, label varchar, of varchar
-- 1 | node 1 | null
-- 3 | node 3 | node 1
-- 6 | node 6 | node 3
-- 7 | node 7 | node 3
-- 12 | node 12 | node 6
-- 13 | node 6/node 13 | node 6
-- 14 | node 7/node 14 | node 7
-- 15 | node 7/node 15 | node 7
-- 103 | node 3 | node 3

