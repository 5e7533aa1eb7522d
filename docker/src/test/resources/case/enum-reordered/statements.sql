SELECT id, priority FROM tasks ORDER BY priority, id;
SELECT count(*) FROM tasks WHERE priority >= 'low';
UPDATE tasks SET priority = 'high' WHERE priority = 'middle' AND id < 5 RETURNING *;
INSERT INTO tasks VALUES (20, 'middle'), (21, 'low');
SELECT max(priority), min(priority) FROM tasks;
