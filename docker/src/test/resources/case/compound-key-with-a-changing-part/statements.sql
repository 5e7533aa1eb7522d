UPDATE lines SET no = no + 10 WHERE doc = 2 RETURNING doc, no;
UPDATE lines SET no = 1 WHERE doc = 3 AND no = 2;
INSERT INTO lines VALUES (6, 1, 'new'), (6, 2, NULL) RETURNING *;
INSERT INTO lines (doc, no) VALUES (6, 1) ON CONFLICT (doc, no) DO NOTHING;
UPDATE lines SET (no, text) = (SELECT max(no) + 1, 'moved' FROM lines WHERE doc = 5) WHERE doc = 5 AND no = 1;
SELECT doc, no, text FROM lines WHERE (doc, no) > (4, 2) ORDER BY doc, no;
SELECT pg_typeof(no) FROM lines WHERE doc = 1 AND no = 1;
UPDATE lines SET no = 40000 WHERE doc = 1 AND no = 1;
