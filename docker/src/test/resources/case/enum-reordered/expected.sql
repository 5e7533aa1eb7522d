SELECT id, priority FROM tasks ORDER BY priority, id;
-- id int4, priority priority
-- 3 | high
-- 6 | high
-- 9 | high
-- 1 | low
-- 4 | low
-- 7 | low
-- 2 | middle
-- 5 | middle
-- 8 | middle

SELECT count(*) FROM tasks WHERE priority >= 'low';
-- count int8
-- 6

UPDATE tasks SET priority = 'high' WHERE priority = 'middle' AND id < 5 RETURNING *;
-- id int4, priority priority
-- 2 | high

INSERT INTO tasks VALUES (20, 'middle'), (21, 'low');
-- 2

SELECT max(priority), min(priority) FROM tasks;
-- max priority, min priority
-- middle | high

