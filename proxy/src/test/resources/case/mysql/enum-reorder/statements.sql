-- speaks old
SELECT id, status FROM jobs WHERE status = 'new' ORDER BY id;
SELECT status FROM jobs ORDER BY status, id;
SELECT max(status), status + 0 FROM jobs GROUP BY status ORDER BY 2;
UPDATE jobs SET status = 'done' WHERE status = 'new' LIMIT 1;
INSERT INTO jobs (id, status) VALUES (4, NULL);
SELECT * FROM jobs ORDER BY id;
-- speaks new
SELECT status2 FROM jobs ORDER BY status2, id;
INSERT INTO jobs VALUES (5, 'done');
UPDATE jobs SET status2 = 'new' WHERE id = 2;
SELECT * FROM jobs ORDER BY id;
