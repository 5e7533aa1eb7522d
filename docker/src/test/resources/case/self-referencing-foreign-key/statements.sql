WITH RECURSIVE up AS (SELECT id, parent, label FROM tree WHERE id = 13 UNION ALL SELECT t.id, t.parent, t.label FROM tree t JOIN up ON up.parent = t.id) SELECT label FROM up ORDER BY id;
UPDATE tree c SET label = p.label || '/' || c.label FROM tree p WHERE p.id = c.parent AND c.id > 12 RETURNING c.id, c.label;
INSERT INTO tree SELECT id + 100, id, label FROM tree WHERE parent = 1;
INSERT INTO tree VALUES (200, 999, 'nowhere');
DELETE FROM tree WHERE id = 2;
SELECT t.id, t.label, p.label AS of FROM tree t LEFT JOIN tree p ON p.id = t.parent ORDER BY t.id;
