-- speaks old
SELECT * FROM tasks ORDER BY level, id;
SELECT max(level), count(*) FROM tasks WHERE level > 'low';
INSERT INTO tasks (id) VALUES (5);
INSERT INTO tasks VALUES (6, 'top');
UPDATE tasks SET level = 'mid' WHERE level = 'high';
SELECT * FROM tasks WHERE level IN ('mid', 'low') ORDER BY id;
-- speaks new
SELECT * FROM tasks ORDER BY rank, id;
INSERT INTO tasks (id) VALUES (5);
UPDATE tasks SET rank = 'low' WHERE rank > 'mid';
SELECT * FROM tasks ORDER BY id;
