SELECT id, size FROM shirts ORDER BY size, id;
SELECT id FROM shirts WHERE size > 'small' ORDER BY id;
INSERT INTO shirts (id) VALUES (50) RETURNING size;
INSERT INTO shirts VALUES (51, 'huge');
UPDATE shirts SET size = 'large' WHERE size IS NULL RETURNING id, size;
SELECT min(size), max(size), count(DISTINCT size) FROM shirts;
SELECT pg_typeof(size) FROM shirts WHERE id = 1;
