UPDATE lines SET no = no + 10 WHERE doc = 2 RETURNING doc, no;
-- doc int4, no int2
-- 2 | 11
-- 2 | 12
-- 2 | 13
-- 2 | 14

UPDATE lines SET no = 1 WHERE doc = 3 AND no = 2;
-- 23505: ERROR: duplicate key value violates unique constraint "lines_pkey"
--     Detail: Key (doc, no)=(3, 1) already exists.

INSERT INTO lines VALUES (6, 1, 'new'), (6, 2, NULL) RETURNING *;
-- doc int4, no int2, text varchar
-- 6 | 1 | new
-- 6 | 2 | null

INSERT INTO lines (doc, no) VALUES (6, 1) ON CONFLICT (doc, no) DO NOTHING;
-- 0

UPDATE lines SET (no, text) = (SELECT max(no) + 1, 'moved' FROM lines WHERE doc = 5) WHERE doc = 5 AND no = 1;
-- 1

SELECT doc, no, text FROM lines WHERE (doc, no) > (4, 2) ORDER BY doc, no;
-- doc int4, no int2, text varchar
-- 4 | 3 | line 3
-- 4 | 4 | line 4
-- 5 | 2 | line 2
-- 5 | 3 | line 3
-- 5 | 4 | line 4
-- 5 | 5 | moved
-- 6 | 1 | new
-- 6 | 2 | null

SELECT pg_typeof(no) FROM lines WHERE doc = 1 AND no = 1;
-- pg_typeof regtype
-- smallint

UPDATE lines SET no = 40000 WHERE doc = 1 AND no = 1;
-- 22003: ERROR: smallint out of range

