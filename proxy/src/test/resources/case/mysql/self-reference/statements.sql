-- speaks old
INSERT INTO nodes VALUES (4, 99, 'lost');
INSERT INTO nodes VALUES (4, 3, 'c');
UPDATE nodes SET parent = 1 WHERE name = 'c';
SELECT c.name, p.name FROM nodes c LEFT JOIN nodes p ON p.id = c.parent ORDER BY c.id;
WITH RECURSIVE up AS (SELECT id, parent FROM nodes WHERE id = 3 UNION ALL SELECT n.id, n.parent FROM nodes n JOIN up ON n.id = up.parent) SELECT * FROM up;
UPDATE nodes c JOIN nodes p ON p.id = c.parent SET c.parent = p.parent WHERE c.name = 'b';
SELECT * FROM nodes ORDER BY id;
-- speaks new
SELECT c.name, p.name FROM nodes c LEFT JOIN nodes p ON p.id = c.parent_new ORDER BY c.id;
UPDATE nodes SET parent_new = 2 WHERE parent_new = 1;
SELECT * FROM nodes ORDER BY id;
